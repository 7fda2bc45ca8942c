package coding

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"dateline/internal/furniture"
	"dateline/plover"
	"dateline/text"
)

// Thresholds of the probability that a token is an event: `sure` words of the codebook need less of the engine's belief,
// words it does not list more. Set on the coded texts that the engine was not trained on, where F1 is flat around them (docs/quality.md).
const (
	thresholdSure      = 0.10
	thresholdAmbiguous = 0.40
	thresholdUnlisted  = 0.75
	thresholdOwn       = 0.02 // a researcher's own type, which the engine does not know
)

// find makes the mentions: tokens that the language engine proposes, or the codebook lists, as events.
func (r *reading) find() {
	outside := r.furnishings()
	for i := range r.doc.Sentences {
		proposals := map[int]*text.Trigger{}
		s := &r.doc.Sentences[i]
		if outside[s.Paragraph] {
			r.passAll(i, "the line is no part of the article: about its author, or a call to read or subscribe")
			continue
		}
		for k := range s.Triggers {
			proposals[s.Triggers[k].Token] = &s.Triggers[k]
		}
		for token := range s.Tokens {
			if m := r.consider(i, token, proposals[token]); m != nil {
				r.mentions = append(r.mentions, m)
			}
		}
	}
}

// furnishings are the lines of the text that are no part of the article: the author's biography, calls to subscribe.
func (r *reading) furnishings() map[int]bool {
	out, line, start := map[int]bool{}, 0, 0
	for i := 0; i <= len(r.doc.Runes); i++ {
		if i == len(r.doc.Runes) || r.doc.Runes[i] == '\n' {
			if furniture.Is(string(r.doc.Runes[start:i])) {
				out[line] = true
			}
			line, start = line+1, i+1
		}
	}
	return out
}

// consider decides whether a token is an event, and of what type.
func (r *reading) consider(sentence, token int, p *text.Trigger) *mention {
	t := r.trees[sentence]
	entries := r.book.lookUp(t, token)
	if p == nil && len(entries) == 0 {
		return nil
	}
	kind, e := weigh(entries, p)
	m := &mention{sentence: sentence, token: token, kind: kind, entry: e, proposal: p}
	threshold := thresholdUnlisted
	if p != nil {
		m.p = 1 - float64(p.None)
	}
	switch {
	case e != nil && typeIndex(e.Type) < 0:
		m.p, threshold = max(m.p, 0.5), thresholdOwn
	case e != nil && e.ambiguous:
		threshold = thresholdAmbiguous
	case e != nil:
		threshold = thresholdSure
	}
	switch {
	case m.p < threshold:
		r.pass(m, "it needs a probability of %.2f: %s", threshold, typeReason(m, entries))
		return nil
	case r.metaphor(t, token):
		r.pass(m, "the codebook's ignore.yaml lists it, with the word beside it, as a manner of speaking")
		return nil
	}
	m.span = phraseSpan(t, token, e, r.triggerSpan(t, token))
	m.reason.Type = typeReason(m, entries)
	return m
}

// Weights of a codebook's entry beside the engine's belief in a type, in units of log probability: a word that names one type
// without doubt decides it, an ambiguous one or one of several types leans it. Set on held-out folds (docs/quality.md).
const (
	weightOnly      = 3.0
	weightAmbiguous = 1.5
	weightShared    = 0.9
	weightPhrase    = 1.2    // more for a phrase of several words
	beliefFloor     = 0.0005 // the least belief the engine is taken to have in a type
)

// weigh gives the type that the engine's belief and the codebook's entries together make most likely, and the entry for it, if
// any. A researcher's own type, which the engine cannot know, always wins.
func weigh(entries []entry, p *text.Trigger) (kind string, best *entry) {
	score := math.Inf(-1)
	for _, name := range plover.Types {
		e := listed(entries, name)
		if s := typeScore(entries, p, name); s > score && (p != nil || e != nil) {
			kind, best, score = name, e, s
		}
	}
	for k := range entries {
		if typeIndex(entries[k].Type) < 0 {
			return entries[k].Type, &entries[k]
		}
	}
	return kind, best
}

// typeScore is what speaks for a type, in units of log probability: the engine's belief and the codebook's entries.
func typeScore(entries []entry, p *text.Trigger, kind string) float64 {
	belief := beliefFloor
	if p != nil {
		belief = max(belief, float64(p.Types[typeIndex(kind)]))
	}
	s := math.Log(belief)
	if e := listed(entries, kind); e != nil {
		s += entryWeight(entries, e)
	}
	return s
}

// typeShares are the probabilities of PLOVER's types for a word that is an event.
func typeShares(entries []entry, p *text.Trigger) (out [len(plover.Types)]float64) {
	sum := 0.0
	for k, name := range plover.Types {
		out[k] = math.Exp(typeScore(entries, p, name))
		sum += out[k]
	}
	for k := range out {
		out[k] /= sum
	}
	return out
}

func listed(entries []entry, kind string) *entry {
	for k := range entries {
		if entries[k].Type == kind {
			return &entries[k]
		}
	}
	return nil
}

func entryWeight(entries []entry, e *entry) float64 {
	w := weightOnly
	if e.ambiguous {
		w = weightAmbiguous
	}
	for k := range entries {
		if entries[k].Type != e.Type {
			w = weightShared
		}
	}
	if len(e.rest) > 0 {
		w += weightPhrase
	}
	return w
}

func typeReason(m *mention, entries []entry) string {
	engine := "the language engine sees no event"
	if p := m.proposal; p != nil {
		best := 0
		for k := range p.Types {
			if p.Types[k] > p.Types[best] {
				best = k
			}
		}
		engine = fmt.Sprintf("the language engine says %s, event with probability %.2f", plover.Types[best], m.p)
	}
	switch {
	case m.entry != nil:
		return strings.TrimSpace(fmt.Sprintf("%s lists the word under %s %s", m.entry.where, m.entry.Type, m.entry.Mode)) + "; " + engine
	case len(entries) > 0:
		return fmt.Sprintf("%s; %s lists the word under %s", engine, entries[0].where, entries[0].Type)
	}
	return engine + "; the codebook does not list the word"
}

// triggerSpan is the trigger with the particle of a phrasal verb next to it: "called off".
func (r *reading) triggerSpan(t *tree, token int) text.Span {
	span := t.Tokens[token].Span
	for _, k := range t.children(token, "compound:prt") {
		if k == token+1 {
			span.End = t.Tokens[k].End
		}
	}
	return span
}

// phraseSpan is the trigger with the further words of its phrase where they follow at once: "opened fire".
func phraseSpan(t *tree, token int, e *entry, span text.Span) text.Span {
	if e == nil || t.class(token) != "v" || token+len(e.rest) >= len(t.Tokens) {
		return span
	}
	for k, word := range e.rest {
		if t.lemma(token+1+k) != word {
			return span
		}
		span.End = max(span.End, t.Tokens[token+1+k].End)
	}
	return span
}

// metaphor reports whether the codebook lists the token with a word beside it as no deed: "under fire from critics".
func (r *reading) metaphor(t *tree, token int) bool {
	head := t.lemma(token)
	for _, pair := range r.book.ignore["metaphors"] {
		a, b, _ := strings.Cut(pair, "_")
		var other string
		switch head {
		case a:
			other = b
		case b:
			other = a
		default:
			continue
		}
		near := append(slices.Clone(t.kids[token]), t.Tokens[token].Head)
		for _, k := range t.kids[token] {
			near = append(near, t.kids[k]...)
		}
		for _, k := range near {
			if k >= 0 && t.lemma(k) == other {
				return true
			}
		}
	}
	return false
}
