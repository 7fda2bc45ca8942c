package token

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/text"
)

// Stage adds sentences and their words to a document.
type Stage struct{ lex *lexicon }

// New makes the stage; it is safe for concurrent use.
func New() *Stage { return &Stage{lex: loadLexicon()} }

// Name is "token".
func (*Stage) Name() string { return "token" }

// Requires is nothing.
func (*Stage) Requires() []text.Layer { return nil }

// Adds is the sentences.
func (*Stage) Adds() []text.Layer { return []text.Layer{text.LayerSentences} }

// Process cuts the document's text. It never fails.
func (s *Stage) Process(d *text.Document) error {
	l := &lexer{lex: s.lex, runes: d.Runes, words: make([]word, 0, len(d.Runes)/5+8)}
	var cuts []cutAt
	part := newParts(&d.Article)
	for a, number := 0, 0; a <= len(d.Runes); number++ {
		b := a
		for b < len(d.Runes) && !lineBreak(d.Runes[b]) {
			b++
		}
		first := len(l.words)
		l.line(a, b)
		if len(l.words) > first {
			p := part.of(d, a, b)
			l.boundaries(first, p != text.Body || l.titleCase(first), func(end int) {
				for _, end := range l.within(first, end) {
					cuts = append(cuts, cutAt{end, p, number})
				}
				first = end
			})
		}
		a = b + 1
	}
	d.Sentences = build(d, l.words, cuts)
	return nil
}

func lineBreak(r rune) bool { return r == '\n' || r == '\u2028' || r == '\u2029' || r == '\u0085' }

// longestSentence is how many words a sentence may have. The longest in UD English EWT and GUM has 160; what is longer is a list, a table or no
// language, and the stages after this one need time and room that grow faster than its length.
const longestSentence = 400

// within lists the ends of the pieces that words first to end-1 are cut into so that none is longer than longestSentence: after a mark of
// punctuation where one stands in a piece's last third.
func (l *lexer) within(first, end int) []int {
	var ends []int
	for end-first > longestSentence {
		at := first + longestSentence
		for k := at; k > at-longestSentence/3; k-- {
			if w := l.words[k-1]; w.end == w.start+1 && unicode.IsPunct(l.runes[w.start]) {
				at = k
				break
			}
		}
		ends = append(ends, at)
		first = at
	}
	return append(ends, end)
}

// cutAt is a sentence's end: the index one past its last word.
type cutAt struct {
	end       int
	part      text.Part
	paragraph int
}

// build makes the sentences; all tokens lie in one slice, and their forms in the article's text.
func build(d *text.Document, words []word, cuts []cutAt) []text.Sentence {
	tokens := make([]text.Token, len(words))
	f := newForms(d)
	for i, w := range words {
		tokens[i].Span = text.Span{Start: w.start, End: w.end}
		tokens[i].Form = f.form(w.start, w.end)
		tokens[i].Head = text.Root
	}
	sentences := make([]text.Sentence, len(cuts))
	first := 0
	for i, c := range cuts {
		t := tokens[first:c.end:c.end]
		sentences[i] = text.Sentence{Span: text.Span{Start: t[0].Start, End: t[len(t)-1].End}, Part: c.part,
			Paragraph: c.paragraph, Tokens: t}
		first = c.end
	}
	return sentences
}

// forms gives the text of ascending spans as parts of the article's string, without copying it.
type forms struct {
	d        *text.Document
	valid    bool
	runes, b int // so many code points are so many bytes
}

func newForms(d *text.Document) *forms { return &forms{d: d, valid: utf8.ValidString(d.Text)} }

func (f *forms) form(start, end int) string {
	if !f.valid {
		return f.d.Slice(text.Span{Start: start, End: end})
	}
	f.advance(start)
	from := f.b
	f.advance(end)
	return f.d.Text[from:f.b]
}

func (f *forms) advance(to int) {
	for ; f.runes < to; f.runes++ {
		if r := f.d.Runes[f.runes]; r < utf8.RuneSelf {
			f.b++
		} else {
			f.b += utf8.RuneLen(r)
		}
	}
}

// parts says which part of the article a line is: the title and the subtitle come first, each once.
type parts struct {
	title, subtitle string
	at              text.Part
}

func newParts(a *text.Article) *parts {
	return &parts{title: strings.TrimSpace(a.Title), subtitle: strings.TrimSpace(a.Subtitle), at: text.Title}
}

// of is the part of the line [a,b), which is not empty.
func (p *parts) of(d *text.Document, a, b int) text.Part {
	if p.at == text.Body {
		return text.Body
	}
	line := strings.TrimSpace(string(d.Runes[a:b]))
	switch {
	case p.at == text.Title && p.title != "" && line == p.title:
		p.at = text.Subtitle
		return text.Title
	case p.subtitle != "" && line == p.subtitle:
		p.at = text.Body
		return text.Subtitle
	}
	p.at = text.Body
	return text.Body
}

// titleCase reports whether the line's words from first on look like a headline in title case: not one long word in five
// begins with a small letter.
func (l *lexer) titleCase(first int) bool {
	long, small := 0, 0
	for _, w := range l.words[first:] {
		if w.end-w.start >= 4 && isLetter(l.runes[w.start]) {
			long++
			if isLower(l.runes[w.start]) {
				small++
			}
		}
	}
	return long >= 3 && small*5 < long
}
