package eval

import (
	"fmt"
	"math"
	"strings"
)

// reliabilityBins are the upper bounds of the bins of confidence, the last above 1.
var reliabilityBins = [...]float64{0.4, 0.6, 0.8, 0.9, 0.97, 1.01}

// Reliability holds predicted confidence against what came true: in each bin of confidence how many records there are, the sum of
// their confidences, and how many have a gold mention of their type. Repeats that gold leaves out are in none.
type Reliability struct {
	N, Right [len(reliabilityBins)]int
	Sum      [len(reliabilityBins)]float64
}

func (r *Reliability) add(confidence float64, right bool) {
	for k, bound := range reliabilityBins {
		if confidence < bound {
			r.N[k]++
			r.Sum[k] += confidence
			if right {
				r.Right[k]++
			}
			return
		}
	}
}

// Error is the expected calibration error: the mean distance, over records, of a bin's mean confidence from its share of right ones
// (Naeini et al. 2015).
func (r *Reliability) Error() float64 {
	distance, n := 0.0, 0
	for k := range r.N {
		distance += math.Abs(r.Sum[k] - float64(r.Right[k]))
		n += r.N[k]
	}
	if n == 0 {
		return 0
	}
	return distance / float64(n)
}

// Table is a line a bin, and the error.
func (r *Reliability) Table() string {
	var out strings.Builder
	fmt.Fprintf(&out, "reliability: confidence against right type, expected calibration error %.3f\n", r.Error())
	low := 0.0
	for k, bound := range reliabilityBins {
		if n := r.N[k]; n > 0 {
			fmt.Fprintf(&out, "%.2f to %.2f   predicted %.2f   right %.2f   (%d of %d)\n", low, math.Min(bound, 1), r.Sum[k]/float64(n),
				float64(r.Right[k])/float64(n), r.Right[k], n)
		}
		low = bound
	}
	return out.String()
}
