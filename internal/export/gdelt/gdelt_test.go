package gdelt_test

import (
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"dateline/event"
	"dateline/internal/export"
	. "dateline/internal/export/exporttest"
	"dateline/internal/export/gdelt"
	"dateline/internal/ground/country"
	"dateline/text"
)

func one(t *testing.T, i *export.Item) map[string]string {
	t.Helper()
	data, loss := File(t, &gdelt.Format, i)
	cells := strings.Split(strings.TrimSuffix(string(data), "\n"), "\t")
	if len(cells) != len(gdelt.Format.Columns) {
		t.Fatalf("%d cells in %q: %v", len(cells), data, loss.Counts())
	}
	out := map[string]string{}
	for n, c := range gdelt.Format.Columns {
		out[c.Name] = cells[n]
	}
	return out
}

func expect(t *testing.T, got, want map[string]string) {
	t.Helper()
	for column, w := range want {
		if got[column] != w {
			t.Errorf("%s is %q, not %q", column, got[column], w)
		}
	}
}

// TestColumnsStandInGDELTsOrder: there is no header, so only the order says what a cell is.
func TestColumnsStandInGDELTsOrder(t *testing.T) {
	var names []string
	for _, c := range gdelt.Format.Columns {
		names = append(names, c.Name)
	}
	actor := func(n string) string {
		return strings.ReplaceAll("Actor#Code Actor#Name Actor#CountryCode Actor#KnownGroupCode Actor#EthnicCode Actor#Religion1Code Actor#Religion2Code Actor#Type1Code Actor#Type2Code Actor#Type3Code", "#", n)
	}
	geo := func(who string) string {
		return strings.ReplaceAll("#_Type #_FullName #_CountryCode #_ADM1Code #_ADM2Code #_Lat #_Long #_FeatureID", "#", who)
	}
	want := strings.Join([]string{"GLOBALEVENTID SQLDATE MonthYear Year FractionDate", actor("1"), actor("2"),
		"IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions NumSources NumArticles AvgTone",
		geo("Actor1Geo"), geo("Actor2Geo"), geo("ActionGeo"), "DATEADDED SOURCEURL"}, " ")
	if got := strings.Join(names, " "); got != want || len(names) != 61 {
		t.Errorf("the %d columns are\n%s\nnot\n%s", len(names), got, want)
	}
}

func TestValues(t *testing.T) {
	published := func(r *event.Report) {
		r.Document.Published, r.Document.URL = event.Null("2024-03-02"), event.Null("https://news.example/1")
	}
	got := one(t, Item("ASSAULT", Modes("aerial"), By([3]string{"Army of Syria", "SYR", "MIL"}, [3]string{"Russia", "RUS", "MIL"}), To([3]string{"reporters", "FRA", "JRN"}),
		On("2024-02-29", "2024-02-29"), At("exact", "SYR", 36.2, 37.16), published))
	expect(t, got, map[string]string{"GLOBALEVENTID": "20015998343868", "SQLDATE": "20240229", "MonthYear": "202402", "Year": "2024", "FractionDate": "2024.2438", "Actor1Code": "SYRMIL",
		"Actor1Name": "ARMY OF SYRIA", "Actor1CountryCode": "SYR", "Actor1Type1Code": "MIL", "Actor2Code": "FRAMED", "Actor2Type1Code": "MED", "EventCode": "195", "EventBaseCode": "195",
		"EventRootCode": "19", "QuadClass": "4", "GoldsteinScale": "-10", "NumMentions": "1", "ActionGeo_Type": "4", "ActionGeo_FullName": "Town, Syria", "ActionGeo_CountryCode": "SY", "ActionGeo_FeatureID": "", "IsRootEvent": "",
		"ActionGeo_Lat": "36.2", "ActionGeo_Long": "37.16", "DATEADDED": "20240302000000", "SOURCEURL": "https://news.example/1"})
	got = one(t, Item("CONSULT", By([3]string{"United Nations", "UNO", ""}), On("2024-02-01", "2024-02-29"), At("country", "USA", 39, -98)))
	expect(t, got, map[string]string{"SQLDATE": "", "MonthYear": "202402", "Year": "2024", "FractionDate": "", "Actor1Code": "IGOUNO", "Actor1KnownGroupCode": "UNO", "Actor1Type1Code": "IGO",
		"Actor1CountryCode": "", "EventRootCode": "04", "QuadClass": "1", "GoldsteinScale": "1", "ActionGeo_Type": "1", "ActionGeo_CountryCode": "US", "ActionGeo_FeatureID": "US", "ActionGeo_Lat": "", "DATEADDED": "", "SOURCEURL": "a1"})
}

