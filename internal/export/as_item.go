package export

import (
	"io"

	"dateline/event"
	"dateline/plover"
)

// Whole makes of a format for reports one for events: an event is written as a report of what its reports say together, of its
// strongest status, with the lowest and the highest number anybody gives.
func Whole(make Maker[*Item]) Maker[*event.Event] {
	return func(w io.Writer, loss *Loss) (Writer[*event.Event], error) {
		out, err := make(w, loss)
		return whole{out, loss}, err
	}
}

type whole struct {
	out  Writer[*Item]
	loss *Loss
}

func (w whole) Write(e *event.Event) error {
	w.loss.LoseIf(e.Contested, "the event's reports contradict each other: what they differ in is not shown")
	return w.out.Write(AsItem(e))
}

func (w whole) Close() error { return w.out.Close() }

// AsItem tells an event as a report.
func AsItem(e *event.Event) *Item {
	kind, _ := plover.Standard().Type(e.Type)
	r := event.Report{ID: e.ID, Event: e.Type, Mode: e.Mode, Context: []string{}, Quad: kind.Quad, Score: kind.Score, CAMEO: event.Null(kind.Code(e.Mode)),
		Status: e.Status, Actor: e.Actor, Recipient: e.Recipient, Place: e.Place, Date: e.Date, Attribution: []event.Source{}, Counts: tolls(e),
		Document: event.Document{Published: event.Null(e.First), Title: event.Null(e.Title)}}
	return &Item{Report: r, Event: e.ID, Review: "none", Sentence: e.Title, Told: Told{len(e.Reports), e.Articles, e.Independent}}
}

// tolls are an event's counts: of each kind the lowest and the highest that anybody gives.
func tolls(e *event.Event) []event.Count {
	out := []event.Count{}
	for _, f := range e.Fields {
		if f.Low != nil || f.High != nil {
			out = append(out, event.Count{What: f.Name, Low: f.Low, High: f.High})
		}
	}
	return out
}
