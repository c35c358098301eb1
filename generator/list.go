package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"text/tabwriter"

	"balise/generator/internal/build"
	"balise/generator/internal/site"

	"github.com/spf13/cobra"
)

func (a *app) listCommand() *cobra.Command {
	var format string
	c := &cobra.Command{
		Use: "list [guides|paths]", Short: "List the guides and the reading paths", Args: cobra.MatchAll(cobra.MaximumNArgs(1), cobra.OnlyValidArgs),
		Long:      "List shows all guides in reading order, drafts included, and all paths with their\nsteps; with an argument only the one or the other. --format json gives everything\nthere is to know: keys, files, URLs, positions, requires, links and backlinks.",
		ValidArgs: []string{"guides", "paths"},
		RunE: func(_ *cobra.Command, args []string) error {
			return a.list(strings.Join(args, ""), format)
		},
	}
	c.Flags().StringVar(&format, "format", "text", "text or json")
	return c
}

func (a *app) list(what, format string) error {
	if format != "text" && format != "json" {
		return wrong("use --format text or json", "no format %q", format)
	}
	return a.withSite(func(snapshot *build.Snapshot, bar *progress) error {
		bar.stop()
		guides, paths := snapshot.Site.List()
		if format == "json" {
			return a.listJSON(what, guides, paths)
		}
		a.listText(what, guides, paths)
		return nil
	})
}

func (a *app) listText(what string, guides []site.Listed, paths []site.ListedPath) {
	if what != "paths" {
		a.listGuides(guides)
	}
	if what == "" {
		fmt.Fprintln(a.stdout)
	}
	if what != "guides" {
		a.listPaths(paths)
	}
}

func (a *app) listJSON(what string, guides []site.Listed, paths []site.ListedPath) error {
	all := map[string]any{"guides": guides, "paths": paths}
	switch what {
	case "guides":
		delete(all, "paths")
	case "paths":
		delete(all, "guides")
	}
	enc := json.NewEncoder(a.stdout)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	if err := enc.Encode(all); err != nil {
		return machine(err)
	}
	return nil
}

func (a *app) listGuides(guides []site.Listed) {
	w := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', 0)
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
	w.Flush()
}

func (a *app) listPaths(paths []site.ListedPath) {
	for i, p := range paths {
		if i > 0 {
			fmt.Fprintln(a.stdout)
		}
		fmt.Fprintf(a.stdout, "PATH %s: %s\n", p.Key, p.Title)
		for n, step := range p.Steps {
			why := ""
			if step.Why != "" {
				why = ": " + step.Why
			}
			fmt.Fprintf(a.stdout, "%3d. %s%s\n", n+1, step.Guide, why)
		}
	}
}
