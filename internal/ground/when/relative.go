package when

import "strings"

// relation is -1 for last, 1 for next, 0 for this.
func relation(w string) int {
	switch w {
	case "last", "past", "previous", "preceding":
		return -1
	case "next", "coming", "following", "upcoming":
		return 1
	}
	return 0
}

// modified takes a part of a time: "early June", "mid-2015", "the end of the month", "earlier this week", "late Monday".
func (s *scanner) modified(i int) (expr, int) {
	p, j := s.partAt(i)
	if p == whole {
		return expr{}, 0
	}
	var e expr
	next := 0
	if rest, ok := strings.CutPrefix(s.word(i), "mid-"); ok && j == i {
		return s.midWord(i, rest)
	}
	for _, try := range []func(int) (expr, int){s.relative, s.dated, s.named} {
		if e, next = try(j); next > j {
			break
		}
	}
	if next <= j {
		if e, next = s.theUnit(j); next == 0 {
			return expr{}, 0
		}
	}
	switch e.form {
	case fDuration, fSet, fReference, fClock:
		return expr{}, 0
	case fWeekday, fDay:
		if p == before || p == after {
			p = whole // "earlier Monday"
		}
	}
	if (p == before || p == after) && e.form != fUnit && e.form != fWeekday && e.form != fDay {
		return expr{}, 0
	}
	if e.part == whole {
		e.part = p
	}
	return e, next
}

// theUnit takes "the year" where a part of it is named: "the beginning of the year".
func (s *scanner) theUnit(j int) (expr, int) {
	if u := s.entry(j + 1).unit; s.is(j, "the") && (u == week || u == month || u == year || u == decade) && s.word(j+1) == u.name() {
		return expr{form: fUnit, unit: u, said: true}, j + 2
	}
	return expr{}, 0
}

// partAt is the part named at i, and where what it is a part of begins.
func (s *scanner) partAt(i int) (part, int) {
	j := i + b2i(s.is(i, "the"))
	if s.is(j, "very") {
		j++
	}
	if s.is(j+1, "of") && s.is(j, "beginning", "start", "end", "middle", "close", "eve") {
		p := map[string]part{"beginning": early, "start": early, "middle": mid}[s.word(j)]
		if p == whole {
			p = late
		}
		return p, j + 2
	}
	k := j + 1 + b2i(s.is(j+1, "-") || s.is(j+1, "in"))
	switch s.word(j) {
	case "early":
		return early, k
	case "late":
		return late, k
	case "mid", "middle":
		return mid, k
	case "earlier":
		return before, k
	case "later":
		return after, k
	}
	if strings.HasPrefix(s.word(i), "mid-") {
		return mid, i
	}
	return whole, 0
}

// midWord takes "mid-June", "mid-2015", "mid-1980s", "mid-week", where the tokeniser keeps one word.
func (s *scanner) midWord(i int, rest string) (expr, int) {
	e, ent := expr{part: mid}, s.lex.words[rest]
	switch n := number(rest); {
	case n >= 1000 && n < 2200:
		e.form, e.y = fDate, n
		return e, i + 1
	case ent != nil && ent.month > 0:
		e.form, e.m = fDate, ent.month
		return s.withYear(e, i+1)
	case strings.HasSuffix(rest, "s") && number(strings.TrimSuffix(rest, "s")) >= 1000:
		e.form, e.y = fDecade, number(strings.TrimSuffix(rest, "s"))
		return e, i + 1
	}
	return expr{}, 0
}

// relative takes this, last and next units and days, and what is told from another time: "last week", "the past two weeks",
// "that day", "the following month", "over the weekend".
func (s *scanner) relative(i int) (expr, int) {
	j := i
	if s.is(i, "the") {
		j++
	}
	switch w := s.word(j); w {
	case "this", "last", "next", "past", "coming", "previous", "following", "preceding", "current", "upcoming", "that", "same", "first":
		return s.relativeUnit(i, j, w)
	case "day", "night", "week", "month", "year", "morning", "evening":
		return s.adjoining(i, j)
	case "weekend":
		if j > i && !s.is(j+1, "of", "'s", "’s") {
			return expr{form: fUnit, unit: weekend}, j + 1
		}
	}
	if j > i && s.entry(j).season != "" && s.is(i-1, "in", "during") {
		return s.seasonOf(j)
	}
	return expr{}, 0
}

