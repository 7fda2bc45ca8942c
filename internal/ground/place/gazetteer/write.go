package gazetteer

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"fmt"
	"io"
	"slices"
)

// Entry is a place to be written, with all its names.
type Entry struct {
	Name           string
	Country        string // ISO 3166-1 alpha-2
	Admin1, Admin2 int    // numbers of its province and district in the lists given to Write, or -1
	Lat, Lon       float64
	GeoNames       int
	Feature        string
	People         int
	RadiusKm       float64
	Main, Alts     []string // folded names
	Transliterated bool     // index its names for LookupNear
}

// Write writes the file: provinces, districts of provinces, towns. Each list must be in a fixed order, for the same input to
// give the same bytes.
func Write(w io.Writer, admin1, admin2, towns []Entry) error {
	if len(admin1) > 1<<16-2 || len(admin2) > 1<<16-2 {
		return fmt.Errorf("gazetteer: %d provinces and %d districts are more than the file can number", len(admin1), len(admin2))
	}
	b := &builder{pool: map[string]uint32{}, postings: map[string][]uint32{}, near: map[string]bool{}}
	for _, list := range [][]Entry{admin1, admin2, towns} {
		for i := range list {
			b.add(&list[i])
		}
	}
	return b.write(w, len(admin1), len(admin2))
}

type builder struct {
	countries      []string
	records, names []byte
	pool           map[string]uint32
	postings       map[string][]uint32
	near           map[string]bool
	n              uint32
}

func (b *builder) add(e *Entry) {
	var r [recordSize]byte
	putU24(r[0:], packDegrees(e.Lat, 90))
	putU24(r[3:], packDegrees(e.Lon, 180))
	putU24(r[6:], uint32(e.GeoNames))
	r[9] = b.country(e.Country)
	putU16(r[10:], uint16(e.Admin1+1))
	putU16(r[12:], uint16(e.Admin2+1))
	r[14], r[15], r[16] = featureIndex(e.Feature), packPeople(e.People), packRadius(e.RadiusKm)
	putU24(r[17:], b.name(e.Name))
	b.records = append(b.records, r[:]...)
	seen := map[string]bool{"": true}
	for i, list := range [][]string{e.Main, e.Alts} {
		for _, key := range list {
			if len(key) > 60 || seen[key] {
				continue
			}
			seen[key] = true
			b.postings[key] = append(b.postings[key], b.n<<1|uint32(i))
			b.near[key] = b.near[key] || e.Transliterated
		}
	}
	b.n++
}

func (b *builder) country(code string) byte {
	i := slices.Index(b.countries, code)
	if i < 0 {
		i = len(b.countries)
		b.countries = append(b.countries, code)
	}
	return byte(i)
}

func (b *builder) name(s string) uint32 {
	s = s[:min(len(s), 255)]
	at, ok := b.pool[s]
	if !ok {
		at = uint32(len(b.names))
		b.pool[s] = at
		b.names = append(append(b.names, byte(len(s))), s...)
	}
	return at
}

func (b *builder) write(w io.Writer, admin1, admin2 int) error {
	blocks, keys, skeletons := b.keys()
	var out bytes.Buffer
	out.WriteString(magic)
	for _, n := range []int{admin1, admin2, int(b.n), len(b.postings), len(b.countries), len(b.names), len(keys), len(skeletons) / skeletonSize} {
		out.Write(binary.LittleEndian.AppendUint32(nil, uint32(n)))
	}
	for _, c := range b.countries {
		out.WriteString(c)
	}
	for _, section := range [][]byte{b.records, b.names, blocks, keys, skeletons} {
		out.Write(section)
	}
	_, err := w.Write(out.Bytes())
	return err
}

func (b *builder) keys() (blocks, keys, skeletons []byte) {
	names := make([]string, 0, len(b.postings))
	for k := range b.postings {
		names = append(names, k)
	}
	slices.Sort(names)
	type bone struct{ hash, key uint32 }
	var bones []bone
	last := ""
	for i, k := range names {
		if i%keysPerBlock == 0 {
			blocks = binary.LittleEndian.AppendUint32(blocks, uint32(len(keys)))
			last = ""
		}
		keys = appendKey(keys, last, k, b.postings[k])
		last = k
		if s := skeleton(Loose(k)); s != "" && b.near[k] {
			bones = append(bones, bone{skeletonHash(s), uint32(i)})
		}
	}
	slices.SortFunc(bones, func(x, y bone) int { return cmp.Or(cmp.Compare(x.hash, y.hash), cmp.Compare(x.key, y.key)) })
	for _, x := range bones {
		var e [skeletonSize]byte
		putU24(e[:], x.hash)
		putU24(e[3:], x.key)
		skeletons = append(skeletons, e[:]...)
	}
	return blocks, keys, skeletons
}

func appendKey(to []byte, last, key string, postings []uint32) []byte {
	shared := 0
	for shared < len(last) && shared < len(key) && last[shared] == key[shared] {
		shared++
	}
	count := len(postings)
	if count > 3 {
		count = 0
	}
	to = append(to, byte(shared), byte((len(key)-shared)<<2|count))
	to = append(to, key[shared:]...)
	if count == 0 {
		to = binary.AppendUvarint(to, uint64(len(postings)))
	}
	for _, p := range postings {
		to = binary.AppendUvarint(to, uint64(p))
	}
	return to
}
