package tree

import (
	"math"
	"math/rand/v2"
	"testing"
)

// best tries every assignment of heads.
func best(scores []float32, n int) float64 {
	heads, top := make([]int, n), math.Inf(-1)
	var try func(d int, sum float64)
	try = func(d int, sum float64) {
		if d == n {
			if isTree(heads) && roots(heads) == 1 {
				top = max(top, sum)
			}
			return
		}
		for h := range n {
			if heads[d] = h; h != d {
				try(d+1, sum+float64(scores[d*n+h]))
			}
		}
	}
	try(1, 0)
	return top
}

func total(scores []float32, n int, heads []int) (sum float64) {
	for d := 1; d < n; d++ {
		sum += float64(scores[d*n+heads[d]])
	}
	return sum
}

func TestDecodeIsBestOfAll(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var s Solver
	for range 4000 {
		n := 2 + r.IntN(5)
		scores, heads := make([]float32, n*n), make([]int, n)
		for i := range scores {
			scores[i] = float32(r.NormFloat64() * 3)
			if r.IntN(3) == 0 {
				scores[i] = float32(r.IntN(3))
			}
		}
		s.Decode(scores, n, n, heads)
		if !isTree(heads) || roots(heads) != 1 {
			t.Fatalf("n %d: no tree with one root: %v", n, heads)
		}
		if got, want := total(scores, n, heads), best(scores, n); math.Abs(got-want) > 1e-4 {
			t.Fatalf("n %d: %v scores %v, the best %v\n%v", n, heads, got, want, scores)
		}
	}
}

func TestDecodeSurvivesAnyScores(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	odd := []float32{float32(math.NaN()), float32(math.Inf(1)), float32(math.Inf(-1)), -1e30, 0, 1}
	var s Solver
	for range 2000 {
		n := 1 + r.IntN(40)
		scores, heads := make([]float32, n*n), make([]int, n)
		for i := range scores {
			scores[i] = odd[r.IntN(len(odd))]
		}
		s.Decode(scores, n, n, heads)
		if n > 1 && (!isTree(heads) || roots(heads) != 1) {
			t.Fatalf("n %d: no tree with one root: %v", n, heads)
		}
	}
}

func BenchmarkCycles(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	const n = 128
	scores, heads := make([]float32, n*n), make([]int, n)
	for i := range scores {
		scores[i] = float32(r.NormFloat64())
	}
	var s Solver
	for b.Loop() {
		s.Decode(scores, n, n, heads)
	}
}
