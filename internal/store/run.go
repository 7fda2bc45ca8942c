package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"dateline/event"
)

// Run is one pass of an input into the store by one coder.
type Run struct {
	Key   int64
	Coder event.CoderVersion
	coder int64
}

// Problem is what could not be read, coded or kept in a run.
type Problem struct{ Path, Place, What, Remedy string }

// Outcome says how a run ended: "done", "interrupted" or "failed", and what it did. A run without one was killed, or still runs.
type Outcome struct {
	Outcome                           string
	Added, Present, Reports, Problems int
}

// Begin notes the start of a run.
func (s *Store) Begin(ctx context.Context, coder event.CoderVersion) (Run, error) {
	run := Run{Coder: coder}
	err := s.write(ctx, func(t *tx) {
		run.coder = t.lookup(`SELECT key FROM coder WHERE version = ? AND model = ? AND codebook = ?`, coder.Version, coder.Model, coder.Codebook)
		if run.coder == 0 {
			run.coder, _ = t.insert(`INSERT INTO coder (version, model, codebook) VALUES (?, ?, ?)`, coder.Version, coder.Model, coder.Codebook)
		}
		run.Key, _ = t.insert(`INSERT INTO run (coder, started_at) VALUES (?, ?)`, run.coder, t.now)
	})
	return run, err
}

// End notes how a run ended.
func (s *Store) End(ctx context.Context, run Run, o Outcome) error {
	return s.write(ctx, func(t *tx) {
		t.exec(`INSERT INTO run_end (run, ended_at, outcome, added, present, reports, problems) VALUES (?, ?, ?, ?, ?, ?, ?)`,
			run.Key, t.now, o.Outcome, o.Added, o.Present, o.Reports, o.Problems)
	})
}

// Note keeps the problems of a run.
func (s *Store) Note(ctx context.Context, run Run, problems ...Problem) error {
	return s.write(ctx, func(t *tx) {
		for _, p := range problems {
			t.exec(`INSERT INTO problem (run, path, place, what, remedy, noted_at) VALUES (?, ?, ?, ?, ?, ?)`,
				run.Key, p.Path, p.Place, p.What, p.Remedy, t.now)
		}
	})
}

// Seen tells whether the store has the article id read from the bytes of this hash, and which coder's reports of it are current.
func (s *Store) Seen(ctx context.Context, sha256, id string) (seen bool, by event.CoderVersion, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT c.version, c.model, c.codebook FROM capture k JOIN article a ON a.capture = k.key AND a.id = ?
		JOIN coding d ON d.article = a.key AND d.superseded IS NULL JOIN coder c ON c.key = d.coder AND c.version <> '`+personVersion+`' WHERE k.sha256 = ?`, id, sha256).
		Scan(&by.Version, &by.Model, &by.Codebook)
	if errors.Is(err, sql.ErrNoRows) {
		return false, by, nil
	}
	if err != nil {
		return false, by, fmt.Errorf("%s: %w", s.path, explain(err))
	}
	return true, by, nil
}
