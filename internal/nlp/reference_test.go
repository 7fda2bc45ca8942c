package nlp

import (
	"encoding/json"
	"math"
	"os"
	"slices"
	"testing"

	"dateline/text"
)

// example is one sentence of reference.json, which training/export.py writes: what the training's float32 arithmetic makes of
// the same weights. Row 0 of a head is [CLS].
type example struct {
	Words   []string    `json:"words"`
	IDs     []int32     `json:"ids"`
	Shapes  []int32     `json:"shapes"`
	First   []int       `json:"first"`
	H       [][]float32 `json:"h"`
	Heads   []int       `json:"heads"`
	Rel     []int       `json:"rel"`
	Rels    [][]float32 `json:"rel_scores"`
	RoleAt  int         `json:"role_at"`
	Role    [][]float32 `json:"role"`
	Fact    []float32   `json:"fact"`
	Arc     [][]float32 `json:"arc"`
	UPOS    [][]float32 `json:"upos"`
	Feats   [][]float32 `json:"feats"`
	Lemma   [][]float32 `json:"lemma"`
	NER     [][]float32 `json:"ner"`
	Sem     [][]float32 `json:"sem"`
	Trigger [][]float32 `json:"trigger"`
	Mode    [][]float32 `json:"mode"`
	Status  [][]float32 `json:"status"`
	Flags   [][]float32 `json:"flags"`
}

// envReference names a reference.json to test DATELINE_MODEL's model against, in the place of testdata's and the embedded one.
const envReference = "DATELINE_REFERENCE"

func examples(t *testing.T, float bool) []example {
	path := os.Getenv(envReference)
	if path == "" {
		if os.Getenv(EnvModel) != "" {
			t.Skip("testdata's reference is that of the embedded model")
		}
		path = "testdata/reference.json"
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Skip(err)
	}
	var all struct{ Float32, Int8 []example }
	if err := json.Unmarshal(raw, &all); err != nil {
		t.Fatal(err)
	}
	if float {
		return all.Float32
	}
	return all.Int8
}

// worst is the largest difference of two rows, and the largest value of the second.
func worst(got, want []float32) (diff, size float64) {
	for i, w := range want {
		diff, size = max(diff, math.Abs(float64(got[i]-w))), max(size, math.Abs(float64(w)))
	}
	return diff, size
}

// TestReference bounds what the rounding of activations to int8 does to every head's scores. The tolerance is a share of the
// largest score of the head in the sentence.
func TestReference(t *testing.T) {
	e := engine(t, Options{Workers: 1})
	all := examples(t, e.float)
	tolerance := 0.10
	if e.float {
		tolerance = 2e-4
	}
	for i := range all {
		checkExample(t, e, &all[i], tolerance)
	}
}

func checkExample(t *testing.T, e *Engine, x *example, tolerance float64) {
	ws := newWorkspace(e)
	s := sentence(x.Words...)
	r := ws.read(&s)
	if r.cut(&s, 0) != len(x.Words) {
		t.Fatal("does not fit one window")
	}
	ws.add(&s, make([]uint8, len(x.Words)), 0, len(x.Words))
	if !slices.Equal(ws.ids, x.IDs) || !slices.Equal(ws.shapes, x.Shapes) || !slices.Equal(ws.firsts, x.First) {
		t.Errorf("%q:\npieces %v\n  want %v\nshapes %v\n  want %v", x.Words, ws.ids, x.IDs, ws.shapes, x.Shapes)
		return
	}
	ws.encode()
	ws.readWords()
	n, small, words := len(x.First), e.small.pad, e.weights.words.Columns()
	head := func(name string, got []float32, ld int, want [][]float32) {
		var diff, size float64
		for i, row := range want {
			d, s := worst(got[i*ld:], row)
			diff, size = max(diff, d), max(size, s)
		}
		t.Logf("%-8s off by %.5f of %.3f: %.2f%%", name, diff, size, 100*diff/size)
		if diff > tolerance*size {
			t.Errorf("%q: %s is off by %v, its largest is %v", x.Words, name, diff, size)
		}
	}
	t.Logf("%q", x.Words)
	head("h", ws.h, e.D, x.H[:min(len(x.H), len(x.First))])
	head("upos", ws.small[e.ofWord.upos:], small, x.UPOS)
	head("ner", ws.small[e.ofWord.ner:], small, x.NER)
	head("sem", ws.small[e.ofWord.sem:], small, x.Sem)
	head("trigger", ws.small[e.ofWord.trigger:], small, x.Trigger)
	head("feats", ws.words[e.at.feats:], words, x.Feats)
	head("lemma", ws.words[e.at.lemma:], words, x.Lemma)
	facts := make([][]float32, n)
	for i := range facts {
		facts[i] = x.Fact[i : i+1]
	}
	head("fact", ws.small[e.ofWord.fact:], small, facts)
	compareTrees(t, ws, &s, x, tolerance)
	compareTrigger(t, ws, x, head)
}

// compareTrees wants the reference's tree and labels, or, where scores are close, none that the reference scores much lower.
func compareTrees(t *testing.T, ws *workspace, s *text.Sentence, x *example, tolerance float64) {
	for i, tok := range s.Tokens {
		got, want := tok.Head+1, x.Heads[i+1]
		row := x.Arc[i+1]
		if got != want && float64(row[want]-row[got]) > tolerance*20 {
			t.Errorf("%q: head of %s is %d (scored %v), want %d (%v)", x.Words, tok.Form, got, row[got], want, row[want])
		}
		if got == want && tok.Deprel != ws.e.labels.Rel[x.Rel[i]] {
			at := index(ws.e.labels.Rel, tok.Deprel)
			if lost := x.Rels[i][x.Rel[i]] - x.Rels[i][at]; float64(lost) > tolerance*20 {
				t.Errorf("%q: %s is %s, want %s, which is better by %v", x.Words, tok.Form, tok.Deprel, ws.e.labels.Rel[x.Rel[i]], lost)
			}
		}
	}
}

func compareTrigger(t *testing.T, ws *workspace, x *example, head func(string, []float32, int, [][]float32)) {
	e := ws.e
	w := &window{sentence: &text.Sentence{}, from: 0, to: len(x.Words)}
	ws.readTriggers(w, []int{x.RoleAt})
	event := ws.triggers.event
	head("mode", event[e.ofEvent.mode:], 0, x.Mode[x.RoleAt:x.RoleAt+1])
	head("status", event[e.ofEvent.status:], 0, x.Status[x.RoleAt:x.RoleAt+1])
	head("flags", event[e.ofEvent.flags:], 0, x.Flags[x.RoleAt:x.RoleAt+1])
	head("role", ws.triggers.scores, e.rolePad, x.Role[1:])
}

func sentence(words ...string) text.Sentence {
	s, at := text.Sentence{}, 0
	for _, w := range words {
		n := len([]rune(w))
		s.Tokens = append(s.Tokens, text.Token{Form: w, Span: text.Span{Start: at, End: at + n}, Head: text.Root})
		at += n + 1
	}
	return s
}

// engine is the engine of DATELINE_MODEL or the embedded model; without either the test is skipped.
func engine(t testing.TB, opt Options) *Engine {
	e, err := Load(opt)
	if err != nil {
		t.Skip(err)
	}
	return e
}
