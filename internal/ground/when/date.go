package when

import (
	"strconv"
	"strings"
)

// dated takes expressions with a month, a day or a year: "Friday, October 18, 2015", "18 October", "in 2013", "2013-10-09".
func (s *scanner) dated(i int) (expr, int) {
	if d := s.weekdayAt(i); d > 0 {
		j := i + 1
		if s.is(j, ",") {
			j++
		}
		if s.is(j, "the") && s.dayOfMonth(j+1) > 0 {
			j++
		}
		if e, next := s.monthDay(j); next > 0 {
			e.wday = d
			return e, next
		}
		return s.weekday(i)
	}
	if e, next := s.monthDay(i); next > 0 {
		return e, next
	}
	if s.is(i, "the") {
		if e, next := s.decade(i + 1); next > 0 {
			return e, next
		}
		if s.dayOfMonth(i+1) > 0 && s.is(i+2, "of") && s.monthAt(i+3) > 0 {
			return s.dayMonth(i + 1)
		}
	}
	if e, next := s.decade(i); next > 0 {
		return e, next
	}
	if e, next := s.numeric(i); next > 0 {
		return e, next
	}
	return s.bareYear(i)
}

// monthDay takes "October 18, 2015", "18 October 2015", "October 2015", "October".
func (s *scanner) monthDay(i int) (expr, int) {
	m := s.monthAt(i)
	if m == 0 {
		return s.dayMonth(i)
	}
	if d := s.dayOfMonth(i + 1); d > 0 && s.yearAt(i+1) == 0 && !s.quantity(i+1) {
		e, j := expr{form: fDate, m: m, d: d}, i+2
		if s.is(j, "-", "–", "—", "to") && s.dayOfMonth(j+1) > d && s.yearAt(j+1) == 0 && !s.unitAfter(j+2) {
			e.dayTo, j = s.dayOfMonth(j+1), j+2
		}
		return s.withYear(e, j)
	}
	j := i + 1
	if s.is(j, "of", ",", "'") {
		j++
	}
	if y := s.yearAt(j); y > 0 {
		return expr{form: fDate, y: y, m: m}, j + 1
	}
	if s.is(i+1, "of") && s.is(i+2, "that", "the") && s.is(i+3, "year", "same") {
		return expr{form: fDate, m: m, ofThat: true}, i + 4
	}
	if s.is(i+1, "of") && s.is(i+2, "this", "last", "next") && s.is(i+3, "year") {
		return expr{form: fDate, m: m, rel: relation(s.word(i + 2)), said: true, unit: year}, i + 4
	}
	return expr{form: fDate, m: m}, i + 1
}

// quantity reports whether the number at i counts what follows ("In March 12 soldiers died"): a plural noun or a percent
// sign stands after it. It needs the syntax to know.
func (s *scanner) quantity(i int) bool {
	return s.is(i+1, "%", "percent", "people", "soldiers", "civilians", "troops", "million", "thousand", "hundred") ||
		i+1 < len(s.toks) && s.toks[i].Head == i+1 && s.toks[i].Deprel == "nummod"
}

// unitAfter reports whether units of time stand at i, more than one.
func (s *scanner) unitAfter(i int) bool {
	u := s.entry(i).unit
	return u != noUnit && s.word(i) != u.name()
}

// dayMonth takes "18 October 2015", "the 18th of October".
func (s *scanner) dayMonth(i int) (expr, int) {
	d := s.dayOfMonth(i)
	if d == 0 || s.entry(i).ordinal > 0 && !s.is(i+1, "of") {
		return expr{}, 0
	}
	e, j := expr{form: fDate, d: d}, i+1
	if s.is(j, "-", "–", "to") && s.dayOfMonth(j+1) > d && s.monthAt(j+2) > 0 {
		e.dayTo, j = s.dayOfMonth(j+1), j+2
	}
	if s.is(j, "of") {
		j++
	}
	if e.m = s.monthAt(j); e.m == 0 {
		return expr{}, 0
	}
	return s.withYear(e, j+1)
}

// withYear adds the year that stands at j, after a comma or not.
func (s *scanner) withYear(e expr, j int) (expr, int) {
	k := j
	if s.is(k, ",", "of", "in") {
		k++
	}
	if y := s.yearAt(k); y > 0 && y > 1500 && (k == j || !s.is(k+1, "people", "soldiers", "troops")) {
		e.y = y
		return e, k + 1
	}
	return e, j
}

