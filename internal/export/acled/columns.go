package acled

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/language"

	"dateline/event"
	"dateline/internal/export"
	"dateline/internal/export/side"
	"dateline/internal/ground/country"
)

func newRow(i *export.Item, k kind) *row {
	a, b := side.Sides(&i.Report)
	return &row{i, &i.Report, k, a, b}
}

func col(name string, kind export.Kind, meaning, na string, value func(*row) any) export.Field[*row] {
	return export.Field[*row]{Column: export.Column{Name: name, Type: kind, Meaning: meaning, NA: na}, Value: value}
}

func never(*row) any { return nil }

const noDay, noPlace, nobody = "the text gives no day, or none within a month", "the text gives no place", "nobody named"

var fields = []export.Field[*row]{
	col("event_id_cnty", export.Text, "the report's or event's id", "", func(x *row) any { return x.r.ID }),
	col("event_date", export.Day, "the day, or the first of a week or month", noDay, func(x *row) any { return day(x.r.Date) }),
	col("year", export.Integer, "its year", noDay, func(x *row) any { return year(x.r.Date) }),
	col("time_precision", export.Integer, "1 the day, 2 within a week, 3 within a month", noDay, func(x *row) any { return precision(x.r.Date) }),
	col("disorder_type", export.Text, "Political violence, Demonstrations, both, Strategic developments (property destroyed)", "", func(x *row) any { return x.kind.disorder }),
	col("event_type", export.Text, "ACLED's six, by type, mode and whom it is done to", "what kind was attacked is not said", func(x *row) any { return export.OrNA(x.kind.event) }),
	col("sub_event_type", export.Text, "ACLED's", "what kind was attacked is not said", func(x *row) any { return export.OrNA(x.kind.sub) }),
	col("actor1", export.Text, "who does it, the first named", nobody, func(x *row) any { return name(x.a) }),
	col("assoc_actor_1", export.Text, "the others, ; between", "no others", func(x *row) any { return associates(x.a) }),
	col("inter1", export.Text, "its kind, ACLED's words", nobody+", or of unknown kind", func(x *row) any { return export.OrNA(inter(x, x.a, true)) }),
	col("actor2", export.Text, "whom it is done to, the first named", nobody, func(x *row) any { return name(x.b) }),
	col("assoc_actor_2", export.Text, "the others, ; between", "no others", func(x *row) any { return associates(x.b) }),
	col("inter2", export.Text, "its kind", nobody+", or of unknown kind", func(x *row) any { return export.OrNA(inter(x, x.b, false)) }),
	col("interaction", export.Text, "both kinds", "one of them is NA", interaction),
	col("civilian_targeting", export.Text, "Civilian targeting where violence hits civilians", "it does not, or it is unknown", targeting),
	col("iso", export.Integer, "ISO 3166-1 numeric", noPlace+", or in no country", iso),
	col("region", export.Text, "ACLED's name of the region, by the UN's M49 areas", noPlace+", or in no country, or of one whose region in ACLED could not be checked", region),
	col("country", export.Text, "the country's name", noPlace+", or in no country", countryName),
	col("admin1", export.Text, "province or state", noPlace+", or unknown", place(func(p *event.Place) any { return export.OrNA(event.Text(p.Admin1)) })),
	col("admin2", export.Text, "district, where the place is one", "else", place(func(p *event.Place) any {
		if p.Precision != "admin2" {
			return nil
		}
		return export.OrNA(event.Text(p.Name))
	})),
	col("admin3", export.Text, "the third division is not coded", "always", never),
	col("location", export.Text, "the place's name, else its words", noPlace, place(placeName)),
	col("latitude", export.Number, "degrees, WGS 84, of points only", noPlace+", or no point", place(func(p *event.Place) any { return degrees(p, p.Lat) })),
	col("longitude", export.Number, "likewise", noPlace+", or no point", place(func(p *event.Place) any { return degrees(p, p.Lon) })),
	col("geo_precision", export.Integer, "1 the place itself, 2 near it, 3 a province or district", noPlace+", or only a country", place(geoPrecision)),
	col("source", export.Text, "the publisher", "unknown, or an event", func(x *row) any { return export.OrNA(event.Text(x.r.Document.Source)) }),
	col("source_scale", export.Text, "how far a source reaches is not coded", "always", never),
	col("notes", export.Text, "the sentence it was read from, or an event's title", "", func(x *row) any { return x.item.Sentence }),
	col("fatalities", export.Integer, "the least that is said to have been killed", "none counted: not 0", func(x *row) any { return lowest(x.r, "killed") }),
	col("tags", export.Text, "crowd size, where protesters are counted", "none counted", crowd),
	col("timestamp", export.Integer, "not kept, so that the same data give the same bytes", "always", never),
}

