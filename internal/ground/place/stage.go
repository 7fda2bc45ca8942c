package place

import (
	"slices"

	"dateline/text"
)

// Name, Requires, Adds and Process make the resolver a stage.
func (r *Resolver) Name() string { return "places" }

// Requires lists the layers the resolver reads.
func (r *Resolver) Requires() []text.Layer {
	return []text.Layer{text.LayerSentences, text.LayerSyntax, text.LayerEntities}
}

// Adds lists the layer the resolver adds.
func (r *Resolver) Adds() []text.Layer { return []text.Layer{text.LayerPlaces} }

// Process lists the toponyms of a document, in order, and what they stand for.
func (r *Resolver) Process(d *text.Document) error {
	rd := r.read(d)
	for i := range d.Sentences {
		rd.gather(i)
	}
	rd.run()
	for i := range rd.mentions {
		m := &rd.mentions[i]
		if p := rd.place(m); m.group >= 0 || m.strong {
			d.Places = append(d.Places, p)
		}
	}
	return nil
}

// gather finds the toponyms of a sentence: entities labelled LOC, and runs of proper nouns outside of other entities that the
// gazetteer knows.
func (r *reading) gather(sentence int) {
	s := &r.doc.Sentences[sentence]
	taken := make([]bool, len(s.Tokens))
	add := func(first, last int, strong bool) {
		span := text.Span{Start: s.Tokens[first].Start, End: s.Tokens[last].End}
		r.mentions = append(r.mentions, mention{Span: span, surface: r.doc.Slice(span), group: -1, sentence: sentence,
			head: headOf(s, first, last), strong: strong})
	}
	for _, e := range s.Entities {
		for k := e.First; k <= e.Last && k < len(taken); k++ {
			taken[k] = true
		}
		if e.Label == "LOC" && !IsAdjective(r.doc.Slice(e.Span)) {
			add(e.First, e.Last, true)
		}
	}
	for k := 0; k < len(s.Tokens); k++ {
		if taken[k] || s.Tokens[k].UPOS != "PROPN" {
			continue
		}
		last := k
		for last+1 < len(s.Tokens) && !taken[last+1] && s.Tokens[last+1].UPOS == "PROPN" {
			last++
		}
		if surface := r.doc.Slice(text.Span{Start: s.Tokens[k].Start, End: s.Tokens[last].End}); len(r.named(surface)) > 0 && !IsAdjective(surface) {
			add(k, last, false)
		}
		k = last
	}
	slices.SortStableFunc(r.mentions, func(a, b mention) int { return a.Start - b.Start })
}

// headOf is the token of a run that governs the others.
func headOf(s *text.Sentence, first, last int) int {
	for k := first; k <= last; k++ {
		if h := s.Tokens[k].Head; h < first || h > last {
			return k
		}
	}
	return last
}
