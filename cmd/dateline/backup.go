package main

import (
	"dateline/internal/store"
)

// BackupCmd is `dateline backup`.
type BackupCmd struct {
	To string `arg:"" help:"The copy's name; there must be no file of it." type:"path"`
	DB string `name:"db" default:"dateline.db" help:"The store." placeholder:"FILE" type:"path"`
}

// Help is shown by `dateline backup --help`.
func (BackupCmd) Help() string {
	return `Copies the store as it is at one moment, while others may go on writing to it, and verifies the copy. A file that is there already is
never written over.

Example:
  dateline backup /media/disk/syria-2026-11-24.db --db syria.db`
}

// Run makes the copy and verifies it.
func (c *BackupCmd) Run(app *App) error {
	if err := store.Backup(app.Context, c.DB, c.To); err != nil {
		return err
	}
	return (&VerifyCmd{DB: c.To}).Run(app)
}
