package main

import (
	"fmt"

	"dateline/internal/render"
	"dateline/internal/store"
)

// ExplainCmd is `dateline explain`.
type ExplainCmd struct {
	ID string `arg:"" help:"The report's id, as code and events print it; the first characters are enough."`
	DB string `name:"db" default:"dateline.db" help:"The store." placeholder:"FILE" type:"path"`
}

// Help is shown by `dateline explain --help`.
func (ExplainCmd) Help() string {
	return `Prints the sentence with the words of each value marked, and for each value the rule or the model's decision that made it.

Example:
  dateline ingest samples/ && dateline explain $(dateline events --format jsonl --limit 1 | jq -r .id)`
}

// Run prints one report of the store.
func (c *ExplainCmd) Run(app *App) error {
	db, err := store.Open(app.Context, c.DB, store.ReadOnly)
	if err != nil {
		return err
	}
	defer db.Close()
	report, article, err := db.Report(app.Context, c.ID)
	if err != nil {
		return fmt.Errorf("%s: %w", c.DB, err)
	}
	return render.Explain(app.Stdout, article, report, app.Style)
}
