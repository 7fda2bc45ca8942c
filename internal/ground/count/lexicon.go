package count

import (
	_ "embed"
	"strings"
	"sync"

	"dateline/internal/ground/country"
)

//go:embed data/people.txt
var peopleFile string

//go:embed data/things.txt
var thingsFile string

//go:embed data/labels.txt
var labelsFile string

//go:embed data/cues.txt
var cuesFile string

// People is the unit of counts of people.
const People = "people"

// noun is what a noun counts.
type noun struct {
	unit   string // People, equipment, money …; empty: not known
	plural bool   // the form is a plural, or is one form for both

	demonym bool // from the list of countries: "Iraqi", "Japanese"
}

// lexicon is the word lists.
type lexicon struct {
	nouns    map[string]noun
	labels   map[string]string // "any", or "capital": only with a capital
	cues     map[string]bool
	demonyms *country.Table
}

var loadLexicon = sync.OnceValue(func() *lexicon {
	lex := &lexicon{nouns: map[string]noun{}, labels: map[string]string{}, cues: map[string]bool{}, demonyms: country.Default()}
	for _, f := range fields(thingsFile) {
		for _, w := range f[1:] {
			lex.add(w, f[0])
		}
	}
	for _, f := range fields(peopleFile) {
		for _, w := range f {
			lex.add(w, People) // people win: "fighter", "black"
		}
	}
	for _, f := range fields(labelsFile) {
		for _, w := range f[1:] {
			lex.labels[w] = f[0]
		}
	}
	for _, f := range fields(cuesFile) {
		for _, w := range f {
			lex.cues[w] = true
		}
	}
	return lex
})

// add enters a word of a data file, as the head of people.txt explains: "soldier+", "man/men", "airman-", "police".
func (l *lexicon) add(w, unit string) {
	if one, several, ok := strings.Cut(w, "/"); ok {
		l.nouns[one], l.nouns[several] = noun{unit: unit, plural: false}, noun{unit: unit, plural: true}
		return
	}
	if one, ok := strings.CutSuffix(w, "+"); ok {
		l.nouns[one], l.nouns[pluralOf(one)] = noun{unit: unit, plural: false}, noun{unit: unit, plural: true}
		return
	}
	one, ok := strings.CutSuffix(w, "-")
	l.nouns[one] = noun{unit: unit, plural: !ok}
}

// pluralOf is the regular plural.
func pluralOf(w string) string {
	last := w[len(w)-1]
	switch {
	case last == 'y' && len(w) > 1 && !strings.ContainsRune("aeiou", rune(w[len(w)-2])):
		return w[:len(w)-1] + "ies"
	case last == 's' || last == 'x' || strings.HasSuffix(w, "ch") || strings.HasSuffix(w, "sh"):
		return w + "es"
	}
	return w + "s"
}

func fields(file string) [][]string {
	var all [][]string
	for line := range strings.Lines(file) {
		if f := strings.Fields(line); len(f) > 0 && f[0] != "#" {
			all = append(all, f)
		}
	}
	return all
}

// noun says what a word counts; capital tells that it is written with one.
func (l *lexicon) noun(low, form string, capital bool) noun {
	if n, ok := l.nouns[low]; ok {
		return n
	}
	for _, suffix := range []string{"man", "woman", "ist"} {
		if len(low) > len(suffix)+3 && strings.HasSuffix(low, suffix) {
			return noun{unit: People, plural: false}
		}
	}
	for _, suffix := range []string{"men", "women", "ists"} {
		if len(low) > len(suffix)+3 && strings.HasSuffix(low, suffix) {
			return noun{unit: People, plural: true}
		}
	}
	if capital {
		for _, m := range l.demonyms.Lookup(form) {
			switch m.Use {
			case country.Plural, country.Adjective:
				return noun{unit: People, demonym: true, plural: m.Use == country.Plural || !strings.HasSuffix(low, "n") && !strings.HasSuffix(low, "i")}
			case country.Noun:
				return noun{unit: People, demonym: true}
			}
		}
	}
	return noun{}
}
