package conllu

import (
	"strings"

	"dateline/text"
)

// Sentence is one sentence as the file has it.
type Sentence struct {
	Comments []string // the comment lines without "#" and the space after it
	Words    []Word
	Ranges   []Range // multiword tokens, ascending
	Empty    []Empty // empty nodes, ascending
	Line     int     // 1-based line of its first word; 0 when it was not read from a file
}

// Word is a syntactic word. Absent fields are empty, not "_".
type Word struct {
	Form, Lemma, UPOS, XPOS, Feats string
	Head                           int // index in Words, or text.Root
	Deprel, Deps, Misc             string
}

// Range is a multiword token: the words First to Last (inclusive, indices in Words) are written together as Form.
type Range struct {
	First, Last int
	Form, Misc  string
}

// Empty is an empty node of the enhanced graph: the Sub-th after the word at index After (-1: before the first word).
type Empty struct {
	After, Sub int
	Word
}

// Meta is the value of the comment "key = value". "newpar" and "newdoc" may stand without a value.
func (s *Sentence) Meta(key string) (string, bool) {
	for _, c := range s.Comments {
		rest, ok := strings.CutPrefix(c, key)
		if !ok {
			continue
		}
		rest = strings.TrimLeft(rest, " ")
		if rest == "" {
			return "", true
		}
		if v, ok := strings.CutPrefix(rest, "="); ok {
			return strings.TrimSpace(v), true
		}
	}
	return "", false
}

// NewDoc reports whether the sentence begins a document, and its id if it has one.
func (s *Sentence) NewDoc() (id string, ok bool) { return s.boundary("newdoc") }

// NewPar reports whether the sentence begins a paragraph, and its id if it has one.
func (s *Sentence) NewPar() (id string, ok bool) { return s.boundary("newpar") }

func (s *Sentence) boundary(kind string) (string, bool) {
	if id, ok := s.Meta(kind + " id"); ok {
		return id, true
	}
	_, ok := s.Meta(kind)
	return "", ok
}

// Text is the sentence's text: its "text" comment, or the words put together by SpaceAfter.
func (s *Sentence) Text() string {
	if t, ok := s.Meta("text"); ok {
		return t
	}
	var b strings.Builder
	units := s.units()
	for i, u := range units {
		b.WriteString(u.form)
		if !u.glued && i < len(units)-1 {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// unit is a surface token: a word, or the words of a range.
type unit struct {
	form        string
	first, last int
	glued       bool // no space follows
}

func (s *Sentence) units() []unit {
	units := make([]unit, 0, len(s.Words))
	r := 0
	for i := 0; i < len(s.Words); i++ {
		if r < len(s.Ranges) && s.Ranges[r].First == i {
			g := s.Ranges[r]
			units = append(units, unit{g.Form, g.First, g.Last, glued(g.Misc)})
			i = g.Last
			r++
			continue
		}
		units = append(units, unit{s.Words[i].Form, i, i, glued(s.Words[i].Misc)})
	}
	return units
}

func glued(misc string) bool {
	v, _ := Misc(misc, "SpaceAfter")
	return v == "No"
}

// Misc is the value of one key of a MISC (or FEATS) field.
func Misc(field, key string) (string, bool) {
	for part := range strings.SplitSeq(field, "|") {
		if k, v, ok := strings.Cut(part, "="); ok && k == key {
			return v, true
		}
	}
	return "", false
}

// Spans are the words' places in the sentence's Text, in code points. The words of a range share its stretch out by the
// lengths of their forms where these spell it, and have all of it where they do not ("au" = "à" + "le").
// ok is false when the words cannot be found in the text; the spans after that place are empty.
func (s *Sentence) Spans() (spans []text.Span, ok bool) {
	runes := []rune(s.Text())
	spans = make([]text.Span, len(s.Words))
	at := 0
	for _, u := range s.units() {
		form := []rune(u.form)
		for at < len(runes) && isSpace(runes[at]) && !hasPrefix(runes[at:], form) {
			at++
		}
		if !hasPrefix(runes[at:], form) {
			return spans, false
		}
		s.share(spans, u, text.Span{Start: at, End: at + len(form)})
		at += len(form)
	}
	return spans, true
}

func (s *Sentence) share(spans []text.Span, u unit, whole text.Span) {
	n := 0
	for i := u.first; i <= u.last; i++ {
		n += len([]rune(s.Words[i].Form))
	}
	at := whole.Start
	for i := u.first; i <= u.last; i++ {
		if n != whole.Len() {
			spans[i] = whole
			continue
		}
		l := len([]rune(s.Words[i].Form))
		spans[i] = text.Span{Start: at, End: at + l}
		at += l
	}
}

func hasPrefix(runes, form []rune) bool {
	if len(runes) < len(form) {
		return false
	}
	for i, r := range form {
		if runes[i] != r {
			return false
		}
	}
	return true
}

func isSpace(r rune) bool {
	return r == ' ' || r == '\t' || r == '\u00a0' || r == '\u200b' || r == '\u2028'
}
