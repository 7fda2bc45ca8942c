// Package linear solves linear equations, a few dozen at most, and fits logistic regressions with them: the weights of evidence. What the evidence
// is, others know.
package linear
