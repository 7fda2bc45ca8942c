package linear

import "math"

// Probability is what a logistic regression with some weights makes of clues, of which there must be as many.
func Probability(weights, clues []float64) float64 {
	sum := 0.0
	for k, w := range weights {
		sum += w * clues[k]
	}
	return 1 / (1 + math.Exp(-sum))
}

// steps is how many of Newton's steps Logistic takes.
const steps = 30

// Ridge draws the weights of n clues to 0 by as much each, but for the first, which always holds.
func Ridge(n int, pull float64) []float64 {
	out := make([]float64, n)
	for k := range out {
		out[k] = pull
	}
	out[0] = 1e-6 // keeps the equations solvable
	return out
}

// Logistic fits weights to rows of clues by Newton's steps, each drawn to 0 by its pull. What `fixed` holds stays as it is.
func Logistic(rows [][]float64, right []bool, pulls []float64, fixed map[int]float64) []float64 {
	n := len(pulls)
	w := make([]float64, n)
	for k, v := range fixed {
		w[k] = v
	}
	for range steps {
		slope, curve := make([]float64, n), make([][]float64, n)
		for k := range curve {
			curve[k] = make([]float64, n)
			slope[k], curve[k][k] = -pulls[k]*w[k], pulls[k]
		}
		for i, row := range rows {
			p, hit := Probability(w, row), 0.0
			if right[i] {
				hit = 1
			}
			for k, v := range row {
				if v == 0 {
					continue
				}
				slope[k] += v * (hit - p)
				for l, u := range row {
					curve[k][l] += v * u * p * (1 - p)
				}
			}
		}
		for k := range fixed {
			for l := range curve {
				curve[k][l], curve[l][k] = 0, 0
			}
			slope[k], curve[k][k] = 0, 1
		}
		for k, d := range Solve(curve, slope) {
			w[k] += d
		}
	}
	return w
}
