package gazetteer

import (
	"errors"
	"fmt"
	"strings"

	"dateline/internal/ground/country"
)

// ID numbers a place of a gazetteer; it means nothing outside it.
type ID uint32

// None is no place.
const None ID = 1<<32 - 1

// Place is an entry. Latitude and longitude are degrees (WGS 84).
type Place struct {
	ID             ID
	Name           string
	Country        string // ISO 3166-1 alpha-3
	Admin1, Admin2 ID     // the province and the district it lies in, or None
	Lat, Lon       float64
	GeoNames       int    // GeoNames id, 0 when the source gives none
	Feature        string // GeoNames feature code
	People         int    // population, to 7 per cent; of a province or district, that of its towns
	RadiusKm       float64
}

// Match is a place that a name stands for.
type Match struct {
	ID  ID
	Alt bool // the name is not its main one
}

// Gazetteer is an opened file. It is immutable and safe for concurrent use.
type Gazetteer struct {
	head                                               [hCount]int
	records, names, blocks, keys, skeletons, countries string
	iso3                                               []string
}

// ErrFormat says that bytes are no gazetteer file of this version, or that it is cut off.
var ErrFormat = errors.New("not a gazetteer file of this version")

// Open reads the header of a file's bytes and uses them where they lie.
func Open(data string) (*Gazetteer, error) {
	body, ok := strings.CutPrefix(data, magic)
	if !ok || len(body) < 4*hCount {
		return nil, ErrFormat
	}
	g := &Gazetteer{}
	for i := range g.head {
		g.head[i] = int(getU32(body[4*i:]))
	}
	body = body[4*hCount:]
	for _, s := range []struct {
		to   *string
		size int
	}{{&g.countries, 2 * g.head[hCountries]}, {&g.records, recordSize * g.head[hRecords]}, {&g.names, g.head[hNames]},
		{&g.blocks, 4 * g.blockCount()}, {&g.keys, g.head[hKeyBytes]}, {&g.skeletons, skeletonSize * g.head[hSkeletons]}} {
		if s.size > len(body) {
			return nil, fmt.Errorf("%w: cut off", ErrFormat)
		}
		*s.to, body = body[:s.size], body[s.size:]
	}
	for i := 0; i < len(g.countries); i += 2 {
		c := country.Default().ByCode(g.countries[i : i+2])
		if c == nil {
			return nil, fmt.Errorf("%w: country %q", ErrFormat, g.countries[i:i+2])
		}
		g.iso3 = append(g.iso3, c.ISO3)
	}
	return g, nil
}

func (g *Gazetteer) blockCount() int { return (g.head[hKeys] + keysPerBlock - 1) / keysPerBlock }

// Len is the number of places.
func (g *Gazetteer) Len() int { return g.head[hRecords] }

// Admin1s is the number of provinces: their IDs run from 0.
func (g *Gazetteer) Admin1s() int { return g.head[hAdmin1] }

// Place gives an entry; id must be less than Len.
func (g *Gazetteer) Place(id ID) Place {
	r := g.records[int(id)*recordSize:][:recordSize]
	name := g.names[getU24(r[17:]):]
	p := Place{ID: id, Name: name[1 : 1+int(name[0])], Country: g.iso3[r[9]], Admin1: None, Admin2: None,
		Lat: unpackDegrees(getU24(r), 90), Lon: unpackDegrees(getU24(r[3:]), 180), GeoNames: int(getU24(r[6:])),
		Feature: features[r[14]], People: unpackPeople(r[15]), RadiusKm: unpackRadius(r[16])}
	if a := getU16(r[10:]); a > 0 {
		p.Admin1 = ID(a - 1)
	}
	if a := getU16(r[12:]); a > 0 {
		p.Admin2 = ID(g.head[hAdmin1]) + ID(a-1)
	}
	return p
}

// Lookup appends the places that a folded name stands for.
func (g *Gazetteer) Lookup(folded string, to []Match) []Match {
	lo, hi := 0, g.blockCount() // the last block whose first key is not after the name
	for lo < hi {
		m := (lo + hi) / 2
		if g.firstKey(m) <= folded {
			lo = m + 1
		} else {
			hi = m
		}
	}
	if lo == 0 {
		return to
	}
	c := g.cursor(lo - 1)
	for i := 0; i < keysPerBlock && c.next(); i++ {
		switch strings.Compare(string(c.key), folded) {
		case 0:
			return c.matches(to)
		case 1:
			return to
		}
	}
	return to
}

func (g *Gazetteer) firstKey(block int) string {
	at := g.keys[getU32(g.blocks[4*block:]):]
	return at[2 : 2+int(at[1]>>2)]
}

// cursor walks over the keys of a block.
type cursor struct {
	rest     string
	key      []byte
	postings string // of the key it stands on
	count    int
	buf      [64]byte
}

func (g *Gazetteer) cursor(block int) *cursor {
	c := &cursor{rest: g.keys[getU32(g.blocks[4*block:]):]}
	c.key = c.buf[:0]
	return c
}

func (c *cursor) next() bool {
	if len(c.rest) == 0 {
		return false
	}
	shared, added, count := int(c.rest[0]), int(c.rest[1]>>2), int(c.rest[1]&3)
	c.key = append(c.key[:shared], c.rest[2:2+added]...)
	c.rest = c.rest[2+added:]
	if count == 0 {
		count, c.rest = uvarint(c.rest)
	}
	c.count, c.postings = count, c.rest
	for range count {
		_, c.rest = uvarint(c.rest)
	}
	return true
}

func (c *cursor) matches(to []Match) []Match {
	at := c.postings
	for range c.count {
		var v int
		v, at = uvarint(at)
		to = append(to, Match{ID(v >> 1), v&1 == 1})
	}
	return to
}

func uvarint(s string) (v int, rest string) {
	for shift := uint(0); ; shift += 7 {
		b := s[0]
		s = s[1:]
		v |= int(b&0x7f) << shift
		if b < 0x80 {
			return v, s
		}
	}
}
