package review

import "math"

// Alpha is Krippendorff's alpha of nominal values: 1 is full agreement, 0 what chance gives (Krippendorff 2011, Computing
// Krippendorff's Alpha-Reliability, section B). Each unit has the values that its observers gave; one with fewer than two says nothing.
// ok is false where nothing varies or nothing was observed twice: then agreement has no measure.
func Alpha(units [][]string) (alpha float64, pairable int, ok bool) {
	totals, n, observed := map[string]float64{}, 0.0, 0.0
	for _, values := range units {
		if len(values) < 2 {
			continue
		}
		pairable++
		counts := map[string]float64{}
		for _, v := range values {
			counts[v]++
			totals[v]++
		}
		m := float64(len(values))
		n += m
		for _, c := range counts {
			observed += c * (m - c) / (m - 1)
		}
	}
	expected := n * n
	for _, c := range totals {
		expected -= c * c
	}
	if n < 2 || expected == 0 {
		return math.NaN(), pairable, false
	}
	return 1 - (n-1)*observed/expected, pairable, true
}
