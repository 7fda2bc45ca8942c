package token

import "unicode"

// kind is what a character is to the cutter.
type kind uint8

const (
	other  kind = iota // a character that is a word of its own
	letter             // also marks that belong to a letter
	digit
	space
	apostrophe
	dash   // – —, and - where it is not in a word
	hyphen // - in a word
	stop   // . ! ?
	open   // ( [ { “ «
	shut   // ) ] } ” »
	quote  // "
	symbol // emoji and the like, run together with their modifiers
	ignore // zero-width and control characters: in no word
)

var ascii = func() (t [128]kind) {
	for r := range t {
		switch c := rune(r); {
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
			t[r] = letter
		case c >= '0' && c <= '9':
			t[r] = digit
		case c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f':
			t[r] = space
		case c < ' ' || c == 0x7f:
			t[r] = ignore
		}
	}
	for chars, k := range map[string]kind{"'`": apostrophe, "-": hyphen, ".!?": stop, "([{": open, ")]}": shut, `"`: quote} {
		for _, c := range chars {
			t[c] = k
		}
	}
	return t
}()

func classify(r rune) kind {
	if r < 128 {
		return ascii[r]
	}
	switch r {
	case '’', '‘', 'ʼ', '´', '‛', '＇':
		return apostrophe
	case '–', '—', '―', '‒':
		return dash
	case '‐', '‑':
		return hyphen
	case '…', '。', '！', '？', '؟':
		return stop
	case '“', '„', '«', '‹', '「':
		return open
	case '”', '»', '›', '」':
		return shut
	case '\u00ad', '\u200b', '\u200c', '\u200e', '\u200f', '\u2060', '\ufeff':
		return ignore
	case '\u200d':
		return symbol
	}
	switch {
	case unicode.IsLetter(r) || unicode.IsMark(r):
		return letter
	case unicode.IsDigit(r):
		return digit
	case unicode.IsSpace(r):
		return space
	case unicode.IsControl(r):
		return ignore
	case r >= 0x2600 && unicode.Is(unicode.So, r) || unicode.Is(unicode.Sk, r):
		return symbol
	}
	return other
}

func isLetter(r rune) bool { return classify(r) == letter }
func isDigit(r rune) bool  { return classify(r) == digit }

func isUpper(r rune) bool {
	if r < 128 {
		return r >= 'A' && r <= 'Z'
	}
	return unicode.IsUpper(r)
}

func isLower(r rune) bool {
	if r < 128 {
		return r >= 'a' && r <= 'z'
	}
	return unicode.IsLower(r)
}

// alnum reports whether the character can be inside a word.
func alnum(r rune) bool {
	k := classify(r)
	return k == letter || k == digit
}
