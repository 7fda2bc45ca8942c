package furniture

import (
	"regexp"
	"strings"
)

// patterns match paragraphs that are a page's furniture: calls to act, links to other articles, rights, the author's
// biography. Each is anchored, so that a sentence of the article that happens to hold such words is kept.
var patterns = []*regexp.Regexp{
	regexp.MustCompile(`(?i)^(sign up|subscribe|follow us|join (us|our)|click here|download our|support (our|independent)|donate|become a member)\b`),
	regexp.MustCompile(`(?i)^(read more|read also|see also|related( articles?| stories| coverage)?|more (on|from)|recommended|also read|watch)\s*[:.>»]`),
	regexp.MustCompile(`(?i)^(©|\(c\) ?\d{4}|copyright\b|all rights reserved|this (article|story) (was|is|has been) (originally|first) (published|posted))`),
	regexp.MustCompile(`(?i)^(share (this|on)|print this|email this|advertisement|sponsored|photo(graph)?( credit)?:|image( credit)?:|credit:)`),
	regexp.MustCompile(`(?i)^(about the author|editing by|reporting by|additional reporting|compiled by|\(reporting by|\(editing by)`),
	regexp.MustCompile(`^[A-Z][\p{L}'’.-]+( [A-Z][\p{L}'’.-]+){1,3} is (a|an|the|our) [^.]{0,60}(correspondent|reporter|editor|writer|journalist|columnist|author|fellow|analyst)\b.{0,200}$`),
	regexp.MustCompile(`(?i)^(he|she|they) (can be (reached|followed)|tweets?|is based in)\b`),
	regexp.MustCompile(`(?i)^follow [^.]{0,60} on (twitter|facebook|x|instagram)`),
}

// Is reports whether a paragraph is a page's furniture and no part of the article.
func Is(p string) bool {
	p = strings.TrimSpace(p)
	for _, f := range patterns {
		if f.MatchString(p) {
			return true
		}
	}
	return false
}
