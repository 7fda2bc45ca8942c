package coding

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"dateline/plover"
)

//go:embed codebook/*.yaml
var builtin embed.FS

// Codebook is what a researcher reads and edits: which words name which events, which set their status, which are words of
// saying, which prepositions lead to whom. Its files are documented at their heads.
type Codebook struct {
	Version  string
	Ontology *plover.Ontology
	triggers map[string][]entry // by the head's lemma/POS
	status   map[string]string  // lemma/POS to planned, demanded, … or transparent
	roles    map[string]rolePrepositions
	says     map[string]bool // verbs of saying
	sayNouns map[string]bool
	notSaid  map[string]bool
	thoughts map[string]bool // further verbs of speech and thought, and adjectives of minds
	minds    map[string]bool
	contexts []contextRule
	ignore   map[string][]string        // domain to words
	verbs    map[string]map[string]bool // light, undergo, result, naming: lemmas
}

// entry says that a word, with the other words of its phrase, names an event of a type.
type entry struct {
	Type, Mode string
	rest       []string // further words of a phrase; empty for a single word
	ambiguous  bool
	ofActor    bool
	where      string // file and entry, for a reason
}

type rolePrepositions struct{ actor, recipient []string }

type contextRule struct {
	name  string
	words map[string]bool
}

// Builtin is the codebook in the program.
func Builtin() (*Codebook, error) { return Load("") }

// Load reads the codebook in the program and, when dir is not empty, adds or overrides what the files of dir say:
// triggers.yaml adds triggers (a word there replaces what the program says of it), status.yaml, saying.yaml, contexts.yaml,
// ignore.yaml, verbs.yaml and roles.yaml add entries, types.yaml adds event types in plover.yaml's form.
func Load(dir string) (*Codebook, error) {
	c := &Codebook{Ontology: plover.Standard(), triggers: map[string][]entry{}, status: map[string]string{},
		roles: map[string]rolePrepositions{}, says: map[string]bool{}, sayNouns: map[string]bool{}, notSaid: map[string]bool{},
		thoughts: map[string]bool{}, minds: map[string]bool{},
		ignore: map[string][]string{}, verbs: map[string]map[string]bool{}}
	sum := sha256.New()
	inside, err := fs.Sub(builtin, "codebook")
	if err != nil {
		return nil, err
	}
	sources := []fs.FS{inside}
	if dir != "" {
		if info, err := os.Stat(dir); err != nil || !info.IsDir() {
			return nil, fmt.Errorf("codebook %s: not a folder; give the folder that holds triggers.yaml and the like", dir)
		}
		sources = append(sources, os.DirFS(dir))
	}
	for n, source := range sources {
		where := "codebook"
		if n > 0 {
			where = dir
		}
		for _, part := range []struct {
			name string
			read func([]byte, string) error
		}{{"types.yaml", c.readTypes}, {"triggers.yaml", c.readTriggers}, {"status.yaml", c.readStatus},
			{"saying.yaml", c.readSaying}, {"roles.yaml", c.readRoles}, {"contexts.yaml", c.readContexts},
			{"ignore.yaml", c.readIgnore}, {"verbs.yaml", c.readVerbs}} {
			data, err := fs.ReadFile(source, part.name)
			if errors.Is(err, fs.ErrNotExist) {
				continue
			}
			if err != nil {
				return nil, err
			}
			sum.Write(data)
			if err := part.read(data, filepath.Join(where, part.name)); err != nil {
				return nil, fmt.Errorf("%s: %w", filepath.Join(where, part.name), err)
			}
		}
	}
	c.Version = "plover-" + c.Ontology.Version + "+" + hex.EncodeToString(sum.Sum(nil)[:4])
	return c, nil
}

func (c *Codebook) readTypes(data []byte, _ string) error {
	var added struct {
		Types []plover.Type `yaml:"types"`
	}
	if err := yaml.Unmarshal(data, &added); err != nil {
		return err
	}
	own := *c.Ontology
	own.Types = slices.Clone(own.Types)
	for _, t := range added.Types {
		if t.Name == "" {
			return errors.New("a type without a name")
		}
		if i := slices.IndexFunc(own.Types, func(o plover.Type) bool { return o.Name == t.Name }); i >= 0 {
			own.Types[i] = t
		} else {
			own.Types = append(own.Types, t)
		}
	}
	c.Ontology = &own
	return own.Check()
}

func (c *Codebook) readTriggers(data []byte, where string) error {
	var types map[string][]struct{ Mode, Of, Words string }
	if err := yaml.Unmarshal(data, &types); err != nil {
		return err
	}
	fresh := map[string]bool{}
	for _, name := range slices.Sorted(maps.Keys(types)) {
		t, ok := c.Ontology.Type(name)
		if !ok {
			return fmt.Errorf("the type %q is not defined; add it to types.yaml", name)
		}
		for n, group := range types[name] {
			if group.Mode != "" && !t.HasMode(group.Mode) {
				return fmt.Errorf("%s, entry %d: the mode %q is none of the type's", name, n+1, group.Mode)
			}
			for _, word := range strings.Fields(group.Words) {
				key, e, err := parseWord(word)
				if err != nil {
					return fmt.Errorf("%s, entry %d: %w", name, n+1, err)
				}
				e.Type, e.Mode, e.ofActor, e.where = name, group.Mode, group.Of == "actor", where
				if !fresh[key] {
					fresh[key] = true
					c.triggers[key] = nil
				}
				c.triggers[key] = append(c.triggers[key], e)
			}
		}
	}
	return nil
}

