package eval

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

// clustered reads "a b c | d e" as a partition.
func clustered(s string) Partition {
	p := Partition{}
	for i, c := range strings.Split(s, "|") {
		for _, m := range strings.Fields(c) {
			p[m] = fmt.Sprint(i)
		}
	}
	return p
}

// TestCoreferenceByPublishedExamples: the figures are those of the papers, rounded as they print them.
func TestCoreferenceByPublishedExamples(t *testing.T) {
	const luo = "1 2 3 4 5 | 6 7 | 8 9 A B C"
	for _, c := range []struct {
		from, gold, system string
		want               [9]float64 // R, P, F1 of MUC, B3, CEAFe; negative: not printed
	}{
		{"Pradhan and others 2014, table 2", "a b c | d e f g", "a b | c d | f g h i",
			[9]float64{.40, .40, .40, .42, .50, .46, .65, .43, .52}},
		{"Bagga and Baldwin 1998, first response", luo, "1 2 3 4 5 | 6 7 8 9 A B C", [9]float64{1, .90, .947, 1, .76, .865, -1, -1, .733}},
		{"Bagga and Baldwin 1998, second response", luo, "1 2 3 4 5 8 9 A B C | 6 7", [9]float64{1, .90, .947, 1, .58, .737, -1, -1, .667}},
		{"Luo 2005, one cluster", luo, "1 2 3 4 5 6 7 8 9 A B C", [9]float64{-1, -1, .900, -1, -1, .545, -1, -1, .294}},
		{"Luo 2005, singletons", luo, "1|2|3|4|5|6|7|8|9|A|B|C", [9]float64{-1, -1, 0, -1, -1, .400, -1, -1, .178}},
	} {
		r := Coreference(clustered(c.gold), clustered(c.system))
		got := [9]float64{r.MUC.Recall(), r.MUC.Precision(), r.MUC.F1(), r.B3.Recall(), r.B3.Precision(), r.B3.F1(),
			r.CEAFe.Recall(), r.CEAFe.Precision(), r.CEAFe.F1()}
		for i, want := range c.want {
			if want >= 0 && math.Abs(got[i]-want) > 0.0062 {
				t.Errorf("%s: %.4f, want %v", c.from, got, c.want)
				break
			}
		}
	}
}

// TestAlignIsBest: no assignment of small matrices is better, and those aligned in parts are as good as whole ones.
func TestAlignIsBest(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		rows, columns := 1+r.IntN(5), 1+r.IntN(5)
		weights := map[[2]int]float64{}
		for range r.IntN(12) {
			weights[[2]int{r.IntN(rows), r.IntN(columns)}] = float64(1 + r.IntN(9))
		}
		if got, want := align(rows, columns, weights), tryAll(0, rows, columns, weights, map[int]bool{}); got != want {
			t.Fatalf("%v: %v, want %v", weights, got, want)
		}
	}
}

func tryAll(row, rows, columns int, w map[[2]int]float64, used map[int]bool) float64 {
	if row == rows {
		return 0
	}
	best := tryAll(row+1, rows, columns, w, used)
	for c := range columns {
		if !used[c] {
			used[c] = true
			best = max(best, w[[2]int{row, c}]+tryAll(row+1, rows, columns, w, used))
			used[c] = false
		}
	}
	return best
}
