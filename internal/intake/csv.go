package intake

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"dateline/text"
)

// table is a CSV file while it is read.
type table struct {
	*stream
	csv     *csv.Reader
	bytes   *metered
	columns map[string]int
}

// readCSV reads an article a row; the header names RECORD.md's fields, others are ignored. The separator is a tab for .tsv
// and where the header has tabs and no commas, a semicolon where it has these and neither.
func (s *stream) readCSV() bool {
	s.skipSpace()
	head, _ := s.body.Peek(4096)
	t := &table{stream: s, bytes: &metered{r: s.body}, columns: map[string]int{}}
	t.csv = csv.NewReader(t.bytes)
	t.csv.FieldsPerRecord = -1
	t.csv.LazyQuotes = true
	t.csv.Comma = separator(head, s.name)
	header, err := t.csv.Read()
	if err != nil {
		goOn, _ := t.failed(err, 1)
		return goOn
	}
	t.bytes.mark(t.csv.InputOffset())
	for i, name := range header {
		t.columns[strings.ToLower(strings.TrimSpace(name))] = i
	}
	if _, ok := t.columns["text"]; !ok {
		return s.yield(nil, problemf(s.path, "row 1", "name the column that holds the articles \"text\"", "no column is named text (there are %s)",
			shorten(strings.Join(header, ", "))))
	}
	return t.rows()
}

func separator(head []byte, name string) rune {
	line, _, _ := bytes.Cut(head, []byte("\n"))
	has := func(c string) bool { return bytes.Contains(line, []byte(c)) }
	switch {
	case strings.Contains(strings.ToLower(name), ".tsv"), has("\t") && !has(","):
		return '\t'
	case has(";") && !has(","):
		return ';'
	}
	return ','
}

func (t *table) rows() bool {
	for row := 2; ; row++ {
		fields, err := t.csv.Read()
		if errors.Is(err, io.EOF) {
			return true
		}
		if err != nil {
			if goOn, next := t.failed(err, row); !goOn || !next {
				return goOn
			}
			continue
		}
		if !t.row(fields, t.bytes.mark(t.csv.InputOffset()), fmt.Sprintf("row %d", row)) {
			return false
		}
	}
}

// failed tells what broke a row. next: the rows after it can be read.
func (t *table) failed(err error, row int) (goOn, next bool) {
	place := fmt.Sprintf("row %d", row)
	var parse *csv.ParseError
	switch {
	case errors.Is(t.bytes.err, errTooLong):
		return t.yield(nil, problemf(t.path, place, "close its quotes or cut the text into articles; the rows before it were read",
			"longer than %d MB", maxArticle>>20)), false
	case t.bytes.err != nil:
		return t.yield(nil, t.broken(t.bytes.err)), false
	case errors.As(err, &parse):
		return t.yield(nil, problemf(t.path, fmt.Sprintf("%s, line %d", place, parse.Line), "quote fields that hold quotes or line ends",
			"broken CSV: %v", parse.Err)), true
	}
	return t.yield(nil, problemf(t.path, place, "the first row names the columns", "broken CSV: %v", err)), false
}

func (t *table) row(fields []string, raw []byte, place string) bool {
	get := func(name string) string {
		if i, ok := t.columns[name]; ok && i < len(fields) {
			return fields[i]
		}
		return ""
	}
	if len(raw) > maxArticle {
		return t.tooLong(place)
	}
	raw = bytes.TrimRight(raw, "\r\n")
	if p := notUTF8(t.path, place, raw); p != nil {
		return t.yield(nil, p)
	}
	return t.finishRecord(&Capture{Path: t.path, Place: place, Raw: raw, Format: CSV, Article: text.Article{ID: get("id"),
		Title: get("title"), Subtitle: get("subtitle"), Byline: get("byline"), Source: get("source"), Published: get("published"),
		URL: get("url"), Language: get("language"), Text: get("text")}})
}

// shorten cuts a quotation of the input to what a message can bear.
func shorten(s string) string {
	if r := []rune(s); len(r) > 200 {
		return string(r[:200]) + "…"
	}
	return s
}