func place(value func(*event.Place) any) func(*row) any {
	return func(x *row) any {
		if x.r.Place == nil {
			return nil
		}
		return value(x.r.Place)
	}
}

func placeName(p *event.Place) any {
	if name := event.Text(p.Name); name != "" {
		return name
	}
	return p.Text
}

// precision is ACLED's time precision; nil where the days are unknown or span more than a month.
func precision(d *event.Date) any {
	if d == nil {
		return nil
	}
	from, err := time.Parse(time.DateOnly, d.Start)
	to, err2 := time.Parse(time.DateOnly, d.End)
	switch days := int(to.Sub(from).Hours()/24) + 1; {
	case err != nil || err2 != nil:
		return nil
	case days == 1:
		return 1
	case days <= 7:
		return 2
	case days <= 31:
		return 3
	}
	return nil
}

func day(d *event.Date) any {
	if precision(d) == nil {
		return nil
	}
	return d.Start
}

func year(d *event.Date) any {
	if d == nil || len(d.Start) < 4 || len(d.End) < 4 || d.Start[:4] != d.End[:4] {
		return nil
	}
	n, _ := strconv.Atoi(d.Start[:4])
	return n
}

func geoPrecision(p *event.Place) any {
	switch p.Precision {
	case "exact":
		return 1
	case "near":
		return 2
	case "admin1", "admin2":
		return 3
	}
	return nil
}

func degrees(p *event.Place, of *float64) any {
	if of == nil || p.Precision != "exact" && p.Precision != "near" {
		return nil
	}
	return *of
}

func name(list []event.Actor) any {
	if len(list) == 0 {
		return nil
	}
	return side.Name(list[0])
}

func associates(list []event.Actor) any {
	if len(list) < 2 {
		return nil
	}
	return side.Names(list[1:])
}

// inter is ACLED's word for a party's kind: a state's forces abroad are external.
func inter(x *row, list []event.Actor, does bool) string {
	if len(list) == 0 {
		return ""
	}
	if does && x.kind.event == "Riots" {
		return "Rioters"
	}
	if does && x.r.Event == "PROTEST" {
		return "Protesters"
	}
	switch side.Of(list[0]) {
	case side.State:
		if x.r.Place == nil || event.Text(x.r.Place.Country) == "" || event.Text(list[0].Code) == "" {
			return "" // at home or abroad: not said
		}
		if event.Text(list[0].Code) != event.Text(x.r.Place.Country) {
			return "External/Other forces"
		}
		return "State forces"
	case side.Rebel:
		return "Rebel group"
	case side.Militia:
		return "Political militia"
	case side.External:
		return "External/Other forces"
	case side.Civilian:
		if x.kind.event == "Protests" {
			return "Protesters"
		}
		return "Civilians"
	}
	return ""
}

func interaction(x *row) any {
	a, b := inter(x, x.a, true), inter(x, x.b, false)
	switch {
	case a == "" || b == "" && len(x.b) > 0:
		return nil
	case b == "":
		return a + " only"
	}
	return a + "-" + b
}

func targeting(x *row) any {
	if x.r.Event == "ASSAULT" && side.First(x.b) == side.Civilian && x.kind.disorder != strategic {
		return "Civilian targeting"
	}
	return nil
}

func countryOf(x *row) *country.Country {
	if x.r.Place == nil {
		return nil
	}
	return country.Default().ByCode(event.Text(x.r.Place.Country))
}

func countryName(x *row) any {
	if c := countryOf(x); c != nil {
		return c.Name
	}
	return nil
}

func iso(x *row) any {
	c := countryOf(x)
	if c == nil {
		return nil
	}
	region, err := language.ParseRegion(c.ISO2)
	if err != nil || region.M49() == 0 {
		return nil
	}
	return region.M49()
}

func lowest(r *event.Report, what string) any {
	if low, _ := export.Toll(r.Counts, what); low != nil {
		return *low
	}
	return nil
}

// crowd is ACLED's tag for the size of a demonstration.
func crowd(x *row) any {
	low, high := export.Toll(x.r.Counts, "protesters")
	var size []string
	for _, n := range []*int{low, high} {
		if n != nil && (len(size) == 0 || size[0] != fmt.Sprint(*n)) {
			size = append(size, fmt.Sprint(*n))
		}
	}
	if len(size) == 0 {
		return nil
	}
	if high == nil {
		size[0] = "at least " + size[0]
	} else if low == nil {
		size[0] = "at most " + size[0]
	}
	return "crowd size=" + strings.Join(size, " to ")
}
