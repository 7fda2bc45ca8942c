package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"dateline/internal/coding"
	"dateline/plover"
)

// CodebookCmd is `dateline codebook`.
type CodebookCmd struct {
	Format string `enum:"table,json" default:"table" help:"table, for eyes, or json."`
}

// Help is shown by `dateline codebook --help`.
func (CodebookCmd) Help() string {
	return `Shows PLOVER's types, modes, contexts, sectors, scores and the CAMEO crosswalk as this build (and --codebook DIR) has them, and
what was decided where PLOVER's drafts contradict themselves.`
}

// Run prints the ontology.
func (c *CodebookCmd) Run(app *App) error {
	book, err := coding.Load(app.options.codebook)
	if err != nil {
		return err
	}
	if c.Format == "json" {
		enc := json.NewEncoder(app.Stdout)
		enc.SetIndent("", "  ")
		return enc.Encode(struct {
			Codebook string `json:"codebook"`
			*plover.Ontology
		}{book.Version, book.Ontology})
	}
	return c.table(app, book)
}

func (c *CodebookCmd) table(app *App, book *coding.Codebook) error {
	o, w, s := book.Ontology, app.Stdout, app.Style
	fmt.Fprintf(w, "%s  PLOVER %s\n\n", s.Bold("codebook "+book.Version), o.Version)
	for _, t := range o.Types {
		recipient := ""
		if t.RequiresRecipient {
			recipient = ", needs a recipient"
		}
		fmt.Fprintf(w, "%s  %s, score %+.1f, CAMEO %s%s\n  %s\n", s.Bold(fmt.Sprintf("%-10s", t.Name)), t.Quad, t.Score, t.CAMEO, recipient, t.About)
		for _, m := range t.Modes {
			fmt.Fprintf(w, "    %-16s %-5s %s\n", m.Name, m.CAMEO, m.About)
		}
	}
	terms(app, "Contexts", o.Contexts)
	terms(app, "Sectors", o.Sectors)
	fmt.Fprintf(w, "\n%s\n", s.Bold("CAMEO to PLOVER (a code that is missing means what its longest listed prefix does)"))
	for _, code := range slices.Sorted(maps.Keys(o.Crosswalk)) {
		m := o.Crosswalk[code]
		if m.Type == "" {
			m.Type = "(dropped)"
		}
		fmt.Fprintf(w, "  %-5s %s\n", code, strings.TrimSpace(m.Type+" "+m.Mode+" "+strings.Join(m.Context, ", ")))
	}
	fmt.Fprintf(w, "\n%s\n", s.Bold("Notes"))
	for _, n := range o.Notes {
		fmt.Fprintf(w, "  - %s\n", strings.TrimSpace(n))
	}
	return nil
}

func terms(app *App, title string, list []plover.Term) {
	fmt.Fprintf(app.Stdout, "\n%s\n", app.Style.Bold(title))
	for _, t := range list {
		fmt.Fprintf(app.Stdout, "  %-24s %s\n", t.Name, t.About)
	}
}
