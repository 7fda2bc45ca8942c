package render

import (
	"strings"
	"unicode"

	"github.com/mattn/go-runewidth"

	"dateline/event"
)

// Style says how to write: with colour or without, and how wide.
type Style struct {
	Color bool
	Width int // columns; 0 means 100
}

func (s Style) width() int {
	if s.Width <= 0 {
		return 100
	}
	return s.Width
}

// paint wraps words in an SGR sequence where colour is wanted.
func (s Style) paint(code, words string) string {
	if !s.Color || words == "" {
		return words
	}
	return "\x1b[" + code + "m" + words + "\x1b[0m"
}

// Bold, Dim and Status are the program's few emphases. What happened never looks like what was only said.
func (s Style) Bold(words string) string { return s.paint("1", words) }

// Dim is for what the eye may pass over.
func (s Style) Dim(words string) string { return s.paint("2", words) }

// statusColors: what happened stands out, the rest is toned.
var statusColors = map[event.Status]string{event.Actual: "1;97;41", event.Planned: "34", event.Demanded: "35",
	event.Threatened: "33", event.Possible: "36", event.Denied: "9;2"}

// statusMarks tell the statuses apart without colour.
var statusMarks = map[event.Status]string{event.Actual: "●", event.Planned: "◷", event.Demanded: "!", event.Threatened: "▲",
	event.Possible: "?", event.Denied: "✗"}

// Status writes a status padded to n columns.
func (s Style) Status(st event.Status, n int) string {
	words := statusMarks[st] + " " + string(st)
	return s.paint(statusColors[st], words) + strings.Repeat(" ", max(0, n-runewidth.StringWidth(words)))
}

// printable takes control characters out of captured text, so that none reaches the terminal; line ends stay.
func printable(words string) string {
	return strings.Map(func(r rune) rune {
		if r != '\n' && unicode.IsControl(r) {
			return -1
		}
		return r
	}, words)
}

// pad fills or cuts words to n columns.
func pad(words string, n int) string {
	if runewidth.StringWidth(words) > n {
		return runewidth.Truncate(words, n, "…")
	}
	return words + strings.Repeat(" ", n-runewidth.StringWidth(words))
}
