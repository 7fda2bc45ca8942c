package eval

import "fmt"

// F1 counts what the gold has, what the system gave, and what of it is right.
type F1 struct{ Gold, System, Right int }

// Add adds the counts of another.
func (f *F1) Add(o F1) {
	f.Gold += o.Gold
	f.System += o.System
	f.Right += o.Right
}

// Precision is the share of the system's that is right; 1 when it gave none and there was none.
func (f F1) Precision() float64 { return ratio(f.Right, f.System, f.Gold) }

// Recall is the share of the gold's that was found.
func (f F1) Recall() float64 { return ratio(f.Right, f.Gold, f.System) }

// F1 is the harmonic mean of precision and recall, 0 to 1.
func (f F1) F1() float64 {
	if f.Gold+f.System == 0 {
		return 1
	}
	return 2 * float64(f.Right) / float64(f.Gold+f.System)
}

func ratio(right, of, other int) float64 {
	if of == 0 {
		if other == 0 {
			return 1
		}
		return 0
	}
	return float64(right) / float64(of)
}

// Row is a line of a table: a name, then precision, recall and F1 in percent, and the counts.
func (f F1) Row(name string) string {
	return fmt.Sprintf("%-28s P %6.2f  R %6.2f  F1 %6.2f   (gold %d, system %d, right %d)\n",
		name, 100*f.Precision(), 100*f.Recall(), 100*f.F1(), f.Gold, f.System, f.Right)
}
