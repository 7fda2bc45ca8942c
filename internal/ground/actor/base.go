package actor

import (
	"embed"
	"fmt"
	"strings"
	"sync"

	"dateline/internal/ground/country"
)

//go:embed data/*.txt
var lists embed.FS

// order is the order in which the lists are read: where two entries share a name the earlier one comes first.
var order = []string{"peoples", "groups", "organisations", "people", "national", "officials", "leaders", "international", "armed"}

// Base is the knowledge of who is who. It is immutable and safe for concurrent use.
type Base struct {
	entries []Entry
	index   map[string][]ref
	first   map[string]int // first word of a name to the longest name's words that begins with it
	cities  map[string]string
	lex     *lexicon
}

// ref is a name's meaning.
type ref struct {
	entry int32
	weak  bool // counts only where the article supports it
	caps  bool // only in capitals
	lower bool // may stand in small letters
	own   bool // from a user's file
}

// Default is the base compiled from the embedded lists, once.
var Default = sync.OnceValue(func() *Base {
	b, err := load()
	if err != nil {
		panic("actor: an embedded list is broken: " + err.Error()) // a fault of the build; a test guards it
	}
	return b
})

func load() (*Base, error) {
	b := &Base{index: make(map[string][]ref, 45000), first: make(map[string]int, 20000), entries: make([]Entry, 0, 33000), cities: map[string]string{}}
	var err error
	if b.lex, err = loadLexicon(); err != nil {
		return nil, err
	}
	for _, list := range order {
		text, err := lists.ReadFile("data/" + list + ".txt")
		if err != nil {
			return nil, err
		}
		if err := b.add(list+".txt", string(text)); err != nil {
			return nil, err
		}
	}
	if err := b.addCities(); err != nil {
		return nil, err
	}
	return b, nil
}

// Len is the number of named entries.
func (b *Base) Len() int { return len(b.entries) }

// add reads a list. An error names the list and the line.
func (b *Base) add(list, text string) error {
	kind, source := Organisation, ""
	for n, line := range lines(text) {
		if rest, ok := strings.CutPrefix(line, "@"); ok {
			word, val, _ := strings.Cut(rest, " ")
			k, known := kinds[val]
			switch {
			case word == "source":
				source = val
			case word == "kind" && known:
				kind = k
			default:
				return fmt.Errorf("%s:%d: @%s: unknown", list, n, rest)
			}
			continue
		}
		if !strings.HasPrefix(source, "general knowledge") {
			if err := b.addGenerated(list, n, line, kind, source); err != nil {
				return err
			}
			continue
		}
		line, each := strings.CutPrefix(line, "* ")
		e, names, err := parseEntry(line)
		if err != nil {
			return fmt.Errorf("%s:%d: %w", list, n, err)
		}
		e.Kind, e.Source = kind, source
		for _, part := range separate(names, each, kind == Person && list == "people.txt") {
			e.Name = part[0].text
			b.enter(e, part, false, false)
		}
	}
	return nil
}

// addGenerated reads a line of a generated list, of names and roles only, and leaves the roles to be read when needed.
func (b *Base) addGenerated(list string, n int, line string, kind Kind, source string) error {
	left, right, ok := strings.Cut(line, " | ")
	if !ok {
		return fmt.Errorf("%s:%d: no \" | \" between names and roles", list, n)
	}
	var names []name
	for x := range strings.SplitSeq(left, "; ") {
		names = append(names, name{text: x})
	}
	b.enter(Entry{Name: names[0].text, Kind: kind, Source: source, raw: right}, names, true, list == "leaders.txt")
	return nil
}

// lines gives the lines that say something, with their numbers.
func lines(text string) func(yield func(int, string) bool) {
	return func(yield func(int, string) bool) {
		n := 0
		for line := range strings.SplitSeq(text, "\n") {
			n++
			if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
				continue
			}
			if !yield(n, line) {
				return
			}
		}
	}
}

// separate cuts the names of a line into those of different bearers (data/README.md).
func separate(names []name, each, people bool) (out [][]name) {
	if !each && !people {
		return [][]name{names}
	}
	for _, n := range names {
		at := -1
		if people {
			at = bearer(out, n)
		}
		if at < 0 {
			out = append(out, []name{n})
		} else {
			out[at] = append(out[at], n)
		}
	}
	return out
}

// bearer finds the person that a further name of a line belongs to: for a weak name the last one whose name holds it, for
// a full one the one of equal surname and initial; -1 for a new person.
func bearer(people [][]name, n name) int {
	ws := bareWords(keyWords(n.text))
	for i := len(people) - 1; i >= 0; i-- {
		for _, known := range people[i] {
			ks := bareWords(keyWords(known.text))
			if n.weak && contains(ks, ws) {
				return i
			}
			if !n.weak && len(ks) > 1 && len(ws) > 1 && ks[len(ks)-1] == ws[len(ws)-1] && ks[0][0] == ws[0][0] {
				return i
			}
		}
	}
	if n.weak && len(people) > 0 {
		return len(people) - 1
	}
	return -1
}

func contains(words, run []string) bool {
	return strings.Contains(" "+strings.Join(words, " ")+" ", " "+strings.Join(run, " ")+" ")
}

// enter adds an entry under its names. A single word of a generated list of people is a surname: it needs support.
func (b *Base) enter(e Entry, names []name, generated, surnames bool) {
	b.entries = append(b.entries, e)
	id := int32(len(b.entries) - 1)
	for _, n := range names {
		ws := keyWords(n.text)
		if len(ws) == 0 {
			continue
		}
		if generated && (b.lex.agents[strings.Join(ws, " ")].key != "" || ws[0] == "of" || country.Default().ByName(n.text) != nil) {
			continue // a common noun or a state
		}
		r := ref{entry: id, weak: n.weak || surnames && len(ws) == 1, caps: allCaps(n.text), lower: n.text == strings.ToLower(n.text)}
		b.put(ws, r)
		if bare := bareWords(ws); len(bare) < len(ws) && (len(bare) > 1 || e.Kind != Person || n.weak) {
			b.put(bare, r)
		}
	}
}

func (b *Base) put(ws []string, r ref) {
	key := strings.Join(ws, " ")
	for _, have := range b.index[key] {
		if have.entry == r.entry {
			return
		}
	}
	b.index[key] = append(b.index[key], r)
	b.first[ws[0]] = max(b.first[ws[0]], len(ws))
}

func (b *Base) addCities() error {
	text, err := lists.ReadFile("data/cities.txt")
	if err != nil {
		return err
	}
	for n, line := range lines(string(text)) {
		name, iso, ok := strings.Cut(line, " | ")
		if !ok || !validCode(iso) {
			return fmt.Errorf("cities.txt:%d: want name | ISO3", n)
		}
		key := strings.Join(keyWords(name), " ")
		if _, there := b.cities[key]; !there {
			b.cities[key] = iso
		}
	}
	return nil
}
