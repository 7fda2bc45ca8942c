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
