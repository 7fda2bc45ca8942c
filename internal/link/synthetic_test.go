package link

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"dateline/event"
	"dateline/internal/store"
	"dateline/text"
)

// world makes articles as news has them: each day some new happenings, each told by a few articles, of that day or the next ones, mostly
// in part and in other words. It is the same for the same seed.
type world struct {
	r      *rand.Rand
	day    int
	serial int
	open   []happening       // what is still told of
	truth  map[string]string // report to happening
}

// happening is what the articles tell of.
type happening struct {
	number            int
	kind, verb, place string
	country, admin    string
	actor, recipient  who
	day, killed       int
	lat, lon          float64
	words             []string
	left              int
}

type who struct{ name, code, sector string }

var (
	reportKinds = []string{"ASSAULT", "COERCE", "PROTEST", "CONSULT", "AGREE", "ACCUSE", "REQUEST", "AID", "REJECT", "MOBILIZE"}
	verbs       = map[string][]string{"ASSAULT": {"attacked", "bombed", "shelled", "killed", "struck"}, "PROTEST": {"marched", "protested", "rallied"}}
	countries   = []string{"SYR", "IRQ", "UKR", "YEM", "SDN", "MLI", "NGA", "MMR", "AFG", "COL", "ETH", "SOM", "LBY", "COD", "HTI", "PAK"}
	sectors     = []string{"MIL", "REB", "GOV", "CVL", "COP", "OPP", "NGO", "MED"}
)

func newWorld(seed uint64) *world {
	return &world{r: rand.New(rand.NewPCG(seed, 7)), day: 17000, truth: map[string]string{}}
}

// coinage is the n-th of many words that are no English words.
func coinage(n int) string {
	const consonants, vowels = "bdfgklmnprstvz", "aeiou"
	var b strings.Builder
	for range 3 {
		b.WriteByte(consonants[n%len(consonants)])
		n /= len(consonants)
		b.WriteByte(vowels[n%len(vowels)])
		n /= len(vowels)
	}
	return b.String()
}

func (w *world) person(country string) who {
	return who{coinage(w.r.IntN(40_000)), country, sectors[w.r.IntN(len(sectors))]}
}

func (w *world) happen() happening {
	w.serial++
	country := countries[w.r.IntN(len(countries))]
	h := happening{number: w.serial, kind: reportKinds[w.r.IntN(len(reportKinds))], country: country, day: w.day, killed: w.r.IntN(40),
		place: coinage(50_000 + w.r.IntN(3000)), admin: country + coinage(w.r.IntN(12)), lat: w.r.Float64()*60 - 20, lon: w.r.Float64() * 100,
		actor: w.person(country), recipient: w.person(countries[w.r.IntN(len(countries))])}
	h.verb = "met"
	if list := verbs[h.kind]; list != nil {
		h.verb = list[w.r.IntN(len(list))]
	}
	for range 14 {
		h.words = append(h.words, coinage(w.r.IntN(20_000)))
	}
	for h.left = 1; w.r.IntN(5) < 3 && h.left < 40; { // told once by two in five, by many seldom
		h.left++
	}
	return h
}

// article tells of three to nine happenings, the newest mostly.
func (w *world) article() store.Entry {
	for len(w.open) < 60 {
		w.open = append(w.open, w.happen())
	}
	if w.r.IntN(12) == 0 {
		w.day++
	}
	w.serial++
	a := text.Article{ID: fmt.Sprintf("a%d", w.serial), Title: "Report", Source: fmt.Sprint("paper ", w.r.IntN(60)), Published: dayName(w.day)}
	e := store.Entry{Path: a.ID, Format: "text"}
	var body strings.Builder
	var told []string
	for range 3 + w.r.IntN(7) {
		i := w.r.IntN(len(w.open))
		told = append(told, fmt.Sprint(w.open[i].number))
		e.Reports = append(e.Reports, w.tell(&w.open[i], &body))
		if w.open[i].left--; w.open[i].left <= 0 {
			w.open[i] = w.happen()
		}
	}
	a.Text = body.String()
	e.Raw = []byte(a.ID + a.Text)
	sum := sha256.Sum256(e.Raw)
	a.SHA256 = hex.EncodeToString(sum[:])
	for i := range e.Reports {
		r := &e.Reports[i]
		r.Document = event.Document{ID: a.ID, Source: event.Null(a.Source), Published: event.Null(a.Published), SHA256: a.SHA256}
		r.ID = event.NewID(a.SHA256, r.Evidence.Trigger.Span, r.Event)
		w.truth[r.ID] = told[i]
	}
	e.Article = a
	return e
}

// tell writes a sentence of a happening and makes its report, with what this article leaves out left out.
func (w *world) tell(h *happening, body *strings.Builder) event.Report {
	start := len([]rune(body.String()))
	r := event.Report{Event: h.kind, Mode: []string{}, Context: []string{}, Status: event.Actual, Attribution: []event.Source{}, Counts: []event.Count{},
		Confidence: 0.8, Coder: event.CoderVersion{Version: "synthetic"}}
	body.WriteString(h.actor.name + " ")
	at := start + len(h.actor.name) + 1
	body.WriteString(h.verb + " " + h.recipient.name + " in " + h.place)
	for _, word := range h.words {
		if w.r.IntN(3) > 0 {
			word = coinage(w.r.IntN(20_000))
		}
		body.WriteString(" " + word)
	}
	body.WriteString(".\n")
	r.Evidence = event.Evidence{Trigger: event.Trigger{Span: text.Span{Start: at, End: at + len(h.verb)}, Text: h.verb},
		Sentence: text.Span{Start: start, End: len([]rune(body.String())) - 1}}
	if w.r.IntN(5) > 0 {
		r.Actor = []event.Actor{h.actor.actor()}
	}
	if w.r.IntN(4) > 0 {
		r.Recipient = []event.Actor{h.recipient.actor()}
	}
	if w.r.IntN(3) > 0 {
		r.Place = &event.Place{Text: h.place, Name: &h.place, Country: &h.country, Admin1: &h.admin, Lat: &h.lat, Lon: &h.lon, Precision: "exact"}
	}
	if w.r.IntN(2) > 0 {
		r.Date = &event.Date{Text: "then", Start: dayName(h.day), End: dayName(h.day), Precision: "day"}
	}
	if h.kind == "ASSAULT" && w.r.IntN(2) > 0 {
		n := h.killed + w.r.IntN(3)
		r.Counts = []event.Count{{What: "killed", Low: &n, High: &n, Text: fmt.Sprint(n)}}
	}
	return r
}

func (p who) actor() event.Actor {
	return event.Actor{Text: p.name, Name: event.Null(p.name), Code: event.Null(p.code), Sector: event.Null(p.sector)}
}

// fill puts articles with about n reports more into a store.
func (w *world) fill(t testing.TB, s *store.Store, n int) {
	t.Helper()
	run, err := s.Begin(t.Context(), event.CoderVersion{Version: "synthetic"})
	if err != nil {
		t.Fatal(err)
	}
	for n > 0 {
		clear(w.truth) // of a million it would be all that there is in memory
		var entries []store.Entry
		for range 200 {
			e := w.article()
			entries = append(entries, e)
			if n -= len(e.Reports); n <= 0 {
				break
			}
		}
		if _, err := s.Put(t.Context(), run, entries...); err != nil {
			t.Fatal(err)
		}
	}
}

func openTemp(t testing.TB) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), t.TempDir()+"/link.db", store.ReadWrite)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}
