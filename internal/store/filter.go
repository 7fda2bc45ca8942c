package store

import (
	"context"
	"errors"
	"fmt"
	"reflect"
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

// where is a filter as SQL: conditions on r (report).
type where struct {
	conditions []string
	args       []any
	named      bool // it names few reports outright: look these up and sort
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

// plain gives the conditions of a filter that has no others than one that an index has in order of days, or that names few reports
// outright; ok is false for any other.
func (f Filter) plain() (w *where, ok bool) {
	w = &where{}
	if !f.Superseded {
		w.add("r.superseded IS NULL")
	}
	w.named = true
	switch {
	case len(f.IDs) > 0:
		w.oneOf("r.id", f.IDs)
		f.IDs = nil
	case f.Event != "":
		w.add("r.id IN ("+inEvent+")", f.Event)
		f.Event = ""
	case f.Story != "":
		w.add("r.id IN ("+inStory+")", f.Story)
		f.Story = ""
	case f.Document != "":
		w.add("r.article IN (SELECT key FROM article WHERE id = ?)", f.Document)
		f.Document = ""
	default:
		w.named = false
	}
	if w.named {
		f.Superseded = false
	} else {
		w.along(&f)
	}
	f.Newest, f.Limit, f.After = false, 0, ""
	return w, reflect.ValueOf(f).IsZero()
}

// along adds the condition on one value by which an index has the current reports in order, and takes it out of the filter.
func (w *where) along(f *Filter) {
	for _, c := range []struct {
		column string
		values *[]string
	}{{"r.type", &f.Types}, {"r.status", &f.Statuses}, {"r.country", &f.Countries}} {
		if len(*c.values) == 1 {
			w.oneOf(c.column, *c.values)
			*c.values = nil
			return
		}
	}
}

// compile turns a filter into SQL: a plain one as it is, another by the keys of the reports it admits.
func (s *Store) compile(ctx context.Context, f *Filter) (*where, error) {
	if err := f.check(); err != nil {
		return nil, err
	}
	if w, ok := f.plain(); ok {
		return w, nil
	}
	w := &where{}
	err := s.admitted(ctx, f, func(c *scan) error {
		keys := make([]int, 0, c.count())
		c.each(func(i int) { keys = append(keys, i+1) })
		w.add("r.key IN (SELECT value FROM json_each(?))", jsonList(keys))
		return nil
	})
	return w, err
}

// The ids of an event's reports, and of a story's.
const (
	inEvent = `SELECT m.report FROM event e JOIN membership m ON m.event = e.key AND m.superseded IS NULL WHERE e.id = ?`
	inStory = `SELECT m.report FROM story s JOIN chapter c ON c.story = s.key AND c.superseded IS NULL
		JOIN membership m ON m.event = c.event AND m.superseded IS NULL WHERE s.id = ?`
)

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
