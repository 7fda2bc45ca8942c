package gazetteer

import (
	"bytes"
	"errors"
	"testing"
)

func TestFold(t *testing.T) {
	for in, want := range map[string]string{"Deir ez-Zor": "deir ez zor", "São Paulo": "sao paulo", "N'Djamena": "ndjamena", "St. Louis": "saint louis",
		"U.S.": "us", "Ad Duraykīsh": "ad duraykish", "Москва": "", "Main St": "main st", "  A–B ": "a b", "": "", "Xankǝndi": "xankandi"} {
		if got := Fold(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestLoose(t *testing.T) {
	for _, same := range [][2]string{{"dayr hafir", "deir hafer"}, {"al bab", "el baab"}, {"raqqah", "ar raka"}, {"khan shaykhun", "khan sheikhoun"}, {"hudaydah", "al hudaida"}} {
		if a, b := Loose(same[0]), Loose(same[1]); distance(a, b, 2) > 1 {
			t.Errorf("%v: %q and %q", same, a, b)
		}
	}
	if distance("mosul", "basra", 2) <= 2 {
		t.Error("far names are near")
	}
}

func file(t *testing.T) string {
	t.Helper()
	province := Entry{Name: "Aleppo", Country: "SY", Admin1: -1, Admin2: -1, Lat: 36.2, Lon: 37.2, Feature: "ADM1", RadiusKm: 70, Main: []string{"aleppo"}, Transliterated: true}
	district := Entry{Name: "Manbij District", Country: "SY", Admin1: 0, Admin2: -1, Lat: 36.5, Lon: 37.9, Feature: "ADM2", RadiusKm: 30, Main: []string{"manbij district"}}
	towns := []Entry{{Name: "Aleppo", Country: "SY", Admin1: 0, Admin2: -1, Lat: 36.2, Lon: 37.16, GeoNames: 170063, Feature: "PPLA", People: 1602264,
		Main: []string{"aleppo"}, Alts: []string{"halab"}, Transliterated: true},
		{Name: "Khān Shaykhūn", Country: "SY", Admin1: 0, Admin2: 0, Lat: -35.44, Lon: -36.65, Feature: "PPL", Main: []string{"khan shaykhun"}, Transliterated: true}}
	var b bytes.Buffer
	if err := Write(&b, []Entry{province}, []Entry{district}, towns); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestWriteAndOpen(t *testing.T) {
	g, err := Open(file(t))
	if err != nil {
		t.Fatal(err)
	}
	if m := g.Lookup("aleppo", nil); len(m) != 2 || m[0] != (Match{0, false}) || m[1] != (Match{2, false}) {
		t.Errorf("%v", m)
	}
	if m := g.Lookup("halab", nil); len(m) != 1 || !m[0].Alt {
		t.Errorf("%v", m)
	}
	for _, none := range []string{"", "a", "zzz", "aleppoo"} {
		if m := g.Lookup(none, nil); len(m) > 0 {
			t.Errorf("%q: %v", none, m)
		}
	}
	p := g.Place(3)
	if p.Name != "Khān Shaykhūn" || p.Country != "SYR" || p.Admin1 != 0 || p.Admin2 != 1 || p.Lat != -35.44 || p.Lon != -36.65 {
		t.Errorf("%+v", p)
	}
	if near := g.LookupNear("khan sheikhoun", 1); len(near) != 1 || near[0].Name != "khan shaykhun" {
		t.Errorf("%+v", near)
	}
	if p := g.Place(2); p.People < 1500000 || p.People > 1700000 || p.GeoNames != 170063 {
		t.Errorf("%+v", p)
	}
}

func TestOpenRefuses(t *testing.T) {
	good := file(t)
	for _, bad := range []string{"", "x", magic, good[:len(good)-1], "dateline gazetteer 9\n" + good[len(magic):]} {
		if _, err := Open(bad); !errors.Is(err, ErrFormat) {
			t.Errorf("%.20q: %v", bad, err)
		}
	}
}
