package place

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"

	"dateline/internal/ground/country"
	"dateline/internal/ground/place/gazetteer"
)

// candidate is a place that a name may stand for.
type candidate struct {
	*entry
	prior float64 // how likely before the text is read, in decadic logarithms: a city of a million has 6
	how   string  // how the name leads to it, when not as it is written
	score float64
	p     float64 // belief, 0 to 1
	cos   float64 // of the latitude
}

// mostCandidates is how many places of one name are weighed.
const mostCandidates = 64

// named gathers the places that a name as written stands for. Ways that say more about the text go first; the looser ones are tried
// when these find nothing.
func (r *Resolver) named(surface string) []candidate {
	s := trimName(surface)
	c := r.direct(s)
	if len(c) == 0 {
		c = r.described(s)
	}
	if len(c) == 0 {
		c = r.transliterated(s)
	}
	return top(c)
}

// trimName takes off what does not belong to a name: quotes, a genitive, an article.
func trimName(s string) string {
	s = strings.Trim(s, " \t\n\"“”„,;:()[]")
	s = strings.TrimSuffix(strings.TrimSuffix(s, "'s"), "’s")
	if rest, ok := strings.CutPrefix(s, "the "); ok {
		return rest
	}
	if rest, ok := strings.CutPrefix(s, "The "); ok {
		return rest
	}
	return s
}

// direct finds the name as it is written: a user's own place and no other, else abbreviations, countries, the gazetteer and the lists.
func (r *Resolver) direct(s string) (c []candidate) {
	if o, ok := r.lists.own[gazetteer.Fold(s)]; ok {
		c = r.add(nil, o.Match, o.source)
		c[0].prior = ownPrior
		return c
	}
	short := strings.ReplaceAll(s, ". ", ".")
	for _, written := range []string{short, short + "."} {
		for _, m := range r.lists.exact[written] {
			c = r.add(c, m, "abbreviation")
		}
	}
	c = r.countryNamed(c, s)
	key := gazetteer.Fold(s)
	if key == "" || len(s) <= 3 && isUpper(s) && len(c) > 0 {
		return c
	}
	var buf [64]gazetteer.Match
	for _, m := range r.lists.names[key] {
		c = r.add(c, m, "")
	}
	if len(s) <= 3 && isUpper(s) {
		return c // "UN", "EU": no towns
	}
	for _, m := range r.lists.gaz.Lookup(key, buf[:0]) {
		c = r.add(c, m, "")
	}
	return r.counties(notItsCapital(c), s, key)
}

// notItsCapital leaves out towns and provinces that bear their country's name: "Mexico" is the country.
func notItsCapital(c []candidate) []candidate {
	own := map[string]bool{}
	for _, x := range c {
		own[x.Country] = own[x.Country] || x.Feature == "PCLI"
	}
	return slices.DeleteFunc(c, func(x candidate) bool { return own[x.Country] && x.Feature != "PCLI" })
}

// counties adds the US counties whose name is short for it: "Douglas" for Douglas County.
func (r *Resolver) counties(c []candidate, s, key string) []candidate {
	if strings.Contains(key, "county") || len(key) > 50 {
		return c
	}
	var buf [64]gazetteer.Match
	for _, m := range r.lists.gaz.Lookup(key+" county", buf[:0]) {
		before := len(c)
		if c = r.add(c, m, "short for "+s+" County"); len(c) > before {
			c[before].prior -= shortPenalty
		}
	}
	return c
}

func isUpper(s string) bool { return strings.ToUpper(s) == s }

func (r *Resolver) add(c []candidate, m gazetteer.Match, how string) []candidate {
	for i := range c {
		if c[i].ID == m.ID {
			return c
		}
	}
	if id, ok := r.lists.instead[m.ID]; ok {
		return r.add(c, gazetteer.Match{ID: id, Alt: m.Alt}, how)
	}
	e := r.lists.get(m.ID)
	n := candidate{entry: e, prior: prior(e), how: how, cos: math.Cos(e.Lat * math.Pi / 180)}
	if m.Alt {
		n.prior -= altPenalty
	}
	return append(c, n)
}

func (r *Resolver) countryNamed(c []candidate, s string) []candidate {
	for _, name := range []string{s, titled(s)} {
		for _, m := range country.Default().Lookup(name) {
			if id, ok := r.lists.countries[m.Country.ISO3]; ok && m.Use == country.Name {
				c = r.add(c, gazetteer.Match{ID: id}, "")
			}
		}
		if len(c) > 0 || len(s) < 4 || !isUpper(s) {
			break
		}
	}
	return c
}

// titled writes capitals as in a title: "SOUTH SUDAN" is "South Sudan".
func titled(s string) string {
	var b strings.Builder
	first := true
	for _, r := range s {
		if first {
			b.WriteRune(unicode.ToUpper(r))
		} else {
			b.WriteRune(unicode.ToLower(r))
		}
		first = !unicode.IsLetter(r) && r != '\''
	}
	return b.String()
}

// people stands for the size of places whose population the gazetteer does not know.
var people = map[string]int{"PPLC": 50000, "PPLA": 20000, "PPLA2": 4000, "PPLA3": 1500}

// The prior's parts, decadic logarithms like the population's.
const (
	ownPrior       = 9.0 // a user's place: it is meant wherever it is named
	countryPrior   = 8.7
	wideLow        = 5.5 // a region, sea or mountain range
	smallPrior     = 4.3 // a village, camp or crossing of the lists: they stand there because news names them
	provinceFactor = 1.0 // a province is less often meant than a town of its size
	districtLess   = 1.5
	altPenalty     = 2.0
	doubtPenalty   = 2.5
	shortPenalty   = 0.5 // a county without its "County"
	capitalBonus   = 0.7
	seatBonus      = 0.3
	sectionLess    = 0.6
)

// prior is how likely a place is meant by its name when nothing else is known.
func prior(e *entry) float64 {
	size := math.Log10(float64(max(e.People, people[e.Feature], 200)))
	switch e.Feature {
	case "PCLI":
		return countryPrior
	case "PPLC":
		return size + capitalBonus
	case "PPLA":
		return size + seatBonus
	case "PPLX":
		return size - sectionLess
	case "ADM1":
		size = max(provinceFactor*size, 4.5)
	case "ADM2":
		if e.People > 0 {
			return size - districtLess
		}
		size = wideLow
	case "CONT", "OCN":
		size = countryPrior
	default:
		if e.People == 0 && !strings.HasPrefix(e.Feature, "PPL") {
			size = wideLow + 0.5*math.Log10(1+e.RadiusKm/50)
			if e.RadiusKm < 30 {
				size = smallPrior
			}
		} else if e.People == 0 && e.GeoNames == 0 {
			size = smallPrior
		}
	}
	if e.doubtful {
		size -= doubtPenalty
	}
	return size
}

// top keeps the candidates with the highest priors.
func top(c []candidate) []candidate {
	slices.SortStableFunc(c, func(a, b candidate) int { return cmp.Or(cmp.Compare(b.prior, a.prior), cmp.Compare(a.ID, b.ID)) })
	return c[:min(len(c), mostCandidates)]
}
