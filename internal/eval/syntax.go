package eval

import (
	"fmt"
	"io"
	"strings"

	"dateline/internal/conllu"
	"dateline/text"
)

// SyntaxOptions says what is measured.
type SyntaxOptions struct {
	Split text.Stage // adds text.LayerSentences; nil to measure with the gold's words only
	Parse text.Stage // adds text.LayerSyntax
	Docs  string     // a glob that a document's id must match; empty for all
}

// SyntaxScores are the measures of the CoNLL 2018 shared task: words are aligned by the characters they span; LAS looks at
// the relation without its subtype. Feats (whole strings) and LASSubtypes are stricter than the task's.
type SyntaxScores struct {
	Words, UPOS, Feats, Lemma, UAS, LAS, LASSubtypes F1
}

// SyntaxReport is how well sentences are analysed, with the gold's words and from raw text.
type SyntaxReport struct {
	Docs, Sentences int
	Gold            SyntaxScores
	Raw             SyntaxScores
	HasRaw          bool
}

// Table is the report as lines of text.
func (r *SyntaxReport) Table() string {
	t := fmt.Sprintf("documents %d, sentences %d\n", r.Docs, r.Sentences) + "with the gold's words\n" + r.Gold.table()
	if r.HasRaw {
		t += "from raw text\n" + r.Raw.table()
	}
	return t
}

func (s *SyntaxScores) table() string {
	return s.Words.Row("  words") + s.UPOS.Row("  UPOS") + s.Feats.Row("  feats") + s.Lemma.Row("  lemma") +
		s.UAS.Row("  UAS") + s.LAS.Row("  LAS") + s.LASSubtypes.Row("  LAS with subtypes")
}

// Syntax measures the analysis of the CoNLL-U in r.
func Syntax(r io.Reader, name string, opt SyntaxOptions) (*SyntaxReport, error) {
	sentences, err := conllu.NewReader(r, name).ReadAll()
	if err != nil {
		return nil, err
	}
	rep := &SyntaxReport{HasRaw: opt.Split != nil}
	for _, doc := range conllu.Documents(sentences) {
		if !matches(opt.Docs, doc) {
			continue
		}
		rep.Docs++
		rep.Sentences += len(doc)
		if err := rep.document(doc, opt); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	if rep.Docs == 0 {
		return nil, fmt.Errorf("%s: no document's id matches %q", name, opt.Docs)
	}
	return rep, nil
}

func (r *SyntaxReport) document(doc []*conllu.Sentence, opt SyntaxOptions) error {
	gold, err := conllu.ToDocument(doc, conllu.Options{})
	if err != nil {
		return err
	}
	bare := withoutSyntax(gold)
	if err := opt.Parse.Process(bare); err != nil {
		return err
	}
	r.Gold.add(gold, bare)
	if opt.Split == nil {
		return nil
	}
	raw := text.NewDocument(gold.Article)
	if err := opt.Split.Process(raw); err != nil {
		return err
	}
	if err := opt.Parse.Process(raw); err != nil {
		return err
	}
	r.Raw.add(gold, raw)
	return nil
}

// withoutSyntax is the document with its sentences and words only.
func withoutSyntax(d *text.Document) *text.Document {
	bare := *d
	bare.Sentences = make([]text.Sentence, len(d.Sentences))
	for i, s := range d.Sentences {
		tokens := make([]text.Token, len(s.Tokens))
		for j, k := range s.Tokens {
			tokens[j] = text.Token{Span: k.Span, Form: k.Form, Head: text.Root}
		}
		bare.Sentences[i] = text.Sentence{Span: s.Span, Part: s.Part, Paragraph: s.Paragraph, Tokens: tokens}
	}
	return &bare
}

// flatWord is a word with its head's span in place of the index: {-1,-1} for the root.
type flatWord struct {
	*text.Token
	head text.Span
}

func flatten(d *text.Document) []flatWord {
	var all []flatWord
	for i := range d.Sentences {
		t := d.Sentences[i].Tokens
		for j := range t {
			w := flatWord{Token: &t[j], head: text.Span{Start: -1, End: -1}}
			if h := t[j].Head; h >= 0 && h < len(t) {
				w.head = t[h].Span
			}
			all = append(all, w)
		}
	}
	return all
}

// add aligns the words of both documents by span and counts what agrees.
func (s *SyntaxScores) add(gold, got *text.Document) {
	g, w := flatten(gold), flatten(got)
	each := []*F1{&s.Words, &s.UPOS, &s.Feats, &s.Lemma, &s.UAS, &s.LAS, &s.LASSubtypes}
	for _, f := range each {
		f.Gold += len(g)
		f.System += len(w)
	}
	j := 0
	for i := range g {
		for j < len(w) && w[j].Start < g[i].Start {
			j++
		}
		if j < len(w) && w[j].Span == g[i].Span {
			s.word(g[i], w[j])
			j++
		}
	}
}

func (s *SyntaxScores) word(g, w flatWord) {
	s.Words.Right++
	mark(&s.UPOS, g.UPOS == w.UPOS)
	mark(&s.Feats, feats(g.Feats) == feats(w.Feats))
	mark(&s.Lemma, g.Lemma == w.Lemma)
	if g.head != w.head {
		return
	}
	s.UAS.Right++
	mark(&s.LAS, universal(g.Deprel) == universal(w.Deprel))
	mark(&s.LASSubtypes, g.Deprel == w.Deprel)
}

func mark(f *F1, right bool) {
	if right {
		f.Right++
	}
}

func feats(s string) string {
	if s == "_" {
		return ""
	}
	return s
}

func universal(deprel string) string {
	u, _, _ := strings.Cut(deprel, ":")
	return u
}
