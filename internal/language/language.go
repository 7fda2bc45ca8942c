// Package language tells what language an article is written in. It translates nothing.
package language

import (
	"strings"

	"github.com/abadojack/whatlanggo"
)

// minWords is how many words a text needs before its language is judged; shorter ones are taken as English.
const minWords = 20

// sample bounds how much of a text is looked at, in bytes.
const sample = 8 << 10

// Detect names the language of a text in English ("French") and its ISO 639-1 code. ok is false when the text is too short or
// the detection is not reliable.
func Detect(s string) (name, code string, ok bool) {
	if len(s) > sample {
		s = strings.ToValidUTF8(s[:sample], "")
	}
	if len(strings.Fields(s)) < minWords {
		return "", "", false
	}
	info := whatlanggo.Detect(s)
	if !info.IsReliable() {
		return "", "", false
	}
	return info.Lang.String(), info.Lang.Iso6391(), true
}
