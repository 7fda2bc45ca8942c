package place

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/internal/ground/place/gazetteer"
	"dateline/text"
)

// finder finds the toponyms of a document.
type finder struct {
	*reading
	tagged   bool            // the document has entities or tags: capitals are not all there is to go by
	accepted map[string]bool // folded names that were found to be places somewhere in the article
	persons  map[string]bool // words of the article's person names
	maybe    []mention       // names that count when they are found elsewhere, or nothing else
}

// find gathers the mentions: the entities that are places, and capitalised names that the gazetteer has.
func (r *reading) find() {
	f := &finder{reading: r, accepted: map[string]bool{}, persons: map[string]bool{}}
	for i := range r.doc.Sentences {
		s := &r.doc.Sentences[i]
		f.tagged = f.tagged || len(s.Entities) > 0 || len(s.Tokens) > 0 && s.Tokens[0].UPOS != ""
		for _, e := range s.Entities {
			if e.Label == "PER" {
				for k := e.First; k <= e.Last && k < len(s.Tokens); k++ {
					f.persons[s.Tokens[k].Form] = true
				}
			}
		}
	}
	for i := range r.doc.Sentences {
		f.sentence(i)
	}
	f.settle()
}

// settle takes the doubtful names in whose form was accepted elsewhere, and sorts all by where they stand.
func (f *finder) settle() {
	for _, m := range f.maybe {
		if f.accepted[groupKey(m.surface)] {
			f.mentions = append(f.mentions, m)
		}
	}
	sortMentions(f.mentions)
}

func (f *finder) sentence(i int) {
	s := &f.doc.Sentences[i]
	taken := make([]byte, len(s.Tokens))
	f.owned(i, taken)
	for _, e := range s.Entities {
		first, last := max(0, e.First), min(e.Last, len(s.Tokens)-1)
		if first > last || slices.Contains(taken[first:last+1], 1) {
			continue
		}
		if e.Label == "ORG" && !f.plainPlace(s, first, last) {
			f.embedded(i, first, last, taken)
			continue
		}
		for k := first; k <= last; k++ {
			taken[k] = 1
		}
		if e.Label == "LOC" || e.Label == "ORG" {
			f.entity(i, first, last)
		}
	}
	f.runs(i, taken)
}

// owned adds the names of a user's own places, whatever the engine takes them for.
func (f *finder) owned(i int, taken []byte) {
	s := &f.doc.Sentences[i]
	for first := 0; first < len(s.Tokens) && len(f.lists.own) > 0; first++ {
		for last := min(len(s.Tokens)-1, first+longestName-1); last >= first; last-- {
			name := f.doc.Slice(text.Span{Start: s.Tokens[first].Start, End: s.Tokens[last].End})
			if _, ok := f.lists.own[gazetteer.Fold(name)]; !ok || !hasUpper(name) || isPunct(s.Tokens[first].Form) || isPunct(s.Tokens[last].Form) {
				continue
			}
			f.accept(mention{Span: text.Span{Start: s.Tokens[first].Start, End: s.Tokens[last].End}, surface: name, sentence: i,
				head: headOf(s, first, last), strong: true})
			for k := first; k <= last; k++ {
				taken[k] = 1
			}
			first = last
			break
		}
	}
}

// plainPlace reports whether an organisation's name is nothing but a well-known place's: "Washington".
func (f *finder) plainPlace(s *text.Sentence, first, last int) bool {
	if first > last {
		return false
	}
	name := f.doc.Slice(text.Span{Start: s.Tokens[first].Start, End: s.Tokens[last].End})
	return f.bestPrior(name) >= 5 && utf8.RuneCountInString(name) > 3
}

func (f *finder) bestPrior(name string) float64 {
	best := 0.0
	for _, c := range f.direct(trimName(name)) {
		best = max(best, c.prior)
	}
	return best
}

// embedded leaves the tokens of an organisation's name to the search by capitals where a place stands in it, as in "Homicide unit
// of Rapides Parish"; its other words are nothing for places.
func (f *finder) embedded(i, first, last int, taken []byte) {
	for k := first; k <= last && k < len(taken); k++ {
		taken[k] = 2
	}
}

// entity adds a place entity: without a leading article, and looked up with the word for its kind beside it.
func (f *finder) entity(i, first, last int) {
	s := &f.doc.Sentences[i]
	for first < last && lower(s.Tokens[first].Form) == "the" {
		first++
	}
	for first < last && (s.Tokens[last].Form == "'s" || s.Tokens[last].Form == "’s" || isPunct(s.Tokens[last].Form)) {
		last--
	}
	if first > last || !hasUpper(s.Tokens[first].Form) && !hasUpper(s.Tokens[last].Form) {
		return
	}
	m := f.make(i, first, last)
	if IsAdjective(m.surface) {
		return
	}
	f.accept(m)
}

// make makes a mention of tokens; its surface takes in a word for its kind: "Homs" of "Homs province" is looked up as such.
func (f *finder) make(i, first, last int) mention {
	s := &f.doc.Sentences[i]
	first = withArticle(s, first)
	span := text.Span{Start: s.Tokens[first].Start, End: s.Tokens[last].End}
	if last+1 < len(s.Tokens) && s.Tokens[last+1].Form == "." && s.Tokens[last+1].Start == span.End && len(f.lists.exact[f.doc.Slice(span)+"."]) > 0 {
		span.End++ // the point of "W.Va."
	}
	m := mention{Span: span, surface: f.doc.Slice(span), sentence: i, head: headOf(s, first, last), strong: true}
	if last+1 < len(s.Tokens) {
		next := s.Tokens[last+1].Form
		if feature := kindWords[next]; strings.HasPrefix(feature, "ADM") && next != "state" || next == "camp" {
			m.surface += " " + next
		}
	}
	return m
}

// withArticle takes in the article of an Arabic name: the tokens of "al-Bab" are three.
func withArticle(s *text.Sentence, first int) int {
	if first >= 2 && s.Tokens[first-1].Form == "-" && s.Tokens[first-1].End == s.Tokens[first].Start &&
		s.Tokens[first-2].End == s.Tokens[first-1].Start && gazetteer.IsArticle(lower(s.Tokens[first-2].Form)) {
		return first - 2
	}
	return first
}

// headOf is the token of a run that governs the others; the last one where there is no syntax.
func headOf(s *text.Sentence, first, last int) int {
	for k := first; k <= last; k++ {
		t := &s.Tokens[k]
		if t.Deprel != "" && (t.Head < first || t.Head > last) {
			return k
		}
	}
	return last
}

func (f *finder) accept(m mention) {
	f.mentions = append(f.mentions, m)
	f.accepted[groupKey(m.surface)] = true
}

func sortMentions(ms []mention) {
	for i := 1; i < len(ms); i++ {
		for j := i; j > 0 && ms[j].Start < ms[j-1].Start; j-- {
			ms[j], ms[j-1] = ms[j-1], ms[j]
		}
	}
}

func lower(s string) string { return strings.ToLower(s) }

func hasUpper(s string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, "'’‘`\"“"))
	return unicode.IsUpper(r)
}

func isPunct(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return !unicode.IsLetter(r) && !unicode.IsDigit(r)
}
