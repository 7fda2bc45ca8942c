package eval

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dateline/event"
	"dateline/internal/conllu"
	"dateline/text"
)

// parsed makes a document of one sentence from words as "form/head/UPOS/relation", heads counted from 1; the relation may be left out.
func parsed(t *testing.T, words string) *text.Document {
	t.Helper()
	var in strings.Builder
	for i, w := range strings.Fields(words) {
		f := append(strings.Split(w, "/"), "dep")
		in.WriteString(strings.Join([]string{string(rune('1' + i)), f[0], f[0], f[2], "_", "_", f[1], f[3], "_", "_"}, "\t") + "\n")
	}
	s, err := conllu.NewReader(strings.NewReader(in.String()+"\n"), "test").ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	d, err := conllu.ToDocument(s, conllu.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// at is the span of a word's first appearance.
func at(d *text.Document, word string) text.Span {
	start := strings.Index(d.Text, word)
	return text.Span{Start: start, End: start + len(word)}
}

func TestSaidRule(t *testing.T) {
	says := func(lemma string) bool { return lemma == "said" }
	for words, want := range map[string][]string{
		"Old/2/ADJ/amod Sapt/3/PROPN/nsubj said/0/VERB/root guards/5/NOUN/nsubj stormed/3/VERB/ccomp Zenda/5/PROPN/obj ./3/PUNCT/punct": {"Old Sapt", "guards stormed Zenda"},
		"Guards/2/NOUN/nsubj stormed/0/VERB/root ,/2/PUNCT/punct Sapt/5/PROPN/nsubj said/2/VERB/parataxis ./2/PUNCT/punct":              nil,
		"Sapt/2/PROPN/nsubj hoped/0/VERB/root guards/4/NOUN/nsubj stormed/2/VERB/ccomp":                                                 nil,
	} {
		d := parsed(t, words)
		var got []string
		for _, a := range saidRule(d, says) {
			got = append(got, d.Slice(a.Source), d.Slice(a.Content[0]))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", words, got, want)
		}
	}
}

func TestHeadOf(t *testing.T) {
	d := parsed(t, "Sapt/2/PROPN said/0/VERB old/4/ADJ guards/5/NOUN stormed/2/VERB Zenda/5/PROPN ./2/PUNCT")
	for words, want := range map[string]string{"old guards": "guards", "guards stormed Zenda .": "stormed", "Sapt said": "said"} {
		if got := d.Slice(headOf(d, []text.Span{at(d, words)})); got != want {
			t.Errorf("head of %q is %q, want %q", words, got, want)
		}
	}
	if got := headOf(d, []text.Span{{Start: 900, End: 904}}); got.Start != 900 {
		t.Errorf("pieces without a word have head %v", got)
	}
}

func TestReadPolNeAR(t *testing.T) {
	ann := "T1\tSource 0 4\tSapt\nT2\tCue 5 9\tsaid\nT3\tContent 10 14;20 25\tx\nT4\tDiscard 1 2\tx\nT5\tContent 30 40\tx\n" +
		"E1\tAttribution:T2 Content:T3 Cue:T2 Source:T1\nE2\tAttribution-no-source:T2 Content:T3 Content2:T5\n"
	got, err := readPolNeAR(strings.NewReader(ann), "f")
	want := []polnear{{source: []text.Span{{Start: 0, End: 4}}, content: []text.Span{{Start: 10, End: 14}, {Start: 20, End: 25}}},
		{content: []text.Span{{Start: 10, End: 14}, {Start: 20, End: 25}, {Start: 30, End: 40}}}}
	if err != nil || !slices.EqualFunc(got, want, polnear.equal) {
		t.Errorf("%+v, %v; want %+v", got, err, want)
	}
	if _, err := readPolNeAR(strings.NewReader("T1\tSource x 4\ty\n"), "f"); err == nil || !strings.HasPrefix(err.Error(), "f:1:") {
		t.Errorf("error %v", err)
	}
	if polnearDate("gazette_1894-04-30_the-king-is-crowned") != "1894-04-30" || polnearDate("gazette") != "" {
		t.Error("the day in a file's name")
	}
}

// One article: «Sapt said guards stormed Zenda .» with reports of the storming, of the guards, and of something before.
func TestAttribution(t *testing.T) {
	d := parsed(t, "Sapt/2/PROPN/nsubj said/0/VERB/root guards/4/NOUN/nsubj stormed/2/VERB/ccomp Zenda/4/PROPN/obj ./2/PUNCT/punct")
	said := "said"
	report := func(word string, sources ...string) event.Report {
		r := event.Report{Event: "ASSAULT", Evidence: event.Evidence{Trigger: event.Trigger{Span: at(d, word), Text: word}}}
		for _, s := range sources {
			r.Attribution = append(r.Attribution, event.Source{Text: s, Cue: &said, Span: at(d, s)})
		}
		return r
	}
	const ann = "T1\tSource 0 4\tSapt\nT2\tContent 10 31\tguards stormed Zenda .\nE1\tContent:T2 Source:T1\n"
	for _, c := range []struct {
		name            string
		ann             string
		reports         []event.Report
		inside, outside Accuracy
		leftOut         int
	}{
		{"right", ann, []event.Report{report("stormed", "Sapt"), report("guards", "Sapt")}, Accuracy{2, 2}, Accuracy{}, 0},
		{"missed", ann, []event.Report{report("stormed")}, Accuracy{0, 1}, Accuracy{}, 0},
		{"the wrong one", ann, []event.Report{report("stormed", "Zenda")}, Accuracy{0, 1}, Accuracy{}, 0},
		{"outside", ann, []event.Report{report("said"), report("said", "Sapt")}, Accuracy{}, Accuracy{1, 2}, 0},
		{"no source", strings.ReplaceAll(ann, " Source:T1", ""), []event.Report{report("stormed")}, Accuracy{}, Accuracy{}, 1},
	} {
		r := attributionReport(t, d, c.ann, c.reports, nil)
		if r.Inside != c.inside || r.Outside != c.outside || r.LeftOut != c.leftOut {
			t.Errorf("%s: %+v", c.name, r)
		}
		if wrong := c.inside.N - c.inside.Right + c.outside.N - c.outside.Right; len(r.Diffs) != wrong || !strings.Contains(r.Table(), "sources, exact") {
			t.Errorf("%s: differences %q", c.name, r.Diffs)
		}
	}
}

// What is found is right by its ends or by its head word, each counted apart; the rule is counted beside it.
func TestAttributionScores(t *testing.T) {
	d := parsed(t, "Old/2/ADJ/amod Sapt/3/PROPN/nsubj said/0/VERB/root guards/5/NOUN/nsubj stormed/3/VERB/ccomp Zenda/5/PROPN/obj ./3/PUNCT/punct")
	const ann = "T1\tSource 0 8\tOld Sapt\nT2\tContent 14 35\tguards stormed Zenda .\nE1\tContent:T2 Source:T1\n"
	r := attributionReport(t, d, ann, nil, []text.Attribution{{Source: at(d, "Sapt"), Content: []text.Span{at(d, "guards stormed")}}})
	one, none := F1{1, 1, 1}, F1{1, 1, 0}
	if want := (AttributionScores{none, one, none, one, one}); r.Found != want {
		t.Errorf("found %+v, want %+v", r.Found, want)
	}
	if want := (AttributionScores{one, one, one, one, one}); r.Rule != want {
		t.Errorf("the rule %+v, want %+v", r.Rule, want)
	}
	if table := r.Table(); !strings.Contains(table, "margin                     -100.00") || !strings.Contains(table, "margin                     +0.00") {
		t.Errorf("table\n%s", table)
	}
}

func attributionReport(t *testing.T, d *text.Document, ann string, reports []event.Report, found []text.Attribution) *AttributionReport {
	t.Helper()
	r := &AttributionReport{}
	opt := AttributionOptions{Code: func(text.Article) (*text.Document, []event.Report, error) { return d, reports, nil }, Keep: 9,
		Find: func(*text.Document) []text.Attribution { return found }, Says: func(lemma string) bool { return lemma == "said" }}
	if err := r.Article(strings.NewReader(d.Text), strings.NewReader(ann), "gazette_1894-04-30_x", opt); err != nil {
		t.Fatal(err)
	}
	return r
}

// The files as they are published are read whole, and every span lies in its text.
func TestPolNeARSpans(t *testing.T) {
	files, _ := filepath.Glob("../../../shared/data/polnear/dev/text/*.txt")
	if len(files) == 0 {
		t.Skip("no ../shared/data/polnear")
	}
	n := 0
	for _, f := range files {
		name := strings.TrimSuffix(filepath.Base(f), ".txt")
		txt, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		anns, _ := filepath.Glob(filepath.Join(filepath.Dir(f), "..", "attributions", name+"_*.ann"))
		ann, err := os.Open(anns[0])
		if err != nil {
			t.Fatal(err)
		}
		all, err := readPolNeAR(ann, name)
		ann.Close()
		if err != nil {
			t.Fatal(err)
		}
		end := len([]rune(string(txt)))
		for _, p := range all {
			if hull(p.content).End > end {
				t.Errorf("%s: content %v beyond %d", name, p.content, end)
			}
		}
		n += len(all)
	}
	if len(files) != 84 || n < 1900 {
		t.Errorf("%d articles, %d attributions", len(files), n)
	}
}
