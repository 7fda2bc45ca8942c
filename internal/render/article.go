package render

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"dateline/event"
	"dateline/text"
)

// mark is a stretch of an article's text that a report rests on.
type mark struct {
	text.Span
	code  string // SGR
	label string // written after it
}

// Article writes an article with each report's trigger numbered and coloured, and the numbered reports beneath it.
func Article(w io.Writer, a *text.Article, reports []event.Report, style Style) error {
	var marks []mark
	for i, r := range reports {
		marks = append(marks, mark{r.Evidence.Trigger.Span, statusColors[r.Status], fmt.Sprintf("[%d]", i+1)})
	}
	if _, err := fmt.Fprintln(w, wrap(highlight([]rune(a.Text), marks, style), style.width())); err != nil {
		return err
	}
	t := NewTable(w, Style{Color: style.Color, Width: style.width() - 5})
	for i := range reports {
		if _, err := fmt.Fprintf(w, "%s%s\n", style.Bold(fmt.Sprintf("%5s", fmt.Sprintf("[%d]", i+1))), t.line(&reports[i])); err != nil {
			return err
		}
	}
	return nil
}

// highlight writes marks into a text. Without colour, » and « stand around the marked words.
func highlight(runes []rune, marks []mark, style Style) string {
	slices.SortStableFunc(marks, func(a, b mark) int { return cmp.Compare(a.Start, b.Start) })
	var out strings.Builder
	at := 0
	for _, m := range marks {
		if m.Start < at || m.End > len(runes) {
			continue
		}
		out.WriteString(printable(string(runes[at:m.Start])))
		words := printable(string(runes[m.Start:m.End]))
		if style.Color {
			out.WriteString(style.paint(m.code, words))
		} else {
			out.WriteString("»" + words + "«")
		}
		out.WriteString(style.Bold(m.label))
		at = m.End
	}
	out.WriteString(printable(string(runes[at:])))
	return out.String()
}

// wrap breaks lines at spaces so that none is wider than n columns; SGR sequences count for nothing.
func wrap(s string, n int) string {
	var out strings.Builder
	for line := range strings.SplitSeq(strings.TrimRight(s, "\n"), "\n") {
		col := 0
		for i, word := range strings.Split(line, " ") {
			width := columns(word)
			switch {
			case i == 0:
			case col+1+width > n:
				out.WriteString("\n")
				col = 0
			default:
				out.WriteString(" ")
				col++
			}
			out.WriteString(word)
			col += width
		}
		out.WriteString("\n")
	}
	return out.String()
}

// columns is the width of a word without its SGR sequences.
func columns(word string) int {
	n, escape := 0, false
	for _, r := range word {
		switch {
		case r == '\x1b':
			escape = true
		case escape:
			escape = r != 'm'
		default:
			n++
		}
	}
	return n
}
