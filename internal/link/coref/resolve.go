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

// How near two documents must be to be of one matter, and how likely two mentions must name one happening. Both were chosen by what they
// score on MEANTIME, each of its topics with weights fitted to the other, and on this project's own stories, both counting the same; on the
// look-alike happenings the second is best too.
const (
	sameMatter    = 0.2
	sameHappening = 0.2
)

// FindTopics groups documents by their words.
func FindTopics(docs []*text.Document) Topics {
	c := newCorpus(docs)
	return cluster(len(docs), c.near, sameMatter)
}

// Resolve says which mentions name the same happening: for each document and mention a number. Only documents of one matter are held
// against each other.
func Resolve(docs []Document, topics Topics, vector Vector, weights Weights) [][]int {
	r := newResolver(docs, topics, vector)
	out := make([][]int, len(docs))
	for i, d := range docs {
		out[i] = make([]int, len(d.Mentions))
	}
	next := 0
	for _, mentions := range r.topics {
		numbers := cluster(len(mentions), func(i, j int) float64 { return weights.like(r.compare(mentions[i], mentions[j])) }, sameHappening)
		for i, m := range mentions {
			out[m.doc][m.at] = next + numbers[i]
		}
		next += len(mentions)
	}
	return out
}

type resolver struct {
	corpus  *corpus
	topics  [][]*mention         // the mentions of each
	vectors map[string][]float64 // of length 1, the mean of all words taken off: it is in all and says nothing
}

func newResolver(docs []Document, topics Topics, vector Vector) *resolver {
	r := &resolver{vectors: map[string][]float64{}, topics: make([][]*mention, slices.Max(append([]int{0}, topics...))+1)}
	all := make([]*text.Document, len(docs))
	for i, d := range docs {
		all[i] = d.Doc
		for k, m := range d.Mentions {
			m := read(i, d.Doc, m)
			m.at = k
			r.topics[topics[i]] = append(r.topics[topics[i]], m)
		}
	}
	r.corpus = newCorpus(all)
	r.learn(vector)
	return r
}

// learn gets the vectors of the mentions' words.
func (r *resolver) learn(vector Vector) {
	for _, mentions := range r.topics {
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
