package eval

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dateline/internal/link/coref"
	"dateline/internal/nlp"
	"dateline/internal/nlp/token"
	"dateline/text"
)

const ownECB = `<?xml version="1.0"?><Document doc_name="7_1ecb.xml">
<token t_id="1" sentence="3" number="0">Divers</token><token t_id="2" sentence="3" number="1">came</token><token t_id="3" sentence="3" number="2">back</token>
<token t_id="4" sentence="4" number="0">They</token><token t_id="5" sentence="4" number="1">returned</token>
<Markables><ACTION_OCCURRENCE m_id="11"><token_anchor t_id="2"/><token_anchor t_id="3"/></ACTION_OCCURRENCE>
<ACTION_OCCURRENCE m_id="12"><token_anchor t_id="5"/></ACTION_OCCURRENCE>
<HUMAN_PART_PER m_id="13"><token_anchor t_id="1"/></HUMAN_PART_PER>
<ACTION_OCCURRENCE m_id="14" RELATED_TO="" TAG_DESCRIPTOR="return" instance_id="ACT1"/></Markables>
<Relations><CROSS_DOC_COREF r_id="1" note="ACT1"><source m_id="11"/><target m_id="14"/></CROSS_DOC_COREF></Relations></Document>`

// TestReadECB: only actions in listed sentences are mentions; one without a relation stands alone.
func TestReadECB(t *testing.T) {
	dir := t.TempDir()
	write := func(name, content string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("ECBplus_coreference_sentences.csv", "Topic,File,Sentence Number\n7,1ecb,3\n7,2ecb,3\n7,2ecb,4\n")
	write("7_1ecb.xml", ownECB)
	write("7_2ecb.xml", strings.ReplaceAll(ownECB, "7_1", "7_2"))
	docs, err := ReadECB(dir)
	if err != nil || len(docs) != 2 {
		t.Fatalf("%d documents, %v", len(docs), err)
	}
	one, two := docs[0], docs[1]
	if one.Sub != "7ecb" || one.Doc.Text != "Divers came back\nThey returned" || len(one.Mentions) != 1 || one.Mentions[0] != (Mention{"7_1ecb 11", 0, 1, 2, "ACT1"}) {
		t.Errorf("%+v", one)
	}
	if len(two.Mentions) != 2 || two.Mentions[0].Instance != "ACT1" || two.Mentions[1].Instance != "7_2ecb alone 12" {
		t.Errorf("%+v", two.Mentions)
	}
}

// Floors of event coreference, CoNLL F1. ECB+ and MEANTIME are measured only; nothing is fitted to them.
const (
	floorECBFound   = 0.752
	floorECBGiven   = 0.770
	aheadECB        = 0.012 // of the same lemma there
	ecbDocuments    = 768
	floorMeantime   = 0.79
	floorLookalikes = 0.675 // each fifth of the topics with weights fitted to the others
	aheadElsewhere  = 0.035 // of the same lemma on either
)

// TestECBFloor: what was reached on ECB+ stays reached, with topics found and with topics given.
func TestECBFloor(t *testing.T) {
	if testing.Short() {
		t.Skip("it reads all of ECB+")
	}
	docs, err := ReadECB("../../../shared/data/ecbplus")
	if errors.Is(err, os.ErrNotExist) {
		t.Skip("no ECB+ here: ", err)
	}
	if err != nil || len(docs) != ecbDocuments {
		t.Fatalf("%d documents, %v", len(docs), err)
	}
	engine := corefEngine(t)
	rep, err := MeasureCoref(docs, CorefOptions{Annotate: func(d *text.Document) error { return engine.Process(d) }, Vector: engine.WordVector})
	if err != nil {
		t.Fatal(err)
	}
	if f := rep.F1("dateline, topics found"); f < floorECBFound || f < rep.F1("same lemma, topics found")+aheadECB {
		t.Errorf("topics found: %s", rep.Table())
	}
	if f := rep.F1("dateline, the corpus's subtopics"); f < floorECBGiven || f < rep.F1("same lemma, its subtopics")+aheadECB {
		t.Errorf("topics given: %s", rep.Table())
	}
}

// TestMeantimeFloor: what was reached on MEANTIME stays reached.
func TestMeantimeFloor(t *testing.T) {
	files, _ := filepath.Glob("../../../shared/data/meantime/intra_cross-doc_annotation/*/*.xml")
	if len(files) == 0 {
		t.Skip("no ../shared/data/meantime")
	}
	engine := corefEngine(t)
	rep, err := MeasureCoref(readAll(t, files, ReadCrossDoc), CorefOptions{Annotate: func(d *text.Document) error { return engine.Process(d) }, Vector: engine.WordVector})
	if err != nil {
		t.Fatal(err)
	}
	if f := rep.F1("dateline, topics found"); f < floorMeantime || f < rep.F1("same lemma, topics found")+aheadElsewhere {
		t.Errorf("%s", rep.Table())
	}
}

// TestLookalikesFit: the weights in use are those that the look-alike happenings give, and those of some topics do for the others.
func TestLookalikesFit(t *testing.T) {
	files, _ := filepath.Glob("../../training/lookalike/*.txt")
	split, engine := token.New(), corefEngine(t)
	docs := readAll(t, files, func(path string) ([]CorefDoc, error) { return ReadLookalikes(path, split) })
	for _, d := range docs {
		if err := engine.Process(d.Doc); err != nil {
			t.Fatal(err)
		}
	}
	weights, rep := FitCoref(docs, engine.WordVector)
	if weights.String() != coref.Fitted.String() {
		t.Errorf("fitted %s\nin use %s", weights, coref.Fitted)
	}
	if f := rep.F1("dateline, fitted to other topics"); f < floorLookalikes || f < rep.F1("same lemma, topics found")+aheadElsewhere {
		t.Errorf("%s", rep.Table())
	}
}

func corefEngine(t *testing.T) *nlp.Engine {
	engine, err := nlp.Load(nlp.Options{})
	if err != nil {
		t.Skip("no model in this build: ", err)
	}
	return engine
}

func readAll(t *testing.T, files []string, read func(string) ([]CorefDoc, error)) (docs []CorefDoc) {
	for _, f := range files {
		more, err := read(f)
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, more...)
	}
	return docs
}

