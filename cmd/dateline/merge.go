package main

import (
	"errors"
	"fmt"

	"dateline/internal/link"
	"dateline/internal/store"
)

// decider is who decides, and why: what every decision of a person needs.
type decider struct {
	DB  string `name:"db" default:"dateline.db" help:"The store." placeholder:"FILE" type:"path"`
	By  string `required:"" help:"Who decides." placeholder:"NAME" env:"DATELINE_BY"`
	Why string `required:"" help:"The reason, in a sentence." placeholder:"WORDS"`
}

// decide opens the store and runs what a person decides; say writes what came of it.
func (d *decider) decide(app *App, f func(*link.Linker) (say string, err error)) (err error) {
	db, err := store.Open(app.Context, d.DB, store.ReadWrite)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	say, err := f(link.New(db))
	if err == nil {
		_, err = fmt.Fprintln(app.Stdout, say)
	}
	return err
}

// MergeCmd is `dateline merge`.
type MergeCmd struct {
	Events []string `arg:"" help:"The events' ids; the first characters are enough."`
	decider
}

// Help is shown by `dateline merge --help`.
func (MergeCmd) Help() string {
	return `The reports stay together from then on, whatever the linker thinks, also when the articles are coded again.

Example:
  dateline merge e_5f0c e_77ab --by ann --why "both tell of the strike on the bus station"`
}

// Run merges.
func (c *MergeCmd) Run(app *App) error {
	return c.decide(app, func(l *link.Linker) (string, error) {
		decision, event, err := l.Merge(app.Context, c.Events, c.By, c.Why)
		return fmt.Sprintf("merged into %s; dateline undo %d takes it back", event, decision), err
	})
}
