package place

import (
	"errors"
	"strings"
	"testing"

	"dateline/text"
)

const mine = `places:
  - names: [Boston, Camp Wadi Sarr]
    country: GBR
    admin1: England
    lat: 52.97
    lon: -0.02
    radius_km: 4
    geonames: 2655095
`

func TestWithFile(t *testing.T) {
	ours := resolver(t)
	theirs, err := ours.With("my.yaml", []byte(mine))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		r                  *Resolver
		country, name, why string
	}{{theirs, "GBR", "Boston", "your file my.yaml, line 2"}, {ours, "USA", "Boston", ""}} {
		d := text.NewDocument(text.Article{Text: "He spoke in Boston and in Chicago."})
		at := strings.Index(d.Text, "Boston")
		p := c.r.Resolve(d, []text.Span{{Start: at, End: at + len("Boston")}})[0]
		if p.Country != c.country || p.Name != c.name || !strings.Contains(p.Reason, c.why) {
			t.Errorf("%+v, want %+v", p, c)
		}
	}
	d := read(t, "Shells hit Camp Wadi Sarr on Friday.")
	if err := theirs.Process(d); err != nil {
		t.Fatal(err)
	}
	if len(d.Places) != 1 || d.Slice(d.Places[0].Span) != "Camp Wadi Sarr" || d.Places[0].Country != "GBR" || d.Places[0].GeoNames != 2655095 {
		t.Errorf("a name that the gazetteer lacks: %+v", d.Places)
	}
}

func TestOverrideErrors(t *testing.T) {
	for file, want := range map[string]string{
		"places:\n  - country: IRQ\n":                                                "my.yaml:2: a place needs names",
		"places:\n  - names: [X]\n    country: IRQ\n":                                "my.yaml:2: a place needs lat and lon",
		"places:\n  - {names: [X], country: XYZ, lat: 1, lon: 1}\n":                  "my.yaml:2: country \"XYZ\"",
		"places:\n  - {names: [X], country: IRQ, lat: 91, lon: 1}\n":                 "my.yaml:2: lat 91, lon 1 is no point",
		"places:\n  - {names: [X], country: IRQ, lat: 1, lon: 1, admin1: Nowhere}\n": "my.yaml:2: IRQ has no province \"Nowhere\"",
		"places:\n  - {names: [X], country: IRQ, lat: 1, lon: 1, radius_km: -3}\n":   "my.yaml:2: radius_km -3",
		"places:\n  - {names: [حلب], country: SYR, lat: 36, lon: 37}\n":              "my.yaml:2: name \"حلب\" has no Latin letters",
		"places:\n  - {names: [X], country: IRQ, lat: 1, lon: 1, longitude: 3}\n":    "my.yaml:2: key \"longitude\" in line 2",
		"towns: []\n": "no list \"places\"",
		"places: [\n": "my.yaml",
	} {
		_, err := resolver(t).With("my.yaml", []byte(file))
		if err == nil || !strings.Contains(err.Error(), want) || !errors.Is(err, ErrOverrides) {
			t.Errorf("%q: %v, want an error with %q", file, err, want)
		}
	}
	if _, err := resolver(t).WithFile("testdata/none.yaml"); !errors.Is(err, ErrOverrides) {
		t.Error("a file that is not there:", err)
	}
}
