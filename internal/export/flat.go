package export

import (
	"strings"

	"dateline/event"
)

// FlatColumn is a column of the table of reports, and its value: nil is NA, []string a list, else string, int, float64 or bool.
type FlatColumn struct {
	Column
	Value func(*Item) any
}

// countKinds are what can befall people, in the order of the gold guidelines.
var countKinds = []string{"killed", "injured", "killed_or_injured", "missing", "detained", "abducted", "released", "displaced", "evacuated",
	"protesters", "troops", "other"}

// Flat is the table of reports: one row a report and its source.
var Flat = flatColumns()

func flatColumns() []FlatColumn {
	col := func(name, kind, meaning, na string, value func(*Item) any) FlatColumn {
		return FlatColumn{Column{Name: name, Type: kind, Meaning: meaning, NA: na}, value}
	}
	out := []FlatColumn{
		col("report_id", "text", "the report, the same in every export and after a new coding of the same words", "", func(i *Item) any { return i.Report.ID }),
		col("event_id", "text", "the event it belongs to; reports of one event tell of the same happening", "not linked yet", func(i *Item) any { return orNA(i.Event) }),
		col("article_id", "text", "the article", "", func(i *Item) any { return i.Report.Document.ID }),
		col("article_sha256", "text", "SHA-256 of the bytes the article was read from", "", func(i *Item) any { return i.Report.Document.SHA256 }),
		col("publisher", "text", "who published it", "unknown", func(i *Item) any { return null(i.Report.Document.Source) }),
		col("published", "day", "day of publication", "unknown", func(i *Item) any { return null(i.Report.Document.Published) }),
		col("url", "text", "where it was published", "unknown", func(i *Item) any { return null(i.Report.Document.URL) }),
		col("title", "text", "its title", "none", func(i *Item) any { return null(i.Report.Document.Title) }),
		col("event_type", "text", "PLOVER's type, or a codebook's own", "", func(i *Item) any { return i.Report.Event }),
		col("mode", "list", "PLOVER's modes of the type", "", func(i *Item) any { return i.Report.Mode }),
		col("context", "list", "PLOVER's contexts", "", func(i *Item) any { return i.Report.Context }),
		col("quad_class", "text", "verbal or material, cooperation or conflict", "", func(i *Item) any { return i.Report.Quad }),
		{Column{"plover_score", "number", "-10 (conflict) to 10 (cooperation)", "PLOVER's score of the type", ""}, func(i *Item) any { return i.Report.Score }},
		col("cameo", "text", "CAMEO code of type and mode", "the type has none", func(i *Item) any { return null(i.Report.CAMEO) }),
		col("status", "text", "what the article asserts: actual, planned, demanded, threatened, possible, denied", "", func(i *Item) any { return string(i.Report.Status) }),
		col("happened", "boolean", "status is actual", "", func(i *Item) any { return i.Report.Status == event.Actual }),
		col("historical", "boolean", "told as background, not as news", "", func(i *Item) any { return i.Report.Historical }),
		col("negated", "boolean", "demanded, planned, threatened or feared not to happen", "", func(i *Item) any { return i.Report.Negated }),
		col("source", "text", "on whose word: the outermost source named in the text", "the article's own word", func(i *Item) any { return first(chain(i, words)) }),
		col("source_code", "text", "its country or kind: ISO 3166-1 alpha-3, UNO, EUR, IGO, NGO, ISM, MNC, IMG", "the article's own word, or unknown", func(i *Item) any { return first(chain(i, code)) }),
		col("source_sector", "text", "its PLOVER sector", "the article's own word, or unknown", func(i *Item) any { return first(chain(i, sector)) }),
		col("source_chain", "list", "all sources, outermost first", "", func(i *Item) any { return chain(i, words) }),
		col("source_cue", "text", "the word of saying", "none", func(i *Item) any { return first(chain(i, func(s event.Source) string { return event.Text(s.Cue) })) }),
	}
	for _, who := range []struct {
		name, what string
		list       func(*Item) []event.Actor
	}{{"actor", "who does it", func(i *Item) []event.Actor { return i.Report.Actor }}, {"recipient", "whom it is done to", func(i *Item) []event.Actor { return i.Report.Recipient }}} {
		list := who.list
		out = append(out,
			col(who.name, "list", who.what+", as the text has it", "", func(i *Item) any { return each(list(i), func(a event.Actor) string { return a.Text }) }),
			col(who.name+"_name", "list", "the same, by name", "", func(i *Item) any { return each(list(i), func(a event.Actor) string { return event.Text(a.Name) }) }),
			col(who.name+"_code", "list", "the same, by country or kind; an empty place in the list is unknown", "", func(i *Item) any { return each(list(i), func(a event.Actor) string { return event.Text(a.Code) }) }),
			col(who.name+"_sector", "list", "the same, by PLOVER sector", "", func(i *Item) any { return each(list(i), func(a event.Actor) string { return event.Text(a.Sector) }) }),
			col(who.name+"_n", "integer", "how many are named", "", func(i *Item) any { return len(list(i)) }))
	}
	place := func(get func(*event.Place) any) func(*Item) any {
		return func(i *Item) any {
			if i.Report.Place == nil {
				return nil
			}
			return get(i.Report.Place)
		}
	}
	date := func(get func(*event.Date) any) func(*Item) any {
		return func(i *Item) any {
			if i.Report.Date == nil {
				return nil
			}
			return get(i.Report.Date)
		}
	}
	const noPlace, noDay = "the text gives no place", "the text gives no day"
	out = append(out,
		col("place", "text", "where it happens, as the text has it", noPlace, place(func(p *event.Place) any { return p.Text })),
		col("place_name", "text", "the same, by name", noPlace, place(func(p *event.Place) any { return null(p.Name) })),
		col("country", "text", "ISO 3166-1 alpha-3", noPlace+", or one in no country", place(func(p *event.Place) any { return null(p.Country) })),
		col("admin1", "text", "province or state", noPlace+", or unknown", place(func(p *event.Place) any { return null(p.Admin1) })),
		FlatColumn{Column{"latitude", "number", "degrees, WGS 84", "of the place's middle; mind place_precision: of a country it says next to nothing", noPlace + ", or unknown"}, place(func(p *event.Place) any { return number(p.Lat) })},
		FlatColumn{Column{"longitude", "number", "degrees, WGS 84", "likewise", noPlace + ", or unknown"}, place(func(p *event.Place) any { return number(p.Lon) })},
		col("geonames", "integer", "GeoNames id", "unknown", place(func(p *event.Place) any { return integer(p.GeoNames) })),
		col("place_precision", "text", "exact, near, admin2, admin1, country, unknown", noPlace, place(func(p *event.Place) any { return p.Precision })),
		col("date", "text", "when, as the text has it", noDay, date(func(d *event.Date) any { return d.Text })),
		col("date_start", "day", "first day on which it may have happened", noDay, date(func(d *event.Date) any { return d.Start })),
		col("date_end", "day", "last day", noDay, date(func(d *event.Date) any { return d.End })),
		col("date_precision", "text", "day, week, month, year, range, unknown", noDay, date(func(d *event.Date) any { return d.Precision })))
	for _, kind := range countKinds {
		out = append(out,
			FlatColumn{Column{kind + "_low", "integer", "people", "at least so many " + strings.ReplaceAll(kind, "_", " ") + ", all groups together", "none counted; never 0 for unknown"}, toll(kind, func(c event.Count) *int { return c.Low })},
			FlatColumn{Column{kind + "_high", "integer", "people", "at most so many", "none counted, or open"}, toll(kind, func(c event.Count) *int { return c.High })})
	}
	return append(out,
		col("same_as", "text", "an earlier report of the same article that tells of the same happening", "none", func(i *Item) any { return null(i.Report.SameAs) }),
		col("content_of", "text", "the report of the speech act that this is the content of", "none", func(i *Item) any { return null(i.Report.ContentOf) }),
		FlatColumn{Column{"confidence", "number", "probability, 0 to 1", "that trigger and type are right", ""}, func(i *Item) any { return i.Report.Confidence }},
		col("review", "text", "what people decided: none, accept, correct, reject, skip", "", func(i *Item) any { return i.Review }),
		col("trigger", "text", "the word that names the event", "", func(i *Item) any { return i.Report.Evidence.Trigger.Text }),
		FlatColumn{Column{"trigger_start", "integer", "code points of the article's text", "where it begins", ""}, func(i *Item) any { return i.Report.Evidence.Trigger.Start }},
		FlatColumn{Column{"trigger_end", "integer", "code points", "where it ends (half open)", ""}, func(i *Item) any { return i.Report.Evidence.Trigger.End }},
		col("sentence", "text", "the sentence it was read from", "", func(i *Item) any { return i.Sentence }),
		col("coder_version", "text", "what coded it: dateline's version, or person", "", func(i *Item) any { return i.Report.Coder.Version }),
		col("coder_model", "text", "the language engine's model, or the person's name", "", func(i *Item) any { return i.Report.Coder.Model }),
		col("coder_codebook", "text", "the codebook's version", "", func(i *Item) any { return i.Report.Coder.Codebook }))
}

