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

func (r *reading) showsContext(m *mention, rule contextRule) bool {
	seen := map[string]bool{}
	paragraph := r.trees[m.sentence].Paragraph
	for i, t := range r.trees {
		if t.Paragraph != paragraph && t.Part == 0 {
			continue
		}
		for k := range t.Tokens {
			if l := t.lemma(k); rule.words[l] {
				if i == m.sentence {
					return true
				}
				seen[l] = true
			}
		}
	}
	return len(seen) >= 2
}
