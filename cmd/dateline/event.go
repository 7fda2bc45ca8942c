package main

import (
	"encoding/json"
	"io"

	"dateline/internal/link"
	"dateline/internal/render"
	"dateline/internal/store"
)

// EventCmd is `dateline event`.
type EventCmd struct {
	ID     string `arg:"" help:"The event's id, or a report's of it; the first characters are enough."`
	DB     string `name:"db" default:"dateline.db" help:"The store." placeholder:"FILE" type:"path"`
	Format string `enum:"text,json" default:"text" help:"text: for eyes; json: the event as the API gives it."`
}

// Help is shown by `dateline event --help`.
func (EventCmd) Help() string {
	return `Prints what the event's reports say of each thing, on whose word and since when: single (one independent article says so), agreed, range
(numbers or days differ as estimates and updates do) or contested (it cannot all be so). At the end stand the reports, and what put
them together; dateline undo takes the numbers of these decisions.

Example:
  dateline ingest samples/ && dateline event $(dateline events --format jsonl --limit 1 | jq -r .id)`
}

// Run prints an event.
func (c *EventCmd) Run(app *App) error {
	db, err := store.Open(app.Context, c.DB, store.ReadOnly)
	if err != nil {
		return err
	}
	defer db.Close()
	linker := link.New(db)
	id, err := eventOf(app, db, linker, c.ID)
	if err != nil {
		return err
	}
	e, err := linker.Event(app.Context, id)
	if err != nil {
		return err
	}
	if c.Format == "json" {
		return writeJSON(app.Stdout, e)
	}
	members, err := linker.Members(app.Context, id)
	if err != nil {
		return err
	}
	decisions, err := linker.Decisions(app.Context, id)
	if err != nil {
		return err
	}
	return render.Event(app.Stdout, e, members, decisions, app.Style)
}

// eventOf takes a report's id for its event's.
func eventOf(app *App, db *store.Store, linker *link.Linker, id string) (string, error) {
	if len(id) < 2 || id[:2] != "r_" {
		return id, nil
	}
	r, _, err := db.Report(app.Context, id)
	if err != nil {
		return "", err
	}
	return linker.EventOf(app.Context, r.ID)
}

func writeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// writeLine writes a value as one line of JSON.
func writeLine(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}
