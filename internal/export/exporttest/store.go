package exporttest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"dateline/event"
	"dateline/internal/link"
	"dateline/internal/store"
	"dateline/plover"
	"dateline/text"
)

// Hostile are texts that break careless writers.
var Hostile = []string{"plain", "=HYPERLINK(\"http://x.example\",\"click\")", "+1+1", "-2", "@SUM(A1)", "\ttab first", "a\ttab", "line\nbreak", "CR\rLF\r\nend",
	`a "quote", and a comma; and 'single'`, "'begins with a quote", "nul\x00here", `pipe|and back\slash`, "NA", "null", "مرحبا ☮ 𝔘𝔫𝔦", "<script>alert(1)</script>",
	"\u2028separator", "\ufeffmark", "ends in space ", "\x1b[31mred"}

var coder = event.CoderVersion{Version: "9.9", Model: "test-model", Codebook: "test-book"}

// Store makes a store of reports that stand for what articles can hold: one article each, a few of one happening. It is linked; one
// report is accepted, one corrected, one rejected.
func Store(t testing.TB) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "export.db"), store.ReadWrite)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	run, err := s.Begin(t.Context(), coder)
	if err != nil {
		t.Fatal(err)
	}
	var entries []store.Entry
	for i := range 96 {
		entries = append(entries, entry(i))
	}
	if _, err := s.Put(t.Context(), run, entries...); err != nil {
		t.Fatal(err)
	}
	decide(t, s, entries)
	if _, err := link.New(s).Link(t.Context(), link.Options{}); err != nil {
		t.Fatal(err)
	}
	return s
}

// decide accepts the first report, corrects the second and rejects the third.
func decide(t testing.TB, s *store.Store, entries []store.Entry) {
	t.Helper()
	corrected := entries[1].Reports[0]
	corrected.Event, corrected.Mode = "COERCE", []string{"seize"}
	for i, d := range []store.Review{{Decision: store.Accept}, {Decision: store.Correct, Corrected: &corrected}, {Decision: store.Reject}} {
		d.Report, d.Reviewer = entries[i].Reports[0].ID, "a reader"
		if _, err := s.Decide(t.Context(), d); err != nil {
			t.Fatal(err)
		}
	}
}

func entry(i int) store.Entry {
	hostile := Hostile[i%len(Hostile)]
	body := fmt.Sprintf("Article %d %s\nThe army shelled the town, %s said.\n", i, hostile, hostile)
	sum := sha256.Sum256([]byte(body))
	a := text.Article{ID: fmt.Sprintf("a%02d", i), Title: hostile, Source: "The " + hostile, Published: fmt.Sprintf("2024-03-%02d", i%28+1), URL: "https://news.example/" + fmt.Sprint(i),
		Text: body, SHA256: hex.EncodeToString(sum[:])}
	if i%7 == 6 { // as little as an article can say of itself
		a.Source, a.Published, a.URL, a.Title = "", "", "", ""
	}
	return store.Entry{Path: a.ID, Format: "text", Raw: []byte(body), Article: a, Reports: []event.Report{report(&a, i, hostile)}}
}

func report(a *text.Article, i int, hostile string) event.Report {
	at := func(words string) text.Span {
		n := utf8.RuneCountInString(a.Text[:strings.Index(a.Text, words)])
		return text.Span{Start: n, End: n + utf8.RuneCountInString(words)}
	}
	kind := plover.Standard().Types[(i*5)%len(plover.Types)]
	if i%3 == 0 { // violence is what most formats are of
		kind, _ = plover.Standard().Type("ASSAULT")
	}
	trigger := at("shelled")
	r := event.Report{ID: event.NewID(a.SHA256, trigger, kind.Name), Event: kind.Name, Mode: modes(kind, i), Context: []string{"military"}, Quad: kind.Quad, Score: kind.Score,
		Status: event.Actual, Historical: i%11 == 10, Confidence: 0.75, Coder: coder,
		Document: event.Document{ID: a.ID, URL: event.Null(a.URL), Title: event.Null(a.Title), Source: event.Null(a.Source), Published: event.Null(a.Published), SHA256: a.SHA256},
		Evidence: event.Evidence{Trigger: event.Trigger{Span: trigger, Text: "shelled"}, Sentence: at("The army shelled")}, Attribution: []event.Source{}, Actor: []event.Actor{}, Recipient: []event.Actor{},
		Counts: []event.Count{}, Reason: event.Reason{Type: "«shelled»", Status: "«will offer» governs it"}}
	r.CAMEO = event.Null(kind.Code(r.Mode))
	if i%3 > 0 || i%5 == 4 {
		r.Status = event.Statuses[i%6]
	}
	who(&r, i, hostile, at)
	r.Place, r.Date, r.Counts = place(i, at("town")), date(i, at("Article")), counts(i, at("army"))
	return r
}

