package warc

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/zstd"
)

// Archives packed by zstd are those of the IIPC's "Zstandard Compression for WARC Files 1.0": a frame or more a record and, where the
// file begins with a dictionary frame, that dictionary for all of them. Other skippable frames are passed over.

// Limits of zstd. The specification asks for dictionaries and windows of 8 MiB.
const (
	maxDict   = 8 << 20
	maxWindow = 64 << 20 // as other files packed by zstd may have
)

var (
	zstdMagic     = []byte{0x28, 0xb5, 0x2f, 0xfd} // begins a frame (RFC 8878)
	dictMagic     = []byte{0x5d, 0x2a, 0x4d, 0x18} // begins the frame of the dictionary
	bareDictMagic = []byte{0x37, 0xa4, 0x30, 0xec} // begins a dictionary that is not packed itself
)

// isSkippable: the frame holds nothing of a record.
func isSkippable(head []byte) bool {
	return len(head) >= 4 && head[0]&0xf0 == 0x50 && bytes.Equal(head[1:4], dictMagic[1:])
}

// skippable reads the head of a skippable frame and gives the length of what is in it.
func skippable(src *source) (int64, error) {
	var head [8]byte
	if _, err := io.ReadFull(src, head[:]); err != nil {
		return 0, whole(err)
	}
	return int64(binary.LittleEndian.Uint32(head[4:])), nil
}

// dictionary reads the dictionary frame that the archive begins with.
func (a *reader) dictionary() error {
	n, err := skippable(a.src)
	if err != nil {
		return err
	}
	if n > maxDict {
		return fmt.Errorf("a dictionary of %d bytes, at most %d MB are read", n, maxDict>>20)
	}
	a.dict = make([]byte, n)
	if _, err := io.ReadFull(a.src, a.dict); err != nil {
		return whole(err)
	}
	if bytes.HasPrefix(a.dict, zstdMagic) {
		if a.dict, err = unpackDict(a.dict); err != nil {
			return err
		}
	}
	if !bytes.HasPrefix(a.dict, bareDictMagic) {
		return errors.New("it holds no dictionary")
	}
	return nil
}

func unpackDict(packed []byte) ([]byte, error) {
	z, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxDict))
	if err != nil {
		return nil, err
	}
	defer z.Close()
	dict, err := z.DecodeAll(packed, nil)
	if errors.Is(err, zstd.ErrDecoderSizeExceeded) {
		return nil, fmt.Errorf("a dictionary of more than %d MB: %w", maxDict>>20, ErrBomb)
	}
	return dict, err
}

// unpacker is the archive's decoder, made when it is first needed.
func (a *reader) unpacker() (*zstd.Decoder, error) {
	if a.zstd != nil {
		return a.zstd, nil
	}
	options := []zstd.DOption{zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxWindow)}
	if a.dict != nil {
		options = append(options, zstd.WithDecoderDicts(a.dict))
	}
	z, err := zstd.NewReader(nil, options...)
	a.zstd = z
	return z, err
}

// frames gives what zstd frames unpack to. Between records it ends with the frame; within one it goes on to the next.
type frames struct {
	src    *source
	z      *zstd.Decoder
	within bool  // a record has begun and is not ended
	err    error // what ended it; the decoder would go on behind a wrong checksum
}

func (f *frames) Read(p []byte) (n int, err error) {
	for n == 0 && f.err == nil {
		n, err = f.z.Read(p)
		switch {
		case err == nil:
		case !errors.Is(err, io.EOF):
			f.err = err
		case n == 0 && f.within:
			f.err = f.open()
		case n == 0:
			return 0, io.EOF
		}
	}
	if n > 0 {
		return n, nil
	}
	return 0, f.err
}

// open begins the next frame that is none to pass over.
func (f *frames) open() error {
	for {
		head, err := f.src.peek(4)
		switch {
		case err != nil:
			return err
		case bytes.Equal(head, zstdMagic):
			cutter, err := newFrame(f.src)
			if err != nil {
				return err
			}
			return f.z.Reset(cutter)
		case !isSkippable(head):
			return io.ErrUnexpectedEOF
		}
		if err := passFrame(f.src); err != nil {
			return err
		}
	}
}

// passFrame reads a skippable frame and keeps nothing of it.
func passFrame(src *source) error {
	n, err := skippable(src)
	if err != nil {
		return err
	}
	return pass(&io.LimitedReader{R: src, N: n})
}

// frame hands on the bytes of one zstd frame, for the decoder would read on into the next (RFC 8878, section 3.1.1).
type frame struct {
	src     *source
	left    int64 // of the head, block or checksum at hand
	last    bool  // no block comes after
	summed  bool  // a checksum comes after the last block
	blocked bool  // the last block is through
}

func newFrame(src *source) (*frame, error) {
	head, err := src.peek(zstd.HeaderMaxSize)
	if err != nil {
		return nil, err
	}
	var h zstd.Header
	if err := h.Decode(head); err != nil {
		return nil, whole(err)
	}
	return &frame{src: src, left: int64(h.HeaderSize), summed: h.HasCheckSum}, nil
}

func (f *frame) Read(p []byte) (int, error) {
	if f.left == 0 {
		if err := f.next(); err != nil {
			return 0, err
		}
	}
	n, err := f.src.Read(p[:min(int64(len(p)), f.left)])
	if f.left -= int64(n); errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}

// next measures the next block or the checksum; io.EOF after it.
func (f *frame) next() error {
	if f.last {
		if f.blocked || !f.summed {
			return io.EOF
		}
		f.blocked, f.left = true, 4
		return nil
	}
	head, err := f.src.peek(3)
	if err == nil && len(head) < 3 {
		err = io.ErrUnexpectedEOF
	}
	if err != nil {
		return err
	}
	bits := int64(head[0]) | int64(head[1])<<8 | int64(head[2])<<16
	f.last, f.left = bits&1 == 1, 3+bits>>3
	if bits>>1&3 == 1 { // one byte, so many times
		f.left = 4
	}
	return nil
}
