package gold

import "dateline/internal/export"

func key(name string, kind export.Kind, meaning, na string) export.Column {
	return export.Column{Name: name, Type: kind, Meaning: meaning, NA: na}
}

// columns are the keys of a line and of its events.
var columns = []export.Column{
	key("id", export.Text, "the article", ""),
	key("title", export.Text, "its title", "none"),
	key("source", export.Text, "the publisher", "unknown"),
	key("published", export.Day, "day of publication", "unknown"),
	key("url", export.Text, "where it was published", "unknown"),
	key("complete", export.Boolean, "people decided every report of it that was asked for; where false, an event that is not here may still be one", ""),
	key("text", export.Text, "the whole text", ""),
	key("events", "list of objects", "the reports people accepted or corrected, in order of the text:", ""),
	key("events.id", export.Text, "the report's id", ""),
	key("events.trigger", export.List, "first code point of the event's word in text, and the one after its last", ""),
	key("events.event", export.Text, "PLOVER's type", ""),
	key("events.mode", export.List, "its modes", ""),
	key("events.status", export.Text, "actual, planned, demanded, threatened, possible, denied", ""),
	key("events.historical", export.Boolean, "told as background; only there when true", ""),
	key("events.negated", export.Boolean, "demanded, planned, threatened or feared not to happen; only there when true", ""),
	key("events.attribution", export.List, "on whose word, outermost first", ""),
	key("events.actor", "list of objects", "text, code, sector", "code, sector: unknown"),
	key("events.recipient", "list of objects", "text, code, sector", "code, sector: unknown"),
	key("events.place", "object", "text, country", "the text gives none"),
	key("events.date", "object", "start, end", "the text gives none"),
	key("events.counts", "list of objects", "what, low, high", "low, high: open"),
	key("events.same_as", export.Text, "id of another of these that tells of the same happening; only there when there is one", ""),
	key("events.trigger_text", export.Text, "the word", ""),
	key("events.decision", export.Text, "accept, or correct", ""),
}
