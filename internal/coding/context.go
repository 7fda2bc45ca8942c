package coding

import (
	"slices"

	"dateline/event"
)

// contexts are PLOVER's contexts of a mention: one word of the list in its sentence or two in its paragraph or the title show
// one, and the special ones follow from the status.
func (r *reading) contexts(m *mention) []string {
	out := []string{}
	for _, rule := range r.book.contexts {
		if r.showsContext(m, rule) {
			out = append(out, rule.name)
		}
	}
	special := map[event.Status]string{event.Planned: "future", event.Demanded: "future", event.Threatened: "future",
		event.Possible: "hypothetical", event.Denied: "negation"}
	if s := special[m.status]; s != "" {
		out = append(out, s)
	}
	if m.historical {
		out = append(out, "historical")
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// showsContext reports whether a rule's words stand in the mention's sentence, or two different ones in its paragraph and the
// headlines.
func (r *reading) showsContext(m *mention, rule contextRule) bool {
	if len(r.contextWords(m.sentence)[rule.name]) > 0 {
		return true
	}
	seen := map[string]bool{}
	paragraph := r.trees[m.sentence].Paragraph
	for i, t := range r.trees {
		if t.Paragraph == paragraph || t.Part != 0 {
			for _, w := range r.contextWords(i)[rule.name] {
				seen[w] = true
			}
		}
	}
	return len(seen) >= 2
}

// contextWords are the words of a sentence that show a context, by context; found once a sentence.
func (r *reading) contextWords(sentence int) map[string][]string {
	if words, ok := r.shown[sentence]; ok {
		return words
	}
	words := map[string][]string{}
	t := r.trees[sentence]
	for k := range t.Tokens {
		l := t.lemma(k)
		for _, rule := range r.book.contexts {
			if rule.words[l] && !slices.Contains(words[rule.name], l) {
				words[rule.name] = append(words[rule.name], l)
			}
		}
	}
	r.shown[sentence] = words
	return words
}
