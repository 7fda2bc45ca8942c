package store

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// fold writes words for comparison: lower case, no accents, runs of anything but letters and digits as one space, a space before
// and after.
func fold(s string) string {
	var out strings.Builder
	out.WriteByte(' ')
	space := true
	for _, r := range norm.NFKD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r) || r == '\'' || r == '’':
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			out.WriteRune(unicode.ToLower(r))
			space = false
		case !space:
			out.WriteByte(' ')
			space = true
		}
	}
	if !space {
		out.WriteByte(' ')
	}
	return out.String()
}

// foldAll folds several names so that none runs into the next.
func foldAll(names ...string) string {
	var out []string
	for _, s := range names {
		if s != "" {
			out = append(out, fold(s))
		}
	}
	return strings.Join(out, "\n")
}

// wordStart is the pattern by which a name is looked up in a folded column: from the start of a word on.
func wordStart(s string) string { return strings.TrimRight(fold(s), " ") }

// match writes a user's words as FTS5's query language: all words must occur, in any form that the stemmer takes for the same;
// "several words" in quotes stand together; word* is the start of a word; -word must not occur. Signs have no other meaning.
func match(words string) string {
	var must, not []string
	for _, term := range terms(words) {
		negated := strings.HasPrefix(term, "-") && len(term) > 1
		prefix := strings.HasSuffix(term, "*")
		term = strings.TrimSpace(strings.Trim(term, "-*\"“”"))
		if !strings.ContainsFunc(term, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			continue
		}
		quoted := `"` + strings.ReplaceAll(term, `"`, ` `) + `"`
		if prefix {
			quoted += "*"
		}
		if negated {
			not = append(not, quoted)
		} else {
			must = append(must, quoted)
		}
	}
	if len(must) == 0 {
		return ""
	}
	query := strings.Join(must, " AND ")
	for _, n := range not {
		query = "(" + query + ") NOT " + n
	}
	return query
}

// terms cuts words at spaces outside quotes.
func terms(s string) []string {
	inside := false
	return strings.FieldsFunc(s, func(r rune) bool {
		if r == '"' || r == '“' || r == '”' {
			inside = !inside
		}
		return unicode.IsSpace(r) && !inside
	})
}
