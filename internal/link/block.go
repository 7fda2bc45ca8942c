package link

import "slices"

// A block is what two reports must share to be compared at all: a week, the type, and an actor, a recipient, a place or a way of
// telling. The week stands in the high bits, so that the blocks of one time lie together.

// weeks are those that a report is filed under, and beside them those it looks in.
func (f *Features) weeks(beside int32) []int64 {
	from, to := f.From-beside, f.To+beside
	switch {
	case f.From == 0 && f.To == 0:
		return []int64{0}
	case f.To-f.From > longSpan && f.Published == 0 || f.To-f.From > longSpan && f.Historical:
		return []int64{0}
	case f.To-f.From > longSpan: // of a long time that news is of, what lies next to its publication
		from, to = max(f.From, f.Published-newsSpan)-beside, min(f.To, f.Published)+beside
	}
	var out []int64
	for w := from / 7; w <= to/7; w++ {
		out = append(out, int64(w)+1)
	}
	return out
}

// longSpan is from how many days on an interval says little of when.
const longSpan = 14

// Blocks are those a report is filed under.
func (f *Features) Blocks() []int64 { return f.blocks(0) }

// Look are the blocks in which its like may be filed.
func (f *Features) Look() []int64 { return f.blocks(1) }

func (f *Features) blocks(beside int32) []int64 {
	var out []int64
	add := func(bucket int64, parts ...uint32) {
		if b := block(bucket, parts...); !slices.Contains(out, b) {
			out = append(out, b)
		}
	}
	for _, week := range f.weeks(beside) {
		for _, a := range f.Actors {
			if a.Code|a.Sector != 0 {
				add(week, 'a', f.Type, a.Code, a.Sector)
			}
		}
		for _, a := range f.Recipients {
			if a.Code|a.Sector != 0 {
				add(week, 'r', f.Type, a.Code, a.Sector)
			}
		}
		if f.Place.Name != 0 {
			add(week, 'p', uint32(f.Quad), f.Place.Name)
		}
		add(week, 't', f.Type, f.Trigger, f.Place.Country)
	}
	quarter := int64(f.Published) / 91
	for q := quarter; q >= quarter-int64(beside) && q >= 0; q-- {
		for perm := range uint32(wordBlocks) {
			if m := minHash(f.Words, perm); m != 0 {
				add(timeless+q, 'w', perm, f.Type, m)
			}
		}
	}
	return out
}

// wordBlocks is how many blocks a sentence's words give; timeless is the bucket where these begin, behind all weeks.
const (
	wordBlocks = 3
	timeless   = 1 << 14
)

func block(bucket int64, parts ...uint32) int64 {
	h := uint64(14695981039346656037)
	for _, p := range parts {
		h = mix(h ^ uint64(p))
	}
	return bucket<<40 | int64(h>>24)
}

// mix is the finaliser of SplitMix64.
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// minHash is the smallest hash of any word under a permutation: two sentences share it as often as they share words.
func minHash(words []uint32, perm uint32) uint32 {
	if len(words) < 3 {
		return 0
	}
	least := ^uint64(0)
	for _, w := range words {
		least = min(least, mix(uint64(w)|uint64(perm+1)<<32))
	}
	return max(1, uint32(least>>32))
}
