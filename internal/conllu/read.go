package conllu

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"dateline/text"
)

// SyntaxError says where a file is not CoNLL-U, and why.
type SyntaxError struct {
	File string
	Line int // 1-based
	Msg  string
}

func (e *SyntaxError) Error() string { return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Msg) }

// Reader reads sentences one by one.
type Reader struct {
	name string
	in   *bufio.Reader
	line int
}

// NewReader reads from r; name is what errors call it.
func NewReader(r io.Reader, name string) *Reader {
	return &Reader{name: name, in: bufio.NewReaderSize(r, 1<<16)}
}

// Read is the next sentence, or io.EOF. A sentence that is not CoNLL-U gives a *SyntaxError; reading may go on after it.
func (r *Reader) Read() (*Sentence, error) {
	s, lines := &Sentence{}, []string{}
	for {
		line, err := r.next()
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, fmt.Errorf("%s:%d: %w", r.name, r.line, err)
		}
		if line == "" && (len(lines) > 0 || errors.Is(err, io.EOF)) {
			break
		}
		switch {
		case line == "":
			s.Comments = nil // comments with no sentence
		case line[0] == '#' && len(lines) == 0:
			s.Comments = append(s.Comments, strings.TrimPrefix(line[1:], " "))
		default:
			if len(lines) == 0 {
				s.Line = r.line
			}
			lines = append(lines, line)
		}
	}
	if len(lines) == 0 {
		return nil, io.EOF
	}
	return s, r.parse(s, lines)
}

// ReadAll reads every sentence; it stops at the first error.
func (r *Reader) ReadAll() ([]*Sentence, error) {
	var all []*Sentence
	for {
		s, err := r.Read()
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return all, err
		}
		all = append(all, s)
	}
}

func (r *Reader) next() (string, error) {
	line, err := r.in.ReadString('\n')
	if line != "" {
		r.line++
	}
	line = strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r")
	if err == io.EOF && line != "" {
		err = nil
	}
	return line, err
}

func (r *Reader) parse(s *Sentence, lines []string) error {
	s.Words = make([]Word, 0, len(lines))
	for i, line := range lines {
		if err := s.add(line); err != nil {
			return &SyntaxError{r.name, s.Line + i, err.Error()}
		}
	}
	if n := len(s.Ranges); n > 0 && s.Ranges[n-1].Last >= len(s.Words) {
		return &SyntaxError{r.name, s.Line, fmt.Sprintf("the multiword token %q ends after the last word", s.Ranges[n-1].Form)}
	}
	for i, w := range s.Words {
		if w.Head >= len(s.Words) {
			return &SyntaxError{r.name, s.Line, fmt.Sprintf("word %d has the head %d, and there are %d words", i+1, w.Head+1, len(s.Words))}
		}
	}
	return nil
}

// add takes one line of ten columns.
func (s *Sentence) add(line string) error {
	f := strings.Split(line, "\t")
	if len(f) != 10 {
		return fmt.Errorf("%d tab-separated columns where CoNLL-U has 10", len(f))
	}
	switch {
	case strings.Contains(f[0], "-"):
		return s.addRange(f)
	case strings.Contains(f[0], "."):
		return s.addEmpty(f)
	}
	if id, err := strconv.Atoi(f[0]); err != nil || id != len(s.Words)+1 {
		return fmt.Errorf("the id is %q where %d is expected", f[0], len(s.Words)+1)
	}
	w, err := word(f)
	if err != nil {
		return err
	}
	s.Words = append(s.Words, w)
	return nil
}

func (s *Sentence) addRange(f []string) error {
	a, b, _ := strings.Cut(f[0], "-")
	first, err1 := strconv.Atoi(a)
	last, err2 := strconv.Atoi(b)
	if err1 != nil || err2 != nil || first != len(s.Words)+1 || last < first {
		return fmt.Errorf("the multiword token's id is %q where %d-… is expected", f[0], len(s.Words)+1)
	}
	if n := len(s.Ranges); n > 0 && s.Ranges[n-1].Last >= first-1 {
		return fmt.Errorf("the multiword token %q overlaps the one before it", f[0])
	}
	s.Ranges = append(s.Ranges, Range{first - 1, last - 1, f[1], value(f[9])})
	return nil
}

func (s *Sentence) addEmpty(f []string) error {
	a, b, _ := strings.Cut(f[0], ".")
	after, err1 := strconv.Atoi(a)
	sub, err2 := strconv.Atoi(b)
	if err1 != nil || err2 != nil || after != len(s.Words) || sub < 1 {
		return fmt.Errorf("the empty node's id is %q where %d.… is expected", f[0], len(s.Words))
	}
	w, err := word(f)
	if err != nil {
		return err
	}
	s.Empty = append(s.Empty, Empty{after - 1, sub, w})
	return nil
}

func word(f []string) (Word, error) {
	w := Word{Form: f[1], Lemma: value(f[2]), UPOS: value(f[3]), XPOS: value(f[4]), Feats: value(f[5]),
		Head: text.Root, Deprel: value(f[7]), Deps: value(f[8]), Misc: value(f[9])}
	if f[2] == "_" && f[1] == "_" {
		w.Lemma = "_" // the underscore itself
	}
	if f[1] == "" {
		return w, fmt.Errorf("a word without a form")
	}
	if f[6] == "_" {
		return w, nil
	}
	head, err := strconv.Atoi(f[6])
	if err != nil || head < 0 {
		return w, fmt.Errorf("the head is %q where a number is expected", f[6])
	}
	w.Head = head - 1
	return w, nil
}

func value(s string) string {
	if s == "_" {
		return ""
	}
	return s
}
