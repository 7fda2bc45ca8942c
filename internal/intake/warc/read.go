package warc

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"

	"github.com/klauspost/compress/gzip"
)

// Limits. A file may be of any length; what is held of it at once may not.
const (
	MaxBody   = 32 << 20  // bytes of a page, unpacked; longer records are told and passed over
	maxHead   = 64 << 10  // bytes of a record's head
	maxHTTP   = 256 << 10 // bytes of the HTTP head in it
	maxDamage = 100       // damaged places in one file, after which it is given up: searching on costs time
	maxEmpty  = 1000      // packed members without a byte in them, one after another
	ratio     = 200       // how many times a member may unpack to its packed size …
	freeSize  = 64 << 20  // … once it is larger than this; deflate's own end is 1032 times
)

// Damage is what could not be read, and where. The records after it are read all the same.
type Damage struct {
	Offset   int64 // of the packed member, or of the record in a plain file, in bytes
	Unpacked int64 // of the record within the member
	Record   string
	Err      error
}

// Error names the place.
func (d *Damage) Error() string { return d.Place() + ": " + d.Err.Error() }

// Unwrap gives the cause.
func (d *Damage) Unwrap() error { return d.Err }

// Place is "byte 4096", and where in a packed member of many records.
func (d *Damage) Place() string {
	s := fmt.Sprintf("byte %d", d.Offset)
	if d.Unpacked > 0 {
		s += fmt.Sprintf(", byte %d unpacked", d.Unpacked)
	}
	return s
}

// Errors of an archive.
var (
	// ErrBomb says that a member unpacks to far more than any page does.
	ErrBomb = errors.New("it unpacks to more than any page does")
	// ErrGivenUp says that a file has so many damaged places that the rest is not searched.
	ErrGivenUp = fmt.Errorf("more than %d damaged places; the rest is not read", maxDamage)
)

// Sniff tells whether bytes begin an archive, packed by gzip or plain.
func Sniff(head []byte) bool {
	if bytes.HasPrefix(head, magic) {
		return true
	}
	z, err := gzip.NewReader(bytes.NewReader(head))
	if err != nil {
		return false
	}
	first := make([]byte, len(magic))
	_, err = io.ReadFull(z, first)
	return err == nil && bytes.Equal(first, magic)
}

// reader is an archive while it is read.
type reader struct {
	src    *source
	yield  func(*Page, *Damage) bool
	memory *memory
	offset int64 // where the member or plain record at hand begins
	damage int
	empty  int
}

// Pages gives the pages of an archive in order: answers of servers with status 200 to 299, resources and conversions, and revisits
// of pages that came shortly before. Other records are passed over.
func Pages(r io.Reader) iter.Seq2[*Page, *Damage] {
	return func(yield func(*Page, *Damage) bool) {
		stopped := false
		tell := func(p *Page, d *Damage) bool {
			stopped = stopped || !yield(p, d)
			return !stopped
		}
		a := &reader{src: &source{r: bufio.NewReaderSize(r, 64<<10)}, yield: tell, memory: newMemory()}
		for a.next() {
		}
		if !stopped {
			a.missing()
		}
	}
}

// next reads a member or a plain record.
func (a *reader) next() bool {
	head, err := a.src.peek(len(magic))
	a.offset = a.src.off
	switch {
	case err != nil:
		a.yield(nil, &Damage{Offset: a.offset, Err: err})
		return false
	case len(head) == 0:
		return false
	case bytes.HasPrefix(head, gzipMagic):
		return a.member()
	case bytes.HasPrefix(head, magic):
		return a.plain()
	case head[0] == '\r' || head[0] == '\n':
		_, err := a.src.ReadByte()
		return err == nil
	}
	a.src.mark()
	return a.broken(0, "", errors.New("no record begins here"))
}

// broken tells of damage and looks for the next record.
func (a *reader) broken(unpacked int64, record string, err error) bool {
	if !a.tell(unpacked, record, err) {
		return false
	}
	a.src.back()
	return a.search()
}

func (a *reader) search() bool {
	if err := a.src.seek(); err != nil {
		if !errors.Is(err, io.EOF) {
			a.yield(nil, &Damage{Offset: a.src.off, Err: err})
		}
		return false
	}
	return true
}

func (a *reader) tell(unpacked int64, record string, err error) bool {
	a.damage++
	if a.damage > maxDamage {
		a.yield(nil, &Damage{Offset: a.offset, Err: ErrGivenUp})
		return false
	}
	return a.yield(nil, &Damage{Offset: a.offset, Unpacked: unpacked, Record: record, Err: err})
}

// plain reads a record that is not packed.
func (a *reader) plain() bool {
	a.src.mark()
	rec, err := readHead(a.src)
	if err != nil {
		return a.broken(0, "", whole(err))
	}
	stopped, err := a.record(rec, a.src, 0)
	if err != nil { // its length may be wrong, and the next record lie within
		return a.broken(0, rec.id(), err)
	}
	return !stopped
}

// member reads the records of a gzip member; there should be one.
func (a *reader) member() bool {
	a.src.mark()
	z, err := gzip.NewReader(a.src)
	if err != nil {
		return a.broken(0, "", fmt.Errorf("broken gzip member: %w", whole(err)))
	}
	z.Multistream(false)
	in := &metered{r: bufio.NewReaderSize(z, 32<<10), src: a.src, from: a.offset}
	for {
		start := in.n
		rec, err := readHead(in)
		if errors.Is(err, io.EOF) && in.n == start {
			return a.ended(in.n)
		}
		stopped := false
		if err == nil {
			stopped, err = a.record(rec, in, start)
		}
		if stopped {
			return false
		}
		if err != nil {
			return a.broken(start, rec.id(), whole(err))
		}
		if err := skipEnds(in); err != nil {
			return a.broken(start, rec.id(), whole(err))
		}
	}
}

// ended counts members that hold nothing: a file may not be made of them.
func (a *reader) ended(size int64) bool {
	a.src.marks = false
	if size > 0 {
		a.empty = 0
		return true
	}
	if a.empty++; a.empty <= maxEmpty {
		return true
	}
	a.yield(nil, &Damage{Offset: a.offset, Err: fmt.Errorf("more than %d empty members; the rest is not read", maxEmpty)})
	return false
}

// whole calls an end that comes too early so.
func whole(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return errors.New("it is cut off")
	}
	return err
}

// metered counts what a member unpacks to and ends bombs.
type metered struct {
	r    *bufio.Reader
	src  *source
	from int64
	n    int64
}

func (m *metered) check() error {
	if m.n > freeSize && m.n/max(1, m.src.off-m.from) > ratio {
		return ErrBomb
	}
	return nil
}

func (m *metered) Read(p []byte) (int, error) {
	if err := m.check(); err != nil {
		return 0, err
	}
	n, err := m.r.Read(p)
	m.n += int64(n)
	return n, err
}

func (m *metered) ReadByte() (byte, error) {
	b, err := m.r.ReadByte()
	if err == nil {
		m.n++
	}
	return b, err
}

// skipEnds passes over the empty lines after a record.
func skipEnds(in *metered) error {
	for {
		next, err := in.r.Peek(1)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if next[0] != '\r' && next[0] != '\n' {
			return nil
		}
		_, _ = in.ReadByte()
	}
}
