package export

import (
	"slices"

	"dateline/event"
)

// FlatEvents is the table of events: one row an event, whatever its reports agree on.
var FlatEvents = Table[*event.Event]{flatEventFields, loseEvent}

func loseEvent(e *event.Event, loss *Loss) {
	loss.Lose("spans and Wikidata ids, and who vouches for each value: jsonl has them")
	loss.LoseIf(e.Contested, "the values that contradict each other: contested names the fields, jsonl has the values")
}

var flatEventFields = slices.Concat(eventFields,
	whoFields("actor", "who does it, of any report", func(e *event.Event) []event.Actor { return e.Actor }),
	whoFields("recipient", "whom it is done to, of any report", func(e *event.Event) []event.Actor { return e.Recipient }),
	placeFields(func(e *event.Event) *event.Place { return e.Place }), dateFields(func(e *event.Event) *event.Date { return e.Date }),
	tollFields(tolls), toldFields)

var eventFields = []Field[*event.Event]{
	col("event_id", Text, "the event; it never changes, whatever reports join or leave", "", func(e *event.Event) any { return e.ID }),
	col("title", Text, "who did what to whom, where", "", func(e *event.Event) any { return e.Title }),
	col("event_type", Text, "PLOVER's type, of most reports", "", func(e *event.Event) any { return e.Type }),
	col("mode", List, "PLOVER's modes, of any report", "", func(e *event.Event) any { return e.Mode }),
	col("status", Text, "the strongest that anybody asserts: actual before planned before the rest", "", func(e *event.Event) any { return string(e.Status) }),
	col("happened", Boolean, "status is actual", "", func(e *event.Event) any { return e.Status == event.Actual }),
	col("contested", List, "what its reports contradict each other in: type, status, actor, recipient, place, date, killed …", "", func(e *event.Event) any { return contested(e) }),
}

var toldFields = []Field[*event.Event]{
	col("first_published", Day, "day of publication of its first report", "unknown", func(e *event.Event) any { return OrNA(e.First) }),
	col("last_published", Day, "of its last", "unknown", func(e *event.Event) any { return OrNA(e.Last) }),
	col("reports", List, "its reports' ids, in order of publication", "", func(e *event.Event) any { return e.Reports }),
	col("reports_n", Integer, "how many", "", func(e *event.Event) any { return len(e.Reports) }),
	col("articles_n", Integer, "how many articles tell of it", "", func(e *event.Event) any { return e.Articles }),
	col("independent_n", Integer, "how many of them are no copies of one another", "", func(e *event.Event) any { return e.Independent }),
	col("story_id", Text, "the story it belongs to", "none", func(e *event.Event) any { return null(e.Story) }),
}

func contested(e *event.Event) []string {
	out := []string{}
	for _, f := range e.Fields {
		if f.Verdict == event.Contested {
			out = append(out, f.Name)
		}
	}
	return out
}
