package link

import (
	"encoding/binary"
	"errors"
	"math"
)

// packVersion is the first byte of packed features; another one is of another linker.
const packVersion = 1

var errPacked = errors.New("features packed by another dateline, or damaged")

// Pack writes features compactly.
func (f *Features) Pack() []byte {
	p := packer{b: []byte{packVersion, f.Quad, f.Status, flags(f.Negated, f.Historical, f.Dated, f.Place.Located), f.Place.Fineness}}
	for _, w := range []uint32{f.Article, f.ID, f.SameAs, f.Type} {
		p.word(w)
	}
	p.word(f.Trigger)
	p.number(f.From, f.To, f.Published)
	for _, list := range [][]Who{f.Actors, f.Recipients} {
		p.number(int32(len(list)))
		for _, w := range list {
			p.word(w.Code)
			p.word(w.Sector)
			p.word(w.Name)
		}
	}
	w := f.Place
	p.word(w.Name)
	p.word(w.Country)
	p.word(w.Admin1)
	p.word(math.Float32bits(w.Lat))
	p.word(math.Float32bits(w.Lon))
	p.number(w.GeoNames, int32(len(f.Counts)))
	for _, c := range f.Counts {
		p.word(c.What)
		p.number(c.Low, c.High)
	}
	for _, list := range [][]uint32{f.Words, f.Topic} {
		p.number(int32(len(list)))
		for _, w := range list {
			p.word(w)
		}
	}
	return p.b
}

func flags(bits ...bool) (b byte) {
	for i, set := range bits {
		if set {
			b |= 1 << i
		}
	}
	return b
}

// Unpack reads what Pack wrote.
func Unpack(b []byte) (f Features, err error) {
	if len(b) < 5 || b[0] != packVersion {
		return f, errPacked
	}
	p := packer{b: b[5:]}
	f.Quad, f.Status, f.Place.Fineness = b[1], b[2], b[4]
	f.Negated, f.Historical, f.Dated, f.Place.Located = b[3]&1 != 0, b[3]&2 != 0, b[3]&4 != 0, b[3]&8 != 0
	for _, w := range []*uint32{&f.Article, &f.ID, &f.SameAs, &f.Type, &f.Trigger} {
		*w = p.nextWord()
	}
	f.From, f.To, f.Published = p.nextNumber(), p.nextNumber(), p.nextNumber()
	for _, list := range []*[]Who{&f.Actors, &f.Recipients} {
		for n := p.length(); n > 0; n-- {
			*list = append(*list, Who{p.nextWord(), p.nextWord(), p.nextWord()})
		}
	}
	w := &f.Place
	w.Name, w.Country, w.Admin1 = p.nextWord(), p.nextWord(), p.nextWord()
	w.Lat, w.Lon, w.GeoNames = math.Float32frombits(p.nextWord()), math.Float32frombits(p.nextWord()), p.nextNumber()
	for n := p.length(); n > 0; n-- {
		f.Counts = append(f.Counts, Number{p.nextWord(), p.nextNumber(), p.nextNumber()})
	}
	for _, list := range []*[]uint32{&f.Words, &f.Topic} {
		for n := p.length(); n > 0; n-- {
			*list = append(*list, p.nextWord())
		}
	}
	if p.bad || len(p.b) > 0 {
		return f, errPacked
	}
	return f, nil
}

// packer writes to b, or reads from it.
type packer struct {
	b   []byte
	bad bool
}

func (p *packer) word(w uint32) { p.b = binary.LittleEndian.AppendUint32(p.b, w) }

func (p *packer) number(ns ...int32) {
	for _, n := range ns {
		p.b = binary.AppendVarint(p.b, int64(n))
	}
}

func (p *packer) nextWord() uint32 {
	if len(p.b) < 4 {
		p.bad, p.b = true, nil
		return 0
	}
	w := binary.LittleEndian.Uint32(p.b)
	p.b = p.b[4:]
	return w
}

func (p *packer) nextNumber() int32 {
	n, size := binary.Varint(p.b)
	if size <= 0 || n < math.MinInt32 || n > math.MaxInt32 {
		p.bad, p.b = true, nil
		return 0
	}
	p.b = p.b[size:]
	return int32(n)
}

// length is a list's; no list is longer than the bytes that are left.
func (p *packer) length() int32 {
	n := p.nextNumber()
	if n < 0 || int(n) > len(p.b) {
		p.bad = true
		return 0
	}
	return n
}
