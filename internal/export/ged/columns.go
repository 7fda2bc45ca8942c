package ged

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"dateline/event"
	"dateline/internal/export"
	"dateline/internal/export/side"
	"dateline/internal/ground/country"
)

func col(name string, kind export.Kind, meaning, na string, value func(*row) any) export.Field[*row] {
	return export.Field[*row]{Column: export.Column{Name: name, Type: kind, Meaning: meaning, NA: na}, Value: value}
}

// empty is a column of UCDP's own numbers, which only UCDP gives.
func empty(name string, kind export.Kind) export.Field[*row] {
	return col(name, kind, "UCDP's own, not coded", "always", func(*row) any { return nil })
}

const noDay, noPlace, nobody, ofEvent = "the text gives no day", "the text gives no place", "nobody named", "unknown, or an event"

var fields = []export.Field[*row]{
	col("id", export.Integer, "the first 52 bits of relid", "", func(x *row) any { return export.Serial(x.r.ID) }),
	col("relid", export.Text, "the report's or event's id", "", func(x *row) any { return x.r.ID }),
	col("year", export.Integer, "the year", noDay+", or none in one year", year),
	empty("active_year", export.Integer), empty("code_status", export.Text),
	col("type_of_violence", export.Integer, "1 a state and an armed party, 2 armed parties without a state, 3 against civilians", "the kinds of the parties are not said", func(x *row) any {
		if x.kind == 0 {
			return nil
		}
		return x.kind
	}),
	empty("conflict_dset_id", export.Text), empty("conflict_new_id", export.Integer), empty("conflict_name", export.Text),
	empty("dyad_dset_id", export.Text), empty("dyad_new_id", export.Integer),
	col("dyad_name", export.Text, "side A - side B", "a side is NA", dyad),
	empty("side_a_dset_id", export.Text), empty("side_a_new_id", export.Integer),
	col("side_a", export.Text, "who does it; a state is its government", nobody, func(x *row) any { return sideName(x.a, false) }),
	empty("side_b_dset_id", export.Text), empty("side_b_new_id", export.Integer),
	col("side_b", export.Text, "whom it is done to; Civilians where they bear no arms", nobody, func(x *row) any { return sideName(x.b, x.unarmed()) }),
	col("number_of_sources", export.Integer, "1, or the event's independent articles", "", func(x *row) any { return x.item.Told.Independent }),
	col("source_article", export.Text, "publisher, day, title", "all unknown", article),
	col("source_office", export.Text, "the publisher", ofEvent, func(x *row) any { return export.OrNA(event.Text(x.r.Document.Source)) }),
	col("source_date", export.Day, "day of publication", ofEvent, func(x *row) any { return export.OrNA(event.Text(x.r.Document.Published)) }),
	col("source_headline", export.Text, "the article's title, or the event's", "none", func(x *row) any { return export.OrNA(event.Text(x.r.Document.Title)) }),
	col("source_original", export.Text, "on whose word, outermost first, > between", "the article's own word, or an event", original),
	col("where_prec", export.Integer, "1 exact, 2 near, 3 district, 4 province, 6 country", noPlace+", or how exactly is unknown", place(wherePrec)),
	col("where_coordinates", export.Text, "the place's name, else its words", noPlace, place(placeName)),
	col("where_description", export.Text, "as the text has it", noPlace, place(func(p *event.Place) any { return p.Text })),
	col("adm_1", export.Text, "province or state", noPlace+", or unknown", place(func(p *event.Place) any { return export.OrNA(event.Text(p.Admin1)) })),
	col("adm_2", export.Text, "district, where the place is one", "else", place(func(p *event.Place) any {
		if p.Precision != "admin2" {
			return nil
		}
		return placeName(p)
	})),
	col("latitude", export.Number, "degrees, WGS 84, of points only", noPlace+", or no point", point(func(lat, _ float64) any { return lat })),
	col("longitude", export.Number, "likewise", noPlace+", or no point", point(func(_, lon float64) any { return lon })),
	col("geom_wkt", export.Text, "the point as well-known text", noPlace+", or no point", point(wkt)),
	col("priogrid_gid", export.Integer, "cell of PRIO-GRID, half a degree wide, counted from the south-west", noPlace+", or no point", point(cell)),
	col("country", export.Text, "the country's name", noPlace+", or in no country", countryName),
	empty("country_id", export.Integer),
	col("region", export.Text, "Africa, Americas, Asia (with Oceania), Europe, Middle East", noPlace+", or in no country", region),
	empty("event_clarity", export.Integer),
	col("date_prec", export.Integer, "1 the day, 2 within six days, 3 within a week, 4 within a month, 5 more", noDay, datePrec),
	col("date_start", export.Day, "first day on which it may have happened", noDay, func(x *row) any { return bound(x, func(d *event.Date) string { return d.Start }) }),
	col("date_end", export.Day, "last day", noDay, func(x *row) any { return bound(x, func(d *event.Date) string { return d.End }) }),
	col("deaths_a", export.Integer, "of side A, by the words of the count", "none counted: not 0", func(x *row) any { return x.dead.a }),
	col("deaths_b", export.Integer, "of side B", "none counted: not 0", func(x *row) any { return x.dead.b }),
	col("deaths_civilians", export.Integer, "of civilians", "none counted: not 0", func(x *row) any { return x.dead.civilians }),
	col("deaths_unknown", export.Integer, "of whom is not said", "none counted: not 0", func(x *row) any { return x.dead.unknown }),
	col("best", export.Integer, "the lower bound, as UCDP takes the more careful figure", "", func(x *row) any { return x.dead.low }),
	col("high", export.Integer, "the upper bound", "open: at least so many", func(x *row) any { return x.dead.high }),
	col("low", export.Integer, "the lower bound", "", func(x *row) any { return x.dead.low }),
	empty("gwnoa", export.Integer), empty("gwnob", export.Integer),
}

