package eval

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode"

	"dateline/event"
)

// EventScores are the figures of gold/score.py, computed as it does: coded records against gold mentions of the same article,
// matched one to one where their triggers overlap, same type first; micro-averaged over all articles.
type EventScores struct {
	Articles, Gold, Coded                    int
	Event, Detect, Record, Happened          PRF
	Actor, Recipient, Sector, Mode, Counts   PRF
	Status, Attribution, PlaceCountry, Dated Accuracy
	ByType                                   map[string]*PRF
	Misses                                   []Miss
	Reliability                              Reliability
	confusion                                map[[2]event.Status]int
}

// PRF counts what is right, extra and missed.
type PRF struct{ Right, Extra, Missed int }

// Accuracy counts how many of N are right.
type Accuracy struct{ Right, N int }

// Miss is a mention that was missed, coded without need, or coded with a wrong value.
type Miss struct {
	Cause   string // missed, extra, type, status, attribution, actor, recipient
	Article string
	Line    string // as score.py prints it
}

// P, R and F1 are precision, recall and their harmonic mean; 0 where undefined, as score.py has it.
func (p PRF) P() float64 { return quotient(p.Right, p.Right+p.Extra) }

// R is recall.
func (p PRF) R() float64 { return quotient(p.Right, p.Right+p.Missed) }

// F1 is the harmonic mean of P and R.
func (p PRF) F1() float64 {
	if p.P()+p.R() == 0 {
		return 0
	}
	return 2 * p.P() * p.R() / (p.P() + p.R())
}

// Value is the share that is right; 0 of nothing.
func (a Accuracy) Value() float64 { return quotient(a.Right, a.N) }

func quotient(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

func (a *Accuracy) add(ok bool) {
	a.N++
	if ok {
		a.Right++
	}
}

func (p *PRF) addSets(gold, coded map[string]bool) {
	for k := range coded {
		if gold[k] {
			p.Right++
		} else {
			p.Extra++
		}
	}
	for k := range gold {
		if !coded[k] {
			p.Missed++
		}
	}
}

// GoldArticle is a line of a gold file: an article and its coded mentions.
type GoldArticle struct {
	ID     string        `json:"id"`
	Text   string        `json:"text"`
	Events []GoldMention `json:"events"`
}

// GoldMention is a mention as GUIDELINES.md codes it.
type GoldMention struct {
	ID          string       `json:"id"`
	Trigger     [2]int       `json:"trigger"`
	Event       string       `json:"event"`
	Mode        []string     `json:"mode"`
	Status      event.Status `json:"status"`
	Attribution []string     `json:"attribution"`
	Actor       []goldEntity `json:"actor"`
	Recipient   []goldEntity `json:"recipient"`
	Place       *struct{ Country *string }
	Date        *struct{ Start, End string }
	Counts      []struct {
		What      string
		Low, High *int
	}
	SameAs string `json:"same_as"`
}

type goldEntity struct {
	Text         string
	Code, Sector *string
}

// ReadGold reads a gold file. An error names the line.
func ReadGold(r io.Reader, name string) ([]GoldArticle, error) {
	var out []GoldArticle
	at := map[string]int{} // the line of each article
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 64<<20)
	for n := 1; lines.Scan(); n++ {
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		var a GoldArticle
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			return nil, fmt.Errorf("%s: line %d: %w", name, n, err)
		}
		if at[a.ID] > 0 {
			return nil, fmt.Errorf("%s: line %d: article %q stands on line %d too; give each its own id", name, n, a.ID, at[a.ID])
		}
		out, at[a.ID] = append(out, a), n
	}
	return out, lines.Err()
}

// Events scores reports against gold articles.
func Events(gold []GoldArticle, reports []event.Report) *EventScores {
	s := &EventScores{Articles: len(gold), ByType: map[string]*PRF{}, confusion: map[[2]event.Status]int{}}
	by := map[string][]*event.Report{}
	for i := range reports {
		id := reports[i].Document.ID
		by[id] = append(by[id], &reports[i])
	}
	for i := range gold {
		s.article(&gold[i], by[gold[i].ID])
	}
	return s
}

// matching is how the mentions of one article pair with its records.
type matching struct {
	gold  []GoldMention
	coded []*event.Report
	pair  map[int]int // gold index to coded index
	used  map[int]bool
	root  []string // of each gold mention, the happening it is of
}

