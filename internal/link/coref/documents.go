package coref

import (
	"math"
	"slices"
	"strings"

	"dateline/text"
)

// corpus knows how rare words are and how near documents.
type corpus struct {
	size    float64
	in      map[string]int // in how many documents a word is
	vectors []vector
}

// vector is a document's words, sorted, and the weight of each.
type vector struct {
	words   []string
	weights []float64
}

// lead is how many sentences at an article's beginning count more, and how much more: they say what it is about. Of once, twice and thrice
// the last found the matters of MEANTIME and of this project's stories best.
const (
	lead     = 4
	leadOnce = 3
)

func newCorpus(docs []*text.Document) *corpus {
	c := &corpus{size: float64(len(docs)), in: map[string]int{}}
	counts := make([]map[string]int, len(docs))
	for i, d := range docs {
		counts[i] = map[string]int{}
		for k := range d.Sentences {
			once := 1
			if k < lead {
				once = leadOnce
			}
			for t := range d.Sentences[k].Tokens {
				if token := &d.Sentences[k].Tokens[t]; content(token) && len(lemma(token)) > 2 {
					counts[i][lemma(token)] += once
				}
			}
		}
		for w := range counts[i] {
			c.in[w]++
		}
	}
	for _, words := range counts {
		c.vectors = append(c.vectors, c.weigh(words))
	}
	return c
}

// weigh makes a vector of length 1 of a document's words by tf-idf. Words of one document only tie it to none.
func (c *corpus) weigh(words map[string]int) (v vector) {
	sum := 0.0
	for _, w := range sorted(words) {
		if c.in[w] > 1 {
			weight := (1 + math.Log(float64(words[w]))) * c.rarity(w)
			v.words, v.weights, sum = append(v.words, w), append(v.weights, weight), sum+weight*weight
		}
	}
	for i := range v.weights {
		v.weights[i] /= math.Sqrt(sum)
	}
	return v
}

func (c *corpus) rarity(w string) float64 { return math.Log(c.size / float64(max(1, c.in[w]))) }

// rareness is how rare a word is, 0 for one of all documents to 1 for one of a single document.
func (c *corpus) rareness(w string) float64 {
	if c.size < 2 {
		return 0
	}
	return c.rarity(w) / math.Log(c.size)
}

// near is the cosine of two documents.
func (c *corpus) near(i, j int) (sum float64) {
	a, b := c.vectors[i], c.vectors[j]
	for x, y := 0, 0; x < len(a.words) && y < len(b.words); {
		switch strings.Compare(a.words[x], b.words[y]) {
		case 0:
			sum += a.weights[x] * b.weights[y]
			x++
			y++
		case -1:
			x++
		default:
			y++
		}
	}
	return sum
}

// alike is the cosine of two sets of words, rare ones counting more.
func (c *corpus) alike(a, b map[string]bool) float64 {
	shared := 0.0
	for _, w := range sorted(a) {
		if b[w] {
			shared += c.rarity(w) * c.rarity(w)
		}
	}
	if shared == 0 {
		return 0
	}
	return shared / math.Sqrt(c.norm(a)*c.norm(b))
}

func (c *corpus) norm(set map[string]bool) (sum float64) {
	for _, w := range sorted(set) {
		sum += c.rarity(w) * c.rarity(w)
	}
	return sum
}

func sorted[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
