package when

// named takes what a name or a deictic word says: "yesterday", "Monday morning", "summer of 2016", "now".
func (s *scanner) named(i int) (expr, int) {
	ent := s.entry(i)
	if ent == nothing && !s.is(i, "the") {
		return expr{}, 0
	}
	if ent.deictic != "" {
		return s.deictic(i, ent.deictic)
	}
	if ent.reference != "" && s.freeReference(i) {
		return expr{form: fReference, value: ent.reference}, i + 1
	}
	if e, next := s.seasonAt(i); next > 0 {
		return e, next
	}
	if e, next := s.quarterOf(i); next > 0 {
		return e, next
	}
	return expr{}, 0
}

func (s *scanner) deictic(i int, value string) (expr, int) {
	e := expr{form: fDay}
	switch value {
	case "0NI":
		e.daypart = "NI"
	case "ON":
		e.daypart = "ON"
	case "-1":
		e.n = -1
	case "1":
		e.n = 1
	}
	if value == "0" && s.is(i+1, "'s", "’s") && !s.capital(i) && s.toks[i].UPOS == "PROPN" {
		return expr{}, 0
	}
	return s.withDaypart(e, i+1)
}

// freeReference keeps "now" from "until now that", "more recently" and the like from being anything but adverbs.
func (s *scanner) freeReference(i int) bool {
	switch s.word(i) {
	case "now":
		return !s.is(i+1, "that", "-") && !s.is(i-1, "-")
	case "formerly", "previously", "lately":
		return false
	}
	return true
}

// weekday takes "Friday", "Friday morning", "Friday night".
func (s *scanner) weekday(i int) (expr, int) {
	return s.withDaypart(expr{form: fWeekday, wday: s.weekdayAt(i)}, i+1)
}

// withDaypart adds "morning", "night" … that stands at j.
func (s *scanner) withDaypart(e expr, j int) (expr, int) {
	if p := s.entry(j).daypart; p != "" && !s.is(j, "noon", "midnight") {
		e.daypart = p
		return e, j + 1
	}
	return e, j
}

// seasonAt takes "summer 2016", "the summer of 2016", "spring of last year".
func (s *scanner) seasonAt(i int) (expr, int) {
	j := i + b2i(s.is(i, "the"))
	if s.entry(j).season == "" {
		return expr{}, 0
	}
	if y := s.yearAt(j + 1); y > 0 {
		return expr{form: fSeason, season: s.entry(j).season, y: y}, j + 2
	}
	if s.is(j+1, "of") {
		if y := s.yearAt(j + 2); y > 0 {
			return expr{form: fSeason, season: s.entry(j).season, y: y}, j + 3
		}
		if s.is(j+2, "this", "last", "next") && s.is(j+3, "year") {
			return expr{form: fSeason, season: s.entry(j).season, rel: relation(s.word(j + 2)), said: true, unit: year}, j + 4
		}
	}
	return expr{}, 0
}

func (s *scanner) seasonOf(j int) (expr, int) {
	if e, next := s.seasonAt(j); next > 0 {
		return e, next
	}
	return expr{form: fSeason, season: s.entry(j).season}, j + 1
}

// quarterOf takes "the first quarter (of 2014)", "the second half of 2015", "the fourth quarter of last year".
func (s *scanner) quarterOf(i int) (expr, int) {
	j := i + b2i(s.is(i, "the"))
	n := s.entry(j).ordinal
	if n == 0 && s.is(j, "last") {
		n = -1
	}
	e := expr{form: fQuarter, n: float64(n)}
	switch {
	case n >= 1 && n <= 4 && s.is(j+1, "quarter"):
	case (n == 1 || n == 2) && s.is(j+1, "half") && s.is(j+2, "of"):
		e.form = fHalf
	default:
		return expr{}, 0
	}
	if s.is(j+2, "of") {
		if y := s.yearAt(j + 3); y > 0 {
			e.y = y
			return e, j + 4
		}
		if s.is(j+3, "this", "last", "next", "the") && s.is(j+4, "year") {
			e.rel, e.said = relation(s.word(j+3)), true
			return e, j + 5
		}
	}
	if e.form == fHalf {
		return expr{}, 0
	}
	return e, j + 2
}