func match(a *GoldArticle, coded []*event.Report) *matching {
	m := &matching{gold: a.Events, coded: coded, pair: map[int]int{}, used: map[int]bool{}}
	type candidate struct{ kind, status, overlap, i, j int }
	var all []candidate
	for i, g := range m.gold {
		root := g.SameAs
		if root == "" {
			root = g.ID
		}
		m.root = append(m.root, root)
		for j, c := range coded {
			t := c.Evidence.Trigger
			if o := min(g.Trigger[1], t.End) - max(g.Trigger[0], t.Start); o > 0 {
				all = append(all, candidate{differ(g.Event != c.Event), differ(g.Status != c.Status), -o, i, j})
			}
		}
	}
	slices.SortFunc(all, func(a, b candidate) int {
		return cmp.Or(a.kind-b.kind, a.status-b.status, a.overlap-b.overlap, a.i-b.i, a.j-b.j)
	})
	for _, c := range all {
		if _, ok := m.pair[c.i]; !ok && !m.used[c.j] {
			m.pair[c.i], m.used[c.j] = c.j, true
		}
	}
	return m
}

func differ(b bool) int {
	if b {
		return 1
	}
	return 0
}

// repeat reports a record that no gold mention matches and that says itself that it repeats another.
func (m *matching) repeat(j int) bool { return !m.used[j] && m.coded[j].SameAs != nil }

func (s *EventScores) article(a *GoldArticle, coded []*event.Report) {
	m := match(a, coded)
	s.Gold += len(m.gold)
	s.Coded += len(coded)
	hits, typed, full := map[int]bool{}, map[int]bool{}, map[int]bool{}
	right := map[int]bool{}
	for i, j := range m.pair {
		hits[i] = true
		if m.gold[i].Event == coded[j].Event {
			typed[i], right[j] = true, true
			if s.values(&m.gold[i], coded[j]) {
				full[i] = true
			}
		}
	}
	s.Detect.addHappenings(m, hits)
	s.Event.addHappenings(m, typed)
	s.Record.addHappenings(m, full)
	s.types(m, typed)
	s.happened(m)
	for j, c := range coded {
		if right[j] || !m.repeat(j) {
			s.Reliability.add(c.Confidence, right[j])
		}
	}
	s.listMisses(a, m, full)
}

// addHappenings counts each gold happening once for recall, each unmatched record that is no repeat against precision.
func (p *PRF) addHappenings(m *matching, hits map[int]bool) {
	found, all := map[string]bool{}, map[string]bool{}
	repeats := 0
	for i := range m.gold {
		all[m.root[i]] = true
		if hits[i] {
			found[m.root[i]] = true
		}
	}
	for j := range m.coded {
		if m.repeat(j) {
			repeats++
		}
	}
	p.Right += len(found)
	p.Missed += len(all) - len(found)
	p.Extra += len(m.coded) - len(hits) - repeats
}

// values scores the fields of a matched pair of equal type and reports whether the record is right in all that counts.
func (s *EventScores) values(g *GoldMention, c *event.Report) bool {
	status := g.Status == c.Status
	sources := sameSources(g, c)
	s.Status.add(status)
	s.confusion[[2]event.Status{g.Status, c.Status}]++
	s.Attribution.add(sources)
	ga, ca := goldField(g.Actor, false), codedField(c.Actor, false)
	gr, cr := goldField(g.Recipient, false), codedField(c.Recipient, false)
	s.Actor.addSets(ga, ca)
	s.Recipient.addSets(gr, cr)
	s.Sector.addSets(goldField(g.Actor, true), codedField(c.Actor, true))
	s.Mode.addSets(set(g.Mode), set(c.Mode))
	s.PlaceCountry.add(goldCountry(g) == codedCountry(c))
	s.Dated.add(sameDate(g, c))
	s.Counts.addSets(goldCounts(g), codedCounts(c))
	return status && sources && equal(ga, ca) && equal(gr, cr)
}

func (s *EventScores) types(m *matching, typed map[int]bool) {
	at := func(kind string) *PRF {
		if s.ByType[kind] == nil {
			s.ByType[kind] = &PRF{}
		}
		return s.ByType[kind]
	}
	taken := map[int]bool{}
	for i, g := range m.gold {
		if typed[i] {
			at(g.Event).Right++
			taken[m.pair[i]] = true
		} else if m.root[i] == g.ID {
			at(g.Event).Missed++
		}
	}
	for j, c := range m.coded {
		if !taken[j] && !m.repeat(j) {
			at(c.Event).Extra++
		}
	}
}

