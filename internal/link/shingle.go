package link

import (
	"hash/fnv"
	"slices"
	"strings"
	"unicode"

	"dateline/internal/store"
)

// shingleWords is how many words in a row are one shingle. window is out of how many shingles in a row one is chosen as fingerprint:
// two texts that share shingleWords+window-1 words in a row share a fingerprint (winnowing: Schleimer, Wilkerson and Aiken, 2003).
const (
	shingleWords = 5
	window       = 12
)

// shingles are the hashes of a text's runs of words, in their order. Case, signs and spacing do not count.
func shingles(text string) []uint64 {
	words := wordsOf(text)
	hashes := make([]uint64, len(words))
	for i, w := range words {
		h := fnv.New64a()
		_, _ = h.Write([]byte(w))
		hashes[i] = h.Sum64()
	}
	if len(hashes) < shingleWords {
		return nil
	}
	out := make([]uint64, 0, len(hashes)-shingleWords+1)
	for i := 0; i+shingleWords <= len(hashes); i++ {
		var h uint64
		for _, w := range hashes[i : i+shingleWords] {
			h = mix(h ^ w)
		}
		out = append(out, h)
	}
	return out
}

// wordsOf are a text's words in lower case.
func wordsOf(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// fingerprints are the shingles by which a text is found: the smallest of each window.
func fingerprints(shingles []uint64) []int64 {
	var out []int64
	for i := 0; i == 0 || i+window <= len(shingles); i++ {
		if part := shingles[i:min(i+window, len(shingles))]; len(part) > 0 {
			if p := int64(slices.Min(part) >> 1); !slices.Contains(out[max(0, len(out)-window):], p) {
				out = append(out, p)
			}
		}
	}
	return out
}

// Bounds on the look for copies.
const (
	perPrint  = 24 // articles of one fingerprint, the newest; one that more have is common phrase
	perSketch = 12 // articles compared word by word, those that share the most fingerprints
)

// sketch looks which earlier articles a new one is a copy of, and lets later ones find it. It gives how many there are.
func sketch(tx *store.Linking, a *store.Sketched) (copies int) {
	mine := shingles(a.Text)
	prints := fingerprints(mine)
	for _, other := range alike(tx, prints) {
		b := tx.Article(other)
		if likeness := Compare(mine, shingles(b.Text)); likeness.Copy() {
			tx.AddCopy(a.Key, b.Key, likeness.Resemblance, likeness.Containment)
			copies++
		}
	}
	tx.AddSketch(a.Key, len(mine), prints)
	return copies
}

// alike are the articles that share the most fingerprints.
func alike(tx *store.Linking, prints []int64) []int64 {
	shared := map[int64]int{}
	for _, p := range prints {
		for _, a := range tx.Printed(p, perPrint) {
			shared[a]++
		}
	}
	out := make([]int64, 0, len(shared))
	for a := range shared {
		out = append(out, a)
	}
	slices.SortFunc(out, func(a, b int64) int {
		if shared[a] != shared[b] {
			return shared[b] - shared[a]
		}
		return int(b - a)
	})
	return out[:min(len(out), perSketch)]
}

// Likeness is how much two texts have in common.
type Likeness struct {
	Resemblance float64 // share of both texts' shingles that is in both (Jaccard)
	Containment float64 // share of the shorter text's shingles that is in the longer
	Shared      int     // shingles in both
}

// Compare holds the shingles of two texts against each other.
func Compare(a, b []uint64) (l Likeness) {
	in := make(map[uint64]bool, len(a))
	for _, h := range a {
		in[h] = true
	}
	both := map[uint64]bool{}
	union := len(in)
	for _, h := range b {
		if seen, inA := both[h], in[h]; !seen && inA {
			l.Shared++
		} else if !seen {
			union++
		}
		both[h] = true
	}
	if union > 0 && len(in) > 0 && len(both) > 0 {
		l.Resemblance, l.Containment = float64(l.Shared)/float64(union), float64(l.Shared)/float64(min(len(in), len(both)))
	}
	return l
}

// Copy reports whether one text is a copy, an update or an excerpt of the other: most of the shorter one is in the longer one, and it
// is more than a phrase or a notice that a publisher prints under all it writes.
func (l Likeness) Copy() bool { return l.Containment >= copyShare && l.Shared >= copyLeast }

// copyShare and copyLeast are measured by `dateline eval copies`.
const (
	copyShare = 0.4
	copyLeast = 20
)
