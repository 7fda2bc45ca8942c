package eval

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// CopiesReport is how well copies are told from articles that are none.
type CopiesReport struct {
	Articles int
	Pairs    F1            // pairs of articles that are copies of one text, by any number of steps
	By       map[string]F1 // by edit: its copies, and whether they were put with what they were made of. Precision is not counted by edit
	Wrong    []string      // pairs put together that are none, and copies that were missed
}

// Copies scores groups of articles against what they were made of: group i is the number of the group of article i.
func Copies(w *Wire, group []int, keep int) *CopiesReport {
	r := &CopiesReport{Articles: len(w.Articles), By: map[string]F1{}}
	members, original := map[int][]int{}, map[int]int{}
	for i, g := range group {
		members[g] = append(members[g], i)
		if w.Edits[i] == "" {
			original[w.Of[i]] = i
		}
	}
	r.pairs(w, members, keep)
	for i, edits := range w.Edits {
		if edits == "" {
			continue
		}
		found := group[i] == group[original[w.Of[i]]]
		if !found && len(r.Wrong) < keep {
			r.Wrong = append(r.Wrong, fmt.Sprintf("missed: %s (%s)", w.Articles[i].ID, edits))
		}
		for _, e := range strings.Split(edits, "+") {
			f := r.By[e]
			if f.Gold++; found {
				f.Right++
			}
			r.By[e] = f
		}
	}
	return r
}

func (r *CopiesReport) pairs(w *Wire, members map[int][]int, keep int) {
	gold := map[int]int{}
	for _, of := range w.Of {
		gold[of]++
	}
	for _, n := range gold {
		r.Pairs.Gold += n * (n - 1) / 2
	}
	for _, g := range slices.Sorted(maps.Keys(members)) {
		for k, i := range members[g] {
			for _, j := range members[g][:k] {
				r.Pairs.System++
				if w.Of[i] == w.Of[j] {
					r.Pairs.Right++
				} else if len(r.Wrong) < keep {
					r.Wrong = append(r.Wrong, fmt.Sprintf("wrong: %s and %s", w.Articles[i].ID, w.Articles[j].ID))
				}
			}
		}
	}
}

// Table is the report as lines of text.
func (r *CopiesReport) Table() string {
	out := fmt.Sprintf("articles %d\n", r.Articles) + r.Pairs.Row("pairs")
	for _, e := range slices.Sorted(maps.Keys(r.By)) {
		f := r.By[e]
		out += fmt.Sprintf("  %-26s recall %6.2f   (%d of %d)\n", e, 100*f.Recall(), f.Right, f.Gold)
	}
	return out
}
