// Package linear solves linear equations, a few dozen at most: the steps of the fits that weigh evidence. It fits nothing itself.
package linear
