package export

import (
	"context"
	"io"
	"maps"
	"slices"

	"dateline/event"
	"dateline/internal/store"
)

// Item is a report and what the store knows beside it.
type Item struct {
	Report   event.Report
	Event    string // id of the event it belongs to; "" none
	Review   string // none, accept, correct or reject
	Sentence string // its sentence, as the article has it
}

// Writer takes reports in order. Close ends the file; it does not close what it writes to.
type Writer interface {
	Write(*Item) error
	Close() error
}

// EventWriter takes events in order.
type EventWriter interface {
	WriteEvent(*event.Event) error
	Close() error
}

// Format is one form of data.
type Format struct {
	Name    string
	Suffix  string // of files, with the dot
	Media   string // MIME type
	About   string
	Columns []Column // of reports; empty where the form has none
	// New begins a file of reports; NewEvents one of events, and is nil where the form has none.
	New       func(io.Writer, *Loss) (Writer, error)
	NewEvents func(io.Writer, *Loss) (EventWriter, error)
	// EventColumns are those of a file of events.
	EventColumns []Column
}

// Column is one column, as the codebook tells it.
type Column struct {
	Name    string
	Type    string // text, list, integer, number, boolean, day
	Unit    string
	Meaning string
	NA      string // when it is NA; "" never
}

// Loss counts what a format could not hold, by reason.
type Loss struct {
	out  map[string]int // whole records left out
	less map[string]int // records that hold less than the store
}

// NewLoss counts nothing yet.
func NewLoss() *Loss { return &Loss{map[string]int{}, map[string]int{}} }

// Leave notes that a whole record is left out.
func (l *Loss) Leave(why string) { l.out[why]++ }

// Lose notes that a record is written with less than the store has of it.
func (l *Loss) Lose(what string) { l.less[what]++ }

// Left is how many records were left out.
func (l *Loss) Left() (n int) {
	for _, k := range l.out {
		n += k
	}
	return n
}

// LossCount is one reason and how often it held.
type LossCount struct {
	Why   string `json:"why"`
	Count int    `json:"count"`
	Out   bool   `json:"left_out"` // whole records; else parts of them
}

// Counts lists the reasons, left-out records first, in alphabetical order.
func (l *Loss) Counts() []LossCount {
	var out []LossCount
	for _, part := range []struct {
		counts map[string]int
		out    bool
	}{{l.out, true}, {l.less, false}} {
		for _, why := range slices.Sorted(maps.Keys(part.counts)) {
			out = append(out, LossCount{why, part.counts[why], part.out})
		}
	}
	return out
}

// group is how many reports are asked for what stands around them at once.
const group = 400

// Reports writes the reports that a filter admits, in the store's order. Memory does not grow with their number.
func Reports(ctx context.Context, s *store.Store, f store.Filter, w io.Writer, format *Format) (*Summary, error) {
	sum := newSummary(f)
	out, err := format.New(w, sum.Loss)
	if err != nil {
		return nil, err
	}
	var waiting []store.Row
	flush := func() error {
		err := sum.write(ctx, s, waiting, out)
		waiting = waiting[:0]
		return err
	}
	for row, err := range s.Query(ctx, f) {
		if err != nil {
			return nil, err
		}
		if waiting = append(waiting, row); len(waiting) == group {
			if err := flush(); err != nil {
				return nil, err
			}
		}
	}
	if err := flush(); err != nil {
		return nil, err
	}
	return sum, out.Close()
}

func (sum *Summary) write(ctx context.Context, s *store.Store, rows []store.Row, out Writer) error {
	ids := make([]string, len(rows))
	for i, row := range rows {
		ids[i] = row.ID
	}
	around, err := s.Around(ctx, ids)
	if err != nil {
		return err
	}
	for _, row := range rows {
		r, err := row.Report()
		if err != nil {
			return err
		}
		a := around[row.ID]
		item := &Item{Report: *r, Event: a.Event, Review: a.Review, Sentence: a.Sentence}
		sum.count(item)
		if err := out.Write(item); err != nil {
			return err
		}
	}
	return nil
}
