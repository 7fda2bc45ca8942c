package conllu

import (
	"fmt"
	"strings"

	"dateline/text"
)

// Documents groups sentences by their "newdoc" comments. Sentences before the first one make a document of their own.
func Documents(sentences []*Sentence) [][]*Sentence {
	var docs [][]*Sentence
	for i, s := range sentences {
		if _, ok := s.NewDoc(); ok || i == 0 {
			docs = append(docs, nil)
		}
		last := len(docs) - 1
		docs[last] = append(docs[last], s)
	}
	return docs
}

// Options says how a text is put together from sentences.
type Options struct {
	// SentenceALine puts each sentence on a line of its own, as if each were a paragraph.
	SentenceALine bool
}

// ToDocument makes a document with the layers sentences and syntax, and with Token.Kind and the entities where MISC has
// `Entity=`. Its text is the sentences' with a space between them, or a line break where newLines says. The id is that of
// "newdoc"; a "meta::dateCreated" (GUM) gives the date of publication.
func ToDocument(sentences []*Sentence, opt Options) (*text.Document, error) {
	var b strings.Builder
	a := text.Article{Language: "en"}
	starts, lines, at, line := make([]int, len(sentences)), make([]int, len(sentences)), 0, 0
	breaks := newLines(sentences)
	for i, s := range sentences {
		if i == 0 {
			a.ID, _ = s.NewDoc()
			a.Title, _ = s.Meta("meta::title")
			a.Published, _ = s.Meta("meta::dateCreated")
		} else if breaks[i] || opt.SentenceALine {
			b.WriteByte('\n')
			at, line = at+1, line+1
		} else {
			b.WriteByte(' ')
			at++
		}
		t := s.Text()
		b.WriteString(t)
		starts[i], lines[i] = at, line
		at += len([]rune(t))
	}
	a.Text = b.String()
	d := text.NewDocument(a)
	for i, s := range sentences {
		out, err := s.toText(starts[i])
		if err != nil {
			return nil, err
		}
		out.Paragraph = lines[i]
		d.Sentences = append(d.Sentences, out)
	}
	return d, nil
}

func (s *Sentence) toText(start int) (text.Sentence, error) {
	spans, ok := s.Spans()
	if !ok {
		id, _ := s.Meta("sent_id")
		return text.Sentence{}, fmt.Errorf("line %d: sentence %q: the words are not those of its text", s.Line, id)
	}
	out := text.Sentence{Tokens: make([]text.Token, len(s.Words))}
	for i, w := range s.Words {
		out.Tokens[i] = text.Token{Span: shift(spans[i], start), Form: w.Form, Lemma: w.Lemma, UPOS: w.UPOS, Feats: w.Feats,
			Head: w.Head, Deprel: w.Deprel}
	}
	if n := len(spans); n > 0 {
		out.Span = text.Span{Start: start + spans[0].Start, End: start + spans[n-1].End}
	}
	for _, m := range s.Mentions() {
		out.Tokens[m.Head].Kind = m.Kind
	}
	return out, nil
}

func shift(s text.Span, by int) text.Span { return text.Span{Start: s.Start + by, End: s.End + by} }

// FromDocument makes sentences of a document's layers. Sentence ids are the document's id and a number from 1 on; named
// entities stand in MISC as `Entity=(PER` … `Entity=)`.
func FromDocument(d *text.Document) []*Sentence {
	all := make([]*Sentence, len(d.Sentences))
	for i := range d.Sentences {
		t := &d.Sentences[i]
		s := &Sentence{Words: make([]Word, len(t.Tokens))}
		if i == 0 && d.ID != "" {
			s.Comments = append(s.Comments, "newdoc id = "+clean.Replace(d.ID))
		}
		if i == 0 || t.Paragraph != d.Sentences[i-1].Paragraph {
			s.Comments = append(s.Comments, "newpar")
		}
		s.Comments = append(s.Comments, fmt.Sprintf("sent_id = %s-%d", clean.Replace(d.ID), i+1), "text = "+clean.Replace(d.Slice(t.Span)))
		for j, k := range t.Tokens {
			s.Words[j] = Word{Form: k.Form, Lemma: k.Lemma, UPOS: k.UPOS, Feats: value(k.Feats), Head: k.Head, Deprel: k.Deprel}
			if j+1 < len(t.Tokens) && t.Tokens[j+1].Start == k.End {
				s.Words[j].Misc = "SpaceAfter=No"
			}
		}
		markEntities(s, t.Entities)
		all[i] = s
	}
	return all
}

// markEntities writes the entities' brackets; they do not cross, being flat.
func markEntities(s *Sentence, entities []text.Entity) {
	for _, e := range entities {
		if e.First < 0 || e.Last >= len(s.Words) || e.First > e.Last {
			continue
		}
		if e.First == e.Last {
			s.Words[e.First].setMisc("Entity=(" + e.Label + ")")
			continue
		}
		s.Words[e.First].setMisc("Entity=(" + e.Label)
		s.Words[e.Last].setMisc("Entity=" + e.Label + ")")
	}
}

func (w *Word) setMisc(kv string) {
	if w.Misc == "" {
		w.Misc = kv
		return
	}
	w.Misc = kv + "|" + w.Misc
}
