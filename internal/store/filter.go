package store

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Filter says which reports are wanted; what is left empty admits all. Days are YYYY-MM-DD, bounds inclusive. Values of one list
// are alternatives; the fields all hold.
type Filter struct {
	From, To                   string   // days of the event itself: its interval and this one overlap. One without a date is out
	PublishedFrom, PublishedTo string   // days of publication
	Undated                    bool     // only those without a date of their own
	Types, Modes, Statuses     []string // PLOVER's types and modes, the six statuses
	Actor, Recipient           string   // a code (SYR, SYR.MIL) or a name's or mention's words, from a word's start, any case
	Attribution                string   // the same, of anybody on whose word it rests
	Countries                  []string // of the place, ISO 3166-1 alpha-3
	Place                      string   // a place's name or its region's, from a word's start, any case
	Source                     string   // a publisher, likewise
	Document                   string   // an article's id
	Text                       string   // words of the report's sentence: all; "in a row"; begin*; -none
	Article                    string   // words of the article, likewise
	IDs                        []string // reports by id
	Contexts                   []string // PLOVER's contexts
	Event                      string   // an event's id: its reports
	Story                      string   // a story's id: the reports of its events
	MinConfidence              float64  // from 0 to 1; 0: no bound
	MaxConfidence              float64  // likewise
	Review                     string   // what was last decided of it: none, accept, correct, reject, skip
	Background                 bool     // leaves out what is told as background
	Superseded                 bool     // lets in what a newer coding has superseded
	Newest                     bool     // newest first; else oldest first
	Limit                      int      // 0: no limit
	After                      string   // a Row's Cursor: goes on behind it
}

// ErrBadFilter: a filter that makes no sense.
var ErrBadFilter = errors.New("cannot search for that")

// common is from how many hits on a condition is taken to be common: then reports are walked in order of day and each is held
// against the condition; a rare one is looked up first and its hits sorted.
const common = 20_000

// where is a filter as SQL: conditions on r (report) and a (article).
type where struct {
	conditions []string
	args       []any
	rare       bool // some condition has few hits: look these up and sort
}

func (w *where) add(condition string, args ...any) {
	w.conditions = append(w.conditions, condition)
	w.args = append(w.args, args...)
}

// sql is the WHERE clause.
func (w *where) sql() string {
	if len(w.conditions) == 0 {
		return "TRUE"
	}
	return strings.Join(w.conditions, " AND ")
}

func (w *where) oneOf(column string, values []string) {
	if len(values) == 0 {
		return
	}
	args := make([]any, len(values))
	for i, v := range values {
		args[i] = v
	}
	w.add(column+" IN (?"+strings.Repeat(", ?", len(values)-1)+")", args...)
}

// ordered lets SQLite use a column's index for one value, where the index has the order of days, and not for several.
func ordered(column string, values []string) string {
	if len(values) > 1 {
		return "+" + column
	}
	return column
}

// check finds what makes no sense in a filter.
func (f *Filter) check() error {
	for _, d := range []string{f.From, f.To, f.PublishedFrom, f.PublishedTo} {
		if _, err := time.Parse(time.DateOnly, d); d != "" && err != nil {
			return fmt.Errorf("%w: %q is no day; write it as YYYY-MM-DD", ErrBadFilter, d)
		}
	}
	for _, words := range []string{f.Text, f.Article} {
		if words != "" && match(words) == "" {
			return fmt.Errorf("%w: there is no word to search for in %q", ErrBadFilter, words)
		}
	}
	switch f.Review {
	case "", "none", Accept, Correct, Reject, Skip:
		return nil
	}
	return fmt.Errorf("%w: %q is no decision of a review; there are none, accept, correct, reject, skip", ErrBadFilter, f.Review)
}

