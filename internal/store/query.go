package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"

	"dateline/event"
	"dateline/text"
)

// Row is one report as the store has it.
type Row struct {
	ID     string
	JSON   []byte // as Encode wrote it
	Cursor string // for Filter.After
}

// Report decodes the row's JSON.
func (r Row) Report() (*event.Report, error) {
	var out event.Report
	if err := json.Unmarshal(r.JSON, &out); err != nil {
		return nil, fmt.Errorf("report %s: %w", r.ID, err)
	}
	return &out, nil
}

// Query gives the reports a filter admits, in order of the event's day; one without a date stands at its article's day of
// publication, for the order only. Reports of one day stand in the order they were put, so the order is total and stable. All
// rows are of one moment, whatever is written meanwhile.
func (s *Store) Query(ctx context.Context, f Filter) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		run := s.pick
		if _, ok := f.plain(); ok {
			run = s.walk
		}
		if err := run(ctx, &f, yield); err != nil {
			yield(Row{}, s.wrap(err))
		}
	}
}

// walk gives reports by way of the rows: along an index, or looked up and sorted.
func (s *Store) walk(ctx context.Context, f *Filter, yield func(Row, error) bool) error {
	rows, err := s.query(ctx, f)
	if err != nil {
		return err
	}
	_, err = eachRow(rows, yield)
	return err
}

// pickedAtOnce is how many reports are fetched by one query.
const pickedAtOnce = 1000

// pick gives reports by way of the packed columns: only those that the filter admits are fetched.
func (s *Store) pick(ctx context.Context, f *Filter, yield func(Row, error) bool) error {
	return s.scanned(ctx, func(c *scan) error {
		keys, err := c.page(f)
		if err != nil {
			return err
		}
		for some := range slices.Chunk(keys, pickedAtOnce) {
			rows, err := c.tx.QueryContext(ctx, `SELECT r.id, j.json, r.sort_day, r.key FROM json_each(?) k CROSS JOIN report r ON r.key = k.value
				CROSS JOIN report_json j ON j.report = r.key ORDER BY k.key`, jsonList(some))
			if err != nil {
				return err
			}
			if more, err := eachRow(rows, yield); err != nil || !more {
				return err
			}
		}
		return nil
	})
}

// eachRow hands rows on, closes them, and tells whether more are wanted.
func eachRow(rows *sql.Rows, yield func(Row, error) bool) (more bool, err error) {
	defer rows.Close()
	for rows.Next() {
		var row Row
		var key int64
		var day, raw string
		if err := rows.Scan(&row.ID, &raw, &day, &key); err != nil {
			return false, err
		}
		row.JSON, row.Cursor = []byte(raw), day+"."+strconv.FormatInt(key, 10)
		if !yield(row, nil) {
			return false, nil
		}
	}
	return true, rows.Err()
}

func (s *Store) wrap(err error) error {
	if errors.Is(err, ErrBadFilter) || strings.HasPrefix(err.Error(), s.path+": ") {
		return err
	}
	return fmt.Errorf("%s: %w", s.path, explain(err))
}

func (s *Store) query(ctx context.Context, f *Filter) (*sql.Rows, error) {
	w, err := s.compile(ctx, f)
	if err != nil {
		return nil, err
	}
	direction, beyond := "ASC", ">"
	if f.Newest {
		direction, beyond = "DESC", "<"
	}
	if f.After != "" {
		day, key, err := parseCursor(f.After)
		if err != nil {
			return nil, err
		}
		w.add("(r.sort_day, r.key) "+beyond+" (?, ?)", day, key)
	}
	limit := -1
	if f.Limit > 0 {
		limit = f.Limit
	}
	order := fmt.Sprintf("ORDER BY r.sort_day %s, r.key %s LIMIT ?", direction, direction)
	query := `SELECT r.id, j.json, r.sort_day, r.key FROM report r CROSS JOIN report_json j ON j.report = r.key WHERE ` + w.sql() + " " + order
	if w.named { // a unary plus keeps SQLite from walking the index of days; these few are sorted before their JSON is fetched
		query = `SELECT r.id, j.json, r.sort_day, r.key FROM (SELECT * FROM report r WHERE ` + w.sql() +
			strings.Replace(" "+order, "r.sort_day", "+r.sort_day", 1) + `) r CROSS JOIN report_json j ON j.report = r.key ` +
			strings.TrimSuffix(order, " LIMIT ?")
	}
	return s.db.QueryContext(ctx, query, append(w.args, limit)...)
}

