package warc

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// source gives an archive's bytes and knows their offset. It keeps the last of them, so that after damage the search for the next
// record can begin where the damaged one did.
type source struct {
	r     *bufio.Reader
	front []byte // to be read before r
	kept  []byte // read since mark, of which the last window bytes are sure to be there
	off   int64  // of the next byte
	marks bool   // kept is being filled
}

// window is how many bytes of a damaged member are searched again for the next one. Most members are shorter.
const window = 1 << 20

func (s *source) ReadByte() (byte, error) {
	var b byte
	if len(s.front) > 0 {
		b, s.front = s.front[0], s.front[1:]
	} else {
		var err error
		if b, err = s.r.ReadByte(); err != nil {
			return 0, err
		}
	}
	s.took(b)
	return b, nil
}

func (s *source) Read(p []byte) (n int, err error) {
	if len(s.front) > 0 {
		n = copy(p, s.front)
		s.front = s.front[n:]
	} else if n, err = s.r.Read(p); err != nil {
		return n, err
	}
	s.took(p[:n]...)
	return n, nil
}

func (s *source) took(p ...byte) {
	s.off += int64(len(p))
	if !s.marks {
		return
	}
	if s.kept = append(s.kept, p...); len(s.kept) > 2*window {
		s.kept = append(s.kept[:0], s.kept[len(s.kept)-window:]...)
	}
}

// peek gives the next n bytes, or what there is.
func (s *source) peek(n int) ([]byte, error) {
	if len(s.front) >= n {
		return s.front[:n], nil
	}
	rest, err := s.r.Peek(n - len(s.front))
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return append(bytes.Clone(s.front), rest...), err
}

// mark begins to keep what is read.
func (s *source) mark() { s.kept, s.marks = s.kept[:0], true }

// back goes back to the mark, or as far as bytes were kept, and a byte on: what began there is broken.
func (s *source) back() {
	s.marks = false
	if len(s.kept) == 0 {
		return
	}
	again := s.kept[1:]
	s.off -= int64(len(again))
	s.front = append(bytes.Clone(again), s.front...)
	s.kept = s.kept[:0]
}

// seek goes on to where a record or a member begins; io.EOF when there is none.
func (s *source) seek() error {
	s.marks = false
	for {
		head, err := s.peek(len(magic))
		if err != nil {
			return err
		}
		if len(head) == 0 {
			return io.EOF
		}
		if isStart(head) {
			return nil
		}
		if _, err := s.ReadByte(); err != nil {
			return err
		}
	}
}

// magic begins each record; gzipMagic each packed member (deflate, RFC 1952).
var (
	magic     = []byte("WARC/1.")
	gzipMagic = []byte{0x1f, 0x8b, 8}
)

func isStart(head []byte) bool {
	return bytes.HasPrefix(head, magic) || bytes.HasPrefix(head, gzipMagic) || bytes.HasPrefix(head, zstdMagic)
}
