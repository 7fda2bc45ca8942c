package eval

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dateline/internal/ground/when"
	"dateline/internal/nlp/token"
	"dateline/text"
)

// MEANTIME's annotators marked the title, the date line and the first sentences.
const meantimeSentences = 6

// Floors are a little under what was measured; `go test -v -run TestTimes ./internal/eval` prints the table and what differs.
func TestTimes(t *testing.T) {
	files, _ := filepath.Glob("../../../shared/data/meantime/intra_cross-doc_annotation/*/*.xml")
	if len(files) == 0 {
		t.Skip("no ../shared/data/meantime")
	}
	r := &TimesReport{}
	for _, f := range files {
		in, err := os.Open(f)
		if err != nil {
			t.Fatal(err)
		}
		opt := TimesOptions{Stages: []text.Stage{token.New(), when.New()}, Sentences: meantimeSentences, Keep: 500}
		if err := r.Times(in, f, opt); err != nil {
			t.Fatal(err)
		}
		in.Close()
	}
	t.Logf("\n%s", r.Table())
	if r.Docs != 60 || r.Strict.F1() < 0.865 || r.Relaxed.F1() < 0.92 || r.Value.F1() < 0.825 {
		t.Errorf("below the floors: %d documents, strict %.4f, relaxed %.4f, value %.4f", r.Docs, r.Strict.F1(), r.Relaxed.F1(), r.Value.F1())
	}
	if testing.Verbose() {
		for _, d := range r.Diffs {
			t.Log(d)
		}
	}
}

// fixed finds the same times in every document.
type fixed []text.Time

func (fixed) Name() string                     { return "fixed" }
func (fixed) Requires() []text.Layer           { return nil }
func (fixed) Adds() []text.Layer               { return []text.Layer{text.LayerTimes} }
func (f fixed) Process(d *text.Document) error { d.Times = f; return nil }

// An article of our own: "Zenda fell last Monday", a line break, "It rained for two days".
const ownTimes = `<Document doc_name="own"><token t_id="1" sentence="0">Zenda</token><token t_id="2" sentence="0">fell</token>
<token t_id="3" sentence="0">last</token><token t_id="4" sentence="0">Monday</token><token t_id="5" sentence="1">It</token>
<token t_id="6" sentence="1">rained</token><token t_id="7" sentence="1">for</token><token t_id="8" sentence="1">two</token>
<token t_id="9" sentence="1">days</token><Markables><TIMEX3 type="DATE" value="1894-04-30" functionInDocument="CREATION_TIME"/>
<TIMEX3 type="DATE" value="1894-04-23"><token_anchor t_id="3"/><token_anchor t_id="4"/></TIMEX3>
<TIMEX3 type="DURATION" value="P2D"><token_anchor t_id="8"/><token_anchor t_id="9"/></TIMEX3></Markables></Document>`

func TestTimesCounts(t *testing.T) {
	span := func(start, end int) text.Span { return text.Span{Start: start, End: end} }
	for _, c := range []struct {
		name                         string
		found                        fixed
		sentences                    int
		strict, relaxed, kind, value F1
	}{
		{"all right", fixed{{Span: span(11, 22), Kind: "DATE", Value: "1894-04-23"}, {Span: span(37, 45), Kind: "DURATION", Value: "P2D"}}, 0,
			F1{2, 2, 2}, F1{2, 2, 2}, F1{2, 2, 2}, F1{2, 2, 2}},
		{"too short, another week", fixed{{Span: span(16, 22), Kind: "DATE", Value: "1894-04-30"}}, 0, F1{2, 1, 0}, F1{2, 1, 1}, F1{2, 1, 1}, F1{2, 1, 0}},
		{"a name is none", fixed{{Span: span(0, 5), Kind: "DATE"}}, 0, F1{2, 1, 0}, F1{2, 1, 0}, F1{2, 1, 0}, F1{2, 1, 0}},
		{"one sentence annotated", fixed{{Span: span(11, 22), Kind: "TIME", Value: "1894-04-23Z"}, {Span: span(37, 45)}}, 1,
			F1{1, 1, 1}, F1{1, 1, 1}, F1{1, 1, 0}, F1{1, 1, 1}},
	} {
		r := &TimesReport{}
		if err := r.Times(strings.NewReader(ownTimes), "own", TimesOptions{Stages: []text.Stage{c.found}, Sentences: c.sentences, Keep: 9}); err != nil {
			t.Fatal(err)
		}
		if r.Strict != c.strict || r.Relaxed != c.relaxed || r.Type != c.kind || r.Value != c.value {
			t.Errorf("%s: %+v", c.name, r)
		}
	}
}
