package main

import (
	"dateline/internal/link"
	"dateline/internal/render"
	"dateline/internal/store"
)

// CopiesCmd is `dateline copies`.
type CopiesCmd struct {
	Article string `arg:"" help:"The article's id, as reports have it in document.id."`
	DB      string `name:"db" default:"dateline.db" help:"The store." placeholder:"FILE" type:"path"`
	Format  string `enum:"text,json" default:"text" help:"text: for eyes; json: as the API gives it."`
}

// Help is shown by `dateline copies --help`.
func (CopiesCmd) Help() string {
	return `Copies are found by their words when articles are linked: wire copies, updates, excerpts. They count as one independent source.

Example:
  dateline copies VOA-2014-08-02-00017`
}

// Run prints the copies of an article.
func (c *CopiesCmd) Run(app *App) error {
	db, err := store.Open(app.Context, c.DB, store.ReadOnly)
	if err != nil {
		return err
	}
	defer db.Close()
	copies, err := link.New(db).Copies(app.Context, c.Article)
	if err != nil {
		return err
	}
	if c.Format == "json" {
		return writeJSON(app.Stdout, copies)
	}
	return render.Copies(app.Stdout, copies, app.Style)
}
