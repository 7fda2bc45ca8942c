package gazetteer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// letters are the Latin letters that carry no mark to take off.
var letters = map[rune]string{'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'ı': "i",
	'ə': "a", 'ǝ': "a", 'ħ': "h", 'ŋ': "ng", 'ŧ': "t", 'ɓ': "b", 'ɗ': "d", 'ƙ': "k", 'ɣ': "g", 'ɛ': "e", 'ɔ': "o"}

// Fold is the form in which names are compared: lower case, no diacritics, apostrophes or dots, one blank for each run of
// hyphens, blanks and other marks, and "st", "mt", "ft" before another word spelt out. A name with a letter that is not
// Latin has no such form: it is empty.
func Fold(name string) string {
	var b strings.Builder
	b.Grow(len(name) + 4)
	plain := true
	for i := 0; i < len(name); i++ {
		plain = plain && name[i] < utf8.RuneSelf
	}
	if !plain {
		name = norm.NFD.String(name)
	}
	for _, r := range name {
		if !foldRune(&b, r) {
			return ""
		}
	}
	return spellOut(strings.TrimRight(b.String(), " "))
}

// foldRune writes a letter's form; it is false for a letter of another script.
func foldRune(b *strings.Builder, r rune) bool {
	switch {
	case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
		b.WriteByte(byte(r))
	case r >= 'A' && r <= 'Z':
		b.WriteByte(byte(r + 'a' - 'A'))
	case r == '&':
		b.WriteString(" and ")
	case strings.ContainsRune(".'’‘`ʼʻʿʾ´′\"“”", r) || unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Lm, r):
	case unicode.IsLetter(r):
		plain, ok := letters[unicode.ToLower(r)]
		b.WriteString(plain)
		return ok
	default:
		if s := b.String(); s != "" && s[len(s)-1] != ' ' {
			b.WriteByte(' ')
		}
	}
	return true
}

var spelt = map[string]string{"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}

func spellOut(s string) string {
	if !strings.Contains(s, "t ") && !strings.Contains(s, "te ") {
		return s
	}
	words := strings.Split(s, " ")
	for i, w := range words[:len(words)-1] {
		if full, ok := spelt[w]; ok {
			words[i] = full
		}
	}
	return strings.Join(words, " ")
}
