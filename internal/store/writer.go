package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/klauspost/compress/zstd"
)

// writer is the one connection that writes, with its statements prepared.
type writer struct {
	mu    sync.Mutex
	db    *sql.DB
	conn  *sql.Conn
	zip   *zstd.Encoder
	stmts map[string]*sql.Stmt
}

func newWriter(ctx context.Context, path string) (*writer, error) {
	db, err := connect(path, "mode=rw&_pragma=synchronous(full)")
	if err != nil {
		return nil, err
	}
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, errors.Join(explain(err), db.Close())
	}
	zip, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, errors.Join(err, conn.Close(), db.Close())
	}
	return &writer{db: db, conn: conn, zip: zip, stmts: map[string]*sql.Stmt{}}, nil
}

func (w *writer) close() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	var errs []error
	for _, s := range w.stmts {
		errs = append(errs, s.Close())
	}
	return errors.Join(append(errs, w.zip.Close(), w.conn.Close(), w.db.Close())...)
}

// write runs f in one transaction that takes the write lock at its start, so that it cannot fail for another's later on. ctx ends
// the wait for the lock; what has begun is finished.
func (s *Store) write(ctx context.Context, f func(*tx)) error {
	if s.w == nil {
		return fmt.Errorf("%s: %w", s.path, ErrReadOnly)
	}
	s.w.mu.Lock()
	defer s.w.mu.Unlock()
	if _, err := s.w.conn.ExecContext(ctx, "BEGIN IMMEDIATE"); err != nil {
		return fmt.Errorf("%s: %w", s.path, explain(err))
	}
	t := &tx{ctx: context.WithoutCancel(ctx), w: s.w, now: s.now().UTC().Format(time.RFC3339)}
	f(t)
	if t.err == nil {
		_, t.err = s.w.conn.ExecContext(t.ctx, "COMMIT")
	}
	if t.err != nil {
		_, _ = s.w.conn.ExecContext(t.ctx, "ROLLBACK") // fails where SQLite has rolled back already
		return fmt.Errorf("%s: %w", s.path, explain(t.err))
	}
	return nil
}

// tx is a transaction that remembers its first error; after it nothing more is done.
type tx struct {
	ctx context.Context
	w   *writer
	now string
	err error
}

func (t *tx) fail(err error) {
	if t.err == nil {
		t.err = err
	}
}

// stmt prepares a query once; nil after an error.
func (t *tx) stmt(query string) *sql.Stmt {
	if t.err != nil {
		return nil
	}
	s, ok := t.w.stmts[query]
	if !ok {
		if s, t.err = t.w.conn.PrepareContext(t.ctx, query); t.err != nil {
			return nil
		}
		t.w.stmts[query] = s
	}
	return s
}

func (t *tx) exec(query string, args ...any) {
	if s := t.stmt(query); s != nil { //nolint:sqlclosecheck // kept for the transaction, closed with it
		if _, err := s.ExecContext(t.ctx, args...); err != nil {
			t.fail(err)
		}
	}
}

// insert gives the new row's key; isNew is false, and the key 0, where the row was there.
func (t *tx) insert(query string, args ...any) (key int64, isNew bool) {
	s := t.stmt(query) //nolint:sqlclosecheck // kept for the transaction, closed with it
	if s == nil {
		return 0, false
	}
	result, err := s.ExecContext(t.ctx, args...)
	if err != nil {
		t.fail(err)
		return 0, false
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		return 0, false
	}
	key, err = result.LastInsertId()
	if err != nil {
		t.fail(err)
	}
	return key, err == nil
}

// one reads the first row that a query finds into dest; false where there is none.
func (t *tx) one(query string, args []any, dest ...any) bool {
	s := t.stmt(query) //nolint:sqlclosecheck // kept for the transaction, closed with it
	if s == nil {
		return false
	}
	err := s.QueryRowContext(t.ctx, args...).Scan(dest...)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		t.fail(err)
	}
	return err == nil
}

// lookup gives the key a query finds, or 0.
func (t *tx) lookup(query string, args ...any) (key int64) {
	t.one(query, args, &key)
	return key
}
