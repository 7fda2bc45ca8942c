package export

import (
	"context"
	"errors"
	"fmt"
	"io"

	"dateline/event"
	"dateline/internal/link"
	"dateline/internal/store"
	"dateline/text"
)

// ErrNoForm: a format that has no form for what is asked.
var ErrNoForm = errors.New("has no form for that")

// group is how many reports are asked for what stands around them at once.
const group = 400

// Write writes the reports that a filter admits, in the store's order, or the events that have such a report. Memory does not grow
// with their number, but for formats that say so.
func Write(ctx context.Context, s *store.Store, f store.Filter, what What, w io.Writer, format *Format) (*Summary, error) {
	sum := newSummary(f, what)
	if what == OfEvents {
		return sum, writeEvents(ctx, s, f, w, format, sum)
	}
	out, err := format.Reports(w, sum.Loss)
	if err != nil {
		return sum, err
	}
	if err := eachGroup(ctx, s, f, func(rows []store.Row) error { return sum.write(ctx, s, rows, out) }); err != nil {
		return sum, err
	}
	return sum, out.Close()
}

// eachGroup hands over the rows of a query some at a time.
func eachGroup(ctx context.Context, s *store.Store, f store.Filter, do func([]store.Row) error) error {
	var waiting []store.Row
	for row, err := range s.Query(ctx, f) {
		if err != nil {
			return err
		}
		if waiting = append(waiting, row); len(waiting) == group {
			if err := do(waiting); err != nil {
				return err
			}
			waiting = waiting[:0]
		}
	}
	return do(waiting)
}

// write hands a group of reports to a format.
func (sum *Summary) write(ctx context.Context, s *store.Store, rows []store.Row, out Writer[*Item]) error {
	ids := make([]string, len(rows))
	for i, row := range rows {
		ids[i] = row.ID
	}
	around, err := s.Around(ctx, ids)
	if err != nil {
		return err
	}
	var whole articles
	for _, row := range rows {
		r, err := row.Report()
		if err != nil {
			return err
		}
		a, current := around[row.ID]
		if !current { // another process superseded it since the query began
			a.Review = "none"
			sum.Loss.Lose("the report was superseded while the file was written: event, review and sentence are NA")
		}
		item := &Item{Report: *r, Event: a.Event, Review: a.Review, Sentence: a.Sentence, Told: Told{1, 1, 1},
			Article: func() (*text.Article, error) { return whole.of(ctx, s, r) }}
		sum.count(item)
		if err := out.Write(item); err != nil {
			return err
		}
	}
	return nil
}

// articles gives the articles of reports; the last is kept, for reports of one article mostly follow each other.
type articles struct{ last *text.Article }

func (a *articles) of(ctx context.Context, s *store.Store, r *event.Report) (*text.Article, error) {
	if a.last == nil || a.last.ID != r.Document.ID || a.last.SHA256 != r.Document.SHA256 {
		_, article, err := s.Report(ctx, r.ID)
		if err != nil {
			return nil, err
		}
		a.last = article
	}
	return a.last, nil
}

// writeEvents writes the events. Their ids are asked for at once, so that they are of one moment; the events one by one.
func writeEvents(ctx context.Context, s *store.Store, f store.Filter, w io.Writer, format *Format, sum *Summary) error {
	if format.Events == nil {
		return fmt.Errorf("the format %s %w: export events as jsonl, csv, parquet or geojson", format.Name, ErrNoForm)
	}
	out, err := format.Events(w, sum.Loss)
	if err != nil {
		return err
	}
	if f.Limit == 0 {
		if f.Limit, err = s.CountEvents(ctx, f); err != nil {
			return err
		}
	}
	page, err := s.EventPage(ctx, f)
	if err != nil {
		return err
	}
	linker := link.New(s)
	for _, id := range page.IDs {
		e, err := linker.Event(ctx, id)
		if err != nil {
			return err
		}
		sum.countEvent(e)
		if err := out.Write(e); err != nil {
			return err
		}
	}
	return out.Close()
}
