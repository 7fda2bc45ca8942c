package review

import (
	"math"
	"testing"
)

// TestBoundsAreNewcombes: the worked examples of Newcombe 1998, Two-sided confidence intervals for the single proportion, table I.
func TestBoundsAreNewcombes(t *testing.T) {
	for _, c := range []struct {
		right, n  int
		method    Method
		low, high float64
	}{
		{81, 263, Wilson, 0.2553, 0.3662}, {15, 148, Wilson, 0.0624, 0.1605}, {0, 20, Wilson, 0, 0.1611}, {1, 29, Wilson, 0.0061, 0.1718},
		{81, 263, ClopperPearson, 0.2527, 0.3676}, {15, 148, ClopperPearson, 0.0578, 0.1617}, {0, 20, ClopperPearson, 0, 0.1684}, {1, 29, ClopperPearson, 0.0009, 0.1776},
	} {
		got, err := Bounds(c.right, c.n, 0.95, c.method)
		if err != nil || math.Abs(got.Low-c.low) > 0.00005 || math.Abs(got.High-c.high) > 0.00005 {
			t.Errorf("%d of %d by %s: %.4f to %.4f, %v; the paper has %.4f to %.4f", c.right, c.n, c.method, got.Low, got.High, err, c.low, c.high)
		}
	}
}

func TestBoundsAtTheEdges(t *testing.T) {
	for _, m := range []Method{Wilson, ClopperPearson} {
		if got, err := Bounds(0, 0, 0.95, m); err != nil || got != (Interval{0, 0, 1}) {
			t.Errorf("of nothing: %+v, %v", got, err)
		}
		if got, err := Bounds(7, 7, 0.95, m); err != nil || got.High != 1 || got.Low >= 1 || got.Share != 1 {
			t.Errorf("all of 7: %+v, %v", got, err)
		}
		narrow, _ := Bounds(50, 100, 0.9, m)
		wide, _ := Bounds(50, 100, 0.99, m)
		if wide.Low >= narrow.Low || wide.High <= narrow.High {
			t.Errorf("more confidence is not wider: %+v, %+v", narrow, wide)
		}
	}
	for _, c := range []struct {
		right, n int
		level    float64
		method   Method
	}{{3, 2, 0.95, Wilson}, {-1, 2, 0.95, Wilson}, {1, 2, 1, Wilson}, {1, 2, 0, Wilson}, {1, 2, 0.95, "wald"}} {
		if _, err := Bounds(c.right, c.n, c.level, c.method); err == nil {
			t.Errorf("%+v was not refused", c)
		}
	}
}
