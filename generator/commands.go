package main

import (
	"fmt"
	"runtime/debug"
	"slices"
	"strings"

	"balise/generator/internal/diag"

	"github.com/spf13/cobra"
)

const longHelp = `Balise turns a folder of Markdown guides with front matter into a static site
that is read in a recommended order.

A site is a folder with content/ in it: Markdown guides, site.yaml, and the
images beside the guides. layouts/ and static/ replace the built-in theme file by
file. The site is published into public/.

Exit status: 0 all is well; 1 errors in the content; 2 wrong use, or an output
folder that may not be used; 3 the machine failed (disk, port).`

// command returns the command line's tree.
func (a *app) command() *cobra.Command {
	root := &cobra.Command{
		Use: "balise", Short: "Static sites that are read in order", Long: longHelp,
		SilenceUsage: true, SilenceErrors: true, Version: version(),
		PersistentPreRunE: func(c *cobra.Command, _ []string) error { return noneEmpty(c) },
	}
	root.SetOut(a.stdout)
	root.SetErr(a.stderr)
	root.SetVersionTemplate("balise {{.Version}}\n")
	flags := root.PersistentFlags()
	flags.StringVarP(&a.source, "source", "s", ".", "folder that holds content/")
	flags.StringVarP(&a.output, "output", "o", "", "folder to publish into (default \"public\" in the source)")
	flags.BoolVar(&a.drafts, "drafts", false, "include drafts and guides whose date is still to come")
	flags.StringVar(&a.at, "at", "", "the day to build for, YYYY-MM-DD (default today)")
	flags.BoolVar(&a.strict, "strict", false, "take warnings for errors")
	flags.BoolVar(&a.noCache, "no-cache", false, "neither use nor keep what earlier runs made (in .balise-cache/ beside content/)")
	root.AddCommand(a.buildCommand(), a.checkCommand(), a.serveCommand(), a.listCommand(), a.newCommand(), a.explainCommand(), a.versionCommand())
	strictHelp(root)
	return root
}

// strictHelp makes the command help fail on a command that does not exist, like
// the command line itself.
func strictHelp(root *cobra.Command) {
	root.InitDefaultHelpCmd()
	for _, c := range root.Commands() {
		if c.Name() == "help" {
			c.Args = func(_ *cobra.Command, args []string) error {
				_, _, err := root.Find(args)
				return err
			}
		}
	}
}

func (a *app) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use: "version", Short: "Print the version", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			fmt.Fprintln(a.stdout, "balise", version())
			return nil
		},
	}
}

// version returns what the Go tool knows of how the program was built.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" || info.Main.Version == "(devel)" {
		return "devel"
	}
	return info.Main.Version
}

func (a *app) explainCommand() *cobra.Command {
	return &cobra.Command{
		Use: "explain [CODE]", Short: "Say what a diagnostic means and how to mend it", Args: cobra.MaximumNArgs(1),
		Long: "Explain prints what the diagnostic with this code means, an example, and the\nremedy. Without a code it lists them all.",
		ValidArgsFunction: func(_ *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			other := func(code string) bool { return !strings.HasPrefix(code, begun) }
			return slices.DeleteFunc(codes(), other), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				a.listCodes()
				return nil
			}
			return a.explain(strings.ToLower(strings.Trim(args[0], "[]")))
		},
	}
}

// codes returns the codes of all diagnostics. They are read from our own source, which
// only the commands that need them do.
func codes() []string {
	var all []string
	for _, e := range diag.Explain() {
		all = append(all, string(e.Code))
	}
	return all
}

func (a *app) listCodes() {
	for _, e := range diag.Explain() {
		first, _, _ := strings.Cut(e.Text, "\n\n")
		sentence, _, _ := strings.Cut(strings.ReplaceAll(first, "\n", " "), ". ")
		fmt.Fprintf(a.stdout, "%-18s %s\n", e.Code, strings.TrimSuffix(sentence, ".")+".")
	}
}

func (a *app) explain(code string) error {
	for _, e := range diag.Explain() {
		if string(e.Code) == code {
			fmt.Fprintf(a.stdout, "%s\n\n%s\n", e.Code, e.Text)
			return nil
		}
	}
	hint := "balise explain lists all codes"
	if near := diag.Nearest(code, codes()); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	return wrong(hint, "no diagnostic has the code %q", code)
}
