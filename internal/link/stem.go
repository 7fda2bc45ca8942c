package link

import (
	_ "embed"
	"strings"

	"github.com/kljensen/snowball/english"
)

// stopList is what says little of what a text is about: function words, and the words news is told with.
//
//go:embed data/stop.txt
var stopList string

var stopWords = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(stopList) {
		m[w] = true
	}
	return m
}()

// stem is Porter's English stem of a word in lower case.
func stem(word string) string { return english.Stem(word, false) }

// Common reports a word, in lower case, that says little of what a text is about.
func Common(word string) bool { return stopWords[word] }
