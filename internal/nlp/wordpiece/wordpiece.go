package wordpiece

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxPart is the length in code points beyond which a part of a word is unknown.
const maxPart = 100

// Vocabulary knows the word pieces. It is safe for concurrent use.
type Vocabulary struct {
	first, rest   map[string]int32 // pieces that begin a part, and (without their ##) those that go on
	longest       int              // bytes of the longest piece
	CLS, SEP, UNK int32
}

// New makes a vocabulary of pieces; a piece's number is its place in the list.
func New(pieces []string) (*Vocabulary, error) {
	v := &Vocabulary{first: make(map[string]int32, len(pieces)), rest: make(map[string]int32, len(pieces)/4)}
	for i, p := range pieces {
		if tail, ok := strings.CutPrefix(p, "##"); ok && tail != "" {
			v.rest[tail] = int32(i)
		} else {
			v.first[p] = int32(i)
		}
		v.longest = max(v.longest, len(p))
	}
	for name, id := range map[string]*int32{"[CLS]": &v.CLS, "[SEP]": &v.SEP, "[UNK]": &v.UNK} {
		i, ok := v.first[name]
		if !ok {
			return nil, fmt.Errorf("vocabulary: %s is missing", name)
		}
		*id = i
	}
	return v, nil
}

// Append appends a word's pieces to ids: at least one.
func (v *Vocabulary) Append(ids []int32, word string) []int32 {
	n := len(ids)
	for _, part := range parts(word) {
		ids = v.appendPart(ids, part)
	}
	if len(ids) == n {
		ids = append(ids, v.UNK)
	}
	return ids
}

// appendPart cuts off the longest piece again and again; a part that cannot be covered is one [UNK].
func (v *Vocabulary) appendPart(ids []int32, part string) []int32 {
	n := len(ids)
	if utf8.RuneCountInString(part) > maxPart {
		return append(ids, v.UNK)
	}
	table := v.first
	for part != "" {
		id, size := v.longestPiece(table, part)
		if size == 0 {
			return append(ids[:n], v.UNK)
		}
		ids, part, table = append(ids, id), part[size:], v.rest
	}
	return ids
}

func (v *Vocabulary) longestPiece(table map[string]int32, part string) (id int32, size int) {
	for end := min(len(part), v.longest); end > 0; end-- {
		if end < len(part) && !utf8.RuneStart(part[end]) {
			continue
		}
		if id, ok := table[part[:end]]; ok {
			return id, end
		}
	}
	return 0, 0
}

// parts lower-cases a word, drops accents and control characters, and splits it at punctuation and white space.
func parts(word string) []string {
	if isPlain(word) {
		return []string{strings.ToLower(word)}
	}
	var kept strings.Builder
	for _, r := range word {
		if isSpace(r) {
			kept.WriteByte(' ')
		} else if r != utf8.RuneError && !unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs) {
			kept.WriteRune(unicode.ToLower(r))
		}
	}
	var out strings.Builder
	for _, r := range norm.NFD.String(kept.String()) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case isPunctuation(r):
			out.WriteByte(' ')
			out.WriteRune(r)
			out.WriteByte(' ')
		default:
			out.WriteRune(r)
		}
	}
	return strings.FieldsFunc(out.String(), isSpace)
}

// isPlain reports whether a word is ASCII letters and digits only, as most are.
func isPlain(word string) bool {
	for i := range len(word) {
		if c := word[i]; !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9') {
			return false
		}
	}
	return word != ""
}

// isSpace is Python's str.isspace, which the training uses.
func isSpace(r rune) bool { return unicode.IsSpace(r) || 0x1c <= r && r <= 0x1f }

// isPunctuation is BERT's notion: every ASCII symbol, and Unicode category P.
func isPunctuation(r rune) bool {
	if r < utf8.RuneSelf {
		return '!' <= r && r <= '/' || ':' <= r && r <= '@' || '[' <= r && r <= '`' || '{' <= r && r <= '~'
	}
	return unicode.IsPunct(r)
}
