package country

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
)

//go:embed countries.txt
var data string

//go:embed wikidata.txt
var ids string

// Country is a state or a dependent territory.
type Country struct {
	ISO3, ISO2 string
	Name       string   // the name we print
	Names      []string // every name of the whole, Name first
	Parts      []string // names of parts that news uses as if they were countries ("Gaza", "Scotland")
	Demonyms   []Demonym
	Capitals   []string // capitals and seats of government
	Seats      []string // buildings, streets and offices that stand for the government ("Kremlin")
	Wikidata   string   // empty where the source has none
}

// Demonym is how a country's people and things are called.
type Demonym struct {
	Adjective string // "Spanish"
	Noun      string // one of its people: "Spaniard"
	Plural    string // several of them: "Spaniards"
}

// Use says in which way a name stands for a country.
type Use uint8

// The ways a name stands for a country.
const (
	Name      Use = iota // "Iraq"
	Part                 // a region of it: "Gaza"
	Adjective            // "Iraqi"; where adjective and noun are one form, the adjective is found
	Noun                 // "Spaniard"
	Plural               // "Iraqis"; a plural that equals the adjective ("Japanese") is found as Adjective
	Capital              // "Baghdad"
	Seat                 // "Kremlin"
)

// Meaning is one thing that a name can stand for.
type Meaning struct {
	Country  *Country
	Use      Use
	Doubtful bool // the same name has another common meaning ("Georgia", "Brussels")
}

// Table is the compiled list. It is immutable and safe for concurrent use.
type Table struct {
	all   []Country
	code  map[string]*Country
	names map[string][]Meaning
}

// Default is the table compiled from the embedded list, once.
var Default = sync.OnceValue(func() *Table {
	t, err := Parse(data)
	if err == nil {
		err = t.identify(ids)
	}
	if err != nil {
		panic("country: the embedded list is broken: " + err.Error()) // a fault of the build; a test guards it
	}
	return t
})

// identify reads the Wikidata ids, "ISO3 id" a line.
func (t *Table) identify(list string) error {
	for n, line := range strings.Split(list, "\n") {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		code, id, _ := strings.Cut(line, " ")
		c := t.code[code]
		if c == nil || len(id) < 2 || id[0] != 'Q' || c.Wikidata != "" {
			return fmt.Errorf("wikidata.txt:%d: %q, want a country's code and its id, once", n+1, line)
		}
		c.Wikidata = id
	}
	return nil
}

// All lists the countries in the file's order. The caller must not change them.
func (t *Table) All() []Country { return t.all }

// ByCode finds a country by its ISO 3166-1 alpha-3 or alpha-2 code in capitals; nil when there is none. XKX is Kosovo.
func (t *Table) ByCode(code string) *Country { return t.code[code] }

// Lookup gives what a name can stand for, in the file's order. Case counts ("US" is no pronoun, "turkey" no state);
// diacritics and the kind of apostrophe do not.
func (t *Table) Lookup(name string) []Meaning { return t.names[Fold(name)] }

// Names gives every folded name with what it can stand for, in no order. The caller must not change them.
func (t *Table) Names(yield func(name string, meanings []Meaning) bool) {
	for n, ms := range t.names {
		if !yield(n, ms) {
			return
		}
	}
}

// ByName finds the country that a name, or the name of a part, stands for, doubtful ones included; nil when there is none.
func (t *Table) ByName(name string) *Country { return t.first(name, Name, Part) }

// ByDemonym finds the country of an adjective or of a word for its people; nil when there is none.
func (t *Table) ByDemonym(word string) *Country { return t.first(word, Adjective, Plural) }

// ByCapital finds the country that a capital or a seat of government belongs to; nil when there is none.
func (t *Table) ByCapital(name string) *Country { return t.first(name, Capital, Seat) }

func (t *Table) first(name string, from, to Use) *Country {
	for _, m := range t.Lookup(name) {
		if from <= m.Use && m.Use <= to {
			return m.Country
		}
	}
	return nil
}

// Parse compiles a list in the format that countries.txt documents at its head. An error names the line.
func Parse(list string) (*Table, error) {
	t := &Table{code: map[string]*Country{}, names: map[string][]Meaning{}}
	var doubts []map[string]bool
	for n, line := range strings.Split(list, "\n") {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		c, doubtful, err := parseLine(line)
		if err != nil {
			return nil, fmt.Errorf("countries.txt:%d: %w", n+1, err)
		}
		t.all, doubts = append(t.all, c), append(doubts, doubtful)
	}
	for i := range t.all {
		if err := t.index(&t.all[i], doubts[i]); err != nil {
			return nil, err
		}
	}
	return t, nil
}

func (t *Table) index(c *Country, doubtful map[string]bool) error {
	for _, code := range []string{c.ISO3, c.ISO2} {
		if t.code[code] != nil {
			return fmt.Errorf("countries.txt: the code %s stands twice", code)
		}
		t.code[code] = c
	}
	add := func(name string, u Use) {
		key := Fold(name)
		for _, m := range t.names[key] {
			if m.Country == c && (m.Use == u || u == Noun || u == Plural) {
				return // the adjective has it already
			}
		}
		if name != "" {
			t.names[key] = append(t.names[key], Meaning{c, u, doubtful[name]})
		}
	}
	for _, list := range []struct {
		names []string
		use   Use
	}{{c.Names, Name}, {c.Parts, Part}, {c.Capitals, Capital}, {c.Seats, Seat}} {
		for _, n := range list.names {
			add(n, list.use)
		}
	}
	for _, d := range c.Demonyms {
		add(d.Adjective, Adjective)
		add(d.Noun, Noun)
		add(d.Plural, Plural)
	}
	return nil
}
