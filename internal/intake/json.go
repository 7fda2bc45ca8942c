package intake

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"dateline/text"
)

// record is an article as JSON gives it. An id may be a number.
type record struct {
	text.Article
	ID identity `json:"id"`
}

type identity string

// UnmarshalJSON takes a string, a number or null.
func (i *identity) UnmarshalJSON(raw []byte) error {
	var s string
	if len(raw) > 0 && raw[0] != '"' {
		var n json.Number
		if err := json.Unmarshal(raw, &n); err != nil {
			return errors.New("the id is neither text nor a number")
		}
		s = n.String()
	} else if err := json.Unmarshal(raw, &s); err != nil {
		return err
	}
	*i = identity(s)
	return nil
}

func (s *stream) readRecord(raw []byte, place string, format Format) bool {
	if len(raw) > maxArticle {
		return s.tooLong(place)
	}
	raw = bytes.TrimPrefix(raw, utf8Mark)
	if p := notUTF8(s.path, place, raw); p != nil {
		return s.yield(nil, p)
	}
	var r record
	if err := json.Unmarshal(raw, &r); err != nil {
		return s.yield(nil, problemf(s.path, place+jsonPlace(err), "one JSON object with a \"text\" is needed", "broken JSON: %v", err))
	}
	r.Article.ID = string(r.ID)
	return s.finishRecord(&Capture{Path: s.path, Place: place, Raw: raw, Format: format, Article: r.Article})
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

// readJSONL reads an article a line. A line that is broken or too long is named and passed over.
func (s *stream) readJSONL() bool {
	for line := 1; ; line++ {
		raw, tooLong, err := readLine(s.body)
		if err != nil && !errors.Is(err, io.EOF) { // what there is of the line is no line
			return s.yield(nil, s.broken(err))
		}
		place := fmt.Sprintf("line %d", line)
		switch {
		case tooLong:
			if !s.tooLong(place) {
				return false
			}
		case len(bytes.TrimSpace(raw)) > 0:
			if !s.readRecord(raw, place, JSONL) {
				return false
			}
		}
		if err != nil {
			return true
		}
	}
}

// readJSON reads a file that holds one article object, a list of them, or several one after another. What is broken ends it, for
// where the next article begins cannot be told.
func (s *stream) readJSON() bool {
	s.skipSpace()
	m := &metered{r: s.body}
	dec := json.NewDecoder(m)
	list := false
	if first, _ := s.body.Peek(1); string(first) == "[" {
		list = true
		if _, err := dec.Token(); err != nil {
			return s.yield(nil, s.jsonProblem(m, 1, dec.InputOffset(), err))
		}
	}
	n := 1
	for ; dec.More(); n++ {
		var raw json.RawMessage
		m.mark(dec.InputOffset())
		if err := dec.Decode(&raw); err != nil {
			return s.yield(nil, s.jsonProblem(m, n, dec.InputOffset(), err))
		}
		if !s.readRecord(raw, fmt.Sprintf("article %d", n), JSON) {
			return false
		}
	}
	if err := jsonEnd(dec, list); err != nil {
		return s.yield(nil, s.jsonProblem(m, n, dec.InputOffset(), err))
	}
	return true
}

// jsonEnd reports what keeps a file from ending where no more articles come.
func jsonEnd(dec *json.Decoder, list bool) error {
	if list {
		if _, err := dec.Token(); err != nil {
			if errors.Is(err, io.EOF) {
				return errors.New("the list is not closed")
			}
			return err
		}
	}
	_, err := dec.Token()
	switch {
	case errors.Is(err, io.EOF):
		return nil
	case err == nil:
		return errors.New("more after the list's end")
	}
	return err
}

func (s *stream) jsonProblem(m *metered, n int, offset int64, err error) *Problem {
	place := fmt.Sprintf("article %d, byte %d", n, offset)
	switch {
	case errors.Is(m.err, errTooLong):
		return problemf(s.path, place, "cut the text into articles; the articles before it were read", "longer than %d MB", maxArticle>>20)
	case m.err != nil:
		return s.broken(m.err)
	}
	return problemf(s.path, place, "the articles before it were read; mend the file or write one object a line as .jsonl", "broken JSON: %v", err)
}

// skipSpace passes over white space and a byte order mark.
func (s *stream) skipSpace() {
	if first, _ := s.body.Peek(len(utf8Mark)); bytes.Equal(first, utf8Mark) {
		_, _ = s.body.Discard(len(utf8Mark))
	}
	for {
		first, err := s.body.Peek(1)
		if err != nil || !strings.ContainsRune(" \t\r\n", rune(first[0])) {
			return
		}
		_, _ = s.body.Discard(1)
	}
}
