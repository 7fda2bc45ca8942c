package place

import (
	"runtime"
	"strings"
	"testing"
	"time"

	"dateline/internal/ground/country"
	"dateline/internal/ground/place/gazetteer"
	"dateline/internal/nlp/token"
	"dateline/text"
)

func resolver(t testing.TB) *Resolver {
	t.Helper()
	r, err := New()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// read gives an article the layers that capitals alone give, and its places.
func read(t testing.TB, body string) *text.Document {
	t.Helper()
	d := text.NewDocument(text.Article{Text: body})
	if err := token.New().Process(d); err != nil {
		t.Fatal(err)
	}
	if err := resolver(t).Process(d); err != nil {
		t.Fatal(err)
	}
	return d
}

func TestProcess(t *testing.T) {
	for _, c := range []struct{ body, phrase, country, admin1, precision string }{
		{"Clashes broke out in Deir ez-Zor on Monday.", "Deir ez-Zor", "SYR", "Deir ez-Zor", "exact"},
		{"Clashes broke out in Deir Ezzor on Monday.", "Deir Ezzor", "SYR", "Deir ez-Zor", "exact"},
		{"Soldiers entered Arsal, a town in Lebanon.", "Arsal", "LBN", "", "exact"},
		{"The army moved on Hawija in Iraq.", "Hawija", "IRQ", "", "exact"},
		{"Rebels shelled al-Bab in Syria, near Aleppo.", "al-Bab", "SYR", "Aleppo", "exact"},
		{"He was arrested in Paris, Texas, on Sunday.", "Paris", "USA", "Texas", "exact"},
		{"Protesters marched in Paris and Lyon.", "Paris", "FRA", "", "exact"},
		{"Shelling hit Tripoli in Lebanon.", "Tripoli", "LBN", "", "exact"},
		{"Militias fought in Tripoli, Libya.", "Tripoli", "LBY", "", "exact"},
		{"Dozens fled Homs province in Syria.", "Homs", "SYR", "Homs", "admin1"},
		{"Troops landed in Georgia, and Russia protested in Tbilisi.", "Georgia", "GEO", "", "country"},
		{"The governor of Georgia spoke in Atlanta and Savannah.", "Georgia", "USA", "Georgia", "admin1"},
		{"Fighting spread in northern Syria.", "Syria", "SYR", "", "country"},
		{"Aid reached the Bekaa Valley in Lebanon.", "Bekaa Valley", "LBN", "", "admin1"},
		{"A camp in Darfur was attacked.", "Darfur", "SDN", "", "country"},
		{"Ships crossed the Mediterranean.", "Mediterranean", "", "", "country"},
	} {
		d := read(t, c.body)
		var got *text.Place
		for i := range d.Places {
			if d.Slice(d.Places[i].Span) == c.phrase {
				got = &d.Places[i]
			}
		}
		if got == nil {
			t.Errorf("%s: %s is not found: %v", c.body, c.phrase, d.Places)
			continue
		}
		if got.Country != c.country || c.admin1 != "" && got.Admin1 != c.admin1 || got.Precision != c.precision || got.Reason == "" {
			t.Errorf("%s: %s is %+v", c.body, c.phrase, *got)
		}
	}
}

func TestPersonsAreNoPlaces(t *testing.T) {
	d := text.NewDocument(text.Article{Text: "Paris Hilton met Mr. Houston."})
	if err := token.New().Process(d); err != nil {
		t.Fatal(err)
	}
	s := &d.Sentences[0]
	s.Entities = []text.Entity{{Span: text.Span{Start: 0, End: 12}, Label: "PER", First: 0, Last: 1}, {Span: s.Tokens[4].Span, Label: "PER", First: 4, Last: 4}}
	if err := resolver(t).Process(d); err != nil {
		t.Fatal(err)
	}
	if len(d.Places) > 0 {
		t.Errorf("%+v", d.Places)
	}
}

func TestDescribed(t *testing.T) {
	for _, c := range []struct{ body, phrase, feature, country, precision string }{
		{"They met on the Lebanon-Syria border on Monday.", "the Lebanon-Syria border", "BORDER", "", "near"},
		{"They met on the border between Turkey and Syria on Monday.", "the border between Turkey and Syria", "BORDER", "", "near"},
		{"Troops stood on the Syrian border.", "the Syrian border", "BORDER", "", "country"},
		{"The village lies 30 kilometres north of Mosul in Iraq.", "30 kilometres north of Mosul", "AREA", "IRQ", "near"},
		{"They cut the highway between Damascus and Homs in Syria.", "the highway between Damascus and Homs", "LINE", "SYR", "near"},
	} {
		d := read(t, c.body)
		found := false
		for _, p := range d.Places {
			if d.Slice(p.Span) == c.phrase {
				found = true
				if p.Feature != c.feature || p.Country != c.country || p.Precision != c.precision || p.RadiusKm <= 0 {
					t.Errorf("%s: %+v", c.body, p)
				}
			}
		}
		if !found {
			t.Errorf("%s: %s is not found: %+v", c.body, c.phrase, d.Places)
		}
	}
}

func TestResolveSpellings(t *testing.T) {
	for name, iso3 := range map[string]string{"Dayr az Zawr": "SYR", "Tanf": "SYR", "Ghouta": "SYR", "Hodeidah": "YEM", "Donbas": "UKR", "Debaltseve": "UKR",
		"Kidal": "MLI", "Raqqa": "SYR", "Fallujah": "IRQ", "Anbar": "IRQ", "Helmand": "AFG", "Gaza Strip": "PSE", "West Bank": "PSE", "Crimea": "UKR",
		"Kafr Nabil": "SYR", "Nuqta": "", "the Kurdistan Region": "IRQ", "Syrian": "SYR", "U.S.": "USA", "W. Va.": "USA"} {
		d := text.NewDocument(text.Article{Text: name})
		p := resolver(t).Resolve(d, []text.Span{{Start: 0, End: len(name)}})[0]
		if p.Country != iso3 {
			t.Errorf("%s: %q, want %q: %+v", name, p.Country, iso3, p)
		}
	}
}

func TestPublisherHome(t *testing.T) {
	d := text.NewDocument(text.Article{Text: "A man was held in Paris.", Source: "theparisnews.com"})
	if p := resolver(t).Resolve(d, []text.Span{{Start: 18, End: 23}})[0]; p.Country != "USA" {
		t.Errorf("%+v", p)
	}
}

func TestAtAndFocus(t *testing.T) {
	d := read(t, "Rebels took Aleppo in Syria. Syrian troops left Beirut.")
	p := resolver(t).At(d, 0, 2)
	if p == nil || p.Name != "Aleppo" || resolver(t).At(d, 0, 0) != nil || resolver(t).At(d, 9, 0) != nil {
		t.Errorf("%+v", p)
	}
	if f := Focus(d); len(f) != 2 || f[0].Country != "SYR" || f[1].Country != "LBN" {
		t.Errorf("%+v", f)
	}
}

// The lists parse, and each country's point lies near a town of the country.
func TestLists(t *testing.T) {
	r := resolver(t)
	if n := len(r.lists.entries); n < 1000 {
		t.Errorf("%d entries", n)
	}
	near := map[string]float64{}
	for id := range r.lists.gaz.Len() {
		p := r.lists.get(gazetteer.ID(id))
		if e := r.lists.entries[int(r.lists.countries[p.Country])-r.lists.gaz.Len()]; p.Country != "" {
			km := Distance(e.Lat, e.Lon, p.Lat, p.Lon)
			if have, ok := near[p.Country]; !ok || km < have {
				near[p.Country] = km
			}
		}
	}
	for _, c := range country.Default().All() {
		if km, ok := near[c.ISO3]; ok && km > 900 && c.ISO3 != "ATA" || r.lists.countries[c.ISO3] == 0 {
			t.Errorf("%s: the point is %.0f km from any of its towns", c.Name, km)
		}
	}
}

func TestListErrorsNameTheLine(t *testing.T) {
	l := resolver(t).lists
	for _, bad := range []string{"X | PPL | SYR", "X | PPL | ZZZ | 1 2 | 3", "X | PPL | SYR/Nowhere | 1 2 | 3", "X | PPL | SYR | 95 2 | 3", "X | PPL | SYR | |", "X | = Nowhere at All, SYR"} {
		err := eachLine("my.txt", "# head\n"+bad, l.line)
		if err == nil || !strings.Contains(err.Error(), "my.txt:2:") {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func FuzzProcess(f *testing.F) {
	for _, s := range []string{"", "In Deir ez-Zor, 30 km north of Mosul.", "the -–/ border", "PARIS, Texas (AP) —", "\u00a0İstanbul’s\xff", "St. St. 5 km of Ü"} {
		f.Add(s)
	}
	r, cut := resolver(f), token.New()
	f.Fuzz(func(t *testing.T, s string) {
		d := text.NewDocument(text.Article{Text: s, Source: s})
		if err := cut.Process(d); err != nil {
			t.Skip()
		}
		if err := r.Process(d); err != nil {
			t.Fatal(err)
		}
		for _, p := range d.Places {
			if p.Start < 0 || p.End > len(d.Runes) || p.Start >= p.End || p.Lat < -90 || p.Lat > 90 || p.Lon < -180 || p.Lon > 180 {
				t.Fatalf("%q: %+v", s, p)
			}
		}
	})
}

const sample = `BEIRUT, Lebanon (AP) - Hundreds of fighters left Arsal on Monday for Deir el-Zour in eastern Syria, 30 kilometres from the Iraqi
border. The convoy passed through Qalamoun, Homs and Palmyra, the Syrian army said. The United States and Iraq objected. In Baghdad, the prime minister
said that Mosul, Tal Afar and Hawija had been freed and that the road from Raqqa to Albu Kamal was cut.`

func BenchmarkProcess(b *testing.B) {
	r := resolver(b)
	d := text.NewDocument(text.Article{Text: sample})
	if err := token.New().Process(d); err != nil {
		b.Fatal(err)
	}
	places := 0
	b.ReportAllocs()
	for b.Loop() {
		_ = r.Process(d)
		places += len(d.Places)
	}
	b.ReportMetric(float64(places)/b.Elapsed().Seconds(), "places/s")
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "articles/s")
}

// BenchmarkOpen prints what opening costs in time and in memory that is kept.
func BenchmarkOpen(b *testing.B) {
	country.Default()
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	start := time.Now()
	r, err := open()
	if err != nil {
		b.Fatal(err)
	}
	took := time.Since(start)
	runtime.GC()
	runtime.ReadMemStats(&after)
	for b.Loop() {
		if r, err = open(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(took.Microseconds())/1000, "ms-first")
	b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/1e6, "MB-kept")
	b.ReportMetric(float64(len(gazetteerFile))/1e6, "MB-file")
	runtime.KeepAlive(r)
}

// TestManyNames: twice as long a list of names allocates no more than in proportion to its square.
func TestManyNames(t *testing.T) {
	r := resolver(t)
	allocated := func(names int) uint64 {
		var b strings.Builder
		for n := range names {
			b.WriteString("In " + r.lists.gaz.Place(gazetteer.ID(30000+n*61)).Name + ", ")
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		d := read(t, b.String())
		runtime.ReadMemStats(&after)
		if len(d.Places) < names/2 {
			t.Errorf("%d places of %d names", len(d.Places), names)
		}
		return after.TotalAlloc - before.TotalAlloc
	}
	allocated(10) // what is made once
	if once, twice := allocated(1500), allocated(3000); twice > 5*once {
		t.Errorf("%d bytes for 1500 names, %d for 3000", once, twice)
	}
}
