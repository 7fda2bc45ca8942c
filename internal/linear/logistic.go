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

// Logistic fits weights to rows of clues, of which the first always holds, by Newton's steps with a small ridge on all the others. What `fixed` holds
// stays as it is.
func Logistic(rows [][]float64, right []bool, fixed map[int]float64) []float64 {
	n := len(rows[0])
	w := make([]float64, n)
	for k, v := range fixed {
		w[k] = v
	}
	for range 30 {
		slope, curve := make([]float64, n), make([][]float64, n)
		for k := range curve {
			curve[k] = make([]float64, n)
			pull := 1.0
			if k == 0 {
				pull = 1e-6
			}
			slope[k], curve[k][k] = -pull*w[k], pull
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
