package token

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"
)

//go:embed data/abbreviations.txt
var abbreviationsFile string

//go:embed data/prefixes.txt
var prefixesFile string

//go:embed data/starters.txt
var startersFile string

//go:embed data/glued.txt
var gluedFile string

//go:embed data/units.txt
var unitsFile string

//go:embed data/saying.txt
var sayingFile string

//go:embed data/calendar.txt
var calendarFile string

// abbr says what may follow an abbreviation's period.
type abbr uint8

const (
	notAbbr abbr = iota
	beforeName
	beforeNumber
	beforeBoth
	beforeUnit
	initial // a single letter
	acronym // A.B.
)

// lexicon holds the word lists; keys are lower case, abbreviations with their period.
type lexicon struct {
	abbr     map[string]abbr
	exact    map[string]bool // abbreviations that also are words, as written: "Fig.", "no."
	prefixes map[string]bool
	starters map[string]bool
	glued    map[string]int
	units    map[string]bool
	saying   map[string]bool
	calendar map[string]bool
}

var loadLexicon = sync.OnceValue(func() *lexicon {
	lex := &lexicon{abbr: map[string]abbr{}, exact: map[string]bool{}, prefixes: wordSet(prefixesFile), starters: wordSet(startersFile),
		glued: map[string]int{}, units: wordSet(unitsFile),
		saying: wordSet(sayingFile), calendar: wordSet(calendarFile)}
	classes := map[string]abbr{"name": beforeName, "number": beforeNumber, "both": beforeBoth, "unit": beforeUnit}
	for _, f := range fields(abbreviationsFile) {
		class, ok := classes[f[0]]
		if !ok {
			panic(fmt.Sprintf("data/abbreviations.txt: no class %q", f[0]))
		}
		for _, w := range f[1:] {
			lex.abbr[strings.ToLower(w)] = class
			lex.exact[w] = true
		}
	}
	for _, f := range fields(gluedFile) {
		n, err := strconv.Atoi(f[1])
		if err != nil {
			panic("data/glued.txt: " + err.Error())
		}
		lex.glued[f[0]] = n
	}
	return lex
})

// fields splits a data file into its lines' words; "#" begins a comment.
func fields(file string) [][]string {
	var all [][]string
	for line := range strings.Lines(file) {
		line, _, _ = strings.Cut(line, "#")
		if f := strings.Fields(line); len(f) > 0 {
			all = append(all, f)
		}
	}
	return all
}

func wordSet(file string) map[string]bool {
	set := map[string]bool{}
	for _, f := range fields(file) {
		for _, w := range f {
			set[w] = true
		}
	}
	return set
}

// longest is the length of the longest word the lists are asked for; longer ones are in none.
const longest = 16

// lower writes the lower-cased word into buf; nil when it is too long or not ASCII.
func lower(buf *[longest]byte, word []rune) []byte {
	if len(word) > longest {
		return nil
	}
	for i, r := range word {
		switch {
		case r >= 0x80:
			return nil
		case r >= 'A' && r <= 'Z':
			r += 'a' - 'A'
		}
		buf[i] = byte(r)
	}
	return buf[:len(word)]
}

// abbreviation classifies a word given with its period. Words of the list match with the list's case, in capitals or with
// a capital first letter ("NO. 5" but not "no." at a sentence's end when the list has only "No.").
func (l *lexicon) abbreviation(word []rune) abbr {
	if len(word) < 2 {
		return notAbbr
	}
	if len(word) == 2 && isLetter(word[0]) {
		return initial
	}
	var buf [longest]byte
	if w := lower(&buf, word); w != nil {
		if class := l.abbr[string(w)]; class != notAbbr && (isUpper(word[0]) || l.exactly(word)) {
			return class
		}
	}
	if dotted(word) {
		return acronym
	}
	return notAbbr
}

func (l *lexicon) exactly(word []rune) bool {
	var buf [longest]byte
	for i, r := range word {
		buf[i] = byte(r)
	}
	return l.exact[string(buf[:len(word)])]
}

// dotted reports whether the word is letters each with a period: U.S., p.m., also U.S.A.F.
func dotted(word []rune) bool {
	if len(word) < 4 || len(word)%2 != 0 {
		return false
	}
	for i, r := range word {
		if i%2 == 0 && !isLetter(r) || i%2 == 1 && r != '.' {
			return false
		}
	}
	return true
}
