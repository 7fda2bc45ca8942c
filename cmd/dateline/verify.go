package main

import (
	"fmt"

	"dateline/internal/store"
)

// VerifyCmd is `dateline verify`.
type VerifyCmd struct {
	DB string `name:"db" default:"dateline.db" help:"The store." placeholder:"FILE" type:"path"`
}

// Help is shown by `dateline verify --help`.
func (VerifyCmd) Help() string {
	return `Holds everything in the store against everything else: SQLite's trees, references and schema, the full-text indexes, the seals of all
rows, each capture against its hash, each report against its article, its columns and its id, and people's decisions against the
reports they are about. It changes nothing.

Example:
  dateline verify --db syria.db

Exit status: 0 the store is sound; 1 something is damaged, and named.`
}

// Run verifies.
func (c *VerifyCmd) Run(app *App) error {
	p := newProgress(app.Stderr)
	n := 0
	err := store.Verify(app.Context, c.DB, func(d store.Damage) {
		n++
		p.clear()
		fmt.Fprintln(app.Stdout, d)
	}, func(part string) { p.line(0, "checking "+part) })
	p.clear()
	if err != nil {
		return err
	}
	if n > 0 {
		fmt.Fprintf(app.Stderr, "dateline: %s: %s; restore it from a backup, or ingest the articles into a new store\n", c.DB, plural(n, "damage"))
		return errPartial
	}
	fmt.Fprintf(app.Stdout, "%s: sound\n", c.DB)
	return nil
}