// FlatNames gives the columns without their values.
func FlatNames() (out []Column) {
	for _, c := range Flat {
		out = append(out, c.Column)
	}
	return out
}

func orNA(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func null(p *string) any { return orNA(event.Text(p)) }

func number(p *float64) any {
	if p == nil {
		return nil
	}
	return *p
}

func integer(p *int) any {
	if p == nil {
		return nil
	}
	return *p
}

func words(s event.Source) string  { return s.Text }
func code(s event.Source) string   { return event.Text(s.Code) }
func sector(s event.Source) string { return event.Text(s.Sector) }

func chain(i *Item, get func(event.Source) string) []string {
	out := []string{}
	for _, s := range i.Report.Attribution {
		out = append(out, get(s))
	}
	return out
}

func first(list []string) any {
	if len(list) == 0 {
		return nil
	}
	return orNA(list[0])
}

func each(list []event.Actor, get func(event.Actor) string) []string {
	out := []string{}
	for _, a := range list {
		out = append(out, get(a))
	}
	return out
}

// toll adds up a report's counts of one kind; one that is open makes the sum open.
func toll(kind string, get func(event.Count) *int) func(*Item) any {
	return func(i *Item) any {
		sum, any := 0, false
		for _, c := range i.Report.Counts {
			if c.What != kind {
				continue
			}
			n := get(c)
			if n == nil {
				return nil
			}
			sum, any = sum+*n, true
		}
		if !any {
			return nil
		}
		return sum
	}
}
