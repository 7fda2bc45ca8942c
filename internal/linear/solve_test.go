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
