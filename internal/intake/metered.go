package intake

import (
	"errors"
	"io"
)

// errTooLong says that one value of a file is longer than an article may be.
var errTooLong = errors.New("too long")

// metered hands on the bytes of a file that holds many articles and keeps those from the last mark on, for the article's capture.
// It fails when one value is longer than an article may be, so that no file, however large once unpacked, fills the memory.
type metered struct {
	r    io.Reader
	kept []byte
	base int64 // offset in the file of kept's first byte
	err  error
}

// slack lets a decoder read ahead of the value it is at.
const slack = 1 << 20

func (m *metered) Read(p []byte) (int, error) {
	if len(m.kept) > maxArticle+slack {
		m.err = errTooLong
		return 0, errTooLong
	}
	n, err := m.r.Read(p)
	m.kept = append(m.kept, p[:n]...)
	if err != nil && !errors.Is(err, io.EOF) {
		m.err = err
	}
	return n, err
}

// mark gives the bytes up to an offset of the file and forgets them.
func (m *metered) mark(offset int64) []byte {
	n := max(0, min(offset-m.base, int64(len(m.kept))))
	taken := append([]byte(nil), m.kept[:n]...)
	m.kept = append(m.kept[:0], m.kept[n:]...)
	m.base += n
	return taken
}
