package link

import (
	"cmp"
	"hash/fnv"
	"maps"
	"slices"
	"strings"
	"unicode"

	"dateline/internal/store"
)

// shingleWords is how many words in a row are one shingle. window is out of how many shingles in a row one is chosen as fingerprint:
// two texts that share shingleWords+window-1 words in a row share a fingerprint (winnowing: Schleimer, Wilkerson and Aiken, 2003).
const (
	shingleWords = 4
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
	perPrint  = 24 // articles of one fingerprint, the newest
	perSketch = 16 // articles compared word by word
)

// sketch looks which earlier articles a new one is a copy of, and lets later ones find it. It gives how many there are.
func sketch(tx *store.Linking, a *store.Sketched) (copies int) {
	mine := shingles(a.Text)
	prints := fingerprints(mine)
	others := alike(tx, prints)
	theirs := make([]map[uint64]bool, len(others))
	for i, other := range others {
		b := tx.Article(other)
		theirs[i] = set(shingles(b.Text))
	}
	common := furniture(set(mine), theirs)
	own := without(set(mine), common)
	for i, other := range others {
		if likeness := Compare(own, without(theirs[i], common)); likeness.Copy() {
			tx.AddCopy(a.Key, other, likeness.Resemblance, likeness.Containment)
			copies++
		}
	}
	tx.AddSketch(a.Key, len(mine), prints)
	return copies
}

// alike are the articles that share the most fingerprints. What many have counts for less: it is a notice rather than news.
func alike(tx *store.Linking, prints []int64) []int64 {
	shared := map[int64]float64{}
	for _, p := range prints {
		have := tx.Printed(p, perPrint)
		for _, a := range have {
			shared[a] += 1 / float64(len(have))
		}
	}
	order := slices.SortedFunc(maps.Keys(shared), func(a, b int64) int { return cmp.Or(cmp.Compare(shared[b], shared[a]), cmp.Compare(b, a)) })
	return order[:min(len(order), perSketch)]
}

// furniture is what a text has in common with two others that have little else in common with each other: notices and addresses that a
// publisher prints under all it writes, the same background told again.
func furniture(mine map[uint64]bool, others []map[uint64]bool) map[uint64]bool {
	out := map[uint64]bool{}
	for i, a := range others {
		for _, b := range others[:i] {
			if l := Compare(a, b); l.Resemblance >= akin || l.Containment >= akinShare {
				continue
			}
			for h := range a {
				if mine[h] && b[h] {
					out[h] = true
				}
			}
		}
	}
	return out
}

// akin and akinShare are the resemblance and the containment from which on two texts have more in common than furniture.
const (
	akin      = 0.4
	akinShare = 0.6
)

func set(shingles []uint64) map[uint64]bool {
	out := make(map[uint64]bool, len(shingles))
	for _, h := range shingles {
		out[h] = true
	}
	return out
}

func without(shingles, out map[uint64]bool) map[uint64]bool {
	if len(out) == 0 {
		return shingles
	}
	kept := maps.Clone(shingles)
	maps.DeleteFunc(kept, func(h uint64, _ bool) bool { return out[h] })
	return kept
}

// Likeness is how much two texts have in common.
type Likeness struct {
	Resemblance float64 // share of both texts' shingles that is in both (Jaccard)
	Containment float64 // share of the shorter text's shingles that is in the longer
	Shared      int     // shingles in both
}

// Compare holds the shingles of two texts against each other.
func Compare(a, b map[uint64]bool) (l Likeness) {
	if len(a) > len(b) {
		a, b = b, a
	}
	for h := range a {
		if b[h] {
			l.Shared++
		}
	}
	if len(a) > 0 {
		l.Resemblance, l.Containment = float64(l.Shared)/float64(len(a)+len(b)-l.Shared), float64(l.Shared)/float64(len(a))
	}
	return l
}

// Copy reports whether one text is a copy, an update or an excerpt of the other: most of the shorter one is in the longer one, and it
// is more than a phrase or a notice that a publisher prints under all it writes.
func (l Likeness) Copy() bool { return l.Containment >= copyShare && l.Shared >= copyLeast }

// copyShare and copyLeast are measured by `dateline eval copies`.
const (
	copyShare = 0.3
	copyLeast = 14
)