// parseWord reads `take_hostage/v?`: the key take/v, the rest [hostage], ambiguous.
func parseWord(word string) (key string, e entry, err error) {
	word, e.ambiguous = strings.TrimSuffix(word, "?"), strings.HasSuffix(word, "?")
	phrase, class, ok := strings.Cut(word, "/")
	if !ok || !slices.Contains([]string{"v", "n", "a"}, class) {
		return "", e, fmt.Errorf("«%s» needs /v, /n or /a after the word", word)
	}
	parts := strings.Split(phrase, "_")
	head := parts[0]
	if class == "n" { // the head of a compound noun is its last word
		head, e.rest = parts[len(parts)-1], parts[:len(parts)-1]
	} else {
		e.rest = parts[1:]
	}
	return head + "/" + class, e, nil
}

func (c *Codebook) readStatus(data []byte, _ string) error {
	var lists map[string]string
	if err := yaml.Unmarshal(data, &lists); err != nil {
		return err
	}
	// A word in two lists has the status of the later one: possible, then planned, demanded, threatened, denied.
	for _, name := range []string{"transparent", "possible", "planned", "demanded", "threatened", "denied"} {
		for _, w := range strings.Fields(lists[name]) {
			c.status[w] = name
		}
		delete(lists, name)
	}
	for name := range lists {
		return fmt.Errorf("%q is no status", name)
	}
	return nil
}

func (c *Codebook) readSaying(data []byte, _ string) error {
	var lists struct{ Verbs, Nouns, Markers, Never, Thoughts, Minds string }
	if err := yaml.Unmarshal(data, &lists); err != nil {
		return err
	}
	for _, part := range []struct {
		words string
		into  map[string]bool
	}{{lists.Verbs, c.says}, {lists.Nouns, c.sayNouns}, {lists.Never, c.notSaid},
		{lists.Thoughts, c.thoughts}, {lists.Minds, c.minds}} {
		for _, w := range strings.Fields(part.words) {
			part.into[w] = true
		}
	}
	return nil
}

func (c *Codebook) readRoles(data []byte, _ string) error {
	var table map[string]struct{ Actor, Recipient string }
	if err := yaml.Unmarshal(data, &table); err != nil {
		return err
	}
	for name, r := range table {
		if _, ok := c.Ontology.Type(name); !ok && name != "default" {
			return fmt.Errorf("the type %q is not defined", name)
		}
		c.roles[name] = rolePrepositions{strings.Fields(r.Actor), strings.Fields(r.Recipient)}
	}
	return nil
}

func (c *Codebook) readContexts(data []byte, _ string) error {
	var lists map[string]string
	if err := yaml.Unmarshal(data, &lists); err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(lists)) {
		if !c.Ontology.HasContext(name) {
			return fmt.Errorf("the context %q is not defined", name)
		}
		words := map[string]bool{}
		for _, w := range strings.Fields(lists[name]) {
			words[w] = true
		}
		c.contexts = append(c.contexts, contextRule{name, words})
	}
	return nil
}

func (c *Codebook) readIgnore(data []byte, _ string) error {
	var lists map[string]string
	if err := yaml.Unmarshal(data, &lists); err != nil {
		return err
	}
	for name, words := range lists {
		c.ignore[name] = append(c.ignore[name], strings.Fields(words)...)
	}
	return nil
}

func (c *Codebook) readVerbs(data []byte, _ string) error {
	var lists struct{ Light, Undergo, Result, Naming string }
	if err := yaml.Unmarshal(data, &lists); err != nil {
		return err
	}
	for name, words := range map[string]string{"light": lists.Light, "undergo": lists.Undergo, "result": lists.Result, "naming": lists.Naming} {
		if c.verbs[name] == nil {
			c.verbs[name] = map[string]bool{}
		}
		for _, w := range strings.Fields(words) {
			c.verbs[name][w] = true
		}
	}
	return nil
}

// prepositions lists the prepositions that lead to a role of a type.
func (c *Codebook) prepositions(kind string) rolePrepositions {
	if r, ok := c.roles[kind]; ok {
		return r
	}
	return c.roles["default"]
}

// lookUp finds the entries whose words the tree has at token i: the most specific (longest phrase) ones only.
func (c *Codebook) lookUp(t *tree, i int) []entry {
	var out []entry
	for _, e := range c.triggers[t.lemma(i)+"/"+t.class(i)] {
		if !hasRest(t, i, e.rest) {
			continue
		}
		if len(out) > 0 && len(e.rest) > len(out[0].rest) {
			out = out[:0]
		}
		if len(out) == 0 || len(e.rest) == len(out[0].rest) {
			out = append(out, e)
		}
	}
	return out
}

// hasRest reports whether each further word of a phrase is a dependant of token i, or of such a dependant.
func hasRest(t *tree, i int, rest []string) bool {
	for _, w := range rest {
		found := false
		for _, k := range t.kids[i] {
			found = found || t.lemma(k) == w || slices.ContainsFunc(t.kids[k], func(g int) bool { return t.lemma(g) == w })
		}
		if !found {
			return false
		}
	}
	return true
}
