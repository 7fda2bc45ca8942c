package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"github.com/pressly/goose/v3"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// applicationID marks the file as a store, in SQLite's header; the first migration writes it.
const applicationID = 1684107116

// migrate makes the store or brings it to this program's schema. Each migration is one transaction, so that one that is cut off
// leaves nothing; of two processes that migrate at once one fails and finds the work done when it looks again.
func migrate(ctx context.Context, path string) error {
	db, err := connect(path, "_txlock=immediate&_pragma=synchronous(full)")
	if err != nil {
		return err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	for try := 0; ; try++ {
		if err = upgrade(ctx, db); err == nil || final(err) || try == 20 {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Duration(try+1) * 10 * time.Millisecond):
		}
	}
}

func final(err error) bool {
	return errors.Is(err, ErrNewer) || errors.Is(err, ErrNotStore) || errors.Is(err, context.Canceled) || code(err) == sqlite3.SQLITE_CANTOPEN ||
		code(err) == sqlite3.SQLITE_FULL || code(err) == sqlite3.SQLITE_READONLY
}

func upgrade(ctx context.Context, db *sql.DB) error {
	if err := checkSchema(ctx, db); err == nil || !errors.Is(err, ErrOlder) {
		return err
	}
	if _, err := db.ExecContext(ctx, "PRAGMA journal_mode = WAL"); err != nil {
		return err
	}
	p, err := provider(db)
	if err != nil {
		return err
	}
	if _, err = p.Up(ctx); err != nil {
		return err
	}
	return sealAll(ctx, db)
}

// packFilled is the migration that fills the tables of packed columns from the reports of an older store.
const packFilled = 10

func packAll(ctx context.Context, tx *sql.Tx) error {
	var last int64
	if err := tx.QueryRowContext(ctx, "SELECT coalesce(max(key), 0) FROM report").Scan(&last); err != nil {
		return err
	}
	return packBlocks(ctx, tx, last)
}

func provider(db *sql.DB) (*goose.Provider, error) {
	files, err := fs.Sub(migrationFiles, "migrations")
	if err != nil {
		return nil, err
	}
	fill := goose.NewGoMigration(packFilled, &goose.GoFunc{RunTx: packAll}, nil)
	return goose.NewProvider(goose.DialectSQLite3, db, files, goose.WithDisableGlobalRegistry(true), goose.WithGoMigrations(fill))
}

// newest is the schema that this program writes: the number of its last migration.
func newest(db *sql.DB) (int64, error) {
	p, err := provider(db)
	if err != nil {
		return 0, err
	}
	sources := p.ListSources()
	return sources[len(sources)-1].Version, nil
}

// checkSchema reports what keeps a file from being used as it is: ErrNotStore, ErrNewer or ErrOlder (an empty file is older).
func checkSchema(ctx context.Context, db *sql.DB) error {
	var app, tables, gooses int64
	err := db.QueryRowContext(ctx, `SELECT (SELECT application_id FROM pragma_application_id), count(*),
		count(*) FILTER (WHERE name IN ('goose_db_version', 'sqlite_sequence')) FROM sqlite_master WHERE type = 'table'`).Scan(&app, &tables, &gooses)
	if code(err) == sqlite3.SQLITE_NOTADB {
		return fmt.Errorf("%w nor any SQLite file; name another with --db", ErrNotStore)
	}
	if err != nil {
		return explain(err)
	}
	want, err := newest(db)
	if err != nil {
		return err
	}
	if app != applicationID {
		if tables > gooses {
			return fmt.Errorf("%w but another program's SQLite file; name another with --db", ErrNotStore)
		}
		return fmt.Errorf("the store is empty: %w; dateline ingest fills it", ErrOlder)
	}
	var have int64
	if err := db.QueryRowContext(ctx, "SELECT max(version_id) FROM goose_db_version WHERE is_applied").Scan(&have); err != nil {
		return explain(err)
	}
	switch {
	case have > want:
		return fmt.Errorf("%w (its schema is %d, this program's %d); use the dateline that wrote it, or a newer one", ErrNewer, have, want)
	case have < want:
		return fmt.Errorf("%w (its schema is %d, this program's %d); dateline ingest brings it up to date", ErrOlder, have, want)
	}
	if open, err := unsealedYet(ctx, db); err != nil || len(open) > 0 {
		return errors.Join(err, fmt.Errorf("%w (not all of its tables are under seal); dateline ingest brings it up to date", ErrOlder))
	}
	return nil
}

// code is the primary result code of an error of SQLite, or 0.
func code(err error) int {
	var e *sqlite.Error
	if errors.As(err, &e) {
		return e.Code() & 0xff
	}
	return 0
}

// explain adds the remedy to the errors of SQLite that a user can do something about.
func explain(err error) error {
	remedy := map[int]string{
		sqlite3.SQLITE_BUSY:     "another program held the store for too long; try again when it is done",
		sqlite3.SQLITE_FULL:     "the disk is full; free some of it and run the same command again",
		sqlite3.SQLITE_IOERR:    "the disk failed to read or write; what was acknowledged is in the store",
		sqlite3.SQLITE_CORRUPT:  "the store is damaged; restore it from a backup",
		sqlite3.SQLITE_NOTADB:   "the file is no store; name another with --db",
		sqlite3.SQLITE_READONLY: "the file or its folder may not be written; check the permissions",
		sqlite3.SQLITE_CANTOPEN: "the file cannot be opened; check the folder and the permissions",
	}[code(err)]
	if err == nil || remedy == "" {
		return err
	}
	return fmt.Errorf("%w; %s", err, remedy)
}
