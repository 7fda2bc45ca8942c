package nlp

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"dateline/internal/nlp/model"
	"dateline/internal/nlp/wordpiece"
	"dateline/plover"
)

// smallModel is a model file of random weights, of the architecture of docs/model-format.md but small.
func smallModel(t testing.TB, quantised bool) *model.File { return modelOf(t, quantised, smallShape) }

var smallShape = model.Config{Layers: 2, D: 64, Heads: 4, FFN: 128, A: 32, R: 16, Q: 16}

// modelOf is the same with other numbers of layers and other widths.
func modelOf(t testing.TB, quantised bool, shape model.Config) *model.File {
	r := rand.New(rand.NewPCG(11, 12))
	w := &model.Writer{}
	h := &w.Header
	h.Name, h.Version = "random", "0"
	pieces := []string{"[PAD]", "[UNK]", "[CLS]", "[SEP]"}
	for c := '!'; c <= '~'; c++ {
		if c < 'A' || c > 'Z' {
			pieces = append(pieces, string(c), "##"+string(c))
		}
	}
	pieces = append(pieces, "the", "buses", "fighters", "said", "killed", "##ed", "##s")
	c := &h.Config
	*c = shape
	c.Vocab, c.Positions = len(pieces), 256
	l := &h.Labels
	l.UPOS = strings.Fields("NOUN VERB PUNCT X")
	l.Feats = strings.Fields("_ Number=Sing Tense=Past")
	l.Lemma = strings.Fields("l:0:0: k:0:0: l:0:1: =be l:0:2:e")
	l.NER = strings.Fields("O B-PER I-PER B-ORG I-ORG B-LOC I-LOC")
	l.Sem, l.Rel = strings.Fields("none person place"), strings.Fields("punct nsubj root obj obl")
	l.Trigger = append([]string{"none"}, plover.Types[:]...)
	l.Mode = strings.Fields("ASSAULT.aerial PROTEST.riot")
	l.Status = strings.Fields("actual planned demanded threatened possible denied")
	l.Flags, l.Role = strings.Fields("historical negated"), strings.Fields("actor recipient source place date")
	w.Vocabulary(pieces)
	values := func(size float64, n int) []float32 {
		x := make([]float32, n)
		for i := range x {
			x[i] = float32(r.NormFloat64() * size)
		}
		return x
	}
	matrix := func(name string, n, k int, i8 bool) {
		if v := values(1.5/math.Sqrt(float64(k)), n*k); i8 && quantised {
			w.Int8s(name, v, n, k)
		} else {
			w.Floats(name, v, n, k)
		}
	}
	vector := func(name string, n int, about float64) {
		v := values(0.1, n)
		for i := range v {
			v[i] += float32(about)
		}
		w.Floats(name, v, n)
	}
	head := func(name string, n int, i8 bool) {
		matrix(name+".w", n, c.D, i8)
		vector(name+".b", n, 0)
	}
	matrix("embed.word", c.Vocab, c.D, true)
	matrix("embed.position", c.Positions, c.D, true)
	matrix("embed.shape", wordpiece.Shapes, c.D, true)
	vector("embed.norm.g", c.D, 1)
	vector("embed.norm.b", c.D, 0)
	for i := range c.Layers {
		at := fmt.Sprintf("layer.%d.", i)
		for _, name := range strings.Fields("q k v o") {
			head(at+name, c.D, true)
		}
		head(at+"up", c.FFN, true)
		matrix(at+"down.w", c.D, c.FFN, true)
		vector(at+"down.b", c.D, 0)
		for _, name := range strings.Fields("norm1 norm2") {
			vector(at+name+".g", c.D, 1)
			vector(at+name+".b", c.D, 0)
		}
	}
	for i, name := range strings.Fields("upos ner sem trigger mode status flags fact") {
		head(name, []int{4, 7, 3, 17, 2, 6, 2, 1}[i], false)
	}
	head("feats", 3, true)
	head("lemma", 5, true)
	for i, name := range strings.Fields("arc.dh rel.dh role.ta") {
		n := []int{c.A, c.R, c.Q}[i]
		name, ends, _ := strings.Cut(name, ".")
		for _, end := range ends {
			matrix(name+".w"+string(end), n, c.D, true)
			vector(name+".b"+string(end), n, 0)
		}
	}
	w.Floats("arc.u", values(0.3, (c.A+1)*c.A), c.A+1, c.A)
	w.Floats("rel.u", values(0.3, 5*(c.R+1)*(c.R+1)), 5, c.R+1, c.R+1)
	w.Floats("role.u", values(0.3, 5*(c.Q+1)*(c.Q+1)), 5, c.Q+1, c.Q+1)
	raw, err := w.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	f, err := model.Parse(raw)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func smallEngine(t testing.TB, opt Options) *Engine {
	e, err := FromFile(smallModel(t, true), opt)
	if err != nil {
		t.Fatal(err)
	}
	return e
}