func modes(kind plover.Type, i int) []string {
	out := []string{}
	for k := range i % 3 {
		if n := i + k; k < len(kind.Modes) {
			out = append(out, kind.Modes[n%len(kind.Modes)].Name)
		}
	}
	return out
}

// who gives a report its parties: nobody, one, several, unknown ones.
func who(r *event.Report, i int, hostile string, at func(string) text.Span) {
	all := []event.Actor{{Text: "army", Name: event.Null("Army of Syria"), Code: event.Null("SYR"), Sector: event.Null("MIL"), Wikidata: event.Null("Q1"), Span: at("army")},
		{Text: hostile, Span: at("army")}, {Text: "rebels", Code: event.Null("IMG"), Span: at("army")}, {Text: "town", Code: event.Null("SYR"), Sector: event.Null("CVL"), Span: at("town")},
		{Text: "UN", Name: event.Null("United Nations"), Code: event.Null("UNO"), Span: at("army")}}
	r.Actor = append(r.Actor, all[:i%4]...)
	r.Recipient = append(r.Recipient, all[len(all)-i/4%3:]...)
	for n := range i % 3 {
		r.Attribution = append(r.Attribution, event.Source{Text: hostile, Code: event.Null([]string{"SYR", ""}[n]), Cue: event.Null("said"), Span: at("said")})
	}
}

func place(i int, span text.Span) *event.Place {
	precision := []string{"", "exact", "near", "admin2", "admin1", "country", "unknown"}[i%7]
	lat, lon, id := 34.53, -69.17, 1138958
	p := &event.Place{Text: "town", Name: event.Null("Kabul"), Country: event.Null("AFG"), Admin1: event.Null("Kabul"), Lat: &lat, Lon: &lon, GeoNames: &id, Precision: precision, Span: span}
	switch precision {
	case "":
		return nil
	case "unknown":
		return &event.Place{Text: "town", Precision: precision, Span: span}
	}
	return p
}

func date(i int, span text.Span) *event.Date {
	ends := [][2]string{{"2024-02-29", "2024-02-29"}, {"2024-02-26", "2024-03-03"}, {"2024-02-01", "2024-02-29"}, {"2023-01-01", "2023-12-31"}, {"2023-11-01", "2024-02-01"}}
	if i%6 == 5 {
		return nil
	}
	return &event.Date{Text: "Article", Start: ends[i%6][0], End: ends[i%6][1], Precision: []string{"day", "week", "month", "year", "range"}[i%6], Span: span}
}

// counts goes from none through zero and both kinds of open bounds.
func counts(i int, span text.Span) []event.Count {
	n := func(n int) *int { return &n }
	killed := func(low, high *int) event.Count {
		return event.Count{What: "killed", Who: event.Null("civilians"), Low: low, High: high, Text: "army", Span: span}
	}
	switch i % 8 {
	case 1:
		return []event.Count{killed(n(0), n(0))}
	case 2:
		return []event.Count{killed(n(5), n(5)), {What: "protesters", Low: n(300), Text: "army", Span: span}}
	case 3:
		return []event.Count{killed(n(30), nil), killed(n(2), n(3))}
	case 4:
		return []event.Count{killed(nil, n(9))}
	case 6:
		return []event.Count{killed(n(3), n(5)), {What: "injured", Low: n(7), High: n(7), Text: "army", Span: span}}
	}
	return []event.Count{}
}
