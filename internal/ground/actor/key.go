package actor

import (
	"strings"
	"unicode"

	"dateline/internal/ground/country"
)

// variants maps common ways of writing a given name or a word of a name to one of them.
var variants = func() map[string]string {
	m := map[string]string{}
	for _, group := range []string{
		"mohammed mohamed muhammad mohammad muhammed mohamad mohamud muhamad mehmed", "ahmed ahmad achmed", "hassan hasan",
		"hussein hussain husayn husein hossein hussien", "abdel abdul abd abdal abdoul", "sergei sergey serguei", "yousef yusuf youssef yousuf yusef",
		"aleksandr alexander aleksander oleksandr alyaksandr alexandr", "haider haidar haydar", "khaled khalid", "omar umar omer", "osama usama",
		"mustafa mostafa moustafa", "ibrahim ebrahim", "said saeed sayed sayyid seyed", "ismail ismael esmail", "dmitry dmitri dmitriy",
		"moammar muammar moamer", "mahmoud mahmud", "jamal gamal", "jalal galal", "suleiman soleiman sulaiman suleyman", "riyad riad riyadh", "tariq tareq tarek",
		"salah saleh", "faisal faysal feisal", "nouri nuri", "walid waleed", "hamid hameed", "rahman rehman", "yevgeny evgeny", "andrei andrey andriy",
		"mikhail mikheil", "organisation organization", "programme program", "defence defense", "labour labor", "centre center", "daesh daish", "massoud masoud masud",
		"qaeda qaida qaidah", "hezbollah hizbullah hizballah hizbollah", "shabaab shabab", "taliban taleban", "baghdadi bagdadi"} {
		ws := strings.Fields(group)
		for _, w := range ws[1:] {
			m[w] = ws[0]
		}
	}
	return m
}()

// keyWords cuts a name into the words it is looked up by: small letters, no diacritics, no points, one spelling for common
// variants. Hyphens and apostrophes part words, as the tokeniser parts them too.
func keyWords(s string) []string {
	if ws := simpleWords(s); ws != nil {
		return ws
	}
	s = strings.ToLower(country.Fold(s))
	s = strings.ReplaceAll(s, ".", "")
	ws := strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '&' && r != '+' })
	for i, w := range ws {
		if v, ok := variants[w]; ok {
			ws[i] = v
		}
	}
	return ws
}

// simpleWords is keyWords for names of Latin letters and spaces only, of which there are many; nil for others.
func simpleWords(s string) []string {
	n, lower := 1, true
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == ' ':
			n++
		case c >= 'A' && c <= 'Z':
			lower = false
		case c < 'a' || c > 'z':
			return nil
		}
	}
	if !lower {
		s = strings.ToLower(s)
	}
	ws := make([]string, 0, n)
	for w := range strings.FieldsSeq(s) {
		if v, ok := variants[w]; ok {
			w = v
		}
		ws = append(ws, w)
	}
	return ws
}

// articles are the words that names carry or drop as the writer likes.
var articles = map[string]bool{"al": true, "el": true, "the": true, "ad": true, "as": true, "ash": true, "an": true, "ul": true, "ur": true}

// bareWords drops the articles of a name: "Bashar al-Assad" and "Bashar Assad" are one.
func bareWords(ws []string) []string {
	some := false
	for _, w := range ws {
		some = some || articles[w]
	}
	if !some {
		return ws
	}
	out := make([]string, 0, len(ws))
	for _, w := range ws {
		if !articles[w] {
			out = append(out, w)
		}
	}
	if len(out) == 0 {
		return ws
	}
	return out
}

// allCaps reports whether a name is an abbreviation of capitals, which must stand so in the text: "IS", "WHO", "G8".
func allCaps(s string) bool {
	letters := 0
	for _, r := range s {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			letters++
		}
	}
	return letters > 0 && !strings.Contains(s, " ")
}

func capitalised(s string) bool {
	for _, r := range s {
		return unicode.IsUpper(r)
	}
	return false
}
