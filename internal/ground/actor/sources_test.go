package actor

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"
)

// near is how many days two sources may differ on the beginning or the end of an office: some give months only, and count the vote,
// the oath or the day after.
const near = 62

// known is what a generated list says of somebody.
type known struct {
	name string
	Role
}

// TestPeopleAgainstSources holds the hand-written offices of people.txt against the terms that REIGN (leaders.txt) has of heads of
// state and of government, and against the years that PETRARCH2's dictionaries (officials.txt) have of other officials, for people of
// the same name and country. With -v it prints what agrees, what is only wider, and who stands in no source at hand. No term of
// REIGN's may lie outside the offices that people.txt gives, and a head's dated office must begin and end with its terms.
func TestPeopleAgainstSources(t *testing.T) {
	leaders, officials := sourceIndex(t, "leaders"), sourceIndex(t, "officials")
	var agree, wider, elsewhere, otherYears, absent []string
	for _, p := range handWritten(t) {
		terms := termsOf(p, leaders, 1)
		years := termsOf(p, officials, 2)
		switch {
		case len(terms) > 0:
			exact, bad := judged(p, terms)
			if bad != "" {
				t.Errorf("REIGN disagrees with people.txt on %s: %s", p.Name, bad)
			}
			if exact {
				agree = append(agree, p.Name)
			} else if bad == "" {
				wider = append(wider, p.Name)
			}
		case len(years) == 0:
			absent = append(absent, p.Name)
		case slices.ContainsFunc(years, func(k known) bool {
			return slices.ContainsFunc(p.Roles, func(r Role) bool { return overlap(r, k.Role) })
		}):
			elsewhere = append(elsewhere, p.Name)
		default:
			otherYears = append(otherYears, fmt.Sprintf("%s (%s..%s)", p.Name, day(years[0].From), day(years[0].To)))
		}
	}
	t.Logf("REIGN's dates agree on %d: %s", len(agree), strings.Join(agree, ", "))
	t.Logf("REIGN has terms within the years given, or no years are given, for %d: %s", len(wider), strings.Join(wider, ", "))
	t.Logf("the dictionaries have the country and overlapping years for %d: %s", len(elsewhere), strings.Join(elsewhere, ", "))
	t.Logf("the dictionaries have other years of the same name for %d: %s", len(otherYears), strings.Join(otherYears, ", "))
	t.Logf("in no source at hand, general knowledge only, %d: %s", len(absent), strings.Join(absent, ", "))
}

// judged holds a person's offices against REIGN's terms: exact when dated offices begin and end with them.
func judged(p Entry, terms []known) (exact bool, bad string) {
	exact = true
	for _, k := range terms {
		fits, same := false, false
		for _, r := range p.Roles {
			if r.Code == k.Code {
				fits = fits || covers(r, k.Role)
				same = same || sameTime(r, k.Role)
			}
		}
		exact = exact && same
		if !fits {
			bad += fmt.Sprintf("%s %s %s..%s lies outside; ", k.name, k.Code, day(k.From), day(k.To))
		}
	}
	for _, r := range p.Roles {
		held := slices.ContainsFunc(terms, func(k known) bool { return k.Code == r.Code && overlap(r, k.Role) })
		if heads[r.Office] && r.From > 0 && held && !slices.ContainsFunc(terms, func(k known) bool { return begins(r, k.Role) }) {
			bad += fmt.Sprintf("%s from %s, REIGN has %s; ", r.Office, day(r.From), day(terms[0].From))
		}
	}
	return exact, bad
}

// heads are the offices that REIGN is about.
var heads = map[string]bool{"President": true, "Prime Minister": true, "Chancellor": true, "Taoiseach": true}

// begins reports whether an office begins with a term or goes on through its beginning's neighbourhood.
func begins(r, term Role) bool { return math.Abs(float64(number(r.From)-number(term.From))) <= near }

// covers reports whether a term lies within an office, give or take some weeks. A term that goes on at the list's end is open.
func covers(r, term Role) bool {
	ends := term.To == 0 || term.To >= 20210300
	return (r.From == 0 || number(r.From) <= number(term.From)+near) && (r.To == 0 || !ends && number(r.To) >= number(term.To)-near || ends && r.To >= 20210200)
}

