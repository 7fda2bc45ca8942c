package coref

import (
	"fmt"
	"strings"

	"dateline/internal/linear"
)

// How Fit goes on: how strongly it draws weights to 0, and how many steps of Newton's it takes.
const (
	ridge = 3
	steps = 30
)

// Fit finds the weights under which the pairs of mentions of one matter are likeliest what the gold says: by logistic regression, each
// kind of evidence on its own scale, all but what always holds drawn to 0. Same says whether two mentions, by document and place in it,
// name one happening.
func Fit(docs []Document, topics Topics, vector Vector, same func(docA, a, docB, b int) bool) Weights {
	var all []evidence
	var gold []bool
	r := newResolver(docs, topics, vector)
	for _, mentions := range r.topics {
		for i, a := range mentions {
			for _, b := range mentions[:i] {
				all, gold = append(all, r.compare(a, b)), append(gold, same(a.doc, a.at, b.doc, b.at))
			}
		}
	}
	var w Weights
	variance := spread(all)
	for range steps {
		w.newton(all, gold, variance)
	}
	return w
}

// spread is the variance of each kind of evidence.
func spread(all []evidence) (out evidence) {
	for k := range out {
		sum, squares := 0.0, 0.0
		for i := range all {
			sum += all[i][k]
			squares += all[i][k] * all[i][k]
		}
		mean := sum / float64(max(1, len(all)))
		out[k] = squares/float64(max(1, len(all))) - mean*mean
	}
	return out
}

// newton is a step towards the likeliest weights.
func (w *Weights) newton(all []evidence, gold []bool, variance evidence) {
	slope, curve := make([]float64, kinds), make([][]float64, kinds)
	for k := range w {
		curve[k] = make([]float64, kinds)
		pull := 1e-6 // keeps what the data does not tell solvable
		if k != always {
			pull += ridge * variance[k]
		}
		slope[k], curve[k][k] = -pull*w[k], pull
	}
	for i := range all {
		p := w.like(all[i])
		for k, x := range all[i] {
			if x == 0 {
				continue
			}
			slope[k] += x * (truth(gold[i]) - p)
			for l, y := range all[i] {
				curve[k][l] += x * y * p * (1 - p)
			}
		}
	}
	for k, d := range linear.Solve(curve, slope) {
		w[k] += d
	}
}

// String lists the weights by name.
func (w Weights) String() string {
	var out []string
	for k, name := range [kinds]string{"always", "sameWord", "lightWord", "rareWord", "kindred", "surroundings", "apart", "nearTexts", "oneText", "oneSentence"} {
		out = append(out, fmt.Sprintf("%s %.1f", name, w[k]))
	}
	return strings.Join(out, ", ")
}
