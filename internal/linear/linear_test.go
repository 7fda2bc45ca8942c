package linear

import (
	"math"
	"testing"
)

// TestSolve: also where the first pivot is nought.
func TestSolve(t *testing.T) {
	x := Solve([][]float64{{0, 2, 1}, {1, -2, -3}, {-1, 1, 2}}, []float64{-8, 0, 3})
	for i, want := range []float64{-4, -5, 2} {
		if math.Abs(x[i]-want) > 1e-12 {
			t.Errorf("x[%d] = %v, want %v", i, x[i], want)
		}
	}
	if x := Solve([][]float64{{1, 2}, {2, 4}}, []float64{1, 3}); !math.IsInf(x[0], 0) && !math.IsNaN(x[0]) {
		t.Errorf("equations that contradict each other gave %v", x)
	}
}

// TestLogistic: where a clue holds, three of four are right, elsewhere one of four; a fixed weight stays.
func TestLogistic(t *testing.T) {
	var rows [][]float64
	var right []bool
	for i := range 4000 {
		rows, right = append(rows, []float64{1, float64(i % 2)}), append(right, i/2%4 == 0 || i%2 == 1 && i/2%4 != 1)
	}
	w := Logistic(rows, right, Ridge(2, 1), nil)
	for clue, want := range []float64{0.25, 0.75} {
		if p := Probability(w, []float64{1, float64(clue)}); math.Abs(p-want) > 0.003 {
			t.Errorf("with the clue at %d: %.4f, want %.2f", clue, p, want)
		}
	}
	if w := Logistic(rows, right, Ridge(2, 1), map[int]float64{1: 0}); w[1] != 0 || math.Abs(Probability(w, []float64{1, 1})-0.5) > 0.003 {
		t.Errorf("with the clue's weight fixed at nought: %v", w)
	}
}
