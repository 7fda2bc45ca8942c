package morphy

import (
	_ "embed"
	"sort"
	"strings"
)

//go:generate go run ./build /usr/share/wordnet

//go:embed data/verbs.txt
var verbs string

//go:embed data/verbs.irregular.txt
var irregularVerbs string

//go:embed data/nouns.txt
var nouns string

//go:embed data/nouns.irregular.txt
var irregularNouns string

// ending is a detachment rule: a form's end and what takes its place.
type ending struct{ from, to string }

// The detachment rules of WordNet's morphy(7); the doubled consonant ("barred") is ours.
var (
	verbEndings = []ending{{"ies", "y"}, {"es", "e"}, {"es", ""}, {"s", ""}, {"ied", "y"}, {"ed", "e"}, {"ed", ""}, {"ing", "e"}, {"ing", ""}}
	nounEndings = []ending{{"ies", "y"}, {"ses", "s"}, {"xes", "x"}, {"zes", "z"}, {"ches", "ch"}, {"shes", "sh"}, {"men", "man"}, {"s", ""}}
)

// Verb gives the lemma of a verb's form: the guess where WordNet has it, else the word that the form's ending leads to, else the
// guess.
func Verb(form, guess string) string { return mend(form, guess, verbs, irregularVerbs, verbEndings) }

// Noun does the same for a common noun.
func Noun(form, guess string) string { return mend(form, guess, nouns, irregularNouns, nounEndings) }

func mend(form, guess, words, irregular string, endings []ending) string {
	if has(words, guess) {
		return guess
	}
	form = strings.ToLower(form)
	if line := lookUp(irregular, form+" "); line != "" {
		return line[len(form)+1:]
	}
	for _, e := range endings {
		stem, ok := strings.CutSuffix(form, e.from)
		if !ok || len(stem) < 2 {
			continue
		}
		if has(words, stem+e.to) {
			return stem + e.to
		}
		if n := len(stem); e.to == "" && n > 2 && stem[n-1] == stem[n-2] && has(words, stem[:n-1]) {
			return stem[:n-1]
		}
	}
	return guess
}

// has reports whether a sorted list of lines holds a word.
func has(lines, word string) bool { return word != "" && lookUp(lines, word) == word }

// lookUp is the first line of a sorted list that is not before key, if it begins with key; else the empty string.
func lookUp(lines, key string) string {
	lineStart := func(i int) int { return strings.LastIndexByte(lines[:i], '\n') + 1 }
	lineAt := func(i int) string {
		line, _, _ := strings.Cut(lines[lineStart(i):], "\n")
		return line
	}
	i := sort.Search(len(lines), func(i int) bool { return lineAt(i) >= key })
	if i == len(lines) {
		return ""
	}
	if line := lineAt(i); strings.HasPrefix(line, key) {
		return line
	}
	return ""
}
