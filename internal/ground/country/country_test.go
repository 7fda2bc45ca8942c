package country

import (
	"strings"
	"testing"
)

func TestLookup(t *testing.T) {
	for _, c := range []struct {
		name, iso3 string
		use        Use
	}{
		{"Iraq", "IRQ", Name}, {"Iraqi", "IRQ", Adjective}, {"Iraqis", "IRQ", Plural}, {"Baghdad", "IRQ", Capital},
		{"Spaniard", "ESP", Noun}, {"Spaniards", "ESP", Plural}, {"Frenchmen", "FRA", Plural}, {"Japanese", "JPN", Adjective},
		{"Kremlin", "RUS", Seat}, {"Côte d’Ivoire", "CIV", Name}, {"Cote d'Ivoire", "CIV", Name}, {"Gaza", "PSE", Part},
		{"Türkiye", "TUR", Name}, {"Georgia", "GEO", Name}, {"Burma", "MMR", Name}, {"U.S.", "USA", Name}, {"Congolese", "COD", Adjective},
	} {
		ms := Default().Lookup(c.name)
		if len(ms) == 0 || ms[0].Country.ISO3 != c.iso3 || ms[0].Use != c.use {
			t.Errorf("%s: %v, want %s as %d", c.name, ms, c.iso3, c.use)
		}
	}
	for _, none := range []string{"us", "turkey", "", "Atlantis"} {
		if ms := Default().Lookup(none); len(ms) > 0 {
			t.Errorf("%q: %s", none, ms[0].Country.Name)
		}
	}
	if !Default().Lookup("Georgia")[0].Doubtful || Default().Lookup("Iraq")[0].Doubtful {
		t.Error("Georgia is also a state of the USA, Iraq is only Iraq")
	}
}

func TestByKind(t *testing.T) {
	d := Default()
	if c := d.ByCode("XKX"); c == nil || c.Name != "Kosovo" || d.ByCode("XK") != c {
		t.Error("Kosovo is not found by its codes")
	}
	if d.ByName("Iraqi") != nil || d.ByDemonym("Iraq") != nil || d.ByCapital("Iraq") != nil {
		t.Error("a name of one kind is found as another")
	}
}

func TestParseNamesTheLine(t *testing.T) {
	for bad, want := range map[string]string{
		"# head\nIRQ IQ | Iraq": "countries.txt:2:", "IRQ | Iraq | | | ": "codes", "IRQ IQ | | | | ": "no name",
		"IRQ IQ | Iraq | | |\nIRN IQ | Iran | | |": "IQ stands twice",
	} {
		if _, err := Parse(bad); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want an error with %q", bad, err, want)
		}
	}
}

// A name that stands for two countries must be one that we know of.
func TestDoubleNames(t *testing.T) {
	known := map[string]bool{"Congolese": true, "Dominican": true, "Dominicans": true, "Abu Dhabi": true, "Kingston": true}
	for name, ms := range Default().Names {
		for _, m := range ms[1:] {
			if m.Country != ms[0].Country && !known[name] {
				t.Errorf("%q stands for %s and for %s", name, ms[0].Country.Name, m.Country.Name)
			}
		}
	}
	if n := len(Default().All()); n != 250 {
		t.Errorf("%d countries, want ISO 3166-1's 249 and Kosovo", n)
	}
}

func BenchmarkParse(b *testing.B) {
	for b.Loop() {
		if _, err := Parse(data); err != nil {
			b.Fatal(err)
		}
	}
}

func TestWikidata(t *testing.T) {
	n := 0
	for _, c := range Default().All() {
		if c.Wikidata != "" {
			n++
		}
	}
	if usa := Default().ByCode("USA"); n != 238 || usa.Wikidata != "Q30" {
		t.Errorf("%d countries have an id, want 238; USA %s", n, usa.Wikidata)
	}
	for _, bad := range []string{"XYZ Q1", "USA 30", "USA Q30\nUSA Q31"} {
		table, err := Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		if err := table.identify(bad); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
}
