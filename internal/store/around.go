package store

import (
	"context"
	"fmt"

	"dateline/event"
	"dateline/text"
)

// Around is what the store knows of a report beside the report.
type Around struct {
	Key      int64  // the row's; it grows with time
	Event    string // the event it is in; "" none yet
	Story    string // the story its event is in; "" none
	Review   string // what people decided: none, accept, correct or reject
	Sentence string
}

// Around gives what the store knows of current reports, by their ids.
func (s *Store) Around(ctx context.Context, ids []string) (map[string]Around, error) {
	out := map[string]Around{}
	if len(ids) == 0 {
		return out, nil
	}
	w := &where{}
	w.oneOf("r.id", ids)
	rows, err := s.db.QueryContext(ctx, `SELECT r.id, r.key, coalesce(e.id, ''), coalesce((SELECT y.id FROM chapter c JOIN story y ON y.key = c.story WHERE c.event = e.key AND c.superseded IS NULL), ''),
		coalesce((SELECT q.decision FROM report_review q WHERE q.report = r.id), 'none'), t.sentence FROM report r CROSS JOIN report_sentence t ON t.key = r.key
		LEFT JOIN membership m ON m.report = r.id AND m.superseded IS NULL LEFT JOIN event e ON e.key = m.event
		WHERE r.superseded IS NULL AND `+w.sql(), w.args...)
	if err != nil {
		return nil, s.wrap(err)
	}
	defer rows.Close()
	for rows.Next() {
		var id string
		var a Around
		if err := rows.Scan(&id, &a.Key, &a.Event, &a.Story, &a.Review, &a.Sentence); err != nil {
			return nil, s.wrap(err)
		}
		out[id] = a
	}
	if err := rows.Err(); err != nil {
		return nil, s.wrap(err)
	}
	return out, nil
}

// Article gives an article by its id; of several readings under one id the newest.
func (s *Store) Article(ctx context.Context, id string) (*text.Article, error) {
	var key int64
	if err := s.db.QueryRowContext(ctx, `SELECT coalesce(max(key), 0) FROM article WHERE id = ?`, id).Scan(&key); err != nil {
		return nil, s.wrap(err)
	}
	if key == 0 {
		return nil, fmt.Errorf("%s: no article has the id %q: %w; a report's document.id names its article", s.path, id, ErrNotFound)
	}
	a, err := s.article(ctx, key)
	if err != nil {
		return nil, s.wrap(err)
	}
	return a, nil
}

// Since gives the current reports put after the one with this key, in the order they were put, and the key of the last.
func (s *Store) Since(ctx context.Context, after int64, limit int) (reports []event.Report, last int64, err error) {
	rows, err := s.db.QueryContext(ctx, `SELECT r.id, r.key, j.json FROM report r CROSS JOIN report_json j ON j.report = r.key
		WHERE r.key > ? AND r.superseded IS NULL ORDER BY r.key LIMIT ?`, after, limit)
	if err != nil {
		return nil, after, s.wrap(err)
	}
	defer rows.Close()
	last = after
	for rows.Next() {
		var row Row
		var raw string
		if err := rows.Scan(&row.ID, &last, &raw); err != nil {
			return nil, after, s.wrap(err)
		}
		row.JSON = []byte(raw)
		r, err := row.Report()
		if err != nil {
			return nil, after, err
		}
		reports = append(reports, *r)
	}
	if err := rows.Err(); err != nil {
		return nil, after, s.wrap(err)
	}
	return reports, last, nil
}

// State says how far the store has got: when nothing of it has grown, neither has anything that is counted.
type State struct{ Report, Review, Undo, Decision int64 }

// State gives the last keys of what is added to.
func (s *Store) State(ctx context.Context) (t State, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT (SELECT coalesce(max(key), 0) FROM report), (SELECT coalesce(max(key), 0) FROM review),
		(SELECT count(*) FROM review_undo), (SELECT coalesce(max(key), 0) FROM decision)`).Scan(&t.Report, &t.Review, &t.Undo, &t.Decision)
	if err != nil {
		return t, s.wrap(err)
	}
	return t, nil
}

// Names gives the names of whoever is counted under a value of the facet actor, those of most reports first.
func (s *Store) Names(ctx context.Context, key string, limit int) ([]string, error) {
	return s.strings(ctx, `SELECT iif(w.name <> '', w.name, w.text) FROM who w CROSS JOIN participant p ON p.who = w.key
		WHERE `+whoValue+` = ? GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT ?`, key, limit)
}
