package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Backup writes a copy of a store as it is at one moment, whatever another process writes meanwhile. The copy is made under another
// name, and takes its own when it is whole; a file that is there already is never written over.
func Backup(ctx context.Context, from, to string) error {
	if _, err := os.Lstat(to); !errors.Is(err, fs.ErrNotExist) {
		if err == nil {
			err = fmt.Errorf("%s: there is a file of that name already; name another, or remove it first", to)
		}
		return err
	}
	s, err := Open(ctx, from, ReadOnly)
	if err != nil {
		return err
	}
	defer s.Close()
	folder, err := os.MkdirTemp(filepath.Dir(to), ".dateline-backup-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	part := filepath.Join(folder, "part.db")
	// VACUUM INTO reads in one transaction and writes no free pages; it needs a connection that may attach a file.
	db, err := connect(from, "mode=rw")
	if err != nil {
		return err
	}
	defer db.Close()
	if _, err := db.ExecContext(ctx, "VACUUM INTO ?", part); err != nil {
		return fmt.Errorf("%s: %w", to, explain(err))
	}
	if err := syncFile(part); err != nil {
		return err
	}
	if err := os.Link(part, to); err != nil { // unlike a renaming, a link never takes another file's place
		return fmt.Errorf("%s: %w", to, err)
	}
	return syncFile(filepath.Dir(to))
}

func syncFile(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
