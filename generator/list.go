package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"balise/generator/internal/build"
	"balise/generator/internal/site"

	"github.com/spf13/cobra"
)

const listHelp = `List shows all guides in reading order, drafts included, and all paths with their
steps. With an argument it shows one list alone:

  guides   keys, positions, reading times
  paths    the steps of each path, with their reasons
  facts    the register of facts: values, and how many guides show each
  sources  the register of sources: what rests on each
  terms    the glossary: where each term is explained and used
  due      what was to be reviewed before today, or before the day of --at,
           the oldest first

--format json gives everything there is to know: files and lines, URLs, links and
backlinks, and every place where a fact, a source or a term is used.`

func (a *app) listCommand() *cobra.Command {
	var format string
	lists := []string{"guides", "paths", "facts", "sources", "terms", "due"}
	c := &cobra.Command{
		Use: "list [" + strings.Join(lists, "|") + "]", Short: "List guides and paths, facts, sources and terms, and what is due",
		Args: cobra.MatchAll(cobra.MaximumNArgs(1), cobra.OnlyValidArgs), Long: listHelp, ValidArgs: lists,
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				args = []string{"guides", "paths"}
			}
			return a.list(args, format)
		},
	}
	c.Flags().StringVar(&format, "format", "text", "text or json")
	return c
}

func (a *app) list(lists []string, format string) error {
	if format != "text" && format != "json" {
		return wrong("use --format text or json", "no format %q", format)
	}
	return a.withSite(func(snapshot *build.Snapshot, bar *progress) error {
		bar.stop()
		if format == "json" {
			return a.listJSON(lists, snapshot.Site)
		}
		for i, name := range lists {
			if i > 0 {
				fmt.Fprintln(a.stdout)
			}
			w := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', 0)
			listText(w, name, snapshot.Site)
			if err := w.Flush(); err != nil {
				return machine(err)
			}
		}
		return nil
	})
}

func (a *app) listJSON(lists []string, s *site.Site) error {
	all := map[string]any{}
	for _, name := range lists {
		switch name {
		case "guides":
			all[name], _ = s.List()
		case "paths":
			_, all[name] = s.List()
		case "facts":
			all[name] = s.ListFacts()
		case "sources":
			all[name] = s.ListSources()
		case "terms":
			all[name] = s.ListTerms()
		case "due":
			all[name] = s.ListDue()
		}
	}
	enc := json.NewEncoder(a.stdout)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	if err := enc.Encode(all); err != nil {
		return machine(err)
	}
	return nil
}

// listText writes one list as columns.
func listText(w io.Writer, name string, s *site.Site) {
	switch name {
	case "guides":
		guides, _ := s.List()
		listGuides(w, guides)
	case "paths":
		_, paths := s.List()
		listPaths(w, paths)
	case "facts":
		fmt.Fprintln(w, "FACT\tVALUE\tKIND\tREVIEW BY\tUSES\tLABEL")
		for _, f := range s.ListFacts() {
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%d\t%s\n", f.ID, f.Value, f.Kind, f.ReviewBy, len(f.Uses), f.Label)
		}
	case "sources":
		fmt.Fprintln(w, "SOURCE\tYEAR\tREAD\tFACTS\tTERMS\tUSES\tTITLE")
		for _, src := range s.ListSources() {
			fmt.Fprintf(w, "%s\t%s\t%s\t%d\t%d\t%d\t%s\n", src.ID, src.Year, yesNo(src.Read), len(src.Facts), len(src.Terms), len(src.Uses), src.Title)
		}
	case "terms":
		fmt.Fprintln(w, "TERM\tABBR\tUSES\tEXPLAINED IN\tSPELLING")
		for _, t := range s.ListTerms() {
			fmt.Fprintf(w, "%s\t%s\t%d\t%s\t%s\n", t.ID, t.Abbr, len(t.Uses), t.ExplainedIn, t.Term)
		}
	case "due":
		listDue(w, s.ListDue())
	}
}

func yesNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

func listDue(w io.Writer, due []site.ListedDue) {
	if len(due) == 0 {
		fmt.Fprintln(w, "Nothing is due.")
		return
	}
	fmt.Fprintln(w, "DUE\tERROR FROM\tWHAT\tPLACE\tSHOWN IN")
	for _, d := range due {
		fmt.Fprintf(w, "%s\t%s\t%s %s\t%s:%d\t%s\n", d.On, d.Last, d.What, d.ID, d.File, d.Line, strings.Join(d.Uses, ", "))
	}
}

func listGuides(w io.Writer, guides []site.Listed) {
	fmt.Fprintln(w, "GUIDE\tSTEP\tMIN\tSTATE\tTITLE")
	for _, g := range guides {
		step, state := "", g.Layout
		if len(g.Paths) > 0 {
			step = fmt.Sprintf("%d/%d %s", g.Paths[0].Step, g.Paths[0].Of, g.Paths[0].Path)
		}
		switch {
		case g.Draft:
			state = "draft"
		case g.Scheduled:
			state = "scheduled"
		}
		fmt.Fprintf(w, "%s\t%s\t%d\t%s\t%s\n", g.Key, step, g.Minutes, state, g.Title)
	}
}

func listPaths(w io.Writer, paths []site.ListedPath) {
	for i, p := range paths {
		if i > 0 {
			fmt.Fprintln(w)
		}
		fmt.Fprintf(w, "PATH %s: %s\n", p.Key, p.Title)
		for n, step := range p.Steps {
			why := ""
			if step.Why != "" {
				why = ": " + step.Why
			}
			fmt.Fprintf(w, "%3d. %s%s\n", n+1, step.Guide, why)
		}
	}
}
