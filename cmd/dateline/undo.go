package main

import (
	"fmt"

	"dateline/internal/link"
)

// UndoCmd is `dateline undo`.
type UndoCmd struct {
	Decision int64 `arg:"" help:"The decision's number, as event shows it."`
	decider
}

// Help is shown by `dateline undo --help`.
func (UndoCmd) Help() string {
	return `The reports go back where they were, as far as no later decision moved them. Nothing is forgotten: the undoing is a decision too, and can be
undone. To undo what the linker decided is to overrule it: it will not decide so again.

Example:
  dateline undo 1207 --by ann --why "two different convoys after all"`
}

// Run undoes.
func (c *UndoCmd) Run(app *App) error {
	return c.decide(app, func(l *link.Linker) (string, error) {
		undo, err := l.Undo(app.Context, c.Decision, c.By, c.Why)
		return fmt.Sprintf("undone; dateline undo %d takes that back", undo), err
	})
}
