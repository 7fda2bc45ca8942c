// Package csvlong writes one row a report and participant, for those who count and join by actor. It has fewer columns of the report
// than package csv; report_id joins the two.
package csvlong

import (
	"io"

	"dateline/event"
	"dateline/internal/export"
	"dateline/internal/export/csv"
)

// Format is CSV, long.
var Format = export.Format{Name: "csv-long", Suffix: ".csv", Media: "text/csv; charset=utf-8",
	About:   "CSV, one row a report and participant: actor, recipient or source; a report without any has one row with role NA",
	Columns: columns,
	Reports: func(w io.Writer, loss *export.Loss) (export.Writer[*export.Item], error) {
		t, err := csv.NewFile(w, columns, loss)
		return long{t, loss}, err
	}}

var columns = append(export.Columns(shared),
	export.Column{Name: "role", Type: export.Text, Meaning: "actor, recipient or source (on whose word)", NA: "nobody takes part"},
	export.Column{Name: "position", Type: export.Integer, Meaning: "its number in the role, from 0; sources outermost first", NA: "nobody takes part"},
	export.Column{Name: "text", Type: export.Text, Meaning: "as the text has it", NA: "nobody takes part"},
	export.Column{Name: "name", Type: export.Text, Meaning: "by name", NA: "unknown, or a source"},
	export.Column{Name: "code", Type: export.Text, Meaning: "ISO 3166-1 alpha-3, UNO, EUR, IGO, NGO, ISM, MNC, IMG", NA: "unknown"},
	export.Column{Name: "sector", Type: export.Text, Meaning: "PLOVER's sector", NA: "unknown"},
	export.Column{Name: "wikidata", Type: export.Text, Meaning: "Wikidata id", NA: "unknown, or a source"},
	export.Column{Name: "cue", Type: export.Text, Meaning: "a source's word of saying", NA: "none, or no source"},
	export.Column{Name: "span_start", Type: export.Integer, Unit: "code points of the article's text", Meaning: "where the mention begins", NA: "nobody takes part"},
	export.Column{Name: "span_end", Type: export.Integer, Unit: "code points", Meaning: "where it ends (half open)", NA: "nobody takes part"})

// shared are the columns that every row of a report repeats.
var shared = pick("report_id", "event_id", "article_id", "publisher", "published", "event_type", "mode", "status", "happened", "historical",
	"country", "place_precision", "date_start", "date_end", "confidence")

func pick(names ...string) (out []export.Field[*export.Item]) {
	for _, name := range names {
		for _, f := range export.Flat.Fields {
			if f.Name == name {
				out = append(out, f)
			}
		}
	}
	return out
}

type long struct {
	*csv.File
	loss *export.Loss
}

func (l long) Write(i *export.Item) error {
	l.loss.Lose("contexts, scores, date as written, reasons and sentence: csv and jsonl have them")
	l.loss.LoseIf(len(i.Report.Counts) > 0, "counts of people: csv and jsonl have them")
	l.loss.LoseIf(i.Report.Place != nil, "the place's name and coordinates: csv and jsonl have them")
	var report []any
	for _, f := range shared {
		report = append(report, f.Value(i))
	}
	rows := participants(&i.Report)
	if len(rows) == 0 {
		rows = [][]any{make([]any, len(columns)-len(shared))}
	}
	for _, row := range rows {
		if err := l.Row(append(report[:len(report):len(report)], row...)); err != nil {
			return err
		}
	}
	return nil
}

func participants(r *event.Report) (rows [][]any) {
	for _, role := range []struct {
		name string
		list []event.Actor
	}{{"actor", r.Actor}, {"recipient", r.Recipient}} {
		for n, a := range role.list {
			rows = append(rows, []any{role.name, n, a.Text, na(a.Name), na(a.Code), na(a.Sector), na(a.Wikidata), nil, a.Span.Start, a.Span.End})
		}
	}
	for n, s := range r.Attribution {
		rows = append(rows, []any{"source", n, s.Text, nil, na(s.Code), na(s.Sector), nil, na(s.Cue), s.Span.Start, s.Span.End})
	}
	return rows
}

func na(p *string) any { return export.OrNA(event.Text(p)) }