// compile turns a filter into SQL. It asks the store how common the conditions are, to choose the quicker way.
func (s *Store) compile(ctx context.Context, f *Filter) (*where, error) {
	if err := f.check(); err != nil {
		return nil, err
	}
	w := &where{}
	if !f.Superseded {
		w.add("r.superseded IS NULL")
	}
	w.days(f)
	w.oneOf(ordered("r.type", f.Types), f.Types)
	w.oneOf(ordered("r.status", f.Statuses), f.Statuses)
	w.listed("r.mode", f.Modes)
	w.listed("r.context", f.Contexts)
	w.oneOf("r.id", f.IDs)
	w.rare = len(f.IDs) > 0
	if f.Background {
		w.add("NOT r.historical")
	}
	for _, add := range []func(context.Context, *Filter, *where) error{s.sure, s.origin, s.linked, s.decided, s.places, s.people, s.words} {
		if err := add(ctx, f, w); err != nil {
			return nil, err
		}
	}
	return w, nil
}

// listed admits reports whose comma-separated list has one of the values.
func (w *where) listed(column string, values []string) {
	if len(values) == 0 {
		return
	}
	var any []string
	for _, v := range values {
		any = append(any, "instr(',' || "+column+" || ',', ?) > 0")
		w.args = append(w.args, ","+v+",")
	}
	w.add("(" + strings.Join(any, " OR ") + ")")
}

// sure adds the bounds of confidence. A plus keeps SQLite from walking their index where it must walk by day.
func (s *Store) sure(ctx context.Context, f *Filter, w *where) error {
	for _, c := range []struct {
		beyond string
		bound  float64
	}{{">=", f.MinConfidence}, {"<=", f.MaxConfidence}} {
		if c.bound <= 0 {
			continue
		}
		in := "SELECT key FROM report WHERE " + latest(f) + " AND confidence " + c.beyond + " ?"
		if err := s.either(ctx, w, in, "+r.confidence "+c.beyond+" ?", []any{c.bound}); err != nil {
			return err
		}
	}
	return nil
}

// latest is the condition on what a newer coding has superseded.
func latest(f *Filter) string {
	if f.Superseded {
		return "TRUE"
	}
	return "superseded IS NULL"
}

// The ids of an event's reports, and of a story's.
const (
	inEvent = `SELECT m.report FROM event e JOIN membership m ON m.event = e.key AND m.superseded IS NULL WHERE e.id = ?`
	inStory = `SELECT m.report FROM story s JOIN chapter c ON c.story = s.key AND c.superseded IS NULL
		JOIN membership m ON m.event = c.event AND m.superseded IS NULL WHERE s.id = ?`
)

// linked adds the conditions on the event and the story.
func (s *Store) linked(_ context.Context, f *Filter, w *where) error {
	if f.Event != "" {
		w.add("r.id IN ("+inEvent+")", f.Event)
		w.rare = true
	}
	if f.Story != "" {
		w.add("r.id IN ("+inStory+")", f.Story)
		w.rare = true
	}
	return nil
}

// decided adds the condition on what people decided.
func (s *Store) decided(_ context.Context, f *Filter, w *where) error {
	switch f.Review {
	case "":
	case "none":
		w.add("NOT EXISTS (SELECT 1 FROM report_review v WHERE v.report = r.id)")
	case Accept, Correct, Reject, Skip:
		w.add("r.id IN (SELECT report FROM report_review WHERE decision = ?)", f.Review)
		w.rare = true
	}
	return nil
}

// origin adds the conditions on the article.
func (s *Store) origin(ctx context.Context, f *Filter, w *where) error {
	const in = "SELECT x.key FROM article a CROSS JOIN report x ON x.article = a.key WHERE "
	if f.Document != "" {
		if err := s.either(ctx, w, in+"a.id = ?", "(SELECT id FROM article WHERE key = r.article) = ?", []any{f.Document}); err != nil {
			return err
		}
	}
	if f.Source == "" {
		return nil
	}
	return s.either(ctx, w, in+"instr(lower(a.source), lower(?)) > 0",
		"(SELECT instr(lower(source), lower(?)) FROM article WHERE key = r.article) > 0", []any{f.Source})
}

