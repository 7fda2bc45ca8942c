package actor

import (
	"bufio"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"sort"
	"strings"
	"testing"

	placer "dateline/internal/ground/place"
	"dateline/internal/linear"
	"dateline/internal/nlp"
	"dateline/internal/nlp/token"
	"dateline/text"
)

// gold is what the hand-coded articles say of who acts.
type gold struct {
	text.Article
	Events []struct {
		Trigger          [2]int
		Event            string
		Mode             []string
		Actor, Recipient []goldActor
	}
}

type goldActor struct {
	Text         string
	Code, Sector *string
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// goldFile is $DATELINE_GOLD, or the training articles beside the repository.
func goldFile() string {
	if f := os.Getenv("DATELINE_GOLD"); f != "" {
		return f
	}
	return "../../../../shared/gold/train.gold.jsonl"
}

func readGold(t testing.TB) []gold {
	f, err := os.Open(goldFile())
	if err != nil {
		t.Skip("no hand-coded articles at hand: ", err)
	}
	defer f.Close()
	var out []gold
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<24)
	for sc.Scan() {
		var g gold
		if err := json.Unmarshal(sc.Bytes(), &g); err != nil {
			t.Fatal(err)
		}
		out = append(out, g)
	}
	return out
}

func reader(t testing.TB) func(a text.Article) *text.Document {
	engine, err := nlp.Load(nlp.Options{})
	if err != nil {
		t.Skip("no language model: ", err)
	}
	tokens := token.New()
	return func(a text.Article) *text.Document {
		d := text.NewDocument(a)
		for _, s := range []text.Stage{tokens, engine} {
			if err := s.Process(d); err != nil {
				t.Fatal(a.ID, err)
			}
		}
		return d
	}
}

// TestGold resolves the phrases of the hand-coded events and counts right codes and sectors. DATELINE_GOLD_ERRORS=1 lists the wrong ones.
func TestGold(t *testing.T) {
	if testing.Short() {
		t.Skip("needs the language model and seconds")
	}
	golds, docs := readGold(t), map[string]*text.Document{}
	for _, d := range parsed(t, golds) {
		docs[d.ID] = d
	}
	r := NewResolver(nil)
	places, err := placer.New()
	if err != nil {
		t.Fatal(err)
	}
	n, codes, sectors, lost := 0, 0, 0, 0
	wrong := map[string]int{}
	for _, g := range golds {
		if len(g.Events) == 0 {
			continue
		}
		d := docs[g.ID]
		if err := places.Process(d); err != nil {
			t.Fatal(err)
		}
		if err := r.Process(d); err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for _, e := range g.Events {
			for k, a := range append(e.Actor, e.Recipient...) {
				si, h, ok := find(d, a.Text, e.Trigger[0])
				if !ok {
					lost++
					continue
				}
				n++
				got := best(r.ResolveAll(d, si, h, doingOf(e.Event, e.Mode, k < len(e.Actor))), a)
				okCode, okSector := got.Code == deref(a.Code), got.Sector == deref(a.Sector)
				if okCode {
					codes++
				}
				if okSector {
					sectors++
				}
				line := fmt.Sprintf("%s %q gold %s/%s got %s/%s: %s", g.ID, a.Text, deref(a.Code), deref(a.Sector), got.Code, got.Sector, got.Reason)
				if (!okCode || !okSector) && os.Getenv("DATELINE_GOLD_ERRORS") != "" && !seen[line] {
					seen[line] = true
					fmt.Println(line)
				}
				if !okCode {
					wrong[deref(a.Code)+">"+got.Code]++
				}
			}
		}
	}
	t.Logf("%d phrases of %s (%d not found in the text): code %.3f, sector %.3f", n, goldFile(), lost, ratio(codes, n), ratio(sectors, n))
	t.Log(frequent(wrong))
	if os.Getenv("DATELINE_GOLD") == "" && (ratio(codes, n) < 0.85 || ratio(sectors, n) < 0.85) {
		t.Error("under the floor of 0.85")
	}
}

// parsed reads the articles with the language engine, or takes what it read before from the file that DATELINE_GOLD_PARSED names.
func parsed(t testing.TB, golds []gold) (docs []*text.Document) {
	cache := os.Getenv("DATELINE_GOLD_PARSED")
	if b, err := os.ReadFile(cache); cache != "" && err == nil && json.Unmarshal(b, &docs) == nil {
		return docs
	}
	read := reader(t)
	for _, g := range golds {
		docs = append(docs, read(g.Article))
	}
	if b, err := json.Marshal(docs); cache != "" && err == nil {
		if err := os.WriteFile(cache, b, 0o644); err != nil {
			t.Log(err)
		}
	}
	return docs
}

func ratio(a, b int) float64 { return float64(a) / float64(max(b, 1)) }

func frequent(m map[string]int) string {
	var ks []string
	for k := range m {
		ks = append(ks, k)
	}
	sort.Slice(ks, func(a, b int) bool { return m[ks[a]] > m[ks[b]] || m[ks[a]] == m[ks[b]] && ks[a] < ks[b] })
	var b strings.Builder
	for _, k := range ks[:min(len(ks), 25)] {
		fmt.Fprintf(&b, "%s %d  ", k, m[k])
	}
	return b.String()
}

// doingOf is what somebody does in an event, as a coder that knows its type asks.
func doingOf(event string, modes []string, acts bool) text.Doing {
	switch {
	case acts && event == "ASSAULT":
		return text.Fights
	case acts && (event == "CONSULT" || event == "AGREE"):
		return text.Talks
	case !acts && event == "SANCTION" && slices.Contains(modes, "expel"):
		return text.Flees
	}
	return text.Any
}

