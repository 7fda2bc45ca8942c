package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
)

// querier is what reads: the readers' pool or the writer's connection.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// EventID gives the id and key of an event by its id or the first characters of it. An event whose reports have all gone to one other
// is that other.
func (s *Store) EventID(ctx context.Context, id string) (key int64, whole string, err error) {
	if key, whole, err = eventID(ctx, s.db, id); err != nil {
		return 0, "", s.wrap(err)
	}
	return key, whole, nil
}

func eventID(ctx context.Context, q querier, id string) (key int64, whole string, err error) {
	id = strings.TrimRight(id, "…")
	var n int
	err = q.QueryRowContext(ctx, `SELECT count(*), coalesce(min(key), 0), coalesce(min(id), '') FROM (SELECT key, id FROM event WHERE id >= ? AND id < ? ORDER BY id LIMIT 2)`,
		id, id+"\x7f").Scan(&n, &key, &whole)
	switch {
	case err != nil:
		return 0, "", err
	case n == 0 || id == "":
		return 0, "", fmt.Errorf("no event has the id %q: %w; dateline link makes events of what is not linked yet", id, ErrNotFound)
	case n > 1 && whole != id:
		return 0, "", fmt.Errorf("several events begin with %q: %w; give more of it", id, ErrNotFound)
	}
	if n > 1 { // one of them has exactly this id
		err = q.QueryRowContext(ctx, `SELECT key FROM event WHERE id = ?`, id).Scan(&key)
	}
	if err != nil {
		return 0, "", err
	}
	return follow(ctx, q, key, whole)
}

// follow goes from an event without reports to the one that has them all now, if it is one.
func follow(ctx context.Context, q querier, key int64, id string) (int64, string, error) {
	rows, err := q.QueryContext(ctx, `SELECT DISTINCT n.event, e.id FROM membership o JOIN membership n ON n.report = o.report AND n.superseded IS NULL
		JOIN event e ON e.key = n.event WHERE o.key IN (SELECT key FROM membership WHERE event = ?1)
		AND NOT EXISTS (SELECT 1 FROM membership WHERE event = ?1 AND superseded IS NULL) LIMIT 2`, key)
	if err != nil {
		return 0, "", err
	}
	defer rows.Close()
	n, newKey, newID := 0, key, id
	for ; rows.Next(); n++ {
		if err := rows.Scan(&newKey, &newID); err != nil {
			return 0, "", err
		}
	}
	if n == 1 {
		return newKey, newID, rows.Err()
	}
	return key, id, rows.Err()
}

// Linked is a current report of an event.
type Linked struct {
	Row
	Article int64 // its article's key
	Group   int64 // the same for all articles that are copies of one another
	Pinned  bool
}

// EventReports gives the current reports of an event, the first published first; ErrNotFound where it has none.
func (s *Store) EventReports(ctx context.Context, event int64, id string) ([]Linked, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT r.id, j.json, r.article, m.pinned FROM membership m
		CROSS JOIN report r ON r.id = m.report AND r.superseded IS NULL CROSS JOIN report_json j ON j.report = r.key
		WHERE m.event = ? AND m.superseded IS NULL ORDER BY iif(r.published = '', '9', r.published), r.key`, event)
	if err != nil {
		return nil, s.wrap(err)
	}
	defer rows.Close()
	var out []Linked
	for rows.Next() {
		var l Linked
		var raw string
		if err := rows.Scan(&l.ID, &raw, &l.Article, &l.Pinned); err != nil {
			return nil, s.wrap(err)
		}
		l.JSON = []byte(raw)
		out = append(out, l)
	}
	if err := rows.Err(); err != nil {
		return nil, s.wrap(err)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%s: event %s has no reports now: they went to other events, or the newest coding does not have them: %w", s.path, id, ErrNotFound)
	}
	return out, s.group(ctx, out)
}

// group finds which of the reports' articles are copies of one another.
func (s *Store) group(ctx context.Context, reports []Linked) error {
	known := map[int64]int64{}
	for i, r := range reports {
		if known[r.Article] == 0 {
			var first int64
			if err := s.db.QueryRowContext(ctx, copiesOf+" SELECT min(key) FROM near", r.Article).Scan(&first); err != nil {
				return s.wrap(err)
			}
			known[r.Article] = first
		}
		reports[i].Group = known[r.Article]
	}
	return nil
}

// EventOf gives the id of the event a report is in.
func (s *Store) EventOf(ctx context.Context, report string) (id string, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT e.id FROM membership m JOIN event e ON e.key = m.event WHERE m.report = ? AND m.superseded IS NULL`,
		report).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("%s: report %s is in no event: %w; dateline link makes events of what is not linked yet", s.path, report, ErrNotFound)
	}
	if err != nil {
		return "", s.wrap(err)
	}
	return id, nil
}

// Ruling is a decision as it is kept: what put reports where they are.
type Ruling struct {
	Key     int64    `json:"decision"`
	Kind    string   `json:"kind"`
	By      string   `json:"by"` // "" is the linker
	Why     string   `json:"why"`
	Score   *float64 `json:"score"`
	At      string   `json:"at"`
	Undoes  *int64   `json:"undoes"`
	Undone  *int64   `json:"undone"` // the decision that took it back
	Reports []string `json:"reports"`
}

// Rulings gives the decisions that put reports into an event or took them from it, the first first.
func (s *Store) Rulings(ctx context.Context, event int64) ([]Ruling, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT d.key, d.kind, d.decided_by, d.why, d.score, d.decided_at, d.undoes,
		(SELECT u.key FROM decision u WHERE u.undoes = d.key), x.report
		FROM (SELECT decision, report FROM membership WHERE event = ?1 UNION SELECT superseded, report FROM membership WHERE event = ?1) x
		JOIN decision d ON d.key = x.decision ORDER BY d.key, x.report`, event)
	if err != nil {
		return nil, s.wrap(err)
	}
	defer rows.Close()
	var out []Ruling
	for rows.Next() {
		var r Ruling
		var report string
		if err := rows.Scan(&r.Key, &r.Kind, &r.By, &r.Why, &r.Score, &r.At, &r.Undoes, &r.Undone, &report); err != nil {
			return nil, s.wrap(err)
		}
		if n := len(out); n == 0 || out[n-1].Key != r.Key {
			out = append(out, r)
		}
		last := &out[len(out)-1]
		last.Reports = append(last.Reports, report)
	}
	if err := rows.Err(); err != nil {
		return nil, s.wrap(err)
	}
	return out, nil
}
