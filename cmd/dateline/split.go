package main

import (
	"fmt"

	"dateline/internal/link"
)

// SplitCmd is `dateline split`.
type SplitCmd struct {
	Event   string   `arg:"" help:"The event's id; the first characters are enough."`
	Reports []string `arg:"" help:"The reports that are of another happening, by id."`
	decider
}

// Help is shown by `dateline split --help`.
func (SplitCmd) Help() string {
	return `The reports named become a new event. They stay together, and apart from those they leave, whatever the linker thinks.

Example:
  dateline split e_5f0c r_11aa r_9b02 --by ann --why "the second strike, a day later"`
}

// Run splits.
func (c *SplitCmd) Run(app *App) error {
	return c.decide(app, func(l *link.Linker) (string, error) {
		decision, made, err := l.Split(app.Context, c.Event, c.Reports, c.By, c.Why)
		return fmt.Sprintf("split off as %s; dateline undo %d takes it back", made, decision), err
	})
}
