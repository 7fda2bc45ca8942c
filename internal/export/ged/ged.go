// Package ged writes CSV with the columns of UCDP's georeferenced event dataset. UCDP holds armed violence that killed somebody; all else
// is counted. The rows are machine-coded reports in UCDP's form: they are not UCDP's data.
package ged

import (
	"io"

	"dateline/event"
	"dateline/internal/export"
	"dateline/internal/export/csv"
	"dateline/internal/export/side"
)

// Format is UCDP GED's form.
var Format = export.Format{Name: "ged", Suffix: ".csv", Media: "text/csv; charset=utf-8",
	About:   "CSV with UCDP GED's columns: violence that took place and is said to have killed somebody",
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
	a, b []event.Actor
	kind int // of violence; 0 unknown
	dead deaths
}

func (w *rows) Write(i *export.Item) error {
	r := &i.Report
	if why := misses(r); why != "" {
		w.loss.Leave(why)
		return nil
	}
	x := newRow(i)
	w.lose(x)
	values := make([]any, len(fields))
	for n, f := range fields {
		values[n] = f.Value(x)
	}
	return w.Row(values)
}

// misses says why GED cannot hold a report.
func misses(r *event.Report) string {
	low, _ := export.Toll(r.Counts, "killed")
	switch {
	case r.Status != event.Actual:
		return "status " + string(r.Status) + ": UCDP holds what took place"
	case r.Event != "ASSAULT":
		return r.Event + ": no armed violence"
	case low == nil:
		return "no dead counted: UCDP holds events with one at least, and none counted is not 0"
	case *low == 0:
		return "said to have killed nobody"
	}
	return ""
}

func (w *rows) lose(x *row) {
	r := x.r
	w.loss.Lose("spans, reasons and confidence: jsonl has them")
	w.loss.LoseIf(x.kind == 0, "the type of violence: the text does not say what kinds of parties fight")
	w.loss.LoseIf(r.Historical, "told as background: UCDP does not mark it")
	w.loss.LoseIf(r.Date == nil, "no day: the dates are NA, never the article's")
	w.loss.LoseIf(r.Place == nil, "no place")
	w.loss.LoseIf(r.Place != nil && !pointed(r.Place), "coordinates of a place that is no point")
	w.loss.LoseIf(others(r), "counts other than killed: UCDP has no column for them")
	w.loss.LoseIf(len(r.Mode) > 0, "the means of violence: UCDP has no column for it")
}

func others(r *event.Report) bool {
	for _, c := range r.Counts {
		if c.What != "killed" {
			return true
		}
	}
	return false
}

func newRow(i *export.Item) *row {
	a, b := side.Sides(&i.Report)
	x := &row{item: i, r: &i.Report, a: a, b: b, kind: violence(side.First(a), side.First(b))}
	x.dead = countDead(x)
	return x
}

// violence is UCDP's type: 1 a state against an armed party, 2 armed parties of which none is a state, 3 against civilians.
func violence(a, b side.Kind) int {
	state := func(k side.Kind) bool { return k == side.State || k == side.External }
	switch {
	case b == side.Civilian && a.Armed():
		return 3
	case !a.Armed() || !b.Armed():
		return 0
	case state(a) || state(b):
		return 1
	}
	return 2
}
