package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"dateline/event"
	"dateline/internal/eval"
	"dateline/internal/link"
	"dateline/internal/store"
)

// EvalStoriesCmd is `dateline eval stories`.
type EvalStoriesCmd struct {
	Folder string `arg:"" help:"Folder of gold stories (txtar); what is in its folder blind is measured apart." type:"existingdir"`
	Errors bool   `help:"List the mistakes, those of the blind part not."`
}

// Run codes and links all articles in one store and scores each part.
func (c *EvalStoriesCmd) Run(app *App) error {
	open, err := readStories(filepath.Join(c.Folder, "*.txtar"))
	if err != nil {
		return err
	}
	blind, err := readStories(filepath.Join(c.Folder, "blind", "*.txtar"))
	if err != nil {
		return err
	}
	told, err := tellStories(app, slices.Concat(open, blind))
	if err != nil {
		return err
	}
	for _, part := range []struct {
		name string
		gold []*eval.GoldStories
	}{{"open", open}, {"blind", blind}} {
		score := eval.Stories(part.gold, told)
		fmt.Fprintf(app.Stdout, "%s\n%s\n", app.Style.Bold(fmt.Sprintf("%s: %d files", part.name, len(part.gold))), score.Table())
		if c.Errors && part.name == "open" {
			for _, w := range score.Wrong {
				fmt.Fprintln(app.Stdout, " ", w)
			}
		}
	}
	return nil
}

func readStories(pattern string) (out []*eval.GoldStories, err error) {
	files, err := filepath.Glob(pattern)
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		g, err := eval.ReadStories(f)
		if err != nil {
			return nil, err
		}
		out = append(out, g)
	}
	return out, nil
}

// tellStories codes and links the articles of gold stories in a store of their own.
func tellStories(app *App, gold []*eval.GoldStories) (told *eval.ToldStories, err error) {
	dir, err := os.MkdirTemp("", "dateline-stories-")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	db, err := store.Open(app.Context, filepath.Join(dir, "stories.db"), store.ReadWrite)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := codeStories(app, db, gold); err != nil {
		return nil, err
	}
	linker := link.New(db)
	if _, err := linker.Link(app.Context, link.Options{}); err != nil {
		return nil, err
	}
	if _, err := linker.Tell(app.Context, nil); err != nil {
		return nil, err
	}
	return gather(app, db, linker)
}

func codeStories(app *App, db *store.Store, gold []*eval.GoldStories) error {
	analyst, err := app.Analyst()
	if err != nil {
		return err
	}
	run, err := db.Begin(app.Context, analyst.Version())
	if err != nil {
		return err
	}
	for _, g := range gold {
		for _, a := range g.Articles {
			raw := []byte(a.ID + "\n" + a.Text)
			a.SHA256 = hashOf(raw)
			reports, err := analyst.Code(a)
			if err != nil {
				return fmt.Errorf("%s: %w", a.ID, err)
			}
			if _, err := db.Put(app.Context, run, store.Entry{Path: a.ID, Format: "text", Raw: raw, Article: a, Reports: reports}); err != nil {
				return err
			}
		}
	}
	return nil
}

// gather reads back what was told.
func gather(app *App, db *store.Store, linker *link.Linker) (*eval.ToldStories, error) {
	told := &eval.ToldStories{Reports: map[string][]event.Report{}, EventOf: map[string]string{}, Events: map[string]event.Event{},
		Stories: map[string]event.Story{}}
	for row, err := range db.Query(app.Context, store.Filter{}) {
		if err != nil {
			return nil, err
		}
		r, err := row.Report()
		if err != nil {
			return nil, err
		}
		told.Reports[r.Document.ID] = append(told.Reports[r.Document.ID], *r)
	}
	for s, err := range linker.Stories(app.Context, link.StoryFilter{}) {
		if err != nil {
			return nil, err
		}
		told.Stories[s.ID] = s
		for _, step := range s.Events {
			told.Events[step.Event.ID] = step.Event
			for _, r := range step.Event.Reports {
				told.EventOf[r] = step.Event.ID
			}
		}
	}
	return told, nil
}
