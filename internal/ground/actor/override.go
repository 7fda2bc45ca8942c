package actor

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"go.yaml.in/yaml/v3"

	"dateline/internal/ground/userfile"
)

// ErrOverrides is what every error of a user's file of actors wraps.
var ErrOverrides = errors.New("actors file")

// userEntry is one entry of a user's file. All keys but names and code are optional.
type userEntry struct {
	Names    []string   `yaml:"names"`
	Kind     string     `yaml:"kind"`
	Code     string     `yaml:"code"`
	Sector   string     `yaml:"sector"`
	Roles    []userRole `yaml:"roles"` // in the place of code and sector, where they changed over time
	Gender   string     `yaml:"gender"`
	Wikidata string     `yaml:"wikidata"`
}

type userRole struct {
	Code   string `yaml:"code"`
	Sector string `yaml:"sector"`
	From   string `yaml:"from"`
	To     string `yaml:"to"`
	Office string `yaml:"office"`
}

// userAgents are common nouns and what sector they are of: {sector: REB, nouns: [akhalgazrda, wagnerite=wagnerites]}.
type userAgents struct {
	Sector string   `yaml:"sector"`
	Class  string   `yaml:"class"` // person, group, plural, thing or neutral; person when empty
	Nouns  []string `yaml:"nouns"`
}

// userFile is a user's file: actors with names, and common nouns.
type userFile struct {
	Actors []yaml.Node `yaml:"actors"`
	Nouns  []yaml.Node `yaml:"nouns"`
}

// WithFile gives a base in which the entries of a user's YAML file stand before ours, so that a name in both means theirs. An
// error names the file and the line. The receiver does not change.
func (b *Base) WithFile(path string) (*Base, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrOverrides, err)
	}
	return b.With(path, data)
}

// With is WithFile for a file's contents; name stands in errors and reasons.
func (b *Base) With(name string, data []byte) (*Base, error) {
	var f userFile
	if err := yaml.Unmarshal(data, &f); err != nil {
		return nil, fmt.Errorf("%w %s: %w", ErrOverrides, name, err)
	}
	if len(f.Actors) == 0 && len(f.Nouns) == 0 {
		return nil, fmt.Errorf("%w %s: neither a list \"actors\" nor a list \"nouns\"", ErrOverrides, name)
	}
	n := b.copy()
	err := userfile.Each(name, f.Actors, func(u userEntry, line int) error {
		return n.override(&u, fmt.Sprintf("your file %s, line %d", name, line))
	})
	if err == nil {
		err = userfile.Each(name, f.Nouns, func(u userAgents, _ int) error { return n.overrideNouns(&u) })
	}
	if err != nil {
		return nil, fmt.Errorf("%w %w", ErrOverrides, err)
	}
	return n, nil
}

// copy makes a base that can be added to without changing the receiver.
func (b *Base) copy() *Base {
	n := &Base{entries: append([]Entry(nil), b.entries...), index: make(map[string][]ref, len(b.index)), first: make(map[string]int, len(b.first)),
		cities: b.cities, lex: &lexicon{agents: make(map[string]agent, len(b.lex.agents)), modifiers: b.lex.modifiers}}
	for k, v := range b.index {
		n.index[k] = v
	}
	for k, v := range b.first {
		n.first[k] = v
	}
	for k, v := range b.lex.agents {
		n.lex.agents[k] = v
	}
	return n
}

// override adds a user's entry, whose names mean it and no other.
func (b *Base) override(u *userEntry, source string) error {
	e, err := u.entry()
	if err != nil {
		return err
	}
	e.Source = source
	b.entries = append(b.entries, e)
	for _, n := range u.Names {
		ws := keyWords(n)
		if len(ws) == 0 {
			return fmt.Errorf("name %q has no letters", n)
		}
		r := ref{entry: int32(len(b.entries) - 1), caps: allCaps(n), lower: n == strings.ToLower(n), own: true}
		for _, words := range [][]string{ws, bareWords(ws)} {
			key := strings.Join(words, " ")
			b.index[key] = []ref{r} // theirs alone
			b.first[words[0]] = max(b.first[words[0]], len(words))
		}
	}
	return nil
}

func (u *userEntry) entry() (e Entry, err error) {
	if len(u.Names) == 0 {
		return e, errors.New("an actor needs names")
	}
	kind, ok := kinds[u.Kind]
	if u.Kind == "" {
		kind = Organisation
	} else if !ok {
		return e, fmt.Errorf("kind %q, want person, organisation, group, party, media or people", u.Kind)
	}
	if len(u.Roles) == 0 {
		u.Roles = []userRole{{Code: u.Code, Sector: u.Sector}}
	}
	e = Entry{Name: u.Names[0], Kind: kind, Wikidata: u.Wikidata}
	if u.Gender != "" {
		e.Gender = u.Gender[0]
	}
	for _, r := range u.Roles {
		role := Role{Code: r.Code, Sector: none(r.Sector), Office: r.Office}
		if !validCode(role.Code) {
			return e, fmt.Errorf("code %q, want ISO 3166-1 alpha-3 or one of UNO EUR IGO NGO ISM MNC IMG", r.Code)
		}
		if !validSector(role.Sector) {
			return e, fmt.Errorf("sector %q is not one of PLOVER's", r.Sector)
		}
		if role.From, err = parseDay(r.From, false); err != nil {
			return e, err
		}
		if role.To, err = parseDay(r.To, true); err != nil {
			return e, err
		}
		e.Roles = append(e.Roles, role)
	}
	return e, nil
}

func (b *Base) overrideNouns(u *userAgents) error {
	if u.Class == "" {
		u.Class = "person"
	}
	for _, w := range u.Nouns {
		sing, plu, ok := strings.Cut(w, "=")
		if !ok {
			plu = pluralOf(sing)
		}
		for _, form := range []string{sing, plu} {
			delete(b.lex.agents, strings.Join(keyWords(form), " "))
		}
	}
	return b.lex.addAgents([]string{u.Sector, u.Class}, u.Nouns)
}
