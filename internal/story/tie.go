package story

import (
	"hash/fnv"
	"math"
	"strconv"
	"strings"
	"time"

	"dateline/event"
)

// Tie is something that two episodes may have in common, and how common it is at all.
type Tie struct {
	Hash  uint64
	Prior float64 // how many stories have it without there being any in the store: so a country ties less than a town
	Kind  Kind
}

// Kind is what a tie is.
type Kind byte

// The kinds.
const (
	Who   Kind = 'n' // somebody by name
	Role  Kind = 'r' // somebody by code and sector
	Where Kind = 'p' // a town or village
	Area  Kind = 'a' // a province, a country
	Word  Kind = 'w' // a word the article is about
)

// Topic is a word that an article uses much.
type Topic struct {
	Stem   uint32
	Common bool // news of war and diplomacy uses it everywhere: it ties nothing
}

// The priors, by the kind of tie. They were chosen on the open part of testdata/stories.
const (
	priorName    = 0.5
	priorState   = 25
	priorRole    = 12
	priorPlace   = 0.5
	priorArea    = 8
	priorCountry = 25
	priorWord    = 3
)

// Ties lists what may tie an episode to others, each once.
func Ties(e Episode, topic []Topic) []Tie {
	t := &ties{seen: map[uint64]bool{}}
	for _, s := range e {
		r := s.Report
		if p := r.Place; p != nil {
			t.place(p)
		}
		for _, a := range r.Actor {
			t.actor(a)
		}
		for _, a := range r.Recipient {
			t.actor(a)
		}
	}
	for _, w := range topic {
		if w.Common {
			continue
		}
		t.add(Word, priorWord, strconv.FormatUint(uint64(w.Stem), 10))
	}
	return t.list
}

type ties struct {
	seen map[uint64]bool
	list []Tie
}

func (t *ties) add(kind Kind, prior float64, values ...string) {
	h := fnv.New64a()
	_, _ = h.Write([]byte{byte(kind)})
	_, _ = h.Write([]byte(strings.Join(values, "\x00")))
	if sum := h.Sum64(); !t.seen[sum] {
		t.seen[sum] = true
		t.list = append(t.list, Tie{sum, prior, kind})
	}
}

func (t *ties) place(p *event.Place) {
	name := strings.ToLower(event.Text(p.Name))
	if name == "" {
		name = strings.ToLower(p.Text)
	}
	switch p.Precision {
	case "country":
		t.add(Area, priorCountry, name)
	case "admin1":
		t.add(Area, priorArea, name)
	default:
		t.add(Where, priorPlace, name)
	}
	if country := event.Text(p.Country); country != "" && p.Precision != "country" {
		t.add(Role, priorState, country)
	}
}

func (t *ties) actor(a event.Actor) {
	code, sector := event.Text(a.Code), event.Text(a.Sector)
	if code != "" {
		t.add(Role, priorState, code)
	}
	if code != "" && sector != "" {
		t.add(Role, priorRole, code, sector)
	}
	if name := event.Text(a.Name); name != "" && (sector != "" || code == "" || everywhere[code]) {
		t.add(Who, nameIn(code), strings.ToLower(name))
	}
}

// nameIn is the prior of somebody's name: the United Nations are in many stories.
func nameIn(code string) float64 {
	if everywhere[code] {
		return priorRole
	}
	return priorName
}

// Weight is how much a tie ties where so many other stories of the time have it: 1 nobody else, 0 from about a hundred on.
func (t Tie) Weight(others int) float64 {
	return max(0, 1-math.Log1p(t.Prior+float64(others))/math.Log1p(everybody))
}

const everybody = 100

// Total is what all of an episode's ties weigh.
func Total(ties []Tie, others func(Tie) int) (sum float64) {
	for _, t := range ties {
		sum += t.Weight(others(t))
	}
	return sum
}

// gap is how many days lie between two days, 0 where one is unknown.
func gap(a, b string) int {
	d := Day(b) - Day(a)
	if a == "" || b == "" {
		return 0
	}
	return int(max(d, -d))
}

// Day counts days from 1970; 0 is unknown.
func Day(day string) int64 {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return 0
	}
	return t.Unix() / 86400
}
