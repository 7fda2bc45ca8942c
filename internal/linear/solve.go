package linear

import "math"

// Solve gives x with a·x = b by elimination, the greatest pivot first. It works in a and b, which are worth nothing afterwards; where no single
// x solves the equations, what it gives is not finite.
func Solve(a [][]float64, b []float64) []float64 {
	for i := range a {
		best := i
		for j := i; j < len(a); j++ {
			if math.Abs(a[j][i]) > math.Abs(a[best][i]) {
				best = j
			}
		}
		a[i], a[best], b[i], b[best] = a[best], a[i], b[best], b[i]
		for j := range a {
			if j == i {
				continue
			}
			f := a[j][i] / a[i][i]
			for k := range a[j] {
				a[j][k] -= f * a[i][k]
			}
			b[j] -= f * b[i]
		}
	}
	for i := range b {
		b[i] /= a[i][i]
	}
	return b
}