// materialConflict are the types of violence and repression: what a reader would count as having happened.
var materialConflict = map[string]bool{"PROTEST": true, "SANCTION": true, "MOBILIZE": true, "COERCE": true, "ASSAULT": true}

func (s *EventScores) happened(m *matching) {
	coded := map[int]bool{}
	for j, c := range m.coded {
		if materialConflict[c.Event] && c.Status == event.Actual && !m.repeat(j) {
			coded[j] = true
		}
	}
	good, goodRoots, roots := 0, map[string]bool{}, map[string]bool{}
	for i, g := range m.gold {
		if !materialConflict[g.Event] || g.Status != event.Actual {
			continue
		}
		roots[m.root[i]] = true
		if j, ok := m.pair[i]; ok && coded[j] {
			good++
			goodRoots[m.root[i]] = true
		}
	}
	s.Happened.Right += good
	s.Happened.Extra += len(coded) - good
	s.Happened.Missed += len(roots) - len(goodRoots)
}

// ignored are the words that do not tell one source from another.
var ignored = set(strings.Fields("the a an of and in for to s his her its their some two three several"))

func words(s string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) }) {
		if !ignored[w] {
			out[w] = true
		}
	}
	return out
}

func sameSources(g *GoldMention, c *event.Report) bool {
	if len(g.Attribution) != len(c.Attribution) {
		return false
	}
	for i := range g.Attribution {
		a, b := words(g.Attribution[i]), words(c.Attribution[i].Text)
		shared := false
		for w := range a {
			shared = shared || b[w]
		}
		if !shared {
			return false
		}
	}
	return true
}

func set(list []string) map[string]bool {
	out := map[string]bool{}
	for _, s := range list {
		out[s] = true
	}
	return out
}

func equal(a, b map[string]bool) bool {
	if len(a) != len(b) {
		return false
	}
	for k := range a {
		if !b[k] {
			return false
		}
	}
	return true
}

func goldField(list []goldEntity, sector bool) map[string]bool {
	out := map[string]bool{}
	for _, e := range list {
		v := e.Code
		if sector {
			v = e.Sector
		}
		if v != nil && *v != "" {
			out[*v] = true
		}
	}
	return out
}

func codedField(list []event.Actor, sector bool) map[string]bool {
	var entities []goldEntity
	for _, a := range list {
		entities = append(entities, goldEntity{a.Text, a.Code, a.Sector})
	}
	return goldField(entities, sector)
}

func goldCountry(g *GoldMention) string {
	if g.Place == nil {
		return ""
	}
	return event.Text(g.Place.Country)
}

func codedCountry(c *event.Report) string {
	if c.Place == nil {
		return ""
	}
	return event.Text(c.Place.Country)
}

// sameDate: both without, or intervals that share at least half of what they cover together.
func sameDate(g *GoldMention, c *event.Report) bool {
	var ga, gb, ca, cb int
	gold, coded := false, false
	if g.Date != nil {
		ga, gb, gold = interval(g.Date.Start, g.Date.End)
	}
	if c.Date != nil {
		ca, cb, coded = interval(c.Date.Start, c.Date.End)
	}
	if !gold || !coded {
		return gold == coded
	}
	shared := min(gb, cb) - max(ga, ca) + 1
	return shared > 0 && 2*shared >= max(gb, cb)-min(ga, ca)+1
}

func interval(start, end string) (a, b int, ok bool) {
	if end == "" {
		end = start
	}
	x, err1 := time.Parse(time.DateOnly, start[:min(10, len(start))])
	y, err2 := time.Parse(time.DateOnly, end[:min(10, len(end))])
	if err1 != nil || err2 != nil {
		return 0, 0, false
	}
	a, b = int(x.Unix()/86400), int(y.Unix()/86400)
	return min(a, b), max(a, b), true
}

func goldCounts(g *GoldMention) map[string]bool {
	out := map[string]bool{}
	for _, c := range g.Counts {
		out[countKey(c.What, c.Low, c.High)] = true
	}
	return out
}

func codedCounts(r *event.Report) map[string]bool {
	out := map[string]bool{}
	for _, c := range r.Counts {
		out[countKey(c.What, c.Low, c.High)] = true
	}
	return out
}

func countKey(what string, low, high *int) string {
	bound := func(p *int) string {
		if p == nil {
			return "-"
		}
		return fmt.Sprint(*p)
	}
	return what + " " + bound(low) + " " + bound(high)
}
