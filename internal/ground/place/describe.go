package place

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"dateline/internal/ground/country"
	"dateline/internal/ground/place/gazetteer"
	"dateline/text"
)

// describe adds the places that the text describes by others: borders, distances from a place, roads between places. They are
// areas and lines, never pins: the point is a middle, and the radius says how far it is from sure.
func (r *reading) describe() {
	for _, d := range []struct {
		pattern *regexp.Regexp
		make    func(*described) bool
	}{{bordersOf, r.border}, {borderWith, r.border}, {borderAlone, r.ownBorder}, {distance, r.away}, {road, r.road}} {
		for i := range r.doc.Sentences {
			r.search(i, d.pattern, d.make)
		}
	}
}

// A name in these patterns: capitalised words, with hyphens and small words inside.
const aName = `\p{Lu}[\p{L}'’.]*(?:[ -](?:al-|ez-|el-)?\p{Lu}[\p{L}'’]*|-[\p{L}'’]+){0,3}`

var (
	bordersOf   = regexp.MustCompile(`(?:the |The )?(` + aName + `?)[-–/](` + aName + `) (?:border|frontier)(?: area| region| zone)?`)
	borderWith  = regexp.MustCompile(`(?:the )?(?:border|frontier)s? (?:between|with|of) (?:the )?(` + aName + `)(?: and (?:the )?(` + aName + `))?`)
	borderAlone = regexp.MustCompile(`(?:the )?(` + aName + `) (?:border|frontier)(?: area| region| zone)?`)
	distance    = regexp.MustCompile(`(?:about |some |around |roughly |nearly )?(\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|a dozen|twenty|thirty|forty|fifty) ?(?:\([^)]*\) ?)?-?(kilomet(?:er|re)s?|km|kms|miles?|mi)(?: \([^)]*\))?,? (?:to the )?(north|south|east|west|north-?east|north-?west|south-?east|south-?west|away|outside|inside)?(?:ern)? ?(?:of|from|outside|inside)? ?(?:the )?(?:city of |town of |village of |capital,? )?(` + aName + `)`)
	road        = regexp.MustCompile(`(?:the |The )?(?:main |international |strategic |coastal )?(?:highway|road|route|motorway|railway|corridor)s? (?:that )?(?:between|from|linking|links|connecting|connects) (?:the )?(` + aName + `) (?:and|to|with) (?:the )?(` + aName + `)`)
)

// described is a described place in the making.
type described struct {
	sentence int
	groups   []string    // what the pattern's groups caught
	spans    []text.Span // and where; a group that caught nothing has length 0
	place    text.Place
}

func (r *reading) search(i int, pattern *regexp.Regexp, make func(*described) bool) {
	s := &r.doc.Sentences[i]
	sentence := r.doc.Slice(s.Span)
	for _, at := range pattern.FindAllStringSubmatchIndex(sentence, -1) {
		d := &described{sentence: i}
		for g := 0; g < len(at); g += 2 {
			var span text.Span
			if at[g] >= 0 {
				start := s.Start + len([]rune(sentence[:at[g]]))
				span = text.Span{Start: start, End: start + len([]rune(sentence[at[g]:at[g+1]]))}
			}
			d.spans, d.groups = append(d.spans, span), append(d.groups, r.doc.Slice(span))
		}
		d.place = text.Place{Span: d.spans[0], Sentence: i, HasPoint: true}
		if make(d) && !r.taken(d.place.Span) {
			d.place.Head = r.headIn(s, d.place.Span)
			r.doc.Places = append(r.doc.Places, d.place)
		}
	}
}

// taken reports whether another described place lies on the span.
func (r *reading) taken(s text.Span) bool {
	for i := len(r.mentions); i < len(r.doc.Places); i++ {
		if r.doc.Places[i].Overlaps(s) {
			return true
		}
	}
	return false
}

func (r *reading) headIn(s *text.Sentence, span text.Span) int {
	first, last := -1, -1
	for k := range s.Tokens {
		if span.Contains(s.Tokens[k].Span) {
			if first < 0 {
				first = k
			}
			last = k
		}
	}
	if first < 0 {
		return -1
	}
	return headOf(s, first, last)
}

// meant is the place that the article's reading gave a name in a span, or what the name or adjective stands for by itself.
func (r *reading) meant(s text.Span) *entry {
	for i := range r.mentions {
		if m := &r.mentions[i]; m.Overlaps(s) && m.group >= 0 {
			g := &r.groups[m.group]
			return g.candidates[g.best()].entry
		}
	}
	name := trimName(r.doc.Slice(s))
	if name == "" {
		return nil
	}
	if c := country.Default().ByDemonym(name); c != nil {
		if id, ok := r.lists.countries[c.ISO3]; ok {
			return r.lists.get(id)
		}
	}
	if c := top(r.direct(name)); len(c) > 0 && c[0].prior >= taggedLeast {
		return c[0].entry
	}
	return nil
}

