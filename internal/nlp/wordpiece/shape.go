package wordpiece

import "unicode"

// Shapes is the number of shape ids: two for each shape, the second for pieces that are not the first of their word.
const Shapes = 14

// The shapes of a word; 0 is for [CLS] and [SEP].
const (
	noLetter = iota + 1 // no letter or digit
	lower
	capital // the first letter upper and the rest not all, or a single upper-case letter
	upper   // all upper case, two letters or more
	mixed   // an upper-case letter after a lower one, or the first lower
	digit
)

// Shape is the shape id of a word's first piece; the id of its other pieces is one more. Upper case are the categories Lu and
// Lt, letters L, digits Nd; a digit wins over case.
func Shape(word string) int32 {
	letters, uppers, late, first, before := 0, 0, false, false, true
	for _, r := range word {
		if unicode.Is(unicode.Nd, r) {
			return 2 * digit
		}
		if !unicode.IsLetter(r) {
			continue
		}
		up := unicode.IsUpper(r) || unicode.IsTitle(r)
		if letters == 0 {
			first = up
		}
		late = late || up && !before
		before = up
		letters++
		if up {
			uppers++
		}
	}
	switch {
	case letters == 0:
		return 2 * noLetter
	case uppers == 0:
		return 2 * lower
	case uppers == letters && letters == 1:
		return 2 * capital
	case uppers == letters:
		return 2 * upper
	case late || !first:
		return 2 * mixed
	}
	return 2 * capital
}