func TestHostileTextKeepsTheTable(t *testing.T) {
	for _, hostile := range Hostile {
		got := one(t, Item("ACCUSE", By([3]string{hostile, "", ""})))
		if name := got["Actor1Name"]; strings.ContainsAny(name, "\t\n\r\x00") || name == "" {
			t.Errorf("%q is written as %q", hostile, name)
		}
	}
}

func TestOnlyDeeds(t *testing.T) {
	var items []*export.Item
	for _, s := range event.Statuses {
		items = append(items, Item("AID", Is(s)))
	}
	data, loss := File(t, &gdelt.Format, items...)
	if n := strings.Count(string(data), "\n"); n != 1 || loss.Left() != 5 {
		t.Errorf("%d rows and %d counted as left out; want 1 and 5", n, loss.Left())
	}
}

// TestPlaceCodes: FIPS 10-4 is not ISO 3166, has the West Bank and Gaza apart, and of divisions only the states of the USA are known.
func TestPlaceCodes(t *testing.T) {
	division := func(name string) func(*event.Report) {
		return func(r *event.Report) { r.Place.Admin1 = event.Null(name) }
	}
	for _, c := range []struct{ precision, country, division, fips, adm1, feature string }{
		{"country", "DEU", "", "GM", "", "GM"}, {"country", "AUS", "", "AS", "", "AS"}, {"country", "PSE", "", "", "", ""},
		{"exact", "PSE", "Gaza Strip", "GZ", "", ""}, {"admin1", "PSE", "West Bank", "WE", "", ""}, {"exact", "USA", "Texas", "US", "USTX", ""},
		{"admin1", "USA", "Texas", "US", "USTX", "USTX"}, {"admin1", "GEO", "Georgia", "GG", "", ""}, {"exact", "", "", "", "", ""}, {"exact", "ALA", "", "", "", ""},
	} {
		got := one(t, Item("AID", At(c.precision, c.country, 1, 2), division(c.division)))
		expect(t, got, map[string]string{"ActionGeo_CountryCode": c.fips, "ActionGeo_ADM1Code": c.adm1, "ActionGeo_FeatureID": c.feature, "ActionGeo_ADM2Code": ""})
	}
	for _, c := range country.Default().All() {
		got := one(t, Item("AID", At("country", c.ISO3, 1, 2)))["ActionGeo_CountryCode"]
		if known := !slices.Contains([]string{"ALA", "BES", "PSE", "UMI"}, c.ISO3); len(got) != 2 && known || got != "" && !known {
			t.Errorf("%s has the FIPS code %q", c.ISO3, got)
		}
	}
}

// TestRootEvents: an event told in the title, the subtitle or the first paragraph is one, another is none, and an article that is gone is no row.
func TestRootEvents(t *testing.T) {
	a := &text.Article{Title: "Shells fall é", Subtitle: "Two dead", Byline: "By Ann", Text: "Shells fall é\nTwo dead\n\nBy Ann\nThe army shelled Old Haven.\nRebels fled."}
	for word, want := range map[string]string{"Shells": "1", "Two": "1", "shelled": "1", "fled": "0"} {
		i := Item("ASSAULT", func(r *event.Report) {
			start := utf8.RuneCountInString(a.Text[:strings.Index(a.Text, word)])
			r.Evidence.Trigger.Span = text.Span{Start: start, End: start + len(word)}
		})
		i.Article = func() (*text.Article, error) { return a, nil }
		expect(t, one(t, i), map[string]string{"IsRootEvent": want})
	}
	i := Item("ASSAULT")
	i.Article = func() (*text.Article, error) { return nil, errors.New("gone") }
	w, _ := gdelt.Format.Reports(io.Discard, export.NewLoss())
	if err := w.Write(i); err == nil {
		t.Error("an article that cannot be read is passed over in silence")
	}
}
