package eval

import (
	"bufio"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"dateline/event"
	"dateline/text"
)

// polnear is an attribution: the pieces of its source (none when the text names none) and of its content.
type polnear struct{ source, content []text.Span }

func (p polnear) equal(o polnear) bool {
	return slices.Equal(p.source, o.source) && slices.Equal(p.content, o.content)
}

// readPolNeAR reads brat's standoff lines: "T1 ⇥ Source 89 106 ⇥ …" (pieces parted by semicolons) and "E1 ⇥ Content:T3 Source:T1".
// Spans that no attribution holds (Discuss, Discard) are left out.
func readPolNeAR(in io.Reader, name string) ([]polnear, error) {
	spans := map[string][]text.Span{}
	var events [][]string
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		f := strings.Split(lines.Text(), "\t")
		if len(f) < 2 || f[0] == "" {
			continue
		}
		switch f[0][0] {
		case 'T':
			_, where, _ := strings.Cut(f[1], " ")
			pieces, err := readPieces(where)
			if err != nil {
				return nil, fmt.Errorf("%s:%d: %w", name, n, err)
			}
			spans[f[0]] = pieces
		case 'E':
			events = append(events, strings.Fields(f[1]))
		}
	}
	var all []polnear
	for _, e := range events {
		var p polnear
		for _, arg := range e {
			role, id, _ := strings.Cut(arg, ":")
			switch strings.TrimRight(role, "0123456789") {
			case "Source":
				p.source = append(p.source, spans[id]...)
			case "Content":
				p.content = append(p.content, spans[id]...)
			}
		}
		if len(p.content) > 0 {
			all = append(all, p)
		}
	}
	return all, lines.Err()
}

func readPieces(where string) ([]text.Span, error) {
	var out []text.Span
	for piece := range strings.SplitSeq(where, ";") {
		a, b, _ := strings.Cut(piece, " ")
		start, err1 := strconv.Atoi(a)
		end, err2 := strconv.Atoi(b)
		if err1 != nil || err2 != nil || start >= end {
			return nil, fmt.Errorf("the span %q is not two ascending numbers", piece)
		}
		out = append(out, text.Span{Start: start, End: end})
	}
	return out, nil
}

var dayInName = regexp.MustCompile(`_(\d{4}-\d\d-\d\d)_`)

// polnearDate is the day in a file's name (publisher_2016-09-12_title), or "".
func polnearDate(name string) string {
	if m := dayInName.FindStringSubmatch(name); m != nil {
		return m[1]
	}
	return ""
}

// hull is the span from the first to the last of the pieces.
func hull(pieces []text.Span) text.Span {
	h := pieces[0]
	for _, p := range pieces[1:] {
		h = text.Span{Start: min(h.Start, p.Start), End: max(h.End, p.End)}
	}
	return h
}

func overlap(a, b []text.Span) bool {
	for _, x := range a {
		if slices.ContainsFunc(b, x.Overlaps) {
			return true
		}
	}
	return false
}

// bare is a span without the white space and punctuation at its ends.
func bare(d *text.Document, s text.Span) text.Span {
	s.Start, s.End = max(s.Start, 0), min(s.End, len(d.Runes))
	word := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	for s.Start < s.End && !word(d.Runes[s.Start]) {
		s.Start++
	}
	for s.End > s.Start && !word(d.Runes[s.End-1]) {
		s.End--
	}
	return s
}

// contentOf is what a link of a trigger's chain says. Going up from the trigger, the first word over both the trigger and the
// source is the word of saying, and the content is the branch with the trigger; or else it belongs to the content ("…, police
// said"; "according to …"), which is all of its branches but the one with the source. A source outside the trigger's sentence
// speaks all of it.
func contentOf(d *text.Document, trigger text.Span, link event.Source) text.Span {
	i := slices.IndexFunc(d.Sentences, func(s text.Sentence) bool { return s.Contains(trigger) })
	if i < 0 {
		return trigger
	}
	s := &d.Sentences[i]
	below := slices.IndexFunc(s.Tokens, func(k text.Token) bool { return k.Overlaps(trigger) })
	if below < 0 || !s.Overlaps(link.Span) {
		return s.Span
	}
	top, has := climb(s, below, link.Span)
	branch := func(k int) bool { return under(s, k, below) }
	switch {
	case !has[top]:
		return s.Span
	case top == below || s.Tokens[top].Form != event.Text(link.Cue):
		branch = func(k int) bool { return under(s, k, top) && (k == top || !has[below1(s, k, top)]) }
	default:
		below = below1(s, below, top)
	}
	return wordsSpan(s, branch)
}

// climb is the first token from k upwards that has the source among its dependents, however far, or the root; and, for each
// token, whether it has.
func climb(s *text.Sentence, k int, source text.Span) (int, []bool) {
	has := make([]bool, len(s.Tokens))
	for i, t := range s.Tokens {
		for n := 0; t.Overlaps(source) && i >= 0 && n < len(s.Tokens); n++ {
			has[i], i = true, s.Tokens[i].Head
		}
	}
	for n := 0; n < len(s.Tokens) && !has[k] && s.Tokens[k].Head >= 0; n++ {
		k = s.Tokens[k].Head
	}
	return k, has
}

// below1 is the dependent of top that k is or hangs on; k itself when it does not hang on top.
func below1(s *text.Sentence, k, top int) int {
	for i, n := k, 0; i >= 0 && n < len(s.Tokens); n++ {
		if s.Tokens[i].Head == top {
			return i
		}
		i = s.Tokens[i].Head
	}
	return k
}

// under reports whether k is top or hangs on it.
func under(s *text.Sentence, k, top int) bool {
	for n := 0; k >= 0 && n <= len(s.Tokens); n++ {
		if k == top {
			return true
		}
		k = s.Tokens[k].Head
	}
	return false
}

// wordsSpan is the span from the first to the last chosen word that is not punctuation.
func wordsSpan(s *text.Sentence, chosen func(int) bool) text.Span {
	out := text.Span{Start: -1}
	for k, t := range s.Tokens {
		if t.UPOS == "PUNCT" || !chosen(k) {
			continue
		}
		if out.Start < 0 {
			out.Start = t.Start
		}
		out.End = t.End
	}
	if out.Start < 0 {
		return s.Span
	}
	return out
}
