package nlp

import (
	"os"
	"testing"

	"dateline/internal/conllu"
	"dateline/text"
)

// What quantisation costs is measured on a treebank: DATELINE_DEV names a CoNLL-U file, DATELINE_FLOAT_MODEL the float32 model file
// of the weights whose int8 file is DATELINE_MODEL's (or the embedded one).
const (
	envDev   = "DATELINE_DEV"
	envFloat = "DATELINE_FLOAT_MODEL"
)

// counts is what an engine gets right, of all words.
type counts struct{ words, upos, feats, lemma, uas, las int }

func (c *counts) add(got, want *text.Token) {
	hit := func(n *int, ok bool) {
		if ok {
			*n++
		}
	}
	c.words++
	hit(&c.upos, got.UPOS == want.UPOS)
	hit(&c.feats, got.Feats == want.Feats)
	hit(&c.lemma, got.Lemma == want.Lemma)
	hit(&c.uas, got.Head == want.Head)
	hit(&c.las, got.Head == want.Head && got.Deprel == want.Deprel)
}

// TestQuantisationLoss wants int8 to lose at most 0.3 points of any figure against float32, with gold words.
func TestQuantisationLoss(t *testing.T) {
	path, float := os.Getenv(envDev), os.Getenv(envFloat)
	if path == "" || float == "" {
		t.Skip(envDev + " and " + envFloat + " are not set")
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	sentences, err := conllu.NewReader(f, path).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	gold, err := conllu.ToDocument(sentences, conllu.Options{})
	if err != nil {
		t.Fatal(err)
	}
	a, int8s := score(t, engine(t, Options{}), gold)
	b, floats := score(t, engine(t, Options{Path: float}), gold)
	for _, x := range []struct {
		name string
		a, b int
	}{{"upos", a.upos, b.upos}, {"feats", a.feats, b.feats}, {"lemma", a.lemma, b.lemma}, {"uas", a.uas, b.uas}, {"las", a.las, b.las}} {
		p, q := 100*float64(x.a)/float64(a.words), 100*float64(x.b)/float64(b.words)
		t.Logf("%-6s int8 %.2f float32 %.2f: %+.2f", x.name, p, q, p-q)
		if p < q-0.3 {
			t.Errorf("%s loses %.2f points", x.name, q-p)
		}
	}
	agreement(t, int8s, floats)
}

func score(t *testing.T, e *Engine, gold *text.Document) (c counts, d *text.Document) {
	d = &text.Document{Article: gold.Article, Runes: gold.Runes}
	for _, s := range gold.Sentences {
		s.Tokens = append([]text.Token{}, s.Tokens...)
		d.Sentences = append(d.Sentences, s)
	}
	process(t, e, d)
	for i := range d.Sentences {
		for k := range d.Sentences[i].Tokens {
			c.add(&d.Sentences[i].Tokens[k], &gold.Sentences[i].Tokens[k])
		}
	}
	return c, d
}

// agreement logs how far the other heads of two readings agree.
func agreement(t *testing.T, a, b *text.Document) {
	entities, same, kinds, words := 0, 0, 0, 0
	triggers, found, status := 0, 0, 0
	for i := range a.Sentences {
		x, y := &a.Sentences[i], &b.Sentences[i]
		in := map[text.Entity]bool{}
		for _, e := range x.Entities {
			in[e] = true
		}
		entities += len(x.Entities) + len(y.Entities)
		for _, e := range y.Entities {
			if in[e] {
				same += 2
			}
		}
		for k := range x.Tokens {
			words++
			if x.Tokens[k].Kind == y.Tokens[k].Kind {
				kinds++
			}
		}
		at := map[int]*text.Trigger{}
		for k := range x.Triggers {
			at[x.Triggers[k].Token] = &x.Triggers[k]
		}
		for k := range y.Triggers {
			g := &y.Triggers[k]
			if g.None > 0.5 {
				continue
			}
			triggers++
			if o := at[g.Token]; o != nil && o.None <= 0.5 && top(o.Types[:], 16) == top(g.Types[:], 16) {
				found++
				if top(o.Status[:], 6) == top(g.Status[:], 6) {
					status++
				}
			}
		}
	}
	t.Logf("int8 and float32 agree: entities F1 %.2f%%, kinds %.2f%%, %d of %d triggers with their type, %d of these in status",
		100*float64(same)/float64(max(entities, 1)), 100*float64(kinds)/float64(max(words, 1)), found, triggers, status)
}