// TestLookalikesAreRead: marks are taken out of the text and become mentions; what is wrong with a file is said with its line.
func TestLookalikesAreRead(t *testing.T) {
	const own = "topic: x\nabout: y\n\n== a1 | 2011-03-14 | Post\nT: Ferry [sinks|a-sink] off Lamora\nIt [went down|a-sink] on Sunday, officials [said|].\n\n== b1 | 2012-01-01 | Post\nT: Quiet\n"
	docs, err := lookalikes("ferries", own, token.New())
	if err != nil || len(docs) != 2 {
		t.Fatalf("%d documents, %v", len(docs), err)
	}
	d := docs[0]
	if d.Sub != "ferries a" || docs[1].Sub != "ferries b" || d.Doc.Text != "Ferry sinks off Lamora\nIt went down on Sunday, officials said." || d.Doc.Published != "2011-03-14" {
		t.Errorf("%+v", d)
	}
	want := []Mention{{"ferries a1 0", 0, 1, 1, "ferries a-sink"}, {"ferries a1 1", 1, 1, 2, "ferries a-sink"}, {"ferries a1 2", 1, 7, 7, "ferries a1 2"}}
	if !slices.Equal(d.Mentions, want) {
		t.Errorf("mentions %+v", d.Mentions)
	}
	for raw, want := range map[string]string{strings.Replace(own, "| 2011", "- 2011", 1): "line 4", strings.Replace(own, "|]", "]", 1): `"[said].`} {
		if _, err := lookalikes("ferries", raw, token.New()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

// TestCopiesScored: pairs are counted by groups, and a copy put elsewhere is missed under each of its edits.
func TestCopiesScored(t *testing.T) {
	w := &Wire{Articles: make([]text.Article, 5), Of: []int{0, 0, 0, 3, 4}, Edits: []string{"", "cut", "cut+toll", "", ""}}
	r := Copies(w, []int{7, 7, 9, 9, 5}, 10)
	if r.Pairs != (F1{Gold: 3, System: 2, Right: 1}) || r.By["cut"] != (F1{Gold: 2, Right: 1}) || r.By["toll"] != (F1{Gold: 1}) || len(r.Wrong) != 2 {
		t.Errorf("%+v", r)
	}
}

// TestSimulateIsSeeded: the same seed makes the same corpus, another one another.
func TestSimulateIsSeeded(t *testing.T) {
	var originals []text.Article
	for i := range 6 {
		originals = append(originals, text.Article{Text: strings.Repeat("Ten boats left the harbour at dawn.\nThey came back with 12 nets, \"and none of us is sad\", a fisher said. ", 12+i)})
	}
	one, same, other := Simulate(originals, WireOptions{1, 2}), Simulate(originals, WireOptions{1, 2}), Simulate(originals, WireOptions{2, 2})
	text := func(w *Wire) (s string) {
		for _, a := range w.Articles {
			s += a.ID + a.Text
		}
		return s
	}
	if text(one) != text(same) || text(one) == text(other) || len(one.Articles) != 18 {
		t.Errorf("%d articles", len(one.Articles))
	}
}
