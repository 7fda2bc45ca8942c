package gdelt

import (
	"fmt"
	"strconv"
	"strings"

	"dateline/event"
	"dateline/internal/export"
	"dateline/internal/ground/country"
)

// column is one of the 61.
type column struct {
	export.Column
	value func(*export.Item) string
}

func columns() (out []export.Column) {
	for _, c := range table61 {
		out = append(out, c.Column)
	}
	return out
}

func col(name string, kind export.Kind, meaning, na string, value func(*export.Item) string) column {
	return column{export.Column{Name: name, Type: kind, Meaning: meaning, NA: na}, value}
}

const unsure = "the text gives no day, or not so exactly"

var table61 = build()

func build() (out []column) {
	out = append(out, dayColumns...)
	for n, list := range []func(*event.Report) []event.Actor{func(r *event.Report) []event.Actor { return r.Actor }, func(r *event.Report) []event.Actor { return r.Recipient }} {
		out = append(out, actorColumns(fmt.Sprintf("Actor%d", n+1), list)...)
	}
	out = append(out, actionColumns...)
	out = append(out, emptyGeo("Actor1Geo_")...)
	out = append(out, emptyGeo("Actor2Geo_")...)
	out = append(out, geoColumns...)
	return append(out,
		col("DATEADDED", export.Integer, "the article's day of publication and 000000", "unknown", func(i *export.Item) string {
			day := strings.ReplaceAll(event.Text(i.Report.Document.Published), "-", "")
			if day == "" {
				return ""
			}
			return day + "000000"
		}),
		col("SOURCEURL", export.Text, "where it was published; else the article's id", "of an event", func(i *export.Item) string {
			if url := event.Text(i.Report.Document.URL); url != "" {
				return url
			}
			return i.Report.Document.ID
		}))
}

var dayColumns = []column{
	col("GLOBALEVENTID", export.Integer, "the first 52 bits of the report's or event's id", "", func(i *export.Item) string { return strconv.FormatInt(export.Serial(i.Report.ID), 10) }),
	col("SQLDATE", export.Integer, "the day it happened, YYYYMMDD", unsure, func(i *export.Item) string { return sql(&i.Report) }),
	col("MonthYear", export.Integer, "the month, YYYYMM", unsure, func(i *export.Item) string { return common(&i.Report, 7) }),
	col("Year", export.Integer, "the year", unsure, func(i *export.Item) string { return common(&i.Report, 4) }),
	col("FractionDate", export.Number, "the year and its share: (month*30+day)/365", unsure, func(i *export.Item) string { return fraction(&i.Report) }),
}

// actorColumns are the ten of one actor.
func actorColumns(who string, list func(*event.Report) []event.Actor) []column {
	const nobody = "nobody named"
	get := func(value func(party) string) func(*export.Item) string {
		return func(i *export.Item) string { return value(partyOf(list(&i.Report))) }
	}
	none := func(*export.Item) string { return "" }
	return []column{
		col(who+"Code", export.Text, "country, or kind and group, and role one after the other", nobody+", or unknown", get(party.code)),
		col(who+"Name", export.Text, "its name in capitals", nobody, get(func(p party) string { return p.name })),
		col(who+"CountryCode", export.Text, "ISO 3166-1 alpha-3", nobody+", unknown or of no country", get(func(p party) string { return p.country })),
		col(who+"KnownGroupCode", export.Text, "UNO, EEC", "all others", get(func(p party) string { return p.group })),
		col(who+"EthnicCode", export.Text, "not coded", "always", none),
		col(who+"Religion1Code", export.Text, "not coded", "always", none),
		col(who+"Religion2Code", export.Text, "not coded", "always", none),
		col(who+"Type1Code", export.Text, "CAMEO role: JRN is MED, MED is HLH; IGO, NGO, ISM, MNC, IMG", nobody+", or CAMEO has none", get(func(p party) string { return p.role })),
		col(who+"Type2Code", export.Text, "not coded", "always", none),
		col(who+"Type3Code", export.Text, "not coded", "always", none),
	}
}