// namesakes are people of people.txt whose surname REIGN has for another, from that year: a father, a husband, a stranger.
var namesakes = map[string]int{"George W. Bush": 1989, "Hillary Clinton": 1993, "Ash Carter": 1977, "Ashton Carter": 1977, "Kaja Kallas": 2002,
	"Anders Fogh Rasmussen": 2015, "Fogh Rasmussen": 2015}

// handWritten are the people of people.txt, one each.
func handWritten(t *testing.T) (out []Entry) {
	t.Helper()
	list, err := lists.ReadFile("data/people.txt")
	if err != nil {
		t.Fatal(err)
	}
	for n, line := range lines(string(list)) {
		if line[0] == '@' {
			continue
		}
		line, each := strings.CutPrefix(line, "* ")
		e, names, err := parseEntry(line)
		if err != nil {
			t.Fatal(n, err)
		}
		for _, part := range separate(names, each, true) {
			e.Name = part[0].text
			out = append(out, e)
		}
	}
	return out
}

// sourceIndex is a generated list by the last word of each name.
func sourceIndex(t *testing.T, list string) map[string][]known {
	t.Helper()
	text, err := lists.ReadFile("data/" + list + ".txt")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]known{}
	for _, line := range lines(string(text)) {
		names, roles, ok := strings.Cut(line, " | ")
		if !ok {
			continue
		}
		rs, err := parseRoles(roles)
		if err != nil {
			t.Fatal(line, err)
		}
		for n := range strings.SplitSeq(names, "; ") {
			for _, w := range bareWords(keyWords(n)) {
				for _, r := range rs {
					out[w] = append(out[w], known{n, r})
				}
			}
		}
	}
	return out
}

// termsOf are a source's dated offices of people of a person's name and country, whose names have at least so many words in common.
func termsOf(p Entry, source map[string][]known, words int) (out []known) {
	ws := bareWords(keyWords(p.Name))
	for _, w := range ws {
		for _, k := range source[w] {
			if k.From > 0 && k.From/10000 != namesakes[p.Name] && sameBearer(ws, bareWords(keyWords(k.name)), words) && !slices.Contains(out, k) &&
				slices.ContainsFunc(p.Roles, func(r Role) bool { return r.Code == k.Code }) {
				out = append(out, k)
			}
		}
	}
	return out
}

// sameBearer reports whether a source's name can be a person's: all its words are of the person's name, the last among them.
func sameBearer(person, source []string, least int) bool {
	if len(source) < least {
		return false
	}
	for _, w := range source {
		if !slices.Contains(person, w) {
			return false
		}
	}
	return len(source) > 1 || source[0] == person[len(person)-1] || source[0] == person[0]
}

// sameTime reports whether two terms begin and end within some weeks of each other. A source that ends counts as open at its end.
func sameTime(a, b Role) bool {
	apart := func(x, y int) bool { return x != 0 && y != 0 && math.Abs(float64(number(x)-number(y))) > near }
	open := b.To == 0 || b.To >= 20210300
	return !apart(a.From, b.From) && (open && (a.To == 0 || a.To >= 20210200) || !open && a.To != 0 && !apart(a.To, b.To))
}

func overlap(a, b Role) bool { return (a.To == 0 || b.From <= a.To) && (b.To == 0 || a.From <= b.To) }

// number is a day's number.
func number(yyyymmdd int) int {
	d := time.Date(yyyymmdd/10000, time.Month(max(1, yyyymmdd/100%100)), max(1, yyyymmdd%100), 0, 0, 0, 0, time.UTC)
	return int(d.Unix() / 86400)
}

func day(yyyymmdd int) string {
	switch {
	case yyyymmdd == 0:
		return ""
	case yyyymmdd%100 == 31: // of a month without a day
		return fmt.Sprintf("%04d-%02d", yyyymmdd/10000, yyyymmdd/100%100)
	}
	return fmt.Sprintf("%04d-%02d-%02d", yyyymmdd/10000, yyyymmdd/100%100, yyyymmdd%100)
}
