package eval

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"

	"dateline/event"
	"dateline/text"
)

// CodeFunc codes an article: the document with its layers, and the reports. It may say ErrNotCoded.
type CodeFunc func(text.Article) (*text.Document, []event.Report, error)

// ErrNotCoded says that the coder refuses a text, because of its language for example. It then counts as a text without reports.
var ErrNotCoded = errors.New("the text is not coded")

// errNoRows says that a table has a header and nothing that can be measured.
var errNoRows = errors.New("no rows to measure")

// readTable calls row with the named columns of each line of a tab-separated file with a header; an error names the line. A
// quotation mark inside a field stands for itself.
func readTable(in io.Reader, name string, columns []string, row func([]string) error) error {
	r := csv.NewReader(in)
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = '\t', true, 0
	header, err := r.Read()
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	at := make([]int, len(columns))
	for i, c := range columns {
		if at[i] = index(header, c); at[i] < 0 {
			return fmt.Errorf("%s: no column %q among %s", name, c, strings.Join(header, ", "))
		}
	}
	for {
		fields, err := r.Read()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		values := make([]string, len(at))
		for i, k := range at {
			values[i] = strings.TrimSpace(fields[k])
		}
		if err := row(values); err != nil {
			line, _ := r.FieldPos(0)
			return fmt.Errorf("%s:%d: %w", name, line, err)
		}
	}
}

func index(names []string, want string) int {
	for i, n := range names {
		if strings.EqualFold(strings.TrimSpace(n), want) {
			return i
		}
	}
	return -1
}

// functionWords join names but name nobody: two phrases that share only these share nothing.
var functionWords = setOf("a an the of in on at by for from to with and or 's s as its his her their")

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		set[w] = true
	}
	return set
}

// nameWords adds a phrase's words to the set, in lower case and without function words. "U.S." is one word, "us".
func nameWords(set map[string]bool, phrase string) {
	phrase = strings.ToLower(strings.NewReplacer(".", "", "’", "'").Replace(phrase))
	for _, w := range strings.FieldsFunc(phrase, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if !functionWords[w] {
			set[w] = true
		}
	}
}

// shareWord reports whether a word of the one is a word of the other, function words aside.
func shareWord(a, b string) bool {
	set, other := map[string]bool{}, map[string]bool{}
	nameWords(set, a)
	nameWords(other, b)
	for w := range other {
		if set[w] {
			return true
		}
	}
	return false
}