// lead is GDELT's mark of what stands in an article's lead. Write has told of an article that cannot be read.
func lead(i *export.Item) string {
	switch leads, _ := i.Leads(); {
	case leads == nil:
		return ""
	case *leads:
		return "1"
	}
	return "0"
}

func root(i *export.Item) string { return prefix(event.Text(i.Report.CAMEO), 2) }

var actionColumns = []column{
	col("IsRootEvent", export.Integer, "1 told in the title, the subtitle or the first paragraph, else 0", "of an event: its reports have it", lead),
	col("EventCode", export.Text, "CAMEO code of type and mode", "", func(i *export.Item) string { return event.Text(i.Report.CAMEO) }),
	col("EventBaseCode", export.Text, "its first three digits", "", func(i *export.Item) string { return prefix(event.Text(i.Report.CAMEO), 3) }),
	col("EventRootCode", export.Text, "its first two digits", "", root),
	col("QuadClass", export.Integer, "1 verbal, 2 material cooperation, 3 verbal, 4 material conflict, by root", "", func(i *export.Item) string { return count(quad(root(i))) }),
	col("GoldsteinScale", export.Number, "by root, -10 to 10", "", func(i *export.Item) string { return strconv.FormatFloat(goldstein[root(i)], 'f', -1, 64) }),
	col("NumMentions", export.Integer, "1, or the event's reports", "", func(i *export.Item) string { return count(i.Told.Reports) }),
	col("NumSources", export.Integer, "1, or the event's independent articles", "", func(i *export.Item) string { return count(i.Told.Independent) }),
	col("NumArticles", export.Integer, "1, or the event's articles", "", func(i *export.Item) string { return count(i.Told.Articles) }),
	col("AvgTone", export.Number, "the tone of whole articles by GDELT's own word lists: not measured", "always", func(*export.Item) string { return "" }),
}

var geoNames = [8]string{"Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID"}

// emptyGeo are the columns of where an actor is, which is not coded: where it is from its CountryCode says.
func emptyGeo(who string) (out []column) {
	for _, name := range geoNames {
		out = append(out, col(who+name, export.Text, "where the actor is: not coded", "always", func(*export.Item) string { return "" }))
	}
	return out
}

var geoColumns = buildGeo()

func buildGeo() (out []column) {
	const none = "the text gives no place"
	at := func(value func(*event.Place) string) func(*export.Item) string {
		return func(i *export.Item) string {
			if i.Report.Place == nil {
				return ""
			}
			return value(i.Report.Place)
		}
	}
	for n, c := range []column{
		col("", export.Integer, "1 a country, 2 a state of the USA, 3 a place there, 4 a place elsewhere, 5 a division elsewhere", none+", or how exactly is unknown", at(geoType)),
		col("", export.Text, "place, division, country", none, at(fullName)),
		col("", export.Text, "FIPS 10-4 code of the country", none+", or in no country, or the West Bank or Gaza and it is not said which", at(countryCode)),
		col("", export.Text, "of the USA: US and the state's postal code", none+", or in no state of the USA: FIPS 10-4's codes of divisions are not at hand", at(divisionCode)),
		col("", export.Text, "number of the district in GAUL or GNIS: not at hand", "always", func(*export.Item) string { return "" }),
		col("", export.Number, "degrees, of points only, never of a country's middle", none+", or no point", at(func(p *event.Place) string { return degrees(p, p.Lat) })),
		col("", export.Number, "likewise", none+", or no point", at(func(p *event.Place) string { return degrees(p, p.Lon) })),
		col("", export.Text, "of a country or a state of the USA its code; of places the number in GNS or GNIS, which is not at hand", none+", or no country or state", at(featureID)),
	} {
		c.Name = "ActionGeo_" + geoNames[n]
		out = append(out, c)
	}
	return out
}

func fullName(p *event.Place) string {
	names := []string{event.Text(p.Name)}
	if names[0] == "" {
		names[0] = p.Text
	}
	if division := event.Text(p.Admin1); division != "" && division != names[0] {
		names = append(names, division)
	}
	if c := country.Default().ByCode(event.Text(p.Country)); c != nil && c.Name != names[0] {
		names = append(names, c.Name)
	}
	return strings.Join(names, ", ")
}
