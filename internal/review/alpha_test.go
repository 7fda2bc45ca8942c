package review

import (
	"math"
	"strings"
	"testing"
)

// observed turns a table of observers' values, a row an observer, "." for none, into units.
func observed(rows ...string) [][]string {
	units := make([][]string, len(strings.Fields(rows[0])))
	for _, row := range rows {
		for i, v := range strings.Fields(row) {
			if v != "." {
				units[i] = append(units[i], v)
			}
		}
	}
	return units
}

// TestAlphaIsKrippendorffs: the worked examples of Krippendorff 2011, Computing Krippendorff's Alpha-Reliability: A (two observers, two
// values), B (two observers, several values) and C (four observers, missing values, nominal).
func TestAlphaIsKrippendorffs(t *testing.T) {
	for name, c := range map[string]struct {
		units [][]string
		want  float64
		n     int
	}{
		"A": {observed("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0"), 0.095, 10},
		"B": {observed("a a b b d c c c e d d a", "b a b b b c c c e d d d"), 0.692, 12},
		"C": {observed("1 2 3 3 2 1 4 1 2 . . .", "1 2 3 3 2 2 4 1 2 5 . 3", ". 3 3 3 2 3 4 2 2 5 1 .", "1 2 3 3 2 4 4 1 2 5 1 ."), 0.743, 11},
	} {
		got, n, ok := Alpha(c.units)
		if !ok || n != c.n || math.Abs(got-c.want) > 0.0005 {
			t.Errorf("example %s: alpha %.4f of %d units, %v; the paper has %.3f of %d", name, got, n, ok, c.want, c.n)
		}
	}
}

func TestAlphaWithoutMeasure(t *testing.T) {
	for name, units := range map[string][][]string{"nothing": nil, "one observer": {{"a"}, {"b"}}, "no variation": {{"a", "a"}, {"a", "a"}}} {
		if _, _, ok := Alpha(units); ok {
			t.Errorf("%s has a measure", name)
		}
	}
	if got, _, ok := Alpha([][]string{{"a", "a"}, {"b", "b"}}); !ok || got != 1 {
		t.Errorf("full agreement is %v", got)
	}
}
