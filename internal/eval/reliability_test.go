package eval

import (
	"math"
	"strings"
	"testing"
)

func TestReliability(t *testing.T) {
	var r Reliability
	for range 8 {
		r.add(0.95, true)
	}
	r.add(0.95, false)
	r.add(0.95, false)
	r.add(0.5, true)
	r.add(1, true)
	if want := (math.Abs(9.5-8) + 0.5) / 12; math.Abs(r.Error()-want) > 1e-9 {
		t.Errorf("error %v, want %v", r.Error(), want)
	}
	if table := r.Table(); !strings.Contains(table, "0.90 to 0.97   predicted 0.95   right 0.80   (8 of 10)") || !strings.Contains(table, "0.97 to 1.00   predicted 1.00") {
		t.Error(table)
	}
	if (&Reliability{}).Error() != 0 {
		t.Error("nothing is wrong with nothing")
	}
}