// relativeUnit takes a unit, a weekday, a month or a season after last, this, next and the like.
func (s *scanner) relativeUnit(i, j int, w string) (expr, int) {
	k := j + 1
	if w == "that" && s.is(k, "same") {
		k++ // that same day
	}
	if (w == "same" || w == "following" || w == "preceding") && !s.is(i, "the") {
		return expr{}, 0 // "following April protests": after them
	}
	if n, vague, next := s.amount(k); next > k && s.entry(next).unit != noUnit && s.entry(next).unit != weekend {
		return s.span(w, n, vague, next)
	}
	ent := s.entry(k)
	e := expr{rel: relation(w), said: true}
	switch {
	case ent.unit == night && w == "last":
		return expr{form: fDay, n: -1, daypart: "NI", said: true}, k + 1
	case ent.unit != noUnit || ent.daypart != "":
		return s.unitAfterWord(e, i, j, w, ent, k)
	case s.is(k, "few", "several", "couple") && s.entry(k+1).unit != noUnit:
		return s.span(w, 0, true, k+1)
	case s.weekdayAt(k) > 0 && w != "that" && w != "same":
		e.form, e.wday = fWeekday, s.weekdayAt(k)
		if e2, next := s.monthDay(k + 1 + b2i(s.is(k+1, ","))); next > 0 && e2.d > 0 {
			e2.wday = e.wday
			return e2, next
		}
		if j > i && (w == "next" || w == "following" || w == "previous" || w == "preceding") {
			e.form = fAdjacent // the following Tuesday
		}
		return s.withDaypart(e, k+1)
	case s.monthAt(k) > 0 && w != "that" && w != "same":
		e.form, e.m = fDate, s.monthAt(k)
		return e, k + 1
	case s.lex.feasts[s.word(k)] != nil && s.capital(k) && w != "that" && w != "same":
		f, next := s.feastAt(k)
		f.rel, f.said = e.rel, true
		return f, next
	case ent.season != "" && w != "that" && w != "same":
		e.form, e.season = fSeason, ent.season
		return e, k + 1
	}
	return expr{}, 0
}

// unitAfterWord decides what "last", "that", "following" … with a unit is told from.
func (s *scanner) unitAfterWord(e expr, i, j int, w string, ent *entry, k int) (expr, int) {
	e.unit, e.daypart = ent.unit, ent.daypart
	if e.unit == noUnit || e.unit == night {
		e.unit = dayUnit
	}
	switch {
	case strings.HasSuffix(s.word(k), "s") && s.word(k) != "mins":
		if w == "past" || w == "coming" || w == "last" || w == "next" {
			return s.span(w, 0, true, k) // "in the coming days"
		}
		return expr{}, 0
	case w == "that" || w == "same":
		e.form = fThat
	case w == "first":
		return expr{}, 0
	case w == "following" || w == "previous" || w == "preceding" || w == "next" && j > i && e.unit < week || w == "next" && j > i:
		e.form = fAdjacent
	case w == "past" || w == "coming" && e.unit != week && e.unit != month && e.unit != year:
		return s.span(w, 1, false, k) // "the past decade"
	case w == "last" && j > i && (e.unit >= week && e.unit != weekend) && e.unit != quarter:
		return s.span(w, 1, false, k) // "the last year"
	case ent.unit == noUnit || ent.unit == night:
		if w != "this" {
			return expr{}, 0
		}
		return expr{form: fDay, daypart: ent.daypart, said: true}, k + 1
	case e.unit == dayUnit || e.unit < dayUnit:
		return expr{}, 0
	default:
		e.form, e.daypart = fUnit, ""
	}
	return e, k + 1
}

// span takes "the past two weeks", "the next six months"; u is where the unit stands.
func (s *scanner) span(w string, n float64, vague bool, u int) (expr, int) {
	e := expr{form: fPastN, unit: s.entry(u).unit, n: n, vague: vague}
	switch w {
	case "last", "past", "previous", "preceding":
	case "next", "coming", "following", "upcoming":
		e.rel = 1
	default:
		if w == "first" || w == "same" || w == "that" || w == "this" {
			return expr{}, 0
		}
	}
	return e, u + 1
}

// adjoining takes "the day before", "the night after", "the day before yesterday", "day after tomorrow".
func (s *scanner) adjoining(i, j int) (expr, int) {
	ent := s.entry(j)
	n := 1
	switch s.word(j + 1) {
	case "before", "earlier":
		n = -1
	case "after", "later":
	default:
		return expr{}, 0
	}
	if s.is(j, "day") && s.is(j+2, "yesterday") && n < 0 || s.is(j, "day") && s.is(j+2, "tomorrow") && n > 0 {
		return expr{form: fDay, n: float64(2 * n)}, j + 3
	}
	if j == i || s.continues(j+2) {
		return expr{}, 0
	}
	e := expr{form: fAdjacent, rel: n, unit: ent.unit, daypart: ent.daypart}
	if e.unit == noUnit || e.unit == night {
		e.unit = dayUnit
	}
	return e, j + 2
}

// continues reports whether what stands at i is what "before" and "after" govern: "the day after the attack".
func (s *scanner) continues(i int) bool {
	w := s.word(i)
	return w != "" && (w[0] >= 'a' && w[0] <= 'z' && !s.is(i, "and", "but", "in", "at", "by", "when", "that", "on", "who", "which", "near", "during", "as") || s.capital(i))
}
