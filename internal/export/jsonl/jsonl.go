// Package jsonl writes one JSON object a line, with everything the store has of a report or an event. It leaves nothing out and
// counts no loss.
package jsonl

import (
	"bytes"
	"encoding/json"
	"io"

	"dateline/event"
	"dateline/internal/export"
)

// Format is JSON lines.
var Format = export.Format{Name: "jsonl", Suffix: ".jsonl", Media: "application/x-ndjson",
	About:   "JSON lines: every value with its evidence, as docs/exports.md tells it; nothing is lost",
	Columns: columns, EventColumns: eventColumns,
	Reports: func(w io.Writer, _ *export.Loss) (export.Writer[*export.Item], error) {
		return lines[*export.Item]{w, record}, nil
	},
	Events: func(w io.Writer, _ *export.Loss) (export.Writer[*event.Event], error) {
		return lines[*event.Event]{w, func(e *event.Event) any { return e }}, nil
	}}

// Record is a report with what the store knows beside it.
type Record struct {
	event.Report
	EventID  *string `json:"event_id"` // null: not linked yet
	Review   string  `json:"review"`
	Sentence string  `json:"sentence"`
}

func record(i *export.Item) any {
	return Record{i.Report, event.Null(i.Event), i.Review, i.Sentence}
}

type lines[T any] struct {
	w      io.Writer
	record func(T) any
}

func (l lines[T]) Write(x T) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(l.record(x)); err != nil {
		return err
	}
	_, err := l.w.Write(b.Bytes())
	return err
}

func (l lines[T]) Close() error { return nil }
