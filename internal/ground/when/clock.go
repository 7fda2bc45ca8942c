package when

import "strings"

// clock takes a time of day, with the day that stands right after or before it: "10 a.m. on Friday", "18:00 GMT", "noon".
func (s *scanner) clock(i int) (expr, int) {
	e, j := s.hour(i)
	if j == 0 {
		return expr{}, 0
	}
	j = s.zoneAt(&e, j)
	return e, j
}

func (s *scanner) hour(i int) (expr, int) {
	e := expr{form: fClock, mm: -1}
	switch {
	case s.is(i, "noon", "midday") && !s.is(i-1, "before", "after"):
		e.hh = 12
		return e, i + 1
	case s.is(i, "midnight"):
		return e, i + 1
	}
	h, m, ok := hhmm(s.word(i))
	if !ok {
		return expr{}, 0
	}
	e.hh, e.mm = h, m
	j := i + 1
	switch w := strings.ReplaceAll(s.word(j), ".", ""); {
	case w == "am" || w == "pm":
		if h > 12 || h == 0 && w == "pm" {
			return expr{}, 0
		}
		e.hh = h%12 + 12*b2i(w == "pm")
		return e, j + 1
	case s.is(j, "o'clock", "o’clock"):
		return e, j + 1
	case m >= 0 && strings.Contains(s.word(i), ":") && (s.zoneWord(j) || s.is(i-1, "at", "by", "around", "about", "from", "until")):
		return e, j
	case m < 0 && len(s.word(i)) == 4 && s.zoneWord(j):
		e.hh, e.mm = h/100, h%100
		return e, j
	}
	return expr{}, 0
}

// hhmm reads "10", "10:30", "1030"; the minutes are -1 when not given.
func hhmm(w string) (h, m int, ok bool) {
	hs, ms, two := strings.Cut(w, ":")
	if !two {
		hs, ms, two = strings.Cut(w, ".")
	}
	h, m = number(hs), -1
	if two {
		if m = number(ms); m < 0 || m > 59 || len(ms) != 2 {
			return 0, 0, false
		}
	}
	if len(hs) == 4 && !two {
		return h, -1, h >= 0 && h < 2400 && h%100 < 60
	}
	return h, m, h >= 0 && h <= 24 && len(hs) <= 2
}

func (s *scanner) zoneWord(j int) bool {
	if s.is(j, "(") {
		j++
	}
	return s.entry(j).zone != "" || s.is(j, "hours", "hrs")
}

// zoneAt takes the time zone at j: "GMT", "(UTC +3)", "local time".
func (s *scanner) zoneAt(e *expr, j int) int {
	if s.is(j, "hours", "hrs") {
		j++
	}
	k := j
	paren := s.is(k, "(")
	if paren {
		k++
	}
	z := s.entry(k).zone
	if z == "" {
		return j
	}
	e.zone = z == "Z"
	for k++; s.is(k, "time", "+", "-") || len(s.word(k)) > 1 && s.word(k)[0] == '+' || k > 0 && s.is(k-1, "+", "-") && number(s.word(k)) >= 0; k++ {
	}
	if paren {
		if !s.is(k, ")") {
			return j
		}
		k++
	}
	return k
}
