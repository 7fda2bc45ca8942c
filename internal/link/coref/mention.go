package coref

import (
	"slices"
	"strings"

	"dateline/internal/link"
	"dateline/text"
)

// Document is an annotated article and the places in it that name a happening.
type Document struct {
	Doc      *text.Document
	Mentions []Mention
}

// Mention is tokens First to Last (inclusive) of a sentence.
type Mention struct{ Sentence, First, Last int }

// mention is what is compared.
type mention struct {
	doc, sentence int
	at            int // its place in the document's mentions
	lemma, class  string
	around        map[string]bool // content words of its sentence
	with          map[string]bool // its subject, its objects and what modifies it
}

// contentClasses are the parts of speech that tell what a text is about.
var contentClasses = []string{"NOUN", "PROPN", "VERB", "ADJ", "NUM"}

func content(t *text.Token) bool {
	return slices.Contains(contentClasses, t.UPOS) && !link.Common(lemma(t))
}

func lemma(t *text.Token) string { return strings.ToLower(t.Lemma) }

func read(doc int, d *text.Document, m Mention) *mention {
	s := &d.Sentences[m.Sentence]
	head := headOf(s, m.First, m.Last)
	out := &mention{doc: doc, sentence: m.Sentence, lemma: lemma(&s.Tokens[head]), class: s.Tokens[head].UPOS,
		around: map[string]bool{}, with: map[string]bool{}}
	for i := range s.Tokens {
		if t := &s.Tokens[i]; content(t) && lemma(t) != out.lemma {
			out.around[lemma(t)] = true
		}
	}
	out.participants(s, head)
	return out
}

// headOf is the token of a span that no other token of it governs.
func headOf(s *text.Sentence, first, last int) int {
	for i := first; i <= last; i++ {
		if h := s.Tokens[i].Head; h < first || h > last {
			return i
		}
	}
	return first
}

// participants reads from the tree who takes part, and what modifies the word.
func (m *mention) participants(s *text.Sentence, head int) {
	at := &s.Tokens[head]
	hasSubject := false
	for i := range s.Tokens {
		t := &s.Tokens[i]
		if t.Head != head {
			continue
		}
		switch relation, kind, _ := strings.Cut(t.Deprel, ":"); relation {
		case "nsubj", "csubj":
			hasSubject = hasSubject || kind != "pass"
			m.with[lemma(t)] = true
		case "obj", "iobj", "obl", "nmod", "compound", "amod", "nummod":
			m.with[lemma(t)] = true
		}
	}
	if at.Head < 0 {
		return
	}
	switch governor := &s.Tokens[at.Head]; at.Deprel {
	case "acl", "acl:relcl", "compound", "amod":
		m.with[lemma(governor)] = true
	case "xcomp", "conj", "advcl":
		for i := range s.Tokens {
			if t := &s.Tokens[i]; !hasSubject && t.Head == at.Head && strings.HasPrefix(t.Deprel, "nsubj") {
				m.with[lemma(t)] = true
			}
		}
	}
}