// decade takes "1990s", "'80s", "nineties"; "19th century".
func (s *scanner) decade(i int) (expr, int) {
	w := s.word(i)
	if base, ok := strings.CutSuffix(w, "s"); ok && len(base) >= 2 {
		base = strings.TrimLeft(base, "'’")
		if n := number(base); n >= 0 && n%10 == 0 && (len(base) == 4 && n >= 1000 && n < 2200 || len(base) == 2 && (base != w[:len(w)-1] || s.is(i-1, "the"))) {
			if len(base) == 2 {
				n += 1900
			}
			return expr{form: fDecade, y: n}, i + 1
		}
	}
	if d := s.entry(i).decade; d > 0 && s.is(i-1, "the", "early", "late", "mid") {
		return expr{form: fDecade, y: d}, i + 1
	}
	if n := s.dayOfMonth(i); n > 0 && n <= 21 && (s.is(i+1, "century") || s.is(i+1, "-") && s.is(i+2, "century")) {
		return expr{form: fCentury, y: (n - 1) * 100}, i + 2 + b2i(s.is(i+1, "-"))
	}
	return expr{}, 0
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// number reads digits only; -1 when the word is something else.
func number(w string) int {
	if w == "" || len(w) > 6 {
		return -1
	}
	n := 0
	for _, c := range []byte(w) {
		if c < '0' || c > '9' {
			return -1
		}
		n = n*10 + int(c-'0')
	}
	return n
}

// numeric takes 2013-10-09, 10/9/2013 (month first, unless that cannot be), 9/11.
func (s *scanner) numeric(i int) (expr, int) {
	w := s.word(i)
	if len(w) < 4 || w[0] < '0' || w[0] > '9' {
		return expr{}, 0
	}
	if d, ok := parseDay(w); ok && len(w) == 10 {
		y, m, dd := d.civil()
		return expr{form: fDate, y: y, m: m, d: dd}, i + 1
	}
	if w == "9/11" {
		return expr{form: fDate, y: 2001, m: 9, d: 11}, i + 1
	}
	sep := "/"
	if !strings.Contains(w, sep) {
		sep = "."
	}
	f := strings.Split(w, sep)
	if len(f) != 3 {
		return expr{}, 0
	}
	m, d, y := number(f[0]), number(f[1]), number(f[2])
	if m > 12 || sep == "." {
		m, d = d, m
	}
	if y >= 0 && y < 100 && len(f[2]) == 2 {
		if y += 1900; y < 1950 {
			y += 100
		}
	}
	if y < 1000 || !valid(y, m, d) {
		return expr{}, 0
	}
	return expr{form: fDate, y: y, m: m, d: d}, i + 1
}

// fiscal begins the TIMEX3 value of a fiscal year.
const fiscal = "FY"

// bareYear takes a year alone, where the words around it make it one: "in 2013", "since 2011", "the 2006 war".
func (s *scanner) bareYear(i int) (expr, int) {
	y := s.yearAt(i)
	if y == 0 {
		return expr{}, 0
	}
	e := expr{form: fDate, y: y}
	if s.is(i-1, "fiscal") || s.is(i-1, "year") && s.is(i-2, "fiscal", "financial") {
		return expr{form: fReference, value: fiscal + strconv.Itoa(y)}, i + 1
	}
	switch {
	case s.quantity(i) || s.unitAfter(i+1) || s.is(i-1, "$", "£", "€", "#", "no.", "than", "nearly", "almost", "some", "least", "about", "around"):
		if !(s.is(i-1, "around", "about") && y >= 1900 && y < 2040) || s.quantity(i) || s.unitAfter(i+1) {
			return expr{}, 0
		}
	case s.is(i-1, "in", "since", "until", "till", "during", "before", "after", "by", "early", "late", "mid", "through", "throughout", "circa", "between", "from"):
		return e, i + 1
	case y < 1800 || y > 2060:
		return expr{}, 0
	case s.is(i-1, "of", "to", "and", "or", "for", "(", "the", "a", "its", "his", "their", "’s", "'s", ",", "-", "–", "vow", "next", "last", "this"):
		return e, i + 1
	case s.is(i+1, ")", "and", "-", "–", "'s", "’s", "will", "was") || i == 0 || i+1 == len(s.toks) || s.is(i+1, ",", "."):
		return e, i + 1
	}
	if y >= 1900 && y < 2040 {
		return e, i + 1
	}
	return expr{}, 0
}

// ranges joins "from 2009 to 2011", "between June 2014 and April 2016", "Monday to Friday".
func (s *scanner) ranges(found []expr) {
	for k := 0; k+1 < len(found); k++ {
		a, b := &found[k], &found[k+1]
		between := s.is(a.first-1, "between") && s.is(b.first-1, "and")
		if b.first-a.last != 2 && !between || !bounded(a.form) || !bounded(b.form) {
			continue
		}
		w := s.word(a.last + 1)
		joined := w == "to" || w == "until" || w == "till" || w == "through" || w == "-" || w == "–" || w == "—"
		if !joined && !between {
			continue
		}
		if a.form != b.form && (a.form == fWeekday || b.form == fWeekday) {
			continue
		}
		if a.y == 0 && b.y > 0 && a.form == fDate && b.form == fDate && a.m > 0 && a.m <= b.m {
			a.y = b.y // from June to August 2014
		}
		a.to, b.from = k+1, k
	}
}

func bounded(f form) bool {
	switch f {
	case fDate, fDecade, fSeason, fWeekday, fDay, fFeast, fQuarter:
		return true
	}
	return false
}
