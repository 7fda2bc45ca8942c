package ploverjson

import "dateline/internal/export"

func key(name string, kind export.Kind, meaning, na string) export.Column {
	return export.Column{Name: name, Type: kind, Meaning: meaning, NA: na}
}

// columns are the keys of a record; one that is NA is not there.
var columns = []export.Column{
	key("id", export.Text, "the report's id, or the event's", ""),
	key("has_event", export.Boolean, "always true", ""),
	key("date", export.Day, "first day on which it may have happened", ""),
	key("enddate", export.Day, "last day", "one day"),
	key("source", "list of objects", "who does it: code, sector, actor_text, identifer_id (Wikidata), identifer_text (name)", ""), //nolint:misspell // so spelt in the manual
	key("recipient", "list of objects", "whom it is done to, likewise", "nobody named"),
	key("event", export.List, "one PLOVER type", ""),
	key("event_loc", "object", "geonameid, name, latitude and longitude (of points only), country code, cc3", "the text gives no place"),
	key("event_text", export.List, "the word that names the event", "of an event"),
	key("quad_code", export.Integer, "1 verbal, 2 material cooperation, 3 verbal, 4 material conflict", ""),
	key("event_scale", export.Number, "PLOVER's score of the type", ""),
	key("mode", export.List, "PLOVER's modes", "none, or folded to AGREE or CONCEDE"),
	key("context", export.List, "PLOVER's contexts, with future, hypothetical, negation and historical from the status", "none"),
	key("link", export.Text, "the event's id: reports of one happening share it", "not linked yet"),
	key("text", export.Text, "the sentence it was read from, or an event's title", ""),
	key("size_info", "object", "dead, injured, arrested: the least that is said", "none counted"),
	key("cite_info", "object", "citation (the article's id), url, title, publication, coder, codebook", ""),
}
