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

// parsed makes a document of one sentence from words as "form/head/UPOS", heads counted from 1.
func parsed(t *testing.T, words string) *text.Document {
	t.Helper()
	var in strings.Builder
	for i, w := range strings.Fields(words) {
		f := strings.Split(w, "/")
		in.WriteString(strings.Join([]string{string(rune('1' + i)), f[0], f[0], f[2], "_", "_", f[1], "dep", "_", "_"}, "\t") + "\n")
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

func TestContentOf(t *testing.T) {
	for _, c := range []struct{ name, words, trigger, source, cue, want string }{
		{"before", "Sapt/2/PROPN said/0/VERB guards/4/NOUN stormed/2/VERB Zenda/4/PROPN ./2/PUNCT", "stormed", "Sapt", "said", "guards stormed Zenda"},
		{"deeper", "Sapt/2/PROPN said/0/VERB guards/4/NOUN tried/2/VERB storming/4/VERB it/5/PRON", "storming", "Sapt", "said", "guards tried storming it"},
		{"after", "Guards/2/NOUN stormed/0/VERB Zenda/2/PROPN ,/2/PUNCT Sapt/6/PROPN said/2/VERB ./2/PUNCT", "stormed", "Sapt", "said", "Guards stormed Zenda"},
		{"according to", "Guards/2/NOUN tried/0/VERB storming/2/VERB Zenda/3/PROPN according/7/VERB to/5/ADP Sapt/2/PROPN", "storming", "Sapt", "according", "Guards tried storming Zenda"},
		{"elsewhere", "Guards/2/NOUN stormed/0/VERB Zenda/2/PROPN", "stormed", "Nobody", "said", "Guards stormed Zenda"},
	} {
		d := parsed(t, c.words)
		link := event.Source{Text: c.source, Cue: &c.cue, Span: text.Span{Start: 900, End: 904}}
		if strings.Contains(d.Text, c.source) {
			link.Span = at(d, c.source)
		}
		if got := d.Slice(contentOf(d, at(d, c.trigger), link)); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
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
	d := parsed(t, "Sapt/2/PROPN said/0/VERB guards/4/NOUN stormed/2/VERB Zenda/4/PROPN ./2/PUNCT")
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
		source, content F1
		leftOut         int
	}{
		{"right", ann, []event.Report{report("stormed", "Sapt"), report("guards", "Sapt")}, Accuracy{2, 2}, Accuracy{}, F1{1, 1, 1}, F1{1, 1, 1}, 0},
		{"missed", ann, []event.Report{report("stormed")}, Accuracy{0, 1}, Accuracy{}, F1{1, 0, 0}, F1{1, 0, 0}, 0},
		{"the wrong one", ann, []event.Report{report("stormed", "Zenda")}, Accuracy{0, 1}, Accuracy{}, F1{1, 1, 0}, F1{1, 1, 0}, 0},
		{"outside", ann, []event.Report{report("said"), report("said", "Sapt")}, Accuracy{}, Accuracy{1, 2}, F1{1, 1, 1}, F1{1, 1, 0}, 0},
		{"no source", strings.ReplaceAll(ann, " Source:T1", ""), []event.Report{report("stormed")}, Accuracy{}, Accuracy{}, F1{}, F1{1, 0, 0}, 1},
	} {
		code := func(text.Article) (*text.Document, []event.Report, error) { return d, c.reports, nil }
		r := &AttributionReport{}
		if err := r.Article(strings.NewReader(d.Text), strings.NewReader(c.ann), "gazette_1894-04-30_x", AttributionOptions{Code: code, Keep: 9}); err != nil {
			t.Fatal(err)
		}
		if r.Inside != c.inside || r.Outside != c.outside || r.SourceExact != c.source || r.ContentExact != c.content || r.LeftOut != c.leftOut {
			t.Errorf("%s: %+v", c.name, r)
		}
		if wrong := c.inside.N - c.inside.Right + c.outside.N - c.outside.Right; len(r.Diffs) != wrong || !strings.Contains(r.Table(), "sources, exact") {
			t.Errorf("%s: differences %q", c.name, r.Diffs)
		}
	}
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
