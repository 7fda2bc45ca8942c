package warc

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
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

// Sniff tells whether bytes begin an archive, packed by gzip or zstd or plain.
func Sniff(head []byte) bool {
	var in io.Reader = bytes.NewReader(head)
	switch {
	case bytes.HasPrefix(head, magic), bytes.HasPrefix(head, dictMagic):
		return true
	case bytes.HasPrefix(head, zstdMagic):
		z, err := zstd.NewReader(in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxWindow))
		if err != nil {
			return false
		}
		defer z.Close()
		in = z
	default:
		z, err := gzip.NewReader(in)
		if err != nil {
			return false
		}
		in = z
	}
	first := make([]byte, len(magic))
	_, err := io.ReadFull(in, first)
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
	dict   []byte        // of an archive packed by zstd; nil: none
	zstd   *zstd.Decoder // nil until a frame comes
	held   *Page         // of a member that is not at its end yet
	holds  bool          // a member is being read
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
		defer a.close()
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
		return a.gzipMember()
	case bytes.HasPrefix(head, zstdMagic):
		return a.zstdMember()
	case isSkippable(head):
		return a.besides(head)
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
	a.holds = false
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

// besides reads a frame of zstd that is no record's: the dictionary, at the beginning, or one to pass over.
func (a *reader) besides(head []byte) bool {
	if a.offset > 0 || !bytes.HasPrefix(head, dictMagic) {
		if err := passFrame(a.src); err != nil {
			return a.tell(0, "", err)
		}
		return true
	}
	if err := a.dictionary(); err != nil {
		a.tell(0, "", fmt.Errorf("broken dictionary, so that no record can be unpacked: %w", err))
		return false
	}
	return true
}

// gzipMember reads the records of a gzip member; there should be one.
func (a *reader) gzipMember() bool {
	a.src.mark()
	z, err := gzip.NewReader(a.src)
	if err != nil {
		return a.broken(0, "", fmt.Errorf("broken gzip member: %w", whole(err)))
	}
	z.Multistream(false)
	return a.member(z, func(bool) {})
}

// zstdMember reads the records of a zstd frame, and of the next ones as long as a record goes on in them.
func (a *reader) zstdMember() bool {
	a.src.mark()
	z, err := a.unpacker()
	if err != nil {
		a.tell(0, "", fmt.Errorf("broken dictionary, so that no record can be unpacked: %w", err))
		return false
	}
	f := &frames{src: a.src, z: z}
	if err := f.open(); err != nil {
		return a.broken(0, "", fmt.Errorf("broken zstd frame: %w", whole(err)))
	}
	return a.member(f, func(within bool) { f.within = within })
}

// member reads the records of what a member unpacks to. It says when one begins and when it is ended.
func (a *reader) member(unpacked io.Reader, within func(bool)) bool {
	in := &metered{r: bufio.NewReaderSize(unpacked, 32<<10), src: a.src, from: a.offset}
	a.holds = true
	for {
		within(false)
		end, err := skipEnds(in)
		start := in.n
		if err == nil && !a.release() {
			return false
		}
		if end {
			return a.ended(in.n)
		}
		var rec *record
		if err == nil {
			within(true)
			rec, err = readHead(in)
		}
		stopped := false
		if err == nil {
			stopped, err = a.record(rec, in, start)
		}
		if stopped {
			return false
		}
		if err == nil {
			continue
		}
		a.held = nil
		if !a.tell(start, rec.id(), whole(err)) {
			return false
		}
		within(false)
		if !in.seek() {
			a.src.back()
			return a.search()
		}
	}
}

// give hands a page on; one from a member only when what comes after it shows that it was unpacked whole: the checksum stands at the end.
func (a *reader) give(p *Page) bool {
	if a.holds {
		a.held = p
		return true
	}
	return a.yield(p, nil)
}

// release hands on the page that was held back.
func (a *reader) release() bool {
	p := a.held
	a.held = nil
	return p == nil || a.yield(p, nil)
}

// close lets go of what the decoder holds.
func (a *reader) close() {
	if a.zstd != nil {
		a.zstd.Close()
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

// seek goes on to where the next record begins; false when the member ends before, or cannot be unpacked.
func (m *metered) seek() bool {
	for {
		head, err := m.r.Peek(len(magic))
		if bytes.HasPrefix(head, magic) {
			return true
		}
		if err != nil || m.check() != nil {
			return false
		}
		_, _ = m.ReadByte()
	}
}

// skipEnds passes over the empty lines after a record. end: nothing comes after them.
func skipEnds(in *metered) (end bool, err error) {
	for {
		next, err := in.r.Peek(1)
		if errors.Is(err, io.EOF) {
			return true, nil
		}
		if err != nil {
			return false, err
		}
		if next[0] != '\r' && next[0] != '\n' {
			return false, nil
		}
		_, _ = in.ReadByte()
	}
}
