package actor

import (
	"fmt"
	"strings"
)

// class is the kind of a common noun (data/agents.txt).
type class uint8

const (
	person class = iota
	group
	plural // a noun that is only plural
	thing
	neutral
)

var classes = map[string]class{"person": person, "group": group, "plural": plural, "thing": thing, "neutral": neutral}

// agent is a common noun for somebody who acts.
type agent struct {
	sector  string // empty for none
	code    string // NGO or IGO where the noun itself says so
	class   class
	plural  bool // the form is a plural
	neutral bool
	key     string // the singular
}

// modifier is a word before a common noun that says whose it is.
type modifier struct {
	sector string
	over   bool
}

type lexicon struct {
	agents    map[string]agent // by singular and plural, small letters, words of keyWords
	modifiers map[string]modifier
}

func loadLexicon() (*lexicon, error) {
	l := &lexicon{agents: map[string]agent{}, modifiers: map[string]modifier{}}
	for name, add := range map[string]func(head []string, words []string) error{"agents.txt": l.addAgents, "modifiers.txt": l.addModifiers} {
		text, err := lists.ReadFile("data/" + name)
		if err != nil {
			return nil, err
		}
		for n, line := range lines(string(text)) {
			head, words, ok := strings.Cut(line, ":")
			f := strings.Fields(head)
			if !ok || len(f) != 2 {
				return nil, fmt.Errorf("%s:%d: want SECTOR class : words", name, n)
			}
			if err := add(f, strings.Split(words, ",")); err != nil {
				return nil, fmt.Errorf("%s:%d: %w", name, n, err)
			}
		}
	}
	return l, nil
}

func (l *lexicon) addAgents(head, words []string) error {
	c, ok := classes[head[1]]
	if !ok {
		return fmt.Errorf("class %q", head[1])
	}
	a := agent{sector: none(head[0]), class: c, neutral: c == neutral}
	if bare, ok := strings.CutSuffix(head[0], "-"); ok { // "NGO-": a code and no sector
		a.code, a.sector = bare, ""
	}
	if !validSector(a.sector) || !validCode(a.code) {
		return fmt.Errorf("sector %q", head[0])
	}
	for _, w := range words {
		sing, plu, ok := strings.Cut(strings.TrimSpace(w), "=")
		if !ok {
			plu = pluralOf(sing)
		}
		a.key = strings.Join(keyWords(sing), " ")
		for i, form := range []string{sing, plu} {
			key := strings.Join(keyWords(form), " ")
			if _, there := l.agents[key]; !there && key != "" {
				a.plural = i == 1 || c == plural
				l.agents[key] = a
			}
		}
	}
	return nil
}

func (l *lexicon) addModifiers(head, words []string) error {
	if head[1] != "over" && head[1] != "fill" || !validSector(head[0]) {
		return fmt.Errorf("%q, want a sector and over or fill", strings.Join(head, " "))
	}
	for _, w := range words {
		key := strings.Join(keyWords(w), " ")
		if _, there := l.modifiers[key]; !there && key != "" {
			l.modifiers[key] = modifier{head[0], head[1] == "over"}
		}
	}
	return nil
}

// pluralOf makes a noun's regular plural.
func pluralOf(s string) string {
	switch {
	case s == "":
		return s
	case strings.HasSuffix(s, "y") && len(s) > 1 && !strings.ContainsRune("aeiou", rune(s[len(s)-2])):
		return s[:len(s)-1] + "ies"
	case strings.HasSuffix(s, "s"), strings.HasSuffix(s, "x"), strings.HasSuffix(s, "ch"), strings.HasSuffix(s, "sh"):
		return s + "es"
	}
	return s + "s"
}
