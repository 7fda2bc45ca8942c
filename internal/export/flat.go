package export

import (
	"slices"
	"strings"

	"dateline/event"
)

// Tolls are what can befall people, in the order of the gold guidelines.
var Tolls = []string{"killed", "injured", "killed_or_injured", "missing", "detained", "abducted", "released", "displaced", "evacuated",
	"protesters", "troops", "other"}

// Flat is the table of reports: one row a report and its source.
var Flat = Table[*Item]{flatFields, loseItem}

func loseItem(i *Item, loss *Loss) {
	loss.Lose("spans of values, reasons and Wikidata ids: jsonl has them")
	loss.LoseIf(len(i.Report.Counts) > 0, "whom each count is of, and its words: jsonl has them")
	loss.LoseIf(len(i.Report.Attribution) > 1, "codes and cues of the sources behind the outermost: jsonl and csv-long have them")
}

var flatFields = slices.Concat(articleFields, kindFields, sourceFields, whoFields("actor", "who does it", func(i *Item) []event.Actor { return i.Report.Actor }),
	whoFields("recipient", "whom it is done to", func(i *Item) []event.Actor { return i.Report.Recipient }),
	placeFields(func(i *Item) *event.Place { return i.Report.Place }), dateFields(func(i *Item) *event.Date { return i.Report.Date }),
	tollFields(func(i *Item) []event.Count { return i.Report.Counts }), originFields)

// col makes a field of a column without a unit.
func col[T any](name string, kind Kind, meaning, na string, value func(T) any) Field[T] {
	return Field[T]{Column{Name: name, Type: kind, Meaning: meaning, NA: na}, value}
}

var articleFields = []Field[*Item]{
	col("report_id", Text, "the report; the same in every export and after a new coding of the same words", "", func(i *Item) any { return i.Report.ID }),
	col("event_id", Text, "the event it belongs to; reports of one event tell of the same happening", "not linked yet", func(i *Item) any { return OrNA(i.Event) }),
	col("article_id", Text, "the article", "", func(i *Item) any { return i.Report.Document.ID }),
	col("article_sha256", Text, "SHA-256 of the bytes the article was read from", "", func(i *Item) any { return i.Report.Document.SHA256 }),
	col("publisher", Text, "who published it", "unknown", func(i *Item) any { return null(i.Report.Document.Source) }),
	col("published", Day, "day of publication", "unknown", func(i *Item) any { return null(i.Report.Document.Published) }),
	col("url", Text, "where it was published", "unknown", func(i *Item) any { return null(i.Report.Document.URL) }),
	col("title", Text, "its title", "none", func(i *Item) any { return null(i.Report.Document.Title) }),
}

var kindFields = []Field[*Item]{
	col("event_type", Text, "PLOVER's type, or a codebook's own", "", func(i *Item) any { return i.Report.Event }),
	col("mode", List, "PLOVER's modes of the type", "", func(i *Item) any { return i.Report.Mode }),
	col("context", List, "PLOVER's contexts", "", func(i *Item) any { return i.Report.Context }),
	col("quad_class", Text, "verbal or material, cooperation or conflict", "", func(i *Item) any { return i.Report.Quad }),
	{Column{"plover_score", Number, "-10 (conflict) to 10 (cooperation)", "PLOVER's score of the type", ""}, func(i *Item) any { return i.Report.Score }},
	col("cameo", Text, "CAMEO code of type and mode; read it as text, it begins with 0", "the type has none", func(i *Item) any { return null(i.Report.CAMEO) }),
	col("status", Text, "what the article asserts: actual, planned, demanded, threatened, possible, denied", "", func(i *Item) any { return string(i.Report.Status) }),
	col("happened", Boolean, "status is actual", "", func(i *Item) any { return i.Report.Status == event.Actual }),
	col("historical", Boolean, "told as background, not as news", "", func(i *Item) any { return i.Report.Historical }),
	col("negated", Boolean, "demanded, planned, threatened or feared not to happen", "", func(i *Item) any { return i.Report.Negated }),
}

const ownWord = "the article's own word"

var sourceFields = []Field[*Item]{
	col("source", Text, "on whose word: the outermost source named in the text", ownWord, func(i *Item) any { return first(chain(i, words)) }),
	col("source_code", Text, "its country or kind: ISO 3166-1 alpha-3, UNO, EUR, IGO, NGO, ISM, MNC, IMG", ownWord+", or unknown", func(i *Item) any { return first(chain(i, code)) }),
	col("source_sector", Text, "its PLOVER sector", ownWord+", or unknown", func(i *Item) any { return first(chain(i, sector)) }),
	col("source_chain", List, "all sources, outermost first", "", func(i *Item) any { return chain(i, words) }),
	col("source_cue", Text, "the word of saying", "none", func(i *Item) any { return first(chain(i, cue)) }),
}