func parseCursor(s string) (day string, key int64, err error) {
	day, number, ok := strings.Cut(s, ".")
	key, err = strconv.ParseInt(number, 10, 64)
	if !ok || err != nil {
		return "", 0, fmt.Errorf("%w: %q is no cursor of this store", ErrBadFilter, s)
	}
	return day, key, nil
}

// Count is how many reports a filter admits; Limit and After are left aside.
func (s *Store) Count(ctx context.Context, f Filter) (n int, err error) {
	err = s.admitted(ctx, &f, func(c *scan) error {
		n = c.count()
		return nil
	})
	return n, err
}

// Totals is how much the store holds.
type Totals struct{ Captures, Articles, Reports, Runs, Problems int }

// Totals counts what the store holds; of the reports the current ones.
func (s *Store) Totals(ctx context.Context) (t Totals, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM capture), (SELECT count(*) FROM article),
		(SELECT count(*) FROM report WHERE superseded IS NULL), (SELECT count(*) FROM run), (SELECT count(*) FROM problem)`).
		Scan(&t.Captures, &t.Articles, &t.Reports, &t.Runs, &t.Problems)
	if err != nil {
		return t, s.wrap(err)
	}
	return t, nil
}

// Report gives one current report, by its id or the first characters of it, and the article it was read from.
func (s *Store) Report(ctx context.Context, id string) (*event.Report, *text.Article, error) {
	report, article, err := s.report(ctx, id)
	if err != nil {
		return nil, nil, s.wrap(err)
	}
	return report, article, nil
}

func (s *Store) report(ctx context.Context, id string) (*event.Report, *text.Article, error) {
	id = strings.TrimRight(id, "…")
	rows, err := s.db.QueryContext(ctx, `SELECT r.id, j.json, r.article FROM report r JOIN report_json j ON j.report = r.key
		WHERE r.id >= ? AND r.id < ? AND r.superseded IS NULL ORDER BY r.id LIMIT 3`, id, id+"\x7f")
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	var found []Row
	var articles []int64
	for rows.Next() {
		var raw string
		var row Row
		var article int64
		if err := rows.Scan(&row.ID, &raw, &article); err != nil {
			return nil, nil, err
		}
		row.JSON = []byte(raw)
		found, articles = append(found, row), append(articles, article)
	}
	switch {
	case rows.Err() != nil:
		return nil, nil, rows.Err()
	case len(found) == 0 || id == "":
		return nil, nil, fmt.Errorf("no report has the id %q: %w; dateline events --format jsonl shows the ids", id, ErrNotFound)
	case len(found) > 1 && found[0].ID != id:
		return nil, nil, fmt.Errorf("several reports begin with %q (%s, %s …): %w; give more of it", id, found[0].ID, found[1].ID, ErrNotFound)
	}
	report, err := found[0].Report()
	if err != nil {
		return nil, nil, err
	}
	article, err := s.article(ctx, articles[0])
	return report, article, err
}

func (s *Store) article(ctx context.Context, key int64) (*text.Article, error) {
	var a text.Article
	err := s.db.QueryRowContext(ctx, `SELECT a.id, a.title, a.subtitle, a.byline, a.source, a.published, a.url, a.language, a.text, c.sha256
		FROM article a JOIN capture c ON c.key = a.capture WHERE a.key = ?`, key).
		Scan(&a.ID, &a.Title, &a.Subtitle, &a.Byline, &a.Source, &a.Published, &a.URL, &a.Language, &a.Text, &a.SHA256)
	return &a, err
}

// Raw gives back the bytes of a capture, held against their hash.
func (s *Store) Raw(ctx context.Context, sha256 string) ([]byte, error) {
	var packed []byte
	err := s.db.QueryRowContext(ctx, `SELECT raw FROM capture WHERE sha256 = ?`, sha256).Scan(&packed)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("%s: capture %s: %w", s.path, sha256, ErrNotFound)
	}
	if err != nil {
		return nil, s.wrap(err)
	}
	raw, err := s.unzip.DecodeAll(packed, nil)
	if err == nil && sum(raw) != sha256 {
		err = errors.New("its bytes are not those that were kept; restore the store from a backup")
	}
	if err != nil {
		return nil, fmt.Errorf("%s: capture %s: %w", s.path, sha256, err)
	}
	return raw, nil
}