// best is the one of several actors that the gold means.
func best(as []text.Actor, g goldActor) text.Actor {
	for _, a := range as {
		if a.Code == deref(g.Code) {
			return a
		}
	}
	return as[0]
}

// find gives the head of a phrase's mention nearest to a trigger, first in its sentence.
func find(d *text.Document, phrase string, trigger int) (sentence, head int, ok bool) {
	runes, best := []rune(phrase), 1<<30
	home := 0
	for i := range d.Sentences {
		if d.Sentences[i].Start <= trigger {
			home = i
		}
	}
	for at := 0; at+len(runes) <= len(d.Runes); at++ {
		if string(d.Runes[at:at+len(runes)]) != phrase {
			continue
		}
		span := text.Span{Start: at, End: at + len(runes)}
		for i := range d.Sentences {
			s := &d.Sentences[i]
			if !s.Span.Overlaps(span) {
				continue
			}
			dist := abs(at - trigger)
			if i != home {
				dist += 10000
			}
			if h := headIn(s, span); h >= 0 && dist < best {
				best, sentence, head, ok = dist, i, h, true
			}
		}
	}
	return sentence, head, ok
}

// headIn is the token of a span whose head lies outside it, a noun before others, the last before a preposition; whole words only.
func headIn(s *text.Sentence, span text.Span) int {
	best := -1
	for i := range s.Tokens {
		t := &s.Tokens[i]
		if !span.Contains(t.Span) {
			if span.Overlaps(t.Span) {
				return -1
			}
			continue
		}
		noun := t.UPOS == "NOUN" || t.UPOS == "PROPN" || t.UPOS == "PRON"
		if t.UPOS == "ADP" && best >= 0 && s.Tokens[best].UPOS != "ADJ" {
			return best
		}
		if h := t.Head; (h < 0 || !span.Contains(s.Tokens[h].Span)) && (best < 0 || noun) {
			best = i
		}
	}
	return best
}

// TestFitSetting fits settingWeights to the hand-coded articles of DATELINE_FIT_SETTING (files parted by commas) and prints them, with how many
// phrases of which no word says the country have the right one at each threshold, by weights that other articles gave.
func TestFitSetting(t *testing.T) {
	if os.Getenv("DATELINE_FIT_SETTING") == "" {
		t.Skip("DATELINE_FIT_SETTING names no hand-coded articles")
	}
	places, err := placer.New()
	if err != nil {
		t.Fatal(err)
	}
	r, read := NewResolver(nil), reader(t)
	var asked []settingCase
	article := 0
	for file := range strings.SplitSeq(os.Getenv("DATELINE_FIT_SETTING"), ",") {
		t.Setenv("DATELINE_GOLD", file)
		for _, g := range readGold(t) {
			d := read(g.Article)
			if err := places.Process(d); err != nil {
				t.Fatal(err)
			}
			article++
			asked = append(asked, settingCases(newSession(r.base, d), g, article)...)
		}
	}
	judged := make([]string, len(asked))
	for th := 0.05; th < 0.6; th += 0.05 {
		right := 0
		for fold := range 5 {
			var rows [][]float64
			var hits []bool
			for _, c := range asked {
				if c.article%5 != fold {
					rows, hits = append(rows, c.clues...), append(hits, c.right...)
				}
			}
			w := linear.Logistic(rows, hits, linear.Ridge(clueCount, 1), nil)
			for i, c := range asked {
				if c.article%5 == fold {
					judged[i] = c.choose(w, th)
					right += count(judged[i] == c.gold)
				}
			}
		}
		now := 0
		for _, c := range asked {
			now += count(c.choose(settingWeights[:], th) == c.gold)
		}
		t.Logf("threshold %.2f: refitted %d of %d right, as they are %d", th, right, len(asked), now)
	}
	var rows [][]float64
	var hits []bool
	for _, c := range asked {
		rows, hits = append(rows, c.clues...), append(hits, c.right...)
	}
	for _, w := range linear.Logistic(rows, hits, linear.Ridge(clueCount, 1), nil) {
		fmt.Printf("%.2f, ", w)
	}
	fmt.Println()
}

func count(holds bool) int {
	if holds {
		return 1
	}
	return 0
}

// settingCase is a phrase whose country no word says, its clues for each of the article's countries, and the gold's country.
type settingCase struct {
	article int
	gold    string
	codes   []string
	clues   [][]float64
	right   []bool
}

func (c *settingCase) choose(w []float64, threshold float64) string {
	best, top := "", threshold
	for i, code := range c.codes {
		if p := linear.Probability(w, c.clues[i]); p > top {
			best, top = code, p
		}
	}
	return best
}

// settingCases are the phrases of an article's events that fromFocus is asked for.
func settingCases(s *session, g gold, article int) (out []settingCase) {
	seen := map[at]bool{}
	for _, e := range g.Events {
		for _, a := range append(e.Actor, e.Recipient...) {
			i, h, ok := find(s.doc, a.Text, e.Trigger[0])
			if !ok || seen[at{i, h}] {
				continue
			}
			seen[at{i, h}] = true
			m, where := s.at(i, h), at{i, h}
			if m.linked || !strings.Contains(m.reason, "the article tells of") && !strings.Contains(m.reason, "likeliest of the article's") {
				continue
			}
			if p := s.personAt[where]; p != nil {
				where = at{p.mentions[0].sentence, p.mentions[0].last}
			}
			c := settingCase{article: article, gold: deref(a.Code)}
			for _, code := range slices.Sorted(maps.Keys(s.ground.weight)) {
				c.codes = append(c.codes, code)
				c.clues = append(c.clues, s.settingClues(m, code, where.sentence, where.token))
				c.right = append(c.right, code == c.gold)
			}
			if len(c.codes) > 0 {
				out = append(out, c)
			}
		}
	}
	return out
}