var originFields = []Field[*Item]{
	col("same_as", Text, "an earlier report of the same article that tells of the same happening", "none", func(i *Item) any { return null(i.Report.SameAs) }),
	col("content_of", Text, "the report of the speech act that this is the content of", "none", func(i *Item) any { return null(i.Report.ContentOf) }),
	{Column{"confidence", Number, "probability, 0 to 1", "that trigger and type are right", ""}, func(i *Item) any { return i.Report.Confidence }},
	col("review", Text, "what people decided: none, accept, correct, skip", "", func(i *Item) any { return i.Review }),
	col("trigger", Text, "the word that names the event", "", func(i *Item) any { return i.Report.Evidence.Trigger.Text }),
	{Column{"trigger_start", Integer, "code points of the article's text", "where it begins", ""}, func(i *Item) any { return i.Report.Evidence.Trigger.Start }},
	{Column{"trigger_end", Integer, "code points", "where it ends (half open)", ""}, func(i *Item) any { return i.Report.Evidence.Trigger.End }},
	col("sentence", Text, "the sentence it was read from", "superseded while the file was written", func(i *Item) any { return OrNA(i.Sentence) }),
	col("coder_version", Text, "what coded it: dateline's version, or person", "", func(i *Item) any { return i.Report.Coder.Version }),
	col("coder_model", Text, "the language engine's model, or the person's name", "", func(i *Item) any { return i.Report.Coder.Model }),
	col("coder_codebook", Text, "the codebook's version", "", func(i *Item) any { return i.Report.Coder.Codebook }),
}

// whoFields are the lists of those who take part in one role, aligned with each other.
func whoFields[T any](role, what string, list func(T) []event.Actor) []Field[T] {
	const unknown = "; an unknown member keeps its place"
	get := func(value func(event.Actor) string) func(T) any {
		return func(x T) any { return each(list(x), value) }
	}
	return []Field[T]{
		col(role, List, what+", as the text has it", "", get(func(a event.Actor) string { return a.Text })),
		col(role+"_name", List, "the same, by name"+unknown, "", get(func(a event.Actor) string { return event.Text(a.Name) })),
		col(role+"_code", List, "the same, by country or kind"+unknown, "", get(func(a event.Actor) string { return event.Text(a.Code) })),
		col(role+"_sector", List, "the same, by PLOVER sector"+unknown, "", get(func(a event.Actor) string { return event.Text(a.Sector) })),
		col(role+"_n", Integer, "how many are named", "", func(x T) any { return len(list(x)) }),
	}
}

// placeFields are where it happens.
func placeFields[T any](place func(T) *event.Place) []Field[T] {
	const none = "the text gives no place"
	get := func(value func(*event.Place) any) func(T) any {
		return func(x T) any {
			if p := place(x); p != nil {
				return value(p)
			}
			return nil
		}
	}
	return []Field[T]{
		col("place", Text, "where it happens, as the text has it", none, get(func(p *event.Place) any { return p.Text })),
		col("place_name", Text, "the same, by name", none+", or it is unknown", get(func(p *event.Place) any { return null(p.Name) })),
		col("country", Text, "ISO 3166-1 alpha-3", none+", or one in no country", get(func(p *event.Place) any { return null(p.Country) })),
		col("admin1", Text, "province or state", none+", or it is unknown", get(func(p *event.Place) any { return null(p.Admin1) })),
		{Column{"latitude", Number, "degrees, WGS 84", "of the place's middle; mind place_precision: of a country it says next to nothing", none + ", or it is unknown"}, get(func(p *event.Place) any { return number(p.Lat) })},
		{Column{"longitude", Number, "degrees, WGS 84", "likewise", none + ", or it is unknown"}, get(func(p *event.Place) any { return number(p.Lon) })},
		col("geonames", Integer, "GeoNames id", none+", or it is unknown", get(func(p *event.Place) any { return integer(p.GeoNames) })),
		col("place_precision", Text, "exact, near, admin2, admin1, country, unknown", none, get(func(p *event.Place) any { return p.Precision })),
	}
}

// dateFields are when it happens.
func dateFields[T any](date func(T) *event.Date) []Field[T] {
	const none = "the text gives no day"
	get := func(value func(*event.Date) any) func(T) any {
		return func(x T) any {
			if d := date(x); d != nil {
				return value(d)
			}
			return nil
		}
	}
	return []Field[T]{
		col("date", Text, "when, as the text has it", none, get(func(d *event.Date) any { return d.Text })),
		col("date_start", Day, "first day on which it may have happened", none, get(func(d *event.Date) any { return OrNA(d.Start) })),
		col("date_end", Day, "last day", none, get(func(d *event.Date) any { return OrNA(d.End) })),
		col("date_precision", Text, "day, week, month, year, range, unknown", none, get(func(d *event.Date) any { return d.Precision })),
	}
}

// tollFields are how many people it touched.
func tollFields[T any](counts func(T) []event.Count) (out []Field[T]) {
	for _, kind := range Tolls {
		people := strings.ReplaceAll(kind, "_", " ")
		out = append(out,
			Field[T]{Column{kind + "_low", Integer, "people", "at least so many " + people + ", all groups together", "none counted, or open; never 0 for unknown"},
				func(x T) any { low, _ := Toll(counts(x), kind); return integer(low) }},
			Field[T]{Column{kind + "_high", Integer, "people", "at most so many", "none counted, or open"},
				func(x T) any { _, high := Toll(counts(x), kind); return integer(high) }})
	}
	return out
}
