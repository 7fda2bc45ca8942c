package actor

import (
	"strings"

	"dateline/text"
)

// phrase is the noun phrase of a head token: the head, what stands before it, and what hangs after it.
type phrase struct {
	v     *view
	head  int
	first int // first token, the determiner included
	last  int // last token of the name or the compound that the head begins or ends
	poss  int // the possessor's token, or -1
	post  []int
}

// before are the relations of what stands before a head within its phrase.
var before = map[string]bool{"compound": true, "amod": true, "flat": true, "nummod": true, "nmod": true, "det": true, "advmod": true, "punct": true,
	"case": true, "goeswith": true, "acl": true, "appos": true, "obl": true, "dep": true, "conj": true, "cc": true}

func (v *view) phrase(head int) phrase {
	p := phrase{v: v, head: head, first: head, last: head, poss: v.child(head, "nmod:poss")}
	if p.poss > head {
		p.poss = -1
	}
	for n := len(v.kids[head]) - 1; n >= 0; n-- {
		k := v.kids[head][n]
		if k >= head {
			continue
		}
		if !before[v.rel(k)] || v.rel(k) == "case" || v.rel(k) == "punct" && !joins(v.Tokens[k].Form) && v.Tokens[k].Form != "\"" {
			break
		}
		if v.rel(k) == "acl" && v.child(k, "mark") >= 0 {
			break
		}
		p.first = v.edge(k, 0)
	}
	for _, k := range v.kids[head] {
		switch r := v.rel(k); {
		case k < head:
		case (r == "flat" || r == "compound" || r == "goeswith" || r == "nummod" && v.Tokens[k].UPOS == "PROPN") && k <= p.last+2:
			p.last = max(p.last, v.rightEdge(k))
		case r == "nmod" || r == "acl" || r == "appos" || r == "amod":
			p.post = append(p.post, k)
		}
	}
	return p
}

func (v *view) rightEdge(i int) int {
	right := i
	for _, k := range v.kids[i] {
		if r := v.rel(k); k > i && (r == "flat" || r == "compound") {
			right = max(right, v.rightEdge(k))
		}
	}
	return right
}

// determiner is the phrase's determiner or possessive pronoun in small letters.
func (p phrase) determiner() string {
	for t := p.first; t < p.head; t++ {
		if u := p.v.Tokens[t].UPOS; u == "DET" || u == "PRON" && p.v.Tokens[t].Deprel == "nmod:poss" {
			return p.v.lower(t)
		}
	}
	return ""
}

// text is the phrase as short as names it: without a determiner, a possessor's clause and what hangs after it.
func (p phrase) text(d *text.Document) (string, text.Span) {
	first := p.first
	for first < p.head && drop(&p.v.Tokens[first]) {
		first++
	}
	span := text.Span{Start: p.v.Tokens[first].Start, End: p.v.Tokens[p.last].End}
	return strings.Join(strings.Fields(d.Slice(span)), " "), span
}

// drop reports whether a token at a phrase's beginning says nothing of who it is.
func drop(t *text.Token) bool {
	return t.UPOS == "DET" || t.UPOS == "PUNCT" || t.UPOS == "ADV" || t.UPOS == "ADP" || t.UPOS == "SCONJ" || t.UPOS == "CCONJ" || t.UPOS == "NUM" && t.Deprel == "advmod"
}

// agentAt finds the longest common noun of the lexicon that ends at the head.
func (b *Base) agentAt(v *view, head, first int) (a agent, from int, ok bool) {
	from = head
	if len(v.words[head]) == 0 {
		return a, head, false
	}
	tail := strings.Join(v.words[head], " ")
	lemma := strings.Join(keyWords(v.lemma(head)), " ")
	for i, run := head, ""; i >= max(0, first, head-5); i-- {
		if i < head {
			if len(v.words[i]) == 0 && !joins(v.Tokens[i].Form) {
				break
			}
			run = strings.Join(v.words[i], " ") + " " + run
			run = strings.TrimLeft(run, " ")
		}
		if x, there := b.lex.agents[run+tail]; there {
			a, from, ok = x, i, true
		} else if x, there := b.lex.agents[run+lemma]; there && lemma != tail {
			x.plural = x.plural || strings.HasSuffix(tail, "s")
			a, from, ok = x, i, true
		}
	}
	// A title of two nouns around "of": "secretary of state", "members of parliament".
	if x, _, there := b.agentOver(v, head); there {
		return x, head, true
	}
	return a, from, ok
}

// agentOver finds nouns that run on after their head: "secretary of state", "head of government".
func (b *Base) agentOver(v *view, head int) (a agent, last int, ok bool) {
	run := strings.Join(v.words[head], " ")
	for j := head + 1; j < len(v.Tokens) && j <= head+4; j++ {
		if len(v.words[j]) == 0 {
			break
		}
		run += " " + strings.Join(v.words[j], " ")
		if x, there := b.lex.agents[run]; there && strings.Contains(" "+run+" ", " of ") {
			a, last, ok = x, j, true
		}
	}
	return a, last, ok
}

// modifierAt finds the lexicon's modifier at a token, two words first; over tells whether one that overrules is wanted.
func (b *Base) modifierAt(v *view, i, head int) (m modifier, ok bool) {
	if len(v.words[i]) == 0 {
		return m, false
	}
	w := strings.Join(v.words[i], " ")
	if i+1 < head && len(v.words[i+1]) > 0 {
		if m, ok = b.lex.modifiers[w+" "+strings.Join(v.words[i+1], " ")]; ok {
			return m, true
		}
	}
	if m, ok = b.lex.modifiers[w]; ok {
		return m, true
	}
	m, ok = b.lex.modifiers[strings.TrimSuffix(w, "s")]
	return m, ok
}