// prefixes stand for a country in "Franco-Spanish border".
var prefixes = map[string]string{"Franco": "FRA", "Anglo": "GBR", "Sino": "CHN", "Indo": "IND", "Turko": "TUR", "Russo": "RUS", "Afghan": "AFG",
	"Syro": "SYR", "Israeli": "ISR", "Iraqi": "IRQ"}

// border makes the border of two countries, or that with one.
func (r *reading) border(d *described) bool {
	a := r.meant(d.spans[1])
	if a == nil && prefixes[d.groups[1]] != "" {
		a = r.lists.get(r.lists.countries[prefixes[d.groups[1]]])
	}
	if a == nil || a.Feature != "PCLI" {
		return false
	}
	var b *entry
	if d.spans[2].Len() > 0 {
		if b = r.meant(d.spans[2]); b == nil || b.Feature != "PCLI" || b.ID == a.ID {
			return false
		}
	}
	p := &d.place
	p.Feature, p.Precision = "BORDER", "near"
	if b == nil {
		r.oneBorder(p, a)
		return true
	}
	p.Name = a.Name + "–" + b.Name + " border"
	p.Lat, p.Lon = between(a, b)
	p.RadiusKm = min(a.RadiusKm, b.RadiusKm)
	p.Reason = "the border of " + a.Name + " and " + b.Name + ": it lies in both; the point is only near it"
	return true
}

func (r *reading) ownBorder(d *described) bool {
	a := r.meant(d.spans[1])
	if a == nil || a.Feature != "PCLI" {
		return false
	}
	d.place.Feature, d.place.Precision = "BORDER", "country"
	r.oneBorder(&d.place, a)
	return true
}

func (r *reading) oneBorder(p *text.Place, a *entry) {
	p.Precision = "country"
	p.Name, p.Lat, p.Lon, p.RadiusKm = "border of "+a.Name, a.Lat, a.Lon, a.RadiusKm
	p.Reason = "a border of " + a.Name + "; the words do not say where, nor on which side"
}

// between is where the line between two countries' middles leaves the smaller one, by their extents.
func between(a, b *entry) (lat, lon float64) {
	f := a.RadiusKm / max(1, a.RadiusKm+b.RadiusKm)
	return a.Lat + f*(b.Lat-a.Lat), a.Lon + f*(b.Lon-a.Lon)
}

var bearings = map[string]float64{"north": 0, "northeast": 45, "east": 90, "southeast": 135, "south": 180, "southwest": 225, "west": 270, "northwest": 315}

var numbers = map[string]float64{"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"a dozen": 12, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}

const kmPerMile = 1.609344

// away makes "30 kilometres north of Mosul": the point in that direction, or the place itself with the distance as radius.
func (r *reading) away(d *described) bool {
	from := r.meant(d.spans[4])
	km, ok := numbers[d.groups[1]]
	if !ok {
		n, err := strconv.ParseFloat(strings.ReplaceAll(d.groups[1], ",", ""), 64)
		if err != nil {
			return false
		}
		km = n
	}
	if strings.HasPrefix(d.groups[2], "mi") {
		km *= kmPerMile
	}
	if from == nil || km > 1000 {
		return false
	}
	p := &d.place
	r.fill(p, from)
	p.GeoNames, p.Admin1, p.Precision, p.Feature = 0, "", "near", "AREA"
	bearing, directed := bearings[strings.ReplaceAll(d.groups[3], "-", "")]
	if directed {
		p.Lat, p.Lon = towards(from.Lat, from.Lon, km, bearing)
		p.RadiusKm = max(5, km*0.4)
	} else {
		p.RadiusKm = max(5, km)
	}
	p.Name = fmt.Sprintf("%.0f km %s of %s", km, strings.TrimSpace(d.groups[3]), from.Name)
	p.Reason = "counted from " + from.Name + "; as the crow flies, where the text may mean by road"
	return true
}

// road makes the line between two places.
func (r *reading) road(d *described) bool {
	a, b := r.meant(d.spans[1]), r.meant(d.spans[2])
	if a == nil || b == nil || a.ID == b.ID {
		return false
	}
	km := Distance(a.Lat, a.Lon, b.Lat, b.Lon)
	if km > 1500 {
		return false
	}
	p := &d.place
	p.Feature, p.Precision, p.RadiusKm = "LINE", "near", max(5, km/2)
	p.Name = a.Name + "–" + b.Name + " road"
	p.Lat, p.Lon = (a.Lat+b.Lat)/2, (a.Lon+b.Lon)/2
	if a.Country == b.Country {
		p.Country = a.Country
		if a.Admin1 == b.Admin1 && a.Admin1 != gazetteer.None {
			p.Admin1 = r.lists.get(a.Admin1).Name
		}
	}
	p.Reason = fmt.Sprintf("the way from %s to %s, some %.0f km; the point is its middle", a.Name, b.Name, km)
	return true
}
