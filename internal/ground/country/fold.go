package country

import "strings"

// folds maps letters with diacritics and typographic marks to plain ones, for those that names in English news carry.
var folds = func() map[rune]string {
	m := map[rune]string{'’': "'", '‘': "'", 'ʼ': "'", 'ʻ': "'", '`': "'", '–': "-", '‑': "-", ' ': " ",
		'ß': "ss", 'æ': "ae", 'Æ': "Ae", 'œ': "oe", 'Œ': "Oe", 'ø': "o", 'Ø': "O", 'ł': "l", 'Ł': "L", 'đ': "d", 'Đ': "D",
		'ð': "d", 'Ð': "D", 'þ': "th", 'Þ': "Th", 'ı': "i"}
	for plain, marked := range map[string]string{
		"a": "áàâäãåāăąạảấầẩẫậắằẳẵặ", "c": "çćčĉċ", "d": "ďḍ", "e": "éèêëēĕėęěẹẻẽếềểễệə", "g": "ğĝġģ", "h": "ĥḥħ", "i": "íìîïĩīĭįịỉ",
		"j": "ĵ", "k": "ķ", "l": "ĺļľ", "n": "ñńņňṇ", "o": "óòôöõōŏőơọỏốồổỗộớờởỡợ", "r": "ŕŗř", "s": "śŝşšșṣ", "t": "ţťțṭ",
		"u": "úùûüũūŭůűųưụủứừửữự", "w": "ŵ", "y": "ýÿŷỳỵỷỹ", "z": "źżžẓ"} {
		for _, r := range marked {
			m[r] = plain
			if up := []rune(strings.ToUpper(string(r))); len(up) == 1 && up[0] != r {
				m[up[0]] = strings.ToUpper(plain)
			}
		}
	}
	return m
}()

// Fold takes the diacritics off a name's letters and makes its apostrophes and hyphens plain; case stays.
func Fold(s string) string {
	plain := true
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 || s[i] == '`' {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if f, ok := folds[r]; ok {
			b.WriteString(f)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}
