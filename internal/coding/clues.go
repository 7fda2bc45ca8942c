package coding

import "math"

// clues are what speaks for or against a choice, in the order of the weights they meet; clue 0 always holds.
type clues []float64

// is is a clue that holds or does not.
func is(holds bool) float64 {
	if holds {
		return 1
	}
	return 0
}

// weight is how much a clue adds to the log odds of a choice. The weights are logistic regressions', fitted by TestFit.
type weight struct {
	clue  string
	value float64
}

// probability is that of a choice of which the clues hold.
func probability(weights []weight, of clues) float64 {
	sum := 0.0
	for k, w := range weights {
		sum += w.value * of[k]
	}
	return 1 / (1 + math.Exp(-sum))
}

// odds is the logarithm of a belief's odds, the belief kept off 0 and 1.
func odds(belief float64) float64 {
	p := min(max(belief, 0.003), 0.997)
	return math.Log(p / (1 - p))
}

// choice is something that a mention may have, and the clues that speak for it.
type choice[T any] struct {
	value T
	clues clues
}

// likeliest is the choice of the greatest probability, the first of equals; the probability of none is 0.
func likeliest[T any](choices []choice[T], weights []weight) (best T, p float64) {
	for _, c := range choices {
		if x := probability(weights, c.clues); x > p {
			best, p = c.value, x
		}
	}
	return best, p
}
