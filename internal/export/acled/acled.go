// Package acled writes CSV with ACLED's columns. ACLED holds political violence and demonstrations that took place; all else is counted.
// The rows are machine-coded reports in ACLED's form: they are not ACLED's data.
package acled

import (
	"io"

	"dateline/event"
	"dateline/internal/export"
	"dateline/internal/export/csv"
)

// Format is ACLED's form.
var Format = export.Format{Name: "acled", Suffix: ".csv", Media: "text/csv; charset=utf-8",
	About:   "CSV with ACLED's columns: violence and demonstrations that took place; fatalities are NA where none are counted, never 0",
	Columns: export.Columns(fields), Reports: begin, Events: export.Whole(begin)}

func begin(w io.Writer, loss *export.Loss) (export.Writer[*export.Item], error) {
	file, err := csv.NewFile(w, export.Columns(fields), loss)
	return &rows{file, loss}, err
}

type rows struct {
	*csv.File
	loss *export.Loss
}

// row is what the columns are read from.
type row struct {
	item *export.Item
	r    *event.Report
	kind kind
	a, b []event.Actor
}

func (w *rows) Write(i *export.Item) error {
	r := &i.Report
	k, why := classify(r)
	if why != "" {
		w.loss.Leave(why)
		return nil
	}
	w.lose(r, k)
	x := newRow(i, k)
	values := make([]any, len(fields))
	for n, f := range fields {
		values[n] = f.Value(x)
	}
	return w.Row(values)
}

func (w *rows) lose(r *event.Report, k kind) {
	w.loss.Lose("spans, reasons and confidence: jsonl has them")
	w.loss.LoseIf(len(r.Attribution) > 0, "on whose word: ACLED has no column for it")
	w.loss.LoseIf(r.Historical, "told as background: ACLED does not mark it")
	w.loss.LoseIf(k.event == "", "whether a battle or violence against civilians: the text does not say what kind was attacked, event_type is NA")
	w.loss.LoseIf(r.Date == nil, "no day: event_date is NA, never the article's day")
	w.loss.LoseIf(r.Date != nil && precision(r.Date) == nil, "days from and to that are more than a month: event_date is NA")
	w.loss.LoseIf(r.Place == nil, "no place: location is NA")
	w.loss.LoseIf(r.Place != nil && geoPrecision(r.Place) == nil, "a place known only by country or not found: geo_precision and coordinates are NA")
	w.loss.LoseIf(r.Place != nil && geoPrecision(r.Place) == 3, "a province's coordinates: it is no point")
	_, high := export.Toll(r.Counts, "killed")
	low, _ := export.Toll(r.Counts, "killed")
	w.loss.LoseIf(low != nil && (high == nil || *high != *low), "the upper bound of the killed: fatalities is the lower")
	w.loss.LoseIf(others(r), "counts other than killed and protesters: ACLED has no column for them")
}

func others(r *event.Report) bool {
	for _, c := range r.Counts {
		if c.What != "killed" && c.What != "protesters" {
			return true
		}
	}
	return false
}
