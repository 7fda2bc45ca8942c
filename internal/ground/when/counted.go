package when

import (
	"strconv"
	"strings"
)

// counted takes a number of units: "three days ago", "two weeks later", "for six months", "a 27-year".
func (s *scanner) counted(i int) (expr, int) {
	j := i
	if s.is(j, "about", "almost", "nearly", "around", "roughly", "exactly", "approximately", "some", "barely", "over") {
		j++
	} else if s.is(j, "more", "less", "fewer") && s.is(j+1, "than") || s.is(j, "at") && s.is(j+1, "least", "most") {
		j += 2
	}
	start := j
	n, vague, k := s.amount(j)
	if k == j {
		if s.is(j, "a", "an", "one") {
			n, k = 1, j+1
		} else if u := s.entry(j).unit; u != noUnit && strings.HasSuffix(s.word(j), "s") && j == i {
			n, vague, k = 0, true, j // "for weeks", "years later"
		} else {
			return expr{}, 0
		}
	}
	hyphen := s.is(k, "-")
	if hyphen {
		k++
	}
	u := s.entry(k).unit
	if u == noUnit || u == second && s.word(k) == "second" || u == quarter && !hyphen {
		return expr{}, 0
	}
	if s.yearAt(j) > 0 && s.word(k) == u.name() && !hyphen {
		return expr{}, 0 // World Cup 2018 day five
	}
	e := expr{form: fDuration, unit: u, n: n, vague: vague}
	if s.is(k+1, "and") && s.is(k+2, "a") && s.is(k+3, "half") {
		e.n += 0.5
		k += 3
	}
	if hyphen && s.is(k+1, "-") && s.is(k+2, "old", "olds") || s.is(k+1, "old", "older", "-old") || s.is(start-1, "aged") {
		return expr{}, 0 // an age
	}
	return s.directed(i, e, start, k+1, hyphen)
}

// directed looks at what stands around a number of units: ago, later, in …
func (s *scanner) directed(i int, e expr, start, k int, hyphen bool) (expr, int) {
	switch {
	case s.is(k, "ago"):
		e.form = fAgo
		return e, k + 1
	case s.is(k, "later", "afterwards", "afterward") && !s.is(k+1, "than"), s.is(k, "after", "on") && s.closes(k+1):
		e.form = fLater
		return e, k + 1
	case s.is(k, "earlier", "previously", "prior", "beforehand") && !s.is(k+1, "than", "to"), s.is(k, "before") && s.closes(k+1):
		e.form, e.n = fLater, -e.n
		e.rel = -1
		return e, k + 1
	case s.is(k, "from") && s.is(k+1, "now", "today"):
		e.form = fFromNow
		return e, k + 2
	case !hyphen && s.is(i-1, "in", "within") && s.future(i) && !e.vague:
		e.form = fFromNow
		return e, k
	case s.is(start, "a", "an") && !hyphen && s.perUnit(i, e.unit):
		e.form, e.value = fSet, "P1"+letterOf(e.unit)
		return e, k
	case s.is(start, "one") && s.is(start+1, "day") && !s.is(i-1, "for", "in", "within", "than", "after", "of"):
		return expr{}, 0 // "one day they will"
	case s.is(start, "a", "an") && s.entry(k-1).unit == dayUnit && !s.is(i-1, "for", "in", "within", "than", "of", "half") && !hyphen:
		return expr{}, 0 // "a day of mourning"
	case e.vague && k == i+1 && (e.unit == dayUnit || e.unit == night || e.unit == hour || e.unit == minute || e.unit == second || e.unit == weekend) && !s.is(i-1, "for", "in", "within", "after", "over"):
		return expr{}, 0
	}
	return e, k
}

// closes reports whether the clause ends at i: "two days after."
func (s *scanner) closes(i int) bool {
	return i >= len(s.toks) || s.is(i, ",", ".", ";", ":", "-", "—", ")", "\"", "”")
}

// future reports whether a word of the future stands shortly before i.
func (s *scanner) future(i int) bool {
	for k := max(0, i-10); k < i; k++ {
		if s.lex.future[s.low[k]] {
			return true
		}
	}
	return false
}