func place(value func(*event.Place) any) func(*row) any {
	return func(x *row) any {
		if x.r.Place == nil {
			return nil
		}
		return value(x.r.Place)
	}
}

func pointed(p *event.Place) bool {
	return (p.Precision == "exact" || p.Precision == "near") && p.Lat != nil && p.Lon != nil
}

func point(value func(lat, lon float64) any) func(*row) any {
	return place(func(p *event.Place) any {
		if !pointed(p) {
			return nil
		}
		return value(*p.Lat, *p.Lon)
	})
}

func wkt(lat, lon float64) any {
	number := func(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }
	return "POINT (" + number(lon) + " " + number(lat) + ")"
}

// cell is PRIO-GRID's number of the cell a point is in: rows of 720 from the south pole, each from the 180th meridian west.
func cell(lat, lon float64) any {
	row, column := int(math.Floor((lat+90)*2)), int(math.Floor((lon+180)*2))
	return min(row, 359)*720 + min(column, 719) + 1
}

func placeName(p *event.Place) any {
	if name := event.Text(p.Name); name != "" {
		return name
	}
	return p.Text
}

func wherePrec(p *event.Place) any {
	if n, ok := map[string]int{"exact": 1, "near": 2, "admin2": 3, "admin1": 4, "country": 6}[p.Precision]; ok {
		return n
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

// region is UCDP's, which goes by ranges of Gleditsch and Ward's numbers (UCDP/PRIO Armed Conflict Dataset Codebook: Europe 200 to 399, Africa
// 400 to 626, Middle East 630 to 699, Asia 700 to 999, Americas 2 to 199). M49's areas give the same but for the countries named here.
func region(x *row) any {
	c := countryOf(x)
	if c == nil {
		return nil
	}
	switch c.ISO3 {
	case "ARM", "AZE", "GEO", "CYP":
		return "Europe"
	case "EGY", "IRN":
		return "Middle East"
	}
	for _, a := range []struct{ m49, region string }{{"145", "Middle East"}, {"002", "Africa"}, {"019", "Americas"}, {"142", "Asia"}, {"009", "Asia"}, {"150", "Europe"}} {
		if c.In(a.m49) {
			return a.region
		}
	}
	return nil
}

// unarmed says whether side B are civilians.
func (x *row) unarmed() bool { return side.First(x.b) == side.Civilian }

func sideName(list []event.Actor, civilians bool) any {
	switch {
	case civilians:
		return "Civilians"
	case len(list) == 0:
		return nil
	}
	var out []string
	for _, a := range list {
		name := side.Name(a)
		if c := country.Default().ByCode(event.Text(a.Code)); c != nil && side.Of(a) == side.State {
			name = "Government of " + c.Name
		}
		out = append(out, name)
	}
	return strings.Join(out, "; ")
}

func dyad(x *row) any {
	a, b := sideName(x.a, false), sideName(x.b, x.unarmed())
	if a == nil || b == nil {
		return nil
	}
	return fmt.Sprint(a, " - ", b)
}

func article(x *row) any {
	var parts []string
	for _, p := range []*string{x.r.Document.Source, x.r.Document.Published, x.r.Document.Title} {
		if s := event.Text(p); s != "" {
			parts = append(parts, s)
		}
	}
	return export.OrNA(strings.Join(parts, ", "))
}

func original(x *row) any {
	var words []string
	for _, s := range x.r.Attribution {
		words = append(words, s.Text)
	}
	return export.OrNA(strings.Join(words, " > "))
}

func bound(x *row, of func(*event.Date) string) any {
	if x.r.Date == nil {
		return nil
	}
	return export.OrNA(of(x.r.Date))
}

func year(x *row) any {
	d := x.r.Date
	if d == nil || len(d.Start) < 4 || len(d.End) < 4 || d.Start[:4] != d.End[:4] {
		return nil
	}
	n, err := strconv.Atoi(d.Start[:4])
	if err != nil {
		return nil
	}
	return n
}

func datePrec(x *row) any {
	if x.r.Date == nil {
		return nil
	}
	from, err := time.Parse(time.DateOnly, x.r.Date.Start)
	to, err2 := time.Parse(time.DateOnly, x.r.Date.End)
	switch days := int(to.Sub(from).Hours()/24) + 1; {
	case err != nil || err2 != nil:
		return nil
	case days == 1:
		return 1
	case days <= 6:
		return 2
	case days == 7:
		return 3
	case days <= 31:
		return 4
	}
	return 5
}
