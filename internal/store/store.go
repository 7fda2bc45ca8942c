package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"github.com/klauspost/compress/zstd"
)

// Mode says what a store is opened for.
type Mode uint8

// The modes.
const (
	ReadOnly  Mode = iota // the store must exist and be of this schema; nothing is written
	ReadWrite             // the store is made, or brought to this schema, if need be
)

// Errors of a store. Those returned wrap them and name the file and the remedy.
var (
	// ErrNotFound: no store under that name, or nothing of that id in it.
	ErrNotFound = errors.New("not found")
	// ErrNotStore: the file is something else.
	ErrNotStore = errors.New("not a dateline store")
	// ErrNewer: a newer dateline wrote it.
	ErrNewer = errors.New("written by a newer dateline")
	// ErrOlder: an older dateline wrote it, and it may not be brought up to date in passing.
	ErrOlder = errors.New("written by an older dateline")
	// ErrReadOnly: opened for reading only.
	ErrReadOnly = errors.New("the store is open for reading only")
	// ErrBadEntry: an entry that contradicts itself; a fault of the coder or the caller.
	ErrBadEntry = errors.New("not kept")
)

// busyTimeout is how long a writer waits for another process's transaction.
const busyTimeout = 30 * time.Second

// readCache is how many bytes of pages a connection that reads may keep: what scans of a large store read again and again.
const readCache = 32 << 20

// Store is one SQLite file. It is safe for concurrent use, and so is the file by several processes: one writes at a time,
// readers see what was last committed. What Put has returned for survives a crash of the program and of the machine.
type Store struct {
	path  string
	db    *sql.DB // readers
	w     *writer // nil when opened for reading only
	unzip *zstd.Decoder
	terms termCache // and tail: what scans need each time
	tail  tail
	now   func() time.Time
}

// Open opens a store.
func Open(ctx context.Context, path string, mode Mode) (*Store, error) {
	s, err := open(ctx, path, mode)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return s, nil
}

func open(ctx context.Context, path string, mode Mode) (*Store, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && mode == ReadOnly:
		return nil, fmt.Errorf("%w: there is no such store; make one with dateline ingest, or name another with --db", ErrNotFound)
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return nil, err
	case err == nil && info.IsDir():
		return nil, fmt.Errorf("%w but a folder; name a file", ErrNotStore)
	}
	if mode == ReadWrite {
		if err := migrate(ctx, path); err != nil {
			return nil, err
		}
	}
	db, err := connect(path, fmt.Sprintf("mode=ro&_pragma=query_only(1)&_pragma=cache_size(-%d)", readCache>>10))
	if err != nil {
		return nil, err
	}
	s := &Store{path: path, db: db, now: time.Now}
	if err := s.prepare(ctx, mode); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func (s *Store) prepare(ctx context.Context, mode Mode) (err error) {
	if s.unzip, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(1)); err != nil {
		return err
	}
	if mode == ReadOnly {
		return checkSchema(ctx, s.db)
	}
	s.w, err = newWriter(ctx, s.path)
	return err
}

// Path is the store's file.
func (s *Store) Path() string { return s.path }

// Close closes the store. What was put is safe without it.
func (s *Store) Close() error {
	var err error
	if s.w != nil {
		err = s.w.close()
	}
	if s.unzip != nil {
		s.unzip.Close()
	}
	return errors.Join(err, s.db.Close())
}