// places adds the conditions on where it happened.
func (s *Store) places(ctx context.Context, f *Filter, w *where) error {
	switch countries := (&where{}); {
	case len(f.Countries) == 1: // an index has these in order of day
		w.add("r.country = ?", f.Countries[0])
	case len(f.Countries) > 1:
		countries.oneOf("country", f.Countries)
		if err := s.either(ctx, w, "SELECT key FROM report WHERE "+latest(f)+" AND "+countries.sql(), "+r."+countries.sql(), countries.args); err != nil {
			return err
		}
	}
	if f.Place == "" {
		return nil
	}
	return s.either(ctx, w, "SELECT x.key FROM place q CROSS JOIN report x ON x.place = q.key AND "+latest(f)+" WHERE instr(q.folded, ?) > 0",
		"EXISTS (SELECT 1 FROM place q WHERE q.key = r.place AND instr(q.folded, ?) > 0)", []any{wordStart(f.Place)})
}

func (w *where) days(f *Filter) {
	if f.Undated {
		w.add("r.date_start IS NULL")
	}
	if f.From != "" {
		w.add("r.date_end >= ?", f.From)
	}
	if f.To != "" { // sort_day is date_start where there is one: with it the order's index ends the walk
		w.add("r.date_start <= ? AND r.sort_day <= ?", f.To, f.To)
	}
	if f.PublishedFrom != "" {
		w.add("r.published >= ?", f.PublishedFrom)
	}
	if f.PublishedTo != "" {
		w.add("r.published <= ? AND r.published <> ''", f.PublishedTo)
	}
}

// people adds the conditions on who does, suffers and says.
func (s *Store) people(ctx context.Context, f *Filter, w *where) error {
	for _, p := range []struct{ role, wanted string }{{"actor", f.Actor}, {"recipient", f.Recipient}, {"source", f.Attribution}} {
		if p.wanted == "" {
			continue
		}
		condition, args := whoIs(p.wanted)
		in := "SELECT p.report FROM who w CROSS JOIN participant p ON p.who = w.key AND p.role = '" + p.role + "' WHERE " + condition
		if err := s.either(ctx, w, in, "EXISTS (SELECT 1 FROM participant p JOIN who w ON w.key = p.who WHERE p.report = r.key AND p.role = '"+
			p.role+"' AND "+condition+")", args); err != nil {
			return err
		}
	}
	return nil
}

// whoIs is the condition that somebody is the one wanted: by code and sector, by code, or by the words of name or mention.
func whoIs(wanted string) (string, []any) {
	code, sector, dotted := strings.Cut(wanted, ".")
	switch {
	case isCode(code) && dotted && isCode(sector):
		return "w.code = ? AND w.sector = ?", []any{code, sector}
	case isCode(wanted):
		return "(w.code = ? OR w.sector = ? OR instr(w.folded, ?) > 0)", []any{wanted, wanted, fold(wanted)}
	}
	return "instr(w.folded, ?) > 0", []any{wordStart(wanted)}
}

// isCode: PLOVER's country and sector codes are three capitals.
func isCode(s string) bool {
	return len(s) == 3 && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// words adds the full-text conditions.
func (s *Store) words(ctx context.Context, f *Filter, w *where) error {
	for _, c := range []struct{ words, in, exists string }{
		{f.Text, "SELECT rowid FROM report_fts WHERE report_fts MATCH ?",
			"EXISTS (SELECT 1 FROM report_fts WHERE report_fts MATCH ? AND rowid = r.key)"},
		{f.Article, "SELECT x.key FROM article_fts f CROSS JOIN report x ON x.article = f.rowid WHERE article_fts MATCH ?",
			"EXISTS (SELECT 1 FROM article_fts WHERE article_fts MATCH ? AND rowid = r.article)"},
	} {
		if c.words == "" {
			continue
		}
		if err := s.either(ctx, w, c.in, c.exists, []any{match(c.words)}); err != nil {
			return err
		}
	}
	return nil
}

// either adds a condition as a look-up where its hits are few, else as a test of each report. The look-up's CROSS JOINs keep SQLite
// to their order: from the few names to their many reports.
func (s *Store) either(ctx context.Context, w *where, in, exists string, args []any) error {
	var n int
	err := s.db.QueryRowContext(ctx, "SELECT count(*) FROM ("+in+" LIMIT "+strconv.Itoa(common)+")", args...).Scan(&n)
	if err != nil {
		return fmt.Errorf("%s: %w", s.path, explain(err))
	}
	if n < common {
		w.add("r.key IN ("+in+")", args...)
		w.rare = true
		return nil
	}
	w.add(exists, args...)
	return nil
}
