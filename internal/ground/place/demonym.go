package place

import (
	"unicode"

	"dateline/internal/ground/country"
	"dateline/text"
)

// demonymWeight is what a country's adjective tells about where the places of the article are, against a name of the country.
const demonymWeight = 0.5

// demonyms counts the words for countries' people and things that stand in the text, once for each word.
func (r *reading) demonyms() {
	seen := map[string]bool{}
	runes := r.doc.Runes
	for i := 0; i < len(runes); i++ {
		if !unicode.IsUpper(runes[i]) {
			continue
		}
		j := i + 1
		for j < len(runes) && unicode.IsLetter(runes[j]) {
			j++
		}
		if w := r.doc.Slice(text.Span{Start: i, End: j}); j-i > 3 && !seen[w] {
			seen[w] = true
			if c := country.Default().ByDemonym(w); c != nil {
				r.nations[c.ISO3] += demonymWeight
			}
		}
		i = j
	}
}

// IsAdjective reports whether a phrase is the adjective of a country or the word for its people, and not its name.
func IsAdjective(phrase string) bool {
	name := trimName(phrase)
	return country.Default().ByDemonym(name) != nil && country.Default().ByName(name) == nil
}
