package jsonl

import "dateline/internal/export"

func key(name string, kind export.Kind, meaning, na string) export.Column {
	return export.Column{Name: name, Type: kind, Meaning: meaning, NA: na}
}

const span = "span: code points of the article's text, half open"

// columns are the keys of a report.
var columns = []export.Column{
	key("id", export.Text, "the report; the same in every export and after a new coding of the same words", ""),
	key("document", "object", "id, url, title, source (publisher), published, sha256 of the bytes it was read from", "each but id and sha256: unknown"),
	key("event", export.Text, "PLOVER's type", ""),
	key("mode", export.List, "PLOVER's modes", ""),
	key("context", export.List, "PLOVER's contexts", ""),
	key("quad", export.Text, "verbal or material, cooperation or conflict", ""),
	key("score", export.Number, "PLOVER's score of the type, -10 to 10", ""),
	key("cameo", export.Text, "CAMEO code of type and mode", "the type has none"),
	key("status", export.Text, "actual, planned, demanded, threatened, possible, denied", ""),
	key("historical", export.Boolean, "told as background", ""),
	key("negated", export.Boolean, "demanded, planned, threatened or feared not to happen; only there when true", ""),
	key("attribution", "list of objects", "on whose word, outermost first: text, code, sector, cue, "+span, "code, sector, cue: unknown"),
	key("actor", "list of objects", "who does it: text, name, code, sector, wikidata, "+span, "each but text and span: unknown"),
	key("recipient", "list of objects", "whom it is done to, likewise", "likewise"),
	key("place", "object", "text, name, country, admin1, lat, lon, geonames, precision, "+span, "the text gives none"),
	key("date", "object", "text, start, end, precision, "+span, "the text gives none"),
	key("counts", "list of objects", "people: what, who, low, high, text, "+span, "low, high: open; who: not said"),
	key("same_as", export.Text, "an earlier report of the same article that tells of the same happening", "none"),
	key("content_of", export.Text, "the report of the speech act that this is the content of", "none"),
	key("confidence", export.Number, "probability that trigger and type are right", ""),
	key("evidence", "object", "trigger (span and text) and sentence (span)", ""),
	key("reason", "object", "for each value, why", ""),
	key("coder", "object", "version, model, codebook", ""),
	key("event_id", export.Text, "the event it belongs to", "not linked yet"),
	key("review", export.Text, "what people decided: none, accept, correct, skip", ""),
	key("sentence", export.Text, "the sentence it was read from", ""),
}

// eventColumns are the keys of an event.
var eventColumns = []export.Column{
	key("id", export.Text, "the event; it never changes", ""),
	key("event", export.Text, "PLOVER's type, of most reports", ""),
	key("mode", export.List, "PLOVER's modes, of any report", ""),
	key("status", export.Text, "the strongest that anybody asserts", ""),
	key("title", export.Text, "who did what to whom, where", ""),
	key("actor", "list of objects", "as in a report, of any report", ""),
	key("recipient", "list of objects", "likewise", ""),
	key("place", "object", "the most precise place that the reports' places allow", "none, or they contradict each other"),
	key("date", "object", "the days that all dated reports allow, or from the first to the last", "none"),
	key("first", export.Day, "day of publication of the first report; '' unknown", ""),
	key("last", export.Day, "of the last", ""),
	key("reports", export.List, "ids of its reports, in order of publication", ""),
	key("articles", export.Integer, "how many articles tell of it", ""),
	key("independent", export.Integer, "how many of them are no copies of one another", ""),
	key("contested", export.Boolean, "some field is contested", ""),
	key("fields", "list of objects", "for each field its verdict (single, agreed, range, contested) and its values, with who vouches for each and since when", ""),
	key("story", export.Text, "the story it belongs to", "none"),
}
