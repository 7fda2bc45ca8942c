package gazetteer

import (
	"hash/fnv"
	"strings"
)

// articles stand before Arabic names, in the spellings that news and maps use; the sun letters change them.
var articles = map[string]bool{"al": true, "el": true, "ad": true, "ed": true, "ar": true, "er": true, "as": true, "es": true,
	"ash": true, "esh": true, "ech": true, "an": true, "en": true, "at": true, "et": true, "ath": true, "eth": true, "az": true,
	"ez": true, "ul": true, "ol": true, "adh": true, "edh": true}

// IsArticle reports whether a word in lower case is the article of Arabic names.
func IsArticle(word string) bool { return articles[word] }

var digraphs = strings.NewReplacer("tch", "s", "sch", "s", "kh", "k", "gh", "g", "dj", "j", "dh", "d", "th", "t", "sh", "s", "ch", "s",
	"zh", "j", "ts", "s", "ph", "f", "ck", "k", "q", "k", "c", "k", "x", "ks", "ou", "u", "oo", "u", "ee", "i", "ei", "i", "ai", "i", "ay", "i",
	"ey", "i", "aa", "a", "ii", "i", "uu", "u", "iy", "i", "iyy", "i")

// Loose takes from a folded name what transliterations differ in: articles, digraphs, doubled letters, the shade of vowels,
// a final h. Names are alike when their loose forms are.
func Loose(folded string) string {
	var b strings.Builder
	for w := range strings.SplitSeq(folded, " ") {
		if articles[w] && len(w) < len(folded) {
			continue
		}
		looseWord(&b, digraphs.Replace(w))
	}
	return b.String()
}

func looseWord(b *strings.Builder, w string) {
	w = strings.TrimSuffix(w, "h")
	var last byte
	for i := 0; i < len(w); i++ {
		c := w[i]
		switch c {
		case 'o', 'w':
			c = 'u'
		case 'e', 'y':
			c = 'i'
		}
		if c != last {
			b.WriteByte(c)
		}
		last = c
	}
}

// skeleton is the consonants of a loose form; names with fewer than three are too alike to be told by them.
func skeleton(loose string) string {
	s := strings.Map(func(r rune) rune {
		if strings.ContainsRune("aeiouh", r) {
			return -1
		}
		return r
	}, loose)
	if len(s) < 3 {
		return ""
	}
	return s
}

func skeletonHash(s string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(s))
	v := h.Sum32()
	return (v ^ v>>24) & 0xffffff
}

// Near is a name of the file that is spelt nearly as asked.
type Near struct {
	Name    string // folded
	Edits   int    // edits between the loose forms
	Matches []Match
}

// LookupNear gives the names that are transliterations of a folded name: with the same consonants, and loose forms at most
// edits apart. Only places of countries whose own script is not Latin are found so.
func (g *Gazetteer) LookupNear(folded string, edits int) (found []Near) {
	loose := Loose(folded)
	s := skeleton(loose)
	if s == "" {
		return nil
	}
	want := skeletonHash(s)
	lo, hi := 0, g.head[hSkeletons]
	for lo < hi {
		m := (lo + hi) / 2
		if getU24(g.skeletons[m*skeletonSize:]) < want {
			lo = m + 1
		} else {
			hi = m
		}
	}
	for ; lo < g.head[hSkeletons] && getU24(g.skeletons[lo*skeletonSize:]) == want; lo++ {
		n := int(getU24(g.skeletons[lo*skeletonSize+3:]))
		c := g.cursor(n / keysPerBlock)
		for i := 0; i <= n%keysPerBlock; i++ {
			c.next()
		}
		if d := distance(loose, Loose(string(c.key)), edits); d <= edits {
			found = append(found, Near{string(c.key), d, c.matches(nil)})
		}
	}
	return found
}

// distance is Levenshtein's, or anything above most when it is above most.
func distance(a, b string, most int) int {
	if len(a)-len(b) > most || len(b)-len(a) > most || len(b) > 62 {
		return most + 1
	}
	var row [64]int
	for j := range len(b) + 1 {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		diagonal := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := diagonal
			if a[i-1] != b[j-1] {
				cost++
			}
			diagonal = row[j]
			row[j] = min(cost, row[j]+1, row[j-1]+1)
		}
	}
	return row[len(b)]
}
