package store

import (
	"context"
	"database/sql"
	"fmt"
)

// Linking is a transaction that links reports. It remembers its first error, Err; after it nothing more is done.
type Linking struct{ t *tx }

// linkCache is how many KiB of the file's pages the writer keeps while it links: the look-ups of blocks go all over the file.
const linkCache = 64 << 10

// Link runs f in one transaction: all that it did is kept or, with an error, none of it.
func (s *Store) Link(ctx context.Context, f func(*Linking) error) error {
	return s.write(ctx, func(t *tx) {
		t.exec(fmt.Sprintf("PRAGMA cache_size = -%d", linkCache))
		if err := f(&Linking{t}); err != nil {
			t.fail(err)
		}
	})
}

// Err is the first error.
func (l *Linking) Err() error { return l.t.err }

// each calls f for each row of a query.
func (t *tx) each(f func(*sql.Rows) error, query string, args ...any) {
	s := t.stmt(query) //nolint:sqlclosecheck // kept for the transaction, closed with it
	if s == nil {
		return
	}
	rows, err := s.QueryContext(t.ctx, args...)
	if err != nil {
		t.fail(err)
		return
	}
	defer rows.Close()
	for rows.Next() {
		if err := f(rows); err != nil {
			t.fail(err)
			return
		}
	}
	if err := rows.Err(); err != nil {
		t.fail(err)
	}
}

// Passed is how far linking has got: the last article looked at and the last report linked.
func (l *Linking) Passed() (article, report int64) {
	l.t.each(func(r *sql.Rows) error { return r.Scan(&article, &report) },
		`SELECT article, report FROM link_pass ORDER BY key DESC LIMIT 1`)
	return article, report
}

// Pass notes how far linking has got, and which linker got there.
func (l *Linking) Pass(article, report int64, linker string) {
	l.t.exec(`INSERT INTO link_pass (article, report, linker, linked_at) VALUES (?, ?, ?, ?)`, article, report, linker, l.t.now)
}

// Unlinked is a report to link.
type Unlinked struct {
	Key      int64
	Article  int64
	Row      Row
	Sentence string
}

// Unlinked gives the current reports put after the one with this key, in the order they were put.
func (l *Linking) Unlinked(after int64, limit int) (out []Unlinked) {
	l.t.each(func(r *sql.Rows) error {
		var u Unlinked
		var raw string
		err := r.Scan(&u.Key, &u.Row.ID, &raw, &u.Article, &u.Sentence)
		u.Row.JSON = []byte(raw)
		out = append(out, u)
		return err
	}, `SELECT r.key, r.id, j.json, r.article, s.sentence FROM report r CROSS JOIN report_json j ON j.report = r.key
		CROSS JOIN report_sentence s ON s.key = r.key WHERE r.key > ? AND r.superseded IS NULL ORDER BY r.key LIMIT ?`, after, limit)
	return out
}

// Membership is where a report is: its event, and whether a person put it there.
type Membership struct {
	Event  int64
	Pinned bool
}

// Membership is where a report is now; its Event is 0 where it has none.
func (l *Linking) Membership(report string) (m Membership) {
	l.t.each(func(r *sql.Rows) error { return r.Scan(&m.Event, &m.Pinned) },
		`SELECT event, pinned FROM membership WHERE report = ? AND superseded IS NULL`, report)
	return m
}

// Featured is a member of an event with what the linker compares of it.
type Featured struct {
	Key     int64 // of the report
	ID      string
	Article int64
	Pinned  bool
	Packed  []byte
}

// Features gives an event's current reports in order of their ids, no more than limit where it is above 0.
func (l *Linking) Features(event int64, limit int) (out []Featured) {
	if limit <= 0 {
		limit = -1
	}
	l.t.each(func(r *sql.Rows) error {
		var f Featured
		err := r.Scan(&f.Key, &f.ID, &f.Article, &f.Pinned, &f.Packed)
		out = append(out, f)
		return err
	}, `SELECT r.key, r.id, r.article, m.pinned, f.packed FROM membership m CROSS JOIN report r ON r.id = m.report AND r.superseded IS NULL
		CROSS JOIN feature f ON f.report = r.key WHERE m.event = ? AND m.superseded IS NULL ORDER BY m.report LIMIT ?`, event, limit)
	return out
}

// AddFeature keeps what the linker compares of a report.
func (l *Linking) AddFeature(report int64, packed []byte) {
	l.t.exec(`INSERT INTO feature (report, packed) VALUES (?, ?) ON CONFLICT DO NOTHING`, report, packed)
}

// Blocked gives the events that have a block, the newest first.
func (l *Linking) Blocked(block int64, limit int) (events []int64) {
	l.t.each(func(r *sql.Rows) error {
		var e int64
		err := r.Scan(&e)
		events = append(events, e)
		return err
	}, `SELECT event FROM block WHERE block = ? ORDER BY event DESC LIMIT ?`, block, limit)
	return events
}

// AddBlock lets an event be found by a block.
func (l *Linking) AddBlock(block, event int64) {
	l.t.exec(`INSERT INTO block (block, event) VALUES (?, ?) ON CONFLICT DO NOTHING`, block, event)
}

// Decision is why reports are where they are.
type Decision struct {
	Kind   string // found, join, move, merge, split or undo
	By     string // "" is the linker
	Why    string
	Score  *float64
	Undoes int64 // of an undo
}

