package plover

import (
	_ "embed"
	"fmt"
	"slices"
	"sync"

	"go.yaml.in/yaml/v3"
)

//go:embed plover.yaml
var source []byte

// Types lists PLOVER's event types in the order the language engine's proposals use.
var Types = [16]string{"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE",
	"REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}

// Ontology is PLOVER as this build uses it, or as a researcher's codebook extends it.
type Ontology struct {
	Version   string             `yaml:"version" json:"version"`
	Quads     []Quad             `yaml:"quads" json:"quads"`
	Types     []Type             `yaml:"types" json:"types"`
	Contexts  []Term             `yaml:"contexts" json:"contexts"`
	Sectors   []Term             `yaml:"sectors" json:"sectors"`
	Notes     []string           `yaml:"notes" json:"notes"`
	Crosswalk map[string]Meaning `yaml:"crosswalk" json:"crosswalk"`
}

// Quad is one of the four quad classes.
type Quad struct {
	Name   string `yaml:"name" json:"name"`
	Number int    `yaml:"number" json:"number"`
}

// Type is an event type. Score is on the manual's conflict-cooperation scale, -10 to +10; CAMEO is the code an export
// writes for the type without a mode.
type Type struct {
	Name              string  `yaml:"name" json:"name"`
	Quad              string  `yaml:"quad" json:"quad"`
	Score             float64 `yaml:"score" json:"score"`
	CAMEO             string  `yaml:"cameo" json:"cameo"`
	About             string  `yaml:"about" json:"about"`
	RequiresRecipient bool    `yaml:"requires_recipient" json:"requires_recipient"`
	Modes             []Mode  `yaml:"modes" json:"modes"`
}

// Mode says how an event of a type is done.
type Mode struct {
	Name  string `yaml:"name" json:"name"`
	CAMEO string `yaml:"cameo" json:"cameo"`
	About string `yaml:"about" json:"about"`
}

// Term is a context or a sector with its meaning.
type Term struct {
	Name  string `yaml:"name" json:"name"`
	About string `yaml:"about" json:"about"`
}

// Meaning is what a CAMEO code stands for in PLOVER; an empty Type means PLOVER drops it.
type Meaning struct {
	Type    string   `yaml:"type" json:"type"`
	Mode    string   `yaml:"mode" json:"mode"`
	Context []string `yaml:"context" json:"context"`
}

// Standard is the ontology built into the program.
var Standard = sync.OnceValue(func() *Ontology {
	o, err := Parse(source)
	if err != nil {
		panic("the ontology built into the program is broken: " + err.Error())
	}
	return o
})

// Parse reads an ontology from YAML and checks that every name it refers to is there.
func Parse(data []byte) (*Ontology, error) {
	var o Ontology
	if err := yaml.Unmarshal(data, &o); err != nil {
		return nil, err
	}
	return &o, o.Check()
}

// Check reports the first reference to a quad class, type, mode or context that the ontology does not define.
func (o *Ontology) Check() error {
	for _, t := range o.Types {
		if !slices.ContainsFunc(o.Quads, func(q Quad) bool { return q.Name == t.Quad }) {
			return fmt.Errorf("type %s has the quad class %q, which is none of the ontology's", t.Name, t.Quad)
		}
	}
	for code, m := range o.Crosswalk {
		t, ok := o.Type(m.Type)
		if m.Type != "" && !ok {
			return fmt.Errorf("the crosswalk maps %s to the type %q, which is not defined", code, m.Type)
		}
		if m.Mode != "" && !t.HasMode(m.Mode) {
			return fmt.Errorf("the crosswalk maps %s to the mode %q, which %s does not have", code, m.Mode, m.Type)
		}
		for _, c := range m.Context {
			if !o.HasContext(c) {
				return fmt.Errorf("the crosswalk maps %s to the context %q, which is not defined", code, c)
			}
		}
	}
	return nil
}

// Type finds a type by name.
func (o *Ontology) Type(name string) (Type, bool) {
	for _, t := range o.Types {
		if t.Name == name {
			return t, true
		}
	}
	return Type{}, false
}

// HasContext reports whether the ontology defines a context.
func (o *Ontology) HasContext(name string) bool {
	return slices.ContainsFunc(o.Contexts, func(c Term) bool { return c.Name == name })
}

// HasMode reports whether the type has a mode.
func (t Type) HasMode(name string) bool {
	return slices.ContainsFunc(t.Modes, func(m Mode) bool { return m.Name == name })
}

// Code is the CAMEO code of an event of the type with these modes: the first mode's, else the type's own.
func (t Type) Code(modes []string) string {
	for _, name := range modes {
		for _, m := range t.Modes {
			if m.Name == name {
				return m.CAMEO
			}
		}
	}
	return t.CAMEO
}

// FromCAMEO is what a CAMEO code means, by its longest listed prefix of two digits or more.
func (o *Ontology) FromCAMEO(code string) (Meaning, bool) {
	for n := len(code); n >= 2; n-- {
		if m, ok := o.Crosswalk[code[:n]]; ok {
			return m, true
		}
	}
	return Meaning{}, false
}
