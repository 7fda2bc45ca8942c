package place

import (
	"slices"
	"strings"

	"dateline/internal/ground/place/gazetteer"
)

// kindWords go with a name: "Homs province", "the city of Homs".
var kindWords = map[string]string{
	"province": "ADM1", "governorate": "ADM1", "state": "ADM1", "oblast": "ADM1", "region": "ADM1", "prefecture": "ADM1", "department": "ADM1",
	"provinces": "ADM1", "muhafazah": "ADM1", "wilayat": "ADM1", "wilaya": "ADM1", "republic": "ADM1", "territory": "ADM1",
	"district": "ADM2", "county": "ADM2", "parish": "ADM2", "borough": "ADM2", "raion": "ADM2", "municipality": "ADM2", "co": "ADM2",
	"city": "PPL", "town": "PPL", "village": "PPL", "township": "PPL", "settlement": "PPL", "suburb": "PPL", "neighborhood": "PPL",
	"neighbourhood": "PPL", "area": "", "metro": "PPL", "camp": "PPL", "hamlet": "PPL", "countryside": "ADM1", "governorates": "ADM1",
}

// sides say that a part of a place is meant.
var sides = map[string]bool{"north": true, "south": true, "east": true, "west": true, "northern": true, "southern": true,
	"eastern": true, "western": true, "northeast": true, "northwest": true, "southeast": true, "southwest": true,
	"northeastern": true, "northwestern": true, "southeastern": true, "southwestern": true, "north-east": true, "north-west": true,
	"south-east": true, "south-west": true, "north-eastern": true, "north-western": true, "south-eastern": true,
	"south-western": true, "central": true, "upper": true, "lower": true, "greater": true, "downtown": true, "rural": true,
	"mainland": true, "inner": true, "outer": true, "mid": true, "metropolitan": true, "coastal": true, "occupied": true,
	"old": true, "northernmost": true, "southernmost": true, "uptown": true, "far": true, "metro": true}

// described finds names that stand with a word for their kind or side, or need one: "Homs province", "northern Syria", "Kanawha".
func (r *Resolver) described(s string) []candidate {
	words := strings.Fields(s)
	if len(words) == 0 {
		return nil
	}
	if n := len(words); n > 1 {
		if c := r.sided(words); len(c) > 0 {
			return c
		}
		last := strings.ToLower(strings.Trim(words[n-1], "."))
		if f, ok := kindWords[last]; ok {
			if c := r.ofKind(strings.Join(words[:n-1], " "), f); len(c) > 0 {
				return c
			}
		}
		if f, ok := kindWords[strings.ToLower(words[0])]; ok && n > 2 && strings.EqualFold(words[1], "of") {
			if c := r.ofKind(strings.Join(words[2:], " "), f); len(c) > 0 {
				return c
			}
		}
	}
	var c []candidate
	for _, suffix := range []string{" Parish", " City", " Township"} {
		if !strings.HasSuffix(s, suffix) {
			for _, m := range r.lists.gaz.Lookup(gazetteer.Fold(s+suffix), nil) {
				c = r.add(c, m, "short for "+s+suffix)
			}
		}
	}
	return c
}

// sidedLeast is the prior of the least places that have sides: "West Side" is not the west of a village called Side.
const sidedLeast = 4.8

// sided finds "northern Syria" and "north-west Pakistan" by the name after the sides.
func (r *Resolver) sided(words []string) []candidate {
	i := 0
	for i < len(words)-1 && sides[strings.ToLower(strings.TrimSuffix(words[i], "-"))] {
		i++
	}
	if i == 0 {
		return nil
	}
	c := slices.DeleteFunc(r.direct(trimName(strings.Join(words[i:], " "))), func(x candidate) bool {
		return x.prior < sidedLeast || x.doubtful
	})
	for k := range c {
		c[k].how = "part of it: " + strings.ToLower(strings.Join(words[:i], " "))
	}
	return c
}

// ofKind finds a name with the word for its kind taken off: places of the kind if there are any; for a province also that of
// the town of its name which is its seat.
func (r *Resolver) ofKind(name, feature string) (c []candidate) {
	all := r.direct(trimName(name))
	for _, x := range all {
		if feature == "" || strings.HasPrefix(x.Feature, feature) {
			c = append(c, x)
		}
	}
	if len(c) == 0 && feature == "ADM1" {
		for _, x := range all {
			if x.Feature == "PPLA" && x.Admin1 != gazetteer.None {
				c = r.add(c, gazetteer.Match{ID: x.Admin1}, "the province whose seat is "+x.Name)
			}
		}
	}
	if len(c) == 0 {
		return all
	}
	return c
}

// fuzzyPenalty is what each edit of a transliteration costs in prior.
const fuzzyPenalty = 0.8

// transliterated finds names spelt nearly so, of countries with another script.
func (r *Resolver) transliterated(s string) (c []candidate) {
	key := gazetteer.Fold(s)
	if len(key) < 5 {
		return nil
	}
	edits := 0
	if len(key) > 6 {
		edits = 1
	}
	for _, n := range r.lists.gaz.LookupNear(key, edits) {
		for _, m := range n.Matches {
			before := len(c)
			c = r.add(c, m, "another spelling of "+titled(n.Name))
			if len(c) > before {
				c[before].prior -= fuzzyPenalty * float64(1+n.Edits)
			}
		}
	}
	return c
}