// Decide notes a decision and gives its key.
func (l *Linking) Decide(d Decision) int64 {
	undoes := any(nil)
	if d.Undoes != 0 {
		undoes = d.Undoes
	}
	key, _ := l.t.insert(`INSERT INTO decision (kind, decided_by, why, score, undoes, decided_at) VALUES (?, ?, ?, ?, ?, ?)`,
		d.Kind, d.By, d.Why, d.Score, undoes, l.t.now)
	return key
}

// Found makes an event, or gives the one that has the id.
func (l *Linking) Found(id string, decision int64) int64 {
	if key := l.t.lookup(`SELECT key FROM event WHERE id = ?`, id); key != 0 {
		return key
	}
	key, _ := l.t.insert(`INSERT INTO event (id, decision) VALUES (?, ?)`, id, decision)
	return key
}

// Known reports whether there is, or ever was, an event of this id.
func (l *Linking) Known(id string) bool {
	return l.t.lookup(`SELECT key FROM event WHERE id = ?`, id) != 0
}

// Put lets a report be in an event by a decision, and nowhere else.
func (l *Linking) Put(report string, m Membership, decision int64) {
	l.supersede(report, decision)
	l.t.exec(`INSERT INTO membership (report, event, pinned, decision) VALUES (?, ?, ?, ?)`, report, m.Event, m.Pinned, decision)
}

// PutBack undoes a change: the report is where it was before, by the decision that had put it there.
func (l *Linking) PutBack(c Change, undo int64) {
	l.supersede(c.Report, undo)
	l.t.exec(`INSERT INTO membership (report, event, pinned, decision) SELECT report, event, pinned, decision FROM membership WHERE key = ?`, c.before)
}

func (l *Linking) supersede(report string, decision int64) {
	l.t.exec(`UPDATE membership SET superseded = ? WHERE report = ? AND superseded IS NULL`, decision, report)
}

// Size is how many reports are in an event, and whether a person put any there.
func (l *Linking) Size(event int64) (n int, pinned bool) {
	l.t.each(func(r *sql.Rows) error { return r.Scan(&n, &pinned) },
		`SELECT count(*), coalesce(max(pinned), 0) FROM membership WHERE event = ? AND superseded IS NULL`, event)
	return n, pinned
}

// Members gives the ids of all reports that are in an event, those of older codings too.
func (l *Linking) Members(event int64) (reports []string) {
	l.t.each(func(r *sql.Rows) error {
		var id string
		err := r.Scan(&id)
		reports = append(reports, id)
		return err
	}, `SELECT report FROM membership WHERE event = ? AND superseded IS NULL ORDER BY key`, event)
	return reports
}

// Change is what a decision did with one report.
type Change struct {
	Report string
	Event  int64       // where it put it, where it still is
	Before *Membership // where it was before; nil when nowhere
	before int64       // key of that membership
}

// LastDecision is the key of the last decision, 0 where there is none.
func (l *Linking) LastDecision() int64 {
	return l.t.lookup(`SELECT coalesce(max(key), 0) FROM decision`)
}

// Decided gives a decision by its key; its Kind is "" when there is none.
func (l *Linking) Decided(key int64) (d Decision, undone bool) {
	l.t.each(func(r *sql.Rows) error { return r.Scan(&d.Kind, &d.By, &d.Why, &d.Score, &undone) },
		`SELECT kind, decided_by, why, score, EXISTS (SELECT 1 FROM decision u WHERE u.undoes = d.key) FROM decision d WHERE key = ?`, key)
	return d, undone
}

// Changes gives what a decision did and nothing later has changed, or what has has been undone. An undoing put reports back by the
// decisions of old: they are known by following what it superseded.
func (l *Linking) Changes(decision int64) (out []Change) {
	l.t.each(func(r *sql.Rows) error {
		var c Change
		var before, event sql.NullInt64
		var pinned sql.NullBool
		err := r.Scan(&c.Report, &c.Event, &before, &event, &pinned)
		if before.Valid {
			c.Before, c.before = &Membership{event.Int64, pinned.Bool}, before.Int64
		}
		out = append(out, c)
		return err
	}, `SELECT m.report, m.event, g.key, g.event, g.pinned FROM membership g
		JOIN membership n ON n.key = (SELECT min(key) FROM membership WHERE report = g.report AND key > g.key)
		JOIN membership m ON m.report = g.report AND m.superseded IS NULL AND m.decision = n.decision AND m.event = n.event WHERE g.superseded = ?1
		UNION ALL SELECT m.report, m.event, NULL, NULL, NULL FROM membership m WHERE m.decision = ?1 AND m.superseded IS NULL
		AND NOT EXISTS (SELECT 1 FROM membership WHERE report = m.report AND superseded = ?1) ORDER BY 1`, decision)
	return out
}

// Event gives an event's key by its id or the first characters of it, as EventID does.
func (l *Linking) Event(id string) (key int64) {
	key, _, err := eventID(l.t.ctx, l.t.w.conn, id)
	if err != nil {
		l.t.fail(err)
	}
	return key
}

// EventID is an event's id.
func (l *Linking) EventID(key int64) (id string) {
	l.t.each(func(r *sql.Rows) error { return r.Scan(&id) }, `SELECT id FROM event WHERE key = ?`, key)
	return id
}

// NewEventID is a new event's id: of the report that founds it, and what tells it from an older event that this report founded.
func NewEventID(report string, again int) string {
	return "e_" + sum(fmt.Appendf(nil, "event\x00%s\x00%d", report, again))[:16]
}
