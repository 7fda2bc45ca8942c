package review

import (
	"fmt"
	"math"
)

// Interval is a share of a sample and the bounds between which the share of the whole lies with some confidence.
type Interval struct {
	Share float64 `json:"share"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
}

// Method is how bounds are found.
type Method string

// The methods.
const (
	Wilson         Method = "wilson"          // the score interval (Wilson 1927): right on average
	ClopperPearson Method = "clopper-pearson" // the exact interval (Clopper and Pearson 1934): never too narrow
)

// Bounds gives the interval of right among n at a level such as 0.95. Of nothing all is possible.
func Bounds(right, n int, level float64, m Method) (Interval, error) {
	switch {
	case n < 0 || right < 0 || right > n:
		return Interval{}, fmt.Errorf("%d of %d is no share", right, n)
	case level <= 0 || level >= 1:
		return Interval{}, fmt.Errorf("the level %g is no probability between 0 and 1; 0.95 is usual", level)
	case n == 0:
		return Interval{0, 0, 1}, nil
	}
	switch m {
	case Wilson:
		return wilson(float64(right), float64(n), math.Sqrt2*math.Erfinv(level)), nil
	case ClopperPearson:
		return exact(right, n, (1-level)/2), nil
	}
	return Interval{}, fmt.Errorf("there is no method %q; there are %s and %s", m, Wilson, ClopperPearson)
}

func wilson(k, n, z float64) Interval {
	p, z2 := k/n, z*z
	middle, half := (p+z2/(2*n))/(1+z2/n), z/(1+z2/n)*math.Sqrt(p*(1-p)/n+z2/(4*n*n))
	out := Interval{p, max(0, middle-half), min(1, middle+half)}
	if k == 0 {
		out.Low = 0
	}
	if k == n {
		out.High = 1
	}
	return out
}

// exact finds the shares at which so many right, or more (or less), have just the tail's probability.
func exact(k, n int, tail float64) Interval {
	out := Interval{float64(k) / float64(n), 0, 1}
	if k > 0 {
		out.Low = root(func(p float64) float64 { return 1 - below(k-1, n, p) - tail })
	}
	if k < n {
		out.High = root(func(p float64) float64 { return tail - below(k, n, p) })
	}
	return out
}

// root is where a rising function crosses 0 between 0 and 1.
func root(f func(float64) float64) float64 {
	low, high := 0.0, 1.0
	for range 60 {
		if middle := (low + high) / 2; f(middle) < 0 {
			low = middle
		} else {
			high = middle
		}
	}
	return (low + high) / 2
}

// below is the probability of at most k of n, each with probability p.
func below(k, n int, p float64) float64 {
	sum := 0.0
	all, _ := math.Lgamma(float64(n + 1))
	for i := 0; i <= k; i++ {
		a, _ := math.Lgamma(float64(i + 1))
		b, _ := math.Lgamma(float64(n - i + 1))
		sum += math.Exp(all - a - b + float64(i)*math.Log(p) + float64(n-i)*math.Log1p(-p))
	}
	return min(1, sum)
}
