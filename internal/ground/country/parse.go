package country

import (
	"fmt"
	"strings"
)

// parseLine reads one country. doubtful holds the names that carried a "?".
func parseLine(line string) (c Country, doubtful map[string]bool, err error) {
	f := strings.Split(line, "|")
	if len(f) < 5 {
		return c, nil, fmt.Errorf("%d fields, want 5: codes | names | demonyms | capitals | seats", len(f))
	}
	codes := strings.Fields(f[0])
	if len(codes) != 2 || len(codes[0]) != 3 || len(codes[1]) != 2 {
		return c, nil, fmt.Errorf("codes %q, want a three-letter and a two-letter code", f[0])
	}
	c.ISO3, c.ISO2 = codes[0], codes[1]
	doubtful = map[string]bool{}
	for _, n := range list(f[1], doubtful) {
		if part, ok := strings.CutPrefix(n, "~"); ok {
			c.Parts = append(c.Parts, part)
		} else {
			c.Names = append(c.Names, n)
		}
	}
	if len(c.Names) == 0 {
		return c, nil, fmt.Errorf("%s has no name", c.ISO3)
	}
	c.Name = c.Names[0]
	for _, d := range list(f[2], doubtful) {
		c.Demonyms = append(c.Demonyms, demonym(d))
	}
	c.Capitals, c.Seats = list(f[3], doubtful), list(f[4], doubtful)
	return c, doubtful, nil
}

// list splits at ";" and notes the names marked "?".
func list(field string, doubtful map[string]bool) (names []string) {
	for n := range strings.SplitSeq(field, ";") {
		n = strings.TrimSpace(n)
		if bare, ok := strings.CutPrefix(n, "?"); ok {
			n = bare
			doubtful[n] = true
		}
		if n != "" {
			names = append(names, n)
		}
	}
	return names
}

// demonym reads "Adjective", "Adjective/Noun" or "Adjective/Noun=Plural".
func demonym(s string) Demonym {
	adj, noun, ok := strings.Cut(s, "/")
	if !ok {
		noun = adj
	}
	noun, plural, ok := strings.Cut(noun, "=")
	if !ok {
		plural = pluralOf(noun)
	}
	return Demonym{adj, noun, plural}
}

// pluralOf makes the plural of a demonym: people called "-ese", "-sh", "-ch" or "-ss" have none of their own.
func pluralOf(noun string) string {
	for _, end := range []string{"ese", "sh", "ch", "ss", "s", "."} {
		if strings.HasSuffix(noun, end) {
			return noun
		}
	}
	return noun + "s"
}