// perUnit reports whether "a year" at i means "per year": after an amount, a plural or times.
func (s *scanner) perUnit(i int, u unit) bool {
	if i == 0 || u == noUnit {
		return false
	}
	w := s.word(i - 1)
	if s.is(i-1, "once", "twice", "times", "%", "percent", "million", "billion", "dollars", "euros", "pounds") {
		return true
	}
	if n, _ := s.digits(i - 1); n >= 0 || strings.ContainsAny(w, "0123456789") {
		return true
	}
	if s.is(i-1, "for", "in", "within", "after", "of", "than", "over", "half", "about", "only", "nearly", "almost", "just", "once", "during", "with", "is", "was", "as", "to") {
		return false
	}
	return s.toks[i-1].UPOS == "NOUN" || s.toks[i-1].UPOS == "" && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && w != "was" && w != "is" && w != "has" && w != "'s" && w != "’s"
}

// amount is the number at i and the word after it: "12", "2.5", "twenty-four", "two and a half", "a couple of", "several".
func (s *scanner) amount(i int) (n float64, vague bool, next int) {
	w := s.word(i)
	if w == "" {
		return 0, false, i
	}
	if w[0] >= '0' && w[0] <= '9' {
		n, err := strconv.ParseFloat(strings.ReplaceAll(w, ",", ""), 64)
		if err != nil || n > 1e6 {
			return 0, false, i
		}
		return s.half(n, i+1)
	}
	if v := s.entry(i).number; v > 0 {
		j := i + 1
		n = float64(v)
		if v >= 20 && v < 100 {
			k := j + b2i(s.is(j, "-"))
			if x := s.entry(k).number; x > 0 && x < 10 {
				n, j = n+float64(x), k+1
			}
		}
		if s.is(j, "hundred") {
			n, j = n*100, j+1
		}
		return s.half(n, j)
	}
	switch w {
	case "several", "few", "many", "numerous", "some":
		if w == "some" && s.entry(i+1).unit == noUnit {
			return 0, false, i
		}
		return 0, true, i + 1
	case "a", "an":
		switch s.word(i + 1) {
		case "few", "number", "handful":
			return 0, true, i + 2 + b2i(s.is(i+2, "of"))
		case "couple":
			return 2, false, i + 2 + b2i(s.is(i+2, "of"))
		case "dozen":
			return 12, false, i + 2
		}
	case "half":
		if s.is(i+1, "a", "an") {
			return 0.5, false, i + 2
		}
	}
	return 0, false, i
}

func (s *scanner) half(n float64, j int) (float64, bool, int) {
	if s.is(j, "and") && s.is(j+1, "a") && s.is(j+2, "half") {
		return n + 0.5, false, j + 3
	}
	return n, false, j
}

// repeated takes sets: "every day", "each Friday", "daily", "Mondays", "per year".
func (s *scanner) repeated(i int) (expr, int) {
	ent := s.entry(i)
	if ent.set != "" && !s.properName(i) {
		return expr{form: fSet, value: ent.set}, i + 1
	}
	if ent.weekdays > 0 && s.capital(i) {
		return expr{form: fSet, value: "XXXX-WXX-" + strconv.Itoa(ent.weekdays)}, i + 1
	}
	if !s.is(i, "every", "each", "per") {
		return expr{}, 0
	}
	n, _, k := s.amount(i + 1)
	if k == i+1 {
		n = 1
		if s.is(k, "second") || s.is(k, "other") && !s.is(i, "each") {
			n, k = 2, k+1
		}
	}
	if u := s.entry(k).unit; u != noUnit {
		e := expr{form: fSet, unit: u, n: n}
		e.value = durationValue(u, n, false)
		return e, k + 1
	}
	if d := s.weekdayAt(k); d > 0 {
		return expr{form: fSet, value: "XXXX-WXX-" + strconv.Itoa(d)}, k + 1
	}
	if m := s.monthAt(k); m > 0 {
		return expr{form: fSet, value: "XXXX-" + pad(m)}, k + 1
	}
	if p := s.entry(k).daypart; p != "" {
		return expr{form: fSet, value: "XXXX-XX-XXT" + p}, k + 1
	}
	return expr{}, 0
}

// properName reports whether the capitalised word at i is in a name: "Daily Star", "Hurriyet Daily".
func (s *scanner) properName(i int) bool {
	return s.capital(i) && (i > 0 || s.capital(i+1))
}
