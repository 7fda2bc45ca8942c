package when

import (
	"fmt"
	"strconv"
	"strings"
)

// feast is a day, or some, with a name.
type feast struct {
	words []string // its name, in small letters
	how   string   // "date", "easter", "islamic", "ramadan", "nth"
	n     [3]int   // what data/feasts.txt gives for it
}

// loadFeasts reads data/feasts.txt.
func loadFeasts() map[string][]feast {
	all := map[string][]feast{}
	for _, w := range fields(feastsFile) {
		f, rest, err := newFeast(w)
		if err != nil || len(rest) == 0 {
			panic(fmt.Sprintf("data/feasts.txt: %q: %v", strings.Join(w, " "), err))
		}
		f.words = rest
		list := append(all[rest[0]], f)
		for k := len(list) - 1; k > 0 && len(list[k].words) > len(list[k-1].words); k-- {
			list[k], list[k-1] = list[k-1], list[k]
		}
		all[rest[0]] = list
	}
	return all
}

func newFeast(w []string) (f feast, rest []string, err error) {
	numbers := 0
	switch {
	case w[0] == "ramadan":
		f.how = "ramadan"
	case w[0] == "islamic":
		f.how, numbers = "islamic", 2
	case w[0] == "nth":
		f.how, numbers = "nth", 3
	case strings.HasPrefix(w[0], "easter"):
		f.how = "easter"
		f.n[0], err = strconv.Atoi(strings.TrimPrefix(w[0], "easter"))
	default:
		f.how = "date"
		_, err = fmt.Sscanf(w[0], "%d-%d", &f.n[0], &f.n[1])
	}
	for k := 0; k < numbers && err == nil; k++ {
		f.n[k], err = strconv.Atoi(w[1+k])
	}
	return f, w[1+numbers:], err
}

// in is when the feast is in a year.
func (f *feast) in(y int) interval {
	var d day
	switch f.how {
	case "ramadan":
		h := hijri(y, 9, 1)
		return interval{islamic(h, 9), islamic(h, 10) - 1}
	case "islamic":
		d = islamic(hijri(y, f.n[0], f.n[1]), f.n[0]) + day(f.n[1]-1)
	case "easter":
		d = easter(y) + day(f.n[0])
	case "nth":
		first := ymd(y, f.n[2], 1)
		d = first + day((f.n[1]-first.weekday()+7)%7+7*(f.n[0]-1))
	default:
		d = ymd(y, f.n[0], f.n[1])
	}
	return interval{d, d}
}

// of resolves the feast in a year.
func (f *feast) of(y int, reason string) result {
	iv := f.in(y)
	switch f.how {
	case "ramadan", "islamic":
		reason += ", by the tabular Islamic calendar: a day or so off"
	case "easter", "nth":
		reason += ", computed"
	}
	if iv.start != iv.end {
		return resolved(iv, dateValue(y, 0, 0), "range", "%s", reason)
	}
	return resolved(iv, iv.start.String(), "day", "%s", reason)
}

// feastAt takes "Christmas", "Good Friday", "Eid al-Adha 2015".
func (s *scanner) feastAt(i int) (expr, int) {
	if !s.capital(i) {
		return expr{}, 0
	}
	list := s.lex.feasts[s.word(i)]
	for k := range list {
		if f := &list[k]; s.names(i, f.words) && (len(f.words) > 1 || s.timed(i)) {
			return s.withYear(expr{form: fFeast, feast: f}, i+len(f.words))
		}
	}
	return expr{}, 0
}

// names reports whether the words stand at i; either apostrophe will do.
func (s *scanner) names(i int, words []string) bool {
	for k, w := range words {
		if got := s.word(i + k); got != w && !(w == "'s" && got == "’s") {
			return false
		}
	}
	return true
}

// timed reports whether the word at i is put as a time: "a Christmas tree" is none.
func (s *scanner) timed(i int) bool {
	return i == 0 || s.is(i-1, "at", "before", "by", "since", "over", "on", "during", "for", "after", "until", "of", "this", "last", "next", "every", "early", "late")
}
