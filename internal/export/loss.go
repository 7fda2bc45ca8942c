package export

import (
	"maps"
	"slices"
)

// Loss counts what a format could not hold, by reason.
type Loss struct {
	out  map[string]int // whole records left out
	less map[string]int // records that hold less than the store
}

// NewLoss counts nothing yet.
func NewLoss() *Loss { return &Loss{map[string]int{}, map[string]int{}} }

// Leave notes that a whole record is left out.
func (l *Loss) Leave(why string) { l.out[why]++ }

// Lose notes that a record is written with less than the store has of it.
func (l *Loss) Lose(what string) { l.less[what]++ }

// LoseIf notes it when there is something to lose.
func (l *Loss) LoseIf(is bool, what string) {
	if is {
		l.Lose(what)
	}
}

// Left is how many records were left out.
func (l *Loss) Left() (n int) {
	for _, k := range l.out {
		n += k
	}
	return n
}

// LossCount is one reason and how often it held.
type LossCount struct {
	Why   string `json:"why"`
	Count int    `json:"count"`
	Out   bool   `json:"left_out"` // whole records; else parts of them
}

// Counts lists the reasons, left-out records first, in alphabetical order.
func (l *Loss) Counts() []LossCount {
	var out []LossCount
	for _, part := range []struct {
		counts map[string]int
		out    bool
	}{{l.out, true}, {l.less, false}} {
		for _, why := range slices.Sorted(maps.Keys(part.counts)) {
			out = append(out, LossCount{why, part.counts[why], part.out})
		}
	}
	return out
}
