package when

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"
)

//go:embed data/words.txt
var wordsFile string

//go:embed data/feasts.txt
var feastsFile string

//go:embed data/verbs.txt
var verbsFile string

// unit is a unit of time.
type unit uint8

const (
	noUnit unit = iota
	second
	minute
	hour
	dayUnit
	night
	week
	fortnight
	weekend
	month
	quarter
	season
	year
	decade
	century
)

var unitNames = map[string]unit{"second": second, "minute": minute, "hour": hour, "day": dayUnit, "night": night, "week": week,
	"fortnight": fortnight, "weekend": weekend, "month": month, "quarter": quarter, "year": year, "decade": decade, "century": century}

// entry is what a word can be; zero fields: it is not.
type entry struct {
	month, weekday, weekdays, number, ordinal, decade int
	unit                                              unit
	season, daypart, deictic, reference, set          string
	zone                                              string
}

// lexicon is the word lists.
type lexicon struct {
	words  map[string]*entry
	feasts map[string][]feast // by their first word, those of more words first
	future map[string]bool
	object map[string]bool // verbs in the present whose objects lie in the past
	agenda map[string]bool // nouns for what is set for a day
	intent map[string]bool // verbs whose infinitive has yet to come true
	past   map[string]bool
}

var loadLexicon = sync.OnceValue(func() *lexicon {
	lex := &lexicon{words: map[string]*entry{}, feasts: loadFeasts(), future: map[string]bool{}, past: map[string]bool{}, object: map[string]bool{}, agenda: map[string]bool{}, intent: map[string]bool{}}
	for _, f := range fields(wordsFile) {
		words := f[2:]
		if f[0] == "unit" {
			words = f[1:]
		}
		for _, w := range words {
			if lex.words[w] == nil {
				lex.words[w] = &entry{}
			}
			if err := lex.words[w].set1(f[0], f[1]); err != nil {
				panic("data/words.txt: " + err.Error())
			}
		}
	}
	for _, f := range fields(verbsFile) {
		set := lex.future
		switch f[0] {
		case "past":
			set = lex.past
		case "object":
			set = lex.object
		case "agenda":
			set = lex.agenda
		case "intent":
			set = lex.intent
		}
		for _, w := range f[1:] {
			set[w] = true
		}
	}
	return lex
})

// set1 gives a word one more meaning.
func (e *entry) set1(class, value string) error {
	texts := map[string]*string{"season": &e.season, "daypart": &e.daypart, "deictic": &e.deictic, "reference": &e.reference,
		"set": &e.set, "zone": &e.zone}
	numbers := map[string]*int{"month": &e.month, "weekday": &e.weekday, "weekdays": &e.weekdays, "number": &e.number,
		"ordinal": &e.ordinal, "decade": &e.decade}
	switch {
	case texts[class] != nil:
		*texts[class] = value
	case numbers[class] != nil:
		n, err := strconv.Atoi(value)
		*numbers[class] = n
		return err
	case class == "unit" && unitNames[value] != noUnit:
		e.unit = unitNames[value]
	default:
		return fmt.Errorf("no class %q with the value %q", class, value)
	}
	return nil
}

func fields(file string) [][]string {
	var all [][]string
	for line := range strings.Lines(file) {
		line, _, _ = strings.Cut(line, "#")
		if f := strings.Fields(line); len(f) > 1 {
			all = append(all, f)
		}
	}
	return all
}
