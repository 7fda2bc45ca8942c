package coref

import (
	"fmt"
	"strings"

	"dateline/internal/linear"
)

// ridge is how strongly Fit draws weights to 0.
const ridge = 3

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
	rows, pulls := make([][]float64, len(all)), make([]float64, kinds)
	for i := range all {
		rows[i] = all[i][:]
	}
	for k, v := range spread(all) {
		pulls[k] = 1e-6 // keeps what the data does not tell solvable
		if k != always {
			pulls[k] += ridge * v
		}
	}
	return Weights(linear.Logistic(rows, gold, pulls, nil))
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

// String lists the weights by name.
func (w Weights) String() string {
	var out []string
	for k, name := range [kinds]string{"always", "sameWord", "lightWord", "rareWord", "kindred", "surroundings", "apart", "nearTexts", "oneText", "oneSentence"} {
		out = append(out, fmt.Sprintf("%s %.1f", name, w[k]))
	}
	return strings.Join(out, ", ")
}
