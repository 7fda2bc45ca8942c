package coding

import (
	"fmt"
	"slices"
	"strings"

	"dateline/plover"
	"dateline/text"
)

// Thresholds of the probability that a token is an event: `sure` words of the codebook need less of the engine's belief,
// words it does not list more. Set on held-out folds of the training articles (docs/quality.md).
const (
	thresholdSure      = 0.25
	thresholdAmbiguous = 0.45
	thresholdUnlisted  = 0.50
	thresholdOwn       = 0.02 // a researcher's own type, which the engine does not know
)

// find makes the mentions: tokens that the language engine proposes, or the codebook lists, as events.
func (r *reading) find() {
	for i := range r.doc.Sentences {
		proposals := map[int]*text.Trigger{}
		s := &r.doc.Sentences[i]
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

// consider decides whether a token is an event, and of what type.
func (r *reading) consider(sentence, token int, p *text.Trigger) *mention {
	t := r.trees[sentence]
	entries := r.book.lookUp(t, token)
	if p == nil && len(entries) == 0 {
		return nil
	}
	kind, belief := bestType(p)
	m := &mention{sentence: sentence, token: token, kind: kind, p: belief, proposal: p}
	threshold := thresholdUnlisted
	if e := choose(entries, kind, p); e != nil {
		m.entry = e
		threshold = thresholdAmbiguous
		if !e.ambiguous {
			threshold = thresholdSure
		}
		switch {
		case typeIndex(e.Type) < 0:
			m.kind, m.p, threshold = e.Type, max(belief, 0.5), thresholdOwn
		case kind == "":
			m.kind = e.Type
		}
	}
	if m.kind == "" || m.p < threshold || r.metaphor(t, token) {
		return nil
	}
	m.span = r.triggerSpan(t, token)
	m.reason.Type = typeReason(m, kind, belief)
	return m
}

// bestType is the engine's most probable type and the probability that the token is an event at all.
func bestType(p *text.Trigger) (kind string, belief float64) {
	if p == nil {
		return "", 0
	}
	best := 0
	for k := range p.Types {
		if p.Types[k] > p.Types[best] {
			best = k
		}
	}
	return plover.Types[best], 1 - float64(p.None)
}

// choose picks the codebook's entry for a token: one of the engine's type, else one of a researcher's own type, else, when
// the engine gives a type little belief, the first.
func choose(entries []entry, kind string, p *text.Trigger) *entry {
	for k := range entries {
		if typeIndex(entries[k].Type) < 0 {
			return &entries[k]
		}
	}
	for k := range entries {
		if entries[k].Type == kind {
			return &entries[k]
		}
	}
	if len(entries) == 0 || kind != "" && p != nil && p.Types[typeIndex(kind)] > 0.3 {
		return nil
	}
	return &entries[0]
}

func typeReason(m *mention, kind string, belief float64) string {
	engine := "the language engine gives no event"
	if kind != "" && m.proposal != nil {
		engine = fmt.Sprintf("the language engine says %s, event with probability %.2f", kind, belief)
	}
	if m.entry == nil {
		return engine + "; the codebook does not list the word"
	}
	return fmt.Sprintf("%s lists the word under %s %s; %s", m.entry.where, m.entry.Type, m.entry.Mode, engine)
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

// metaphor reports whether the codebook lists the token with a word beside it as no deed: "under fire from critics".
func (r *reading) metaphor(t *tree, token int) bool {
	head := t.lemma(token)
	for _, pair := range r.book.ignore["metaphors"] {
		a, b, _ := strings.Cut(pair, "_")
		other := ""
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
