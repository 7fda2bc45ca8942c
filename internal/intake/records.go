package intake

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"dateline/text"
)

// readJSONL reads an article a line. A line that is broken or too long is named and passed over.
func (s *stream) readJSONL() bool {
	for line := 1; ; line++ {
		raw, tooLong, err := readLine(s.body)
		if len(bytes.TrimSpace(raw)) > 0 || tooLong {
			if !s.readRecord(raw, tooLong, fmt.Sprintf("line %d", line), JSONL) {
				return false
			}
		}
		switch {
		case errors.Is(err, io.EOF):
			return true
		case err != nil:
			return s.yield(nil, streamProblem(s.path, s.count.n, err))
		}
	}
}

// readLine reads a line without its end. Of a line longer than maxArticle only the fact is kept.
func readLine(r *bufio.Reader) (line []byte, tooLong bool, err error) {
	for {
		part, err := r.ReadSlice('\n')
		if len(line)+len(part) > maxArticle {
			line, tooLong = nil, true
		}
		if !tooLong {
			line = append(line, part...)
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		return bytes.TrimRight(line, "\r\n"), tooLong, err
	}
}

func (s *stream) readRecord(raw []byte, tooLong bool, place string, format Format) bool {
	if tooLong {
		return s.yield(nil, problemf(s.path, place, "cut the text into articles", "longer than %d MB", maxArticle>>20))
	}
	raw = bytes.TrimPrefix(raw, []byte("\ufeff"))
	if p := notUTF8(s.path, place, raw); p != nil {
		return s.yield(nil, p)
	}
	c := &Capture{Path: s.path, Place: place, Raw: raw, Format: format}
	if err := json.Unmarshal(raw, &c.Article); err != nil {
		return s.yield(nil, problemf(s.path, place+jsonPlace(err), "one JSON object with a \"text\" is needed", "broken JSON: %v", err))
	}
	return s.finishRecord(c)
}

func (s *stream) finishRecord(c *Capture) bool {
	if strings.TrimSpace(c.Article.Text) == "" {
		return s.yield(nil, problemf(s.path, c.Place, "the article's words belong in \"text\"", "the article has no text"))
	}
	return finish(c, s.opt, s.yield)
}

func jsonPlace(err error) string {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return fmt.Sprintf(", byte %d of it", syntax.Offset)
	case errors.As(err, &kind):
		return fmt.Sprintf(", byte %d of it", kind.Offset)
	}
	return ""
}

// readJSON reads a file that holds one article object, a list of them, or several one after another.
func (s *stream) readJSON() bool {
	dec := json.NewDecoder(s.body)
	first, err := s.body.Peek(1)
	for err == nil && len(first) == 1 && (first[0] == ' ' || first[0] == '\n' || first[0] == '\r' || first[0] == '\t') {
		_, _ = s.body.Discard(1)
		first, err = s.body.Peek(1)
	}
	list := len(first) == 1 && first[0] == '['
	if list {
		if _, err := dec.Token(); err != nil {
			return s.yield(nil, problemf(s.path, "byte 0", "", "broken JSON: %v", err))
		}
	}
	for n := 1; dec.More(); n++ {
		var raw json.RawMessage
		if err := dec.Decode(&raw); err != nil {
			return s.yield(nil, problemf(s.path, fmt.Sprintf("article %d, byte %d", n, dec.InputOffset()),
				"the articles before it were read; mend the file or write one object a line as .jsonl", "broken JSON: %v", err))
		}
		if !s.readRecord(raw, len(raw) > maxArticle, fmt.Sprintf("article %d", n), JSON) {
			return false
		}
	}
	return true
}

// readCSV reads an article a row; the header names RECORD.md's fields, others are ignored. The separator is a tab for .tsv
// and where the header has tabs and no commas.
func (s *stream) readCSV() bool {
	head, _ := s.body.Peek(4096)
	line, _, _ := bytes.Cut(head, []byte("\n"))
	r := csv.NewReader(s.body)
	r.FieldsPerRecord = -1
	r.LazyQuotes = true
	if bytes.Contains(line, []byte("\t")) && !bytes.Contains(line, []byte(",")) || strings.Contains(strings.ToLower(s.name), ".tsv") {
		r.Comma = '\t'
	}
	header, err := r.Read()
	if err != nil {
		return s.yield(nil, problemf(s.path, "row 1", "the first row names the columns", "broken CSV: %v", err))
	}
	columns := map[string]int{}
	for i, name := range header {
		columns[strings.ToLower(strings.TrimSpace(strings.TrimPrefix(name, "\ufeff")))] = i
	}
	if _, ok := columns["text"]; !ok {
		return s.yield(nil, problemf(s.path, "row 1", "name the column that holds the articles \"text\"", "no column is named text (there are %s)", strings.Join(header, ", ")))
	}
	for row := 2; ; row++ {
		fields, err := r.Read()
		if errors.Is(err, io.EOF) {
			return true
		}
		if err != nil {
			var parse *csv.ParseError
			if !errors.As(err, &parse) {
				return s.yield(nil, streamProblem(s.path, s.count.n, err))
			}
			if !s.yield(nil, problemf(s.path, fmt.Sprintf("row %d, line %d", row, parse.Line), "quote fields that hold quotes or line ends", "broken CSV: %v", parse.Err)) {
				return false
			}
			continue
		}
		if !s.readRow(fields, columns, row) {
			return false
		}
	}
}

func (s *stream) readRow(fields []string, columns map[string]int, row int) bool {
	place := fmt.Sprintf("row %d", row)
	get := func(name string) string {
		if i, ok := columns[name]; ok && i < len(fields) {
			return fields[i]
		}
		return ""
	}
	raw := []byte(strings.Join(fields, "\x1f"))
	if p := notUTF8(s.path, place, raw); p != nil {
		return s.yield(nil, p)
	}
	if len(raw) > maxArticle {
		return s.yield(nil, problemf(s.path, place, "cut the text into articles", "longer than %d MB", maxArticle>>20))
	}
	return s.finishRecord(&Capture{Path: s.path, Place: place, Raw: raw, Format: CSV, Article: text.Article{ID: get("id"),
		Title: get("title"), Subtitle: get("subtitle"), Byline: get("byline"), Source: get("source"), Published: get("published"),
		URL: get("url"), Language: get("language"), Text: get("text")}})
}
