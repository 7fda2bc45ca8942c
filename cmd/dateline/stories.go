package main

import (
	"fmt"
	"strings"

	"dateline/event"
	"dateline/internal/link"
	"dateline/internal/render"
	"dateline/internal/store"
)

// StoriesCmd is `dateline stories`.
type StoriesCmd struct {
	DB       string   `name:"db" default:"dateline.db" help:"The store." placeholder:"FILE" type:"path"`
	From     string   `help:"First day of some event; what the text gives no date for is left out." placeholder:"DATE" group:"Which"`
	To       string   `help:"Last day of some event." placeholder:"DATE" group:"Which"`
	Type     []string `help:"PLOVER types of some event, such as AGREE." placeholder:"TYPE" group:"Which"`
	Actor    string   `help:"Who does something in it: a code (SYR, REB, SYR.MIL) or words of the name." placeholder:"WHO" group:"Which"`
	Country  []string `help:"Where: countries' names or ISO codes." placeholder:"COUNTRY" group:"Which"`
	Place    string   `help:"Where: words of the place's name." placeholder:"PLACE" group:"Which"`
	Text     string   "help:\"Words of some event's sentence: all of them; \\\"in a row\\\"; begin*; -none.\" placeholder:\"WORDS\" group:\"Which\""
	Events   int      `default:"3" help:"Of so many events at least." placeholder:"N" group:"Which"`
	Articles int      `default:"1" help:"Told by so many articles at least." placeholder:"N" group:"Which"`
	Limit    int      `default:"30" help:"How many at most; 0 for all." placeholder:"N"`
	Format   string   `enum:"text,jsonl" default:"text" help:"text: for eyes; jsonl: the stories as the API gives them, a line each."`
}

// Help is shown by `dateline stories --help`.
func (StoriesCmd) Help() string {
	return `A story is the events of one matter: a ceasefire, the evacuation it promised, who objected, what blocked it. Those last told of stand first.
A filter admits a story when it admits one of its events.

Examples:
  dateline stories --country Syria --type AGREE
  dateline stories --articles 2 --format jsonl | jq -r .title`
}

// Validate refuses values that no story can have.
func (c *StoriesCmd) Validate() error {
	which := Which{From: c.From, To: c.To, Type: c.Type, Country: c.Country}
	if err := which.Validate(); err != nil {
		return err
	}
	c.Type, c.Country = which.Type, which.Country
	return nil
}

// Run lists stories.
func (c *StoriesCmd) Run(app *App) error {
	db, err := store.Open(app.Context, c.DB, store.ReadOnly)
	if err != nil {
		return err
	}
	defer db.Close()
	filter := link.StoryFilter{Events: c.Events, Articles: c.Articles, Limit: c.Limit,
		Reports: store.Filter{From: c.From, To: c.To, Types: c.Type, Actor: c.Actor, Countries: c.Country, Place: c.Place, Text: c.Text}}
	n := 0
	for s, err := range link.New(db).Stories(app.Context, filter) {
		if err != nil {
			return err
		}
		n++
		if err := c.write(app, &s); err != nil {
			return err
		}
	}
	if n == 0 {
		fmt.Fprintln(app.Stderr, "dateline: no such story; dateline link tells stories of what is not linked yet, --events 1 admits those of one event")
	}
	return nil
}

func (c *StoriesCmd) write(app *App, s *event.Story) error {
	if c.Format == "jsonl" {
		return writeLine(app.Stdout, s)
	}
	return render.StoryLine(app.Stdout, s, app.Style)
}

// StoryCmd is `dateline story`.
type StoryCmd struct {
	ID     string `arg:"" help:"The story's id, or that of an event or a report of it; the first characters are enough."`
	DB     string `name:"db" default:"dateline.db" help:"The store." placeholder:"FILE" type:"path"`
	Format string `enum:"text,json" default:"text" help:"text: for eyes; json: the story as the API gives it."`
}

// Help is shown by `dateline story --help`.
func (StoryCmd) Help() string {
	return `Prints the events of one matter in their order, what was agreed, promised or demanded and what became of it, who supports it and who objects.
A day in brackets is the day of publication of an event whose own day is not told.

Example:
  dateline story $(dateline stories --format jsonl --limit 1 | jq -r .id)`
}

// Run prints a story.
func (c *StoryCmd) Run(app *App) error {
	db, err := store.Open(app.Context, c.DB, store.ReadOnly)
	if err != nil {
		return err
	}
	defer db.Close()
	linker := link.New(db)
	id, err := storyOf(app, db, linker, c.ID)
	if err != nil {
		return err
	}
	s, err := linker.Story(app.Context, id)
	if err != nil {
		return err
	}
	if c.Format == "json" {
		return writeJSON(app.Stdout, s)
	}
	return render.Story(app.Stdout, s, app.Style)
}

// storyOf takes the id of a report or an event for its story's.
func storyOf(app *App, db *store.Store, linker *link.Linker, id string) (string, error) {
	if !strings.HasPrefix(id, "r_") && !strings.HasPrefix(id, "e_") {
		return id, nil
	}
	id, err := eventOf(app, db, linker, id)
	if err != nil {
		return "", err
	}
	e, err := linker.Event(app.Context, id)
	if err != nil {
		return "", err
	}
	if e.Story == nil {
		return "", fmt.Errorf("%s: event %s is in no story: %w; dateline link tells stories of what is not told yet", db.Path(), e.ID, store.ErrNotFound)
	}
	return *e.Story, nil
}
