package coref

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"dateline/text"
)

// parsed reads sentences of words written form/lemma/class/head/relation, heads counted from 1, a line a sentence.
func parsed(s string) *text.Document {
	d := text.NewDocument(text.Article{Text: s})
	for _, line := range strings.Split(strings.TrimSpace(s), "\n") {
		var sentence text.Sentence
		for _, w := range strings.Fields(line) {
			f := strings.Split(w, "/")
			sentence.Tokens = append(sentence.Tokens, text.Token{Form: f[0], Lemma: f[1], UPOS: f[2], Head: strings.Index("0123456789", f[3]) - 1, Deprel: f[4]})
		}
		d.Sentences = append(d.Sentences, sentence)
	}
	return d
}

const (
	harbour  = "Rebels/rebel/NOUN/2/nsubj attacked/attack/VERB/0/root Port/port/PROPN/2/obj Amaro/Amaro/PROPN/3/flat with/with/ADP/6/case rockets/rocket/NOUN/2/obl\n"
	assault  = "Rebels/rebel/NOUN/2/nsubj assaulted/assault/VERB/0/root Port/port/PROPN/2/obj Amaro/Amaro/PROPN/3/flat with/with/ADP/6/case rockets/rocket/NOUN/2/obl\n"
	minister = "Minister/minister/NOUN/2/nsubj opened/open/VERB/0/root the/the/DET/4/det school/school/NOUN/2/obj\n"
)

// vectors give attack and assault one direction and all else another.
func vectors(word string) []float32 {
	switch word {
	case "attack":
		return []float32{1, 0.1, 0}
	case "assault":
		return []float32{1, 0, 0}
	}
	return []float32{0, 1, float32(len(word))}
}

// TestResolve: other words for one happening are put together by what they mean and who takes part, another happening is not, and
// documents of other matters are not held against each other.
func TestResolve(t *testing.T) {
	at := func(d *text.Document) Document { return Document{d, []Mention{{0, 1, 1}}} }
	docs := []Document{at(parsed(harbour)), at(parsed(assault)), at(parsed(minister)), at(parsed(harbour))}
	n := Resolve(docs, Topics{0, 0, 0, 1}, vectors, Fitted)
	if n[0][0] != n[1][0] || n[0][0] == n[2][0] || n[0][0] == n[3][0] {
		t.Errorf("%v", n)
	}
	same := SameLemma(docs, Topics{0, 0, 0, 0})
	if same[0][0] != same[3][0] || same[0][0] == same[1][0] {
		t.Errorf("same lemma: %v", same)
	}
}

func TestFindTopics(t *testing.T) {
	docs := []*text.Document{parsed(harbour), parsed(minister), parsed(assault), parsed(minister)}
	if got := FindTopics(docs); !slices.Equal(got, Topics{0, 1, 0, 1}) {
		t.Errorf("%v", got)
	}
}

// TestCluster: things are together when they are alike at all, and the order in which they come does not matter.
func TestCluster(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		kinds := rapid.SliceOfN(rapid.IntRange(0, 4), 1, 12).Draw(r, "kinds")
		got := cluster(len(kinds), func(i, j int) float64 {
			if kinds[i] == kinds[j] {
				return 0.9
			}
			return 0.1
		}, 0.5)
		for i := range kinds {
			for j := range i {
				if (kinds[i] == kinds[j]) != (got[i] == got[j]) {
					r.Fatalf("%v: %v", kinds, got)
				}
			}
		}
	})
}

// TestFit: what always goes with the gold is weighed up, what never does down, and the weights put the pairs in order.
func TestFit(t *testing.T) {
	at := func(s string) Document { return Document{parsed(s), []Mention{{0, 1, 1}}} }
	docs := []Document{at(harbour), at(harbour), at(assault), at(minister), at(minister)}
	gold := []int{0, 0, 0, 1, 1}
	w := Fit(docs, Topics{0, 0, 0, 0, 0}, vectors, func(x, _, y, _ int) bool { return gold[x] == gold[y] })
	if w[sameWord] <= 0 || w[surroundings] <= 0 || w[apart] >= 0 {
		t.Errorf("%v", w)
	}
	n := Resolve(docs, Topics{0, 0, 0, 0, 0}, vectors, w)
	if n[0][0] != n[2][0] || n[3][0] != n[4][0] || n[0][0] == n[3][0] {
		t.Errorf("%v by %v", n, w)
	}
}
