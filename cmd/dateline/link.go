package main

import (
	"context"
	"errors"
	"fmt"

	"dateline/internal/link"
	"dateline/internal/store"
)

// LinkCmd is `dateline link`.
type LinkCmd struct {
	DB string `name:"db" default:"dateline.db" help:"The store." placeholder:"FILE" type:"path"`
}

// Help is shown by `dateline link --help`.
func (LinkCmd) Help() string {
	return `Finds copies of one article, and joins the reports that tell of one happening into an event. Only what is new is linked; what people
merged or split stays so. Events of one matter then become a story. ingest does this at its end.

Example:
  dateline ingest archive/ --no-link && dateline link`
}

// Run links what is not linked yet.
func (c *LinkCmd) Run(app *App) (err error) {
	db, err := store.Open(app.Context, c.DB, store.ReadWrite)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return linkStore(app, db)
}

// linkStore links what is not linked yet, tells its stories and says what was done.
func linkStore(app *App, db *store.Store) error {
	p, linker := newProgress(app.Stderr), link.New(db)
	tally, err := linker.Link(app.Context, link.Options{Tell: func(t link.Tally) { p.line(t.Articles+t.Reports, describeLinks(t)) }})
	var told link.StoryTally
	if err == nil {
		told, err = linker.Tell(app.Context, func(t link.StoryTally) { p.line(t.Articles, describeStories(t)) })
	}
	p.clear()
	fmt.Fprintf(app.Stdout, "%s: %s\n", db.Path(), describeLinks(tally))
	if told.Articles > 0 {
		fmt.Fprintf(app.Stdout, "%s: %s\n", db.Path(), describeStories(told))
	}
	if errors.Is(err, context.Canceled) {
		fmt.Fprintln(app.Stderr, "dateline: interrupted; what was linked is kept: dateline link goes on from there")
		return errPartial
	}
	return err
}

func describeStories(t link.StoryTally) string {
	out := fmt.Sprintf("%s told: %s, %d joined", plural(t.Articles, "article"), pluralOf(t.Founded, "new story", "new stories"), t.Joined)
	if t.Bridged > 0 {
		out += fmt.Sprintf(", %d became part of others", t.Bridged)
	}
	return out
}

func pluralOf(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func describeLinks(t link.Tally) string {
	out := fmt.Sprintf("%s linked: %s, %d joined", plural(t.Reports, "report"), plural(t.Founded, "new event"), t.Joined)
	if t.Moved > 0 {
		out += fmt.Sprintf(", %d moved", t.Moved)
	}
	if t.Copies > 0 {
		out += fmt.Sprintf("; %d of %s copies of others", t.Copies, plural(t.Articles, "article"))
	}
	return out
}
