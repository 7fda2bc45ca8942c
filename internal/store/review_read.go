package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
)

// ReviewFilter says which decisions are wanted; what is empty admits all.
type ReviewFilter struct {
	Key                      int64
	After                    int64 // only those kept later than this one
	Reviewer, Report, Sample string
	Picked                   bool // leaves out those drawn for a sample
	Standing                 bool // leaves out what is undone
	Limit                    int  // the newest so many; 0: all
}

// Reviews gives decisions, the newest first.
func (s *Store) Reviews(ctx context.Context, f ReviewFilter) ([]Review, error) {
	w := &where{}
	for _, c := range [][2]string{{"reviewer", f.Reviewer}, {"report", f.Report}, {"sample", f.Sample}} {
		if c[1] != "" {
			w.add("v."+c[0]+" = ?", c[1])
		}
	}
	if f.Picked {
		w.add("v.sample = ''")
	}
	if f.Key != 0 {
		w.add("v.key = ?", f.Key)
	}
	if f.After != 0 {
		w.add("v.key > ?", f.After)
	}
	if f.Standing {
		w.add("u.review IS NULL")
	}
	if f.Limit == 0 {
		f.Limit = -1
	}
	rows, err := s.db.QueryContext(ctx, `SELECT v.key, v.report, v.reviewer, v.decision, coalesce(v.corrected, ''), v.note, v.sample, v.decided_at, u.review IS NOT NULL
		FROM review v LEFT JOIN review_undo u ON u.review = v.key WHERE `+w.sql()+` ORDER BY v.key DESC LIMIT ?`, append(w.args, f.Limit)...)
	if err != nil {
		return nil, s.wrap(err)
	}
	defer rows.Close()
	out := []Review{}
	for rows.Next() {
		var d Review
		var corrected string
		if err := rows.Scan(&d.Key, &d.Report, &d.Reviewer, &d.Decision, &corrected, &d.Note, &d.Sample, &d.At, &d.Undone); err != nil {
			return nil, s.wrap(err)
		}
		if corrected != "" {
			if err := json.Unmarshal([]byte(corrected), &d.Corrected); err != nil {
				return nil, fmt.Errorf("%s: decision %d: %w", s.path, d.Key, err)
			}
		}
		out = append(out, d)
	}
	if err := rows.Err(); err != nil {
		return nil, s.wrap(err)
	}
	return out, nil
}

// IDs gives the ids of the reports a filter admits, in their own order, which no coding changes.
func (s *Store) IDs(ctx context.Context, f Filter) ([]string, error) {
	w, err := s.compile(ctx, &f)
	if err != nil {
		return nil, s.wrap(err)
	}
	return s.strings(ctx, "SELECT r.id FROM report r WHERE "+w.sql()+" ORDER BY r.id", w.args...)
}

func (s *Store) strings(ctx context.Context, query string, args ...any) ([]string, error) {
	rows, err := s.db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, s.wrap(err)
	}
	defer rows.Close()
	out := []string{}
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, s.wrap(err)
		}
		out = append(out, id)
	}
	if err := rows.Err(); err != nil {
		return nil, s.wrap(err)
	}
	return out, nil
}

// Sample is reports drawn at random for review.
type Sample struct {
	Key        int64
	Name, Kind string // precision or agreement
	Seed       int64
	Size       int
	Population int
	Query      string // the filter, as the API takes it
	By, At     string
}

// ErrTaken: a sample has that name already.
var ErrTaken = errors.New("the name is taken")

// AddSample keeps a sample and its members in the order they were drawn.
func (s *Store) AddSample(ctx context.Context, m Sample, members []string) (Sample, error) {
	err := s.write(ctx, func(t *tx) {
		if t.lookup(`SELECT key FROM sample WHERE name = ?`, m.Name) != 0 {
			t.fail(fmt.Errorf("sample %s: %w: samples are never drawn anew; give another name", m.Name, ErrTaken))
			return
		}
		m.At, m.Size = t.now, len(members)
		m.Key, _ = t.insert(`INSERT INTO sample (name, kind, seed, size, population, query, made_by, made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
			m.Name, m.Kind, m.Seed, m.Size, m.Population, m.Query, m.By, m.At)
		for i, id := range members {
			t.exec(`INSERT INTO sample_member (sample, position, report) VALUES (?, ?, ?)`, m.Key, i, id)
		}
	})
	return m, err
}

// Samples gives the samples, the newest first; with a name, that one, or ErrNotFound.
func (s *Store) Samples(ctx context.Context, name string) ([]Sample, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT key, name, kind, seed, size, population, query, made_by, made_at FROM sample
		WHERE ?1 = '' OR name = ?1 ORDER BY key DESC`, name)
	if err != nil {
		return nil, s.wrap(err)
	}
	defer rows.Close()
	out := []Sample{}
	for rows.Next() {
		var m Sample
		if err := rows.Scan(&m.Key, &m.Name, &m.Kind, &m.Seed, &m.Size, &m.Population, &m.Query, &m.By, &m.At); err != nil {
			return nil, s.wrap(err)
		}
		out = append(out, m)
	}
	if err := rows.Err(); err != nil {
		return nil, s.wrap(err)
	}
	if name != "" && len(out) == 0 {
		return nil, fmt.Errorf("%s: there is no sample %q: %w; the page Review draws one", s.path, name, ErrNotFound)
	}
	return out, nil
}

// Members gives a sample's reports in the order they were drawn.
func (s *Store) Members(ctx context.Context, sample int64) ([]string, error) {
	return s.strings(ctx, `SELECT report FROM sample_member WHERE sample = ? ORDER BY position`, sample)
}

// Original gives a report as a coder coded it, before people corrected it, and its article's text: the last coding that had it.
func (s *Store) Original(ctx context.Context, id string) (*Row, string, error) {
	var row Row
	var raw, article string
	err := s.db.QueryRowContext(ctx, `SELECT r.id, j.json, a.text FROM report r JOIN report_json j ON j.report = r.key JOIN article a ON a.key = r.article
		JOIN coding d ON d.key = r.coding JOIN coder c ON c.key = d.coder WHERE r.id = ? ORDER BY c.version = ?, r.superseded IS NULL DESC, r.key DESC LIMIT 1`,
		id, personVersion).Scan(&row.ID, &raw, &article)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, "", fmt.Errorf("%s: no report has the id %q: %w", s.path, id, ErrNotFound)
	}
	if err != nil {
		return nil, "", s.wrap(err)
	}
	row.JSON = []byte(raw)
	return &row, article, nil
}
