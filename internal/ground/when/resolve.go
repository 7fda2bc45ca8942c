package when

import (
	"fmt"

	"dateline/text"
)

// context is what an expression is resolved against.
type context struct {
	known   bool // there is a day of writing
	parsed  bool // the sentence has a syntax layer
	writing day
	whence  string // where the day of writing is from, for reasons

	ref         interval // the last time of the text that was resolved
	refUnit     string   // its precision; empty when there is none
	refSentence int
	year        int // the year named at the sentence's beginning; 0 when none was
	told        yearTold
}

// yearTold is the year that the text named last, where the sentence after it may go on about it.
type yearTold struct{ year, sentence, paragraph int }

// result is what an expression stands for.
type result struct {
	iv        interval
	ok        bool // iv holds
	value     string
	precision string
	reason    string
}

func unresolved(value, reason string, args ...any) result {
	return result{value: value, precision: "unknown", reason: fmt.Sprintf(reason, args...)}
}

func resolved(iv interval, value, precision, reason string, args ...any) result {
	return result{iv, true, value, precision, fmt.Sprintf(reason, args...)}
}

// noDate is the reason that nothing relative can be resolved.
const noDate = "told from the day of writing, and the article has no date of publication"

// resolve says what e stands for; dir is called when the tense matters.
func (c *context) resolve(e *expr, dir func() direction) result {
	switch e.form {
	case fDate:
		return c.date(e, dir)
	case fDecade:
		return resolved(interval{ymd(e.y, 1, 1), ymd(e.y+9, 12, 31)}, fmt.Sprint(e.y/10), "range", "a decade")
	case fCentury:
		return resolved(interval{ymd(e.y, 1, 1), ymd(e.y+99, 12, 31)}, pad(e.y/100), "range", "a century")
	case fDuration:
		return unresolved(durationValue(e.unit, e.n, e.vague), "a duration")
	case fSet:
		return unresolved(e.value, "a repeated time")
	case fReference:
		return unresolved(e.value, "no day is meant")
	case fLater, fAdjacent, fThat:
		return c.fromText(e)
	case fClock:
		return c.clockOf(e)
	}
	if e.y > 0 {
		return c.dated(e)
	}
	if !c.known {
		return unresolved("", noDate)
	}
	return c.relative(e, dir)
}

// dated resolves a season, quarter, half or feast with its year.
func (c *context) dated(e *expr) result {
	switch e.form {
	case fSeason:
		return resolved(seasonOf(e.y, e.season), fmt.Sprintf("%04d-%s", e.y, e.season), "range", "a season with its year, by months of the northern hemisphere")
	case fQuarter:
		iv, v, p := quarterOf(e.y, int(max(e.n, 1)))
		return resolved(iv, v, p, "a quarter with its year")
	case fHalf:
		return resolved(interval{ymd(e.y, int(e.n)*6-5, 1), ymd(e.y, int(e.n)*6, 30+b2i(e.n == 2))}, fmt.Sprintf("%04d-H%d", e.y, int(e.n)), "range", "a half with its year")
	}
	return feastOf(e.y, e.value, "a feast with its year")
}

func feastOf(y int, value, reason string) result {
	switch value {
	case "easter":
		d := easter(y)
		return resolved(interval{d, d}, d.String(), "day", "%s: Easter Sunday, computed", reason)
	case "ramadan":
		iv := ramadan(y)
		return resolved(iv, dateValue(y, 0, 0), "range", "%s: Ramadan by the tabular calendar, a day or so off", reason)
	}
	var m, d int
	fmt.Sscanf(value, "%d-%d", &m, &d)
	return resolved(interval{ymd(y, m, d), ymd(y, m, d)}, dateValue(y, m, d), "day", "%s", reason)
}

// relative resolves what is told from the day of writing.
func (c *context) relative(e *expr, dir func() direction) result {
	y, _, _ := c.writing.civil()
	switch e.form {
	case fWeekday:
		return c.weekday(e, dir)
	case fDay:
		return c.deictic(e)
	case fUnit:
		return c.unit(e, dir)
	case fAgo:
		return c.moved(e, c.writing, -e.n, "before "+c.whence)
	case fFromNow:
		return c.moved(e, c.writing, e.n, "after "+c.whence)
	case fPastN:
		return c.stretch(e)
	case fSeason:
		return c.season(e, dir)
	case fQuarter, fHalf:
		if e.said {
			copied := *e
			copied.y = y + e.rel
			r := c.dated(&copied)
			r.reason += ", told from " + c.whence
			return r
		}
		return unresolved("", "a quarter without its year")
	case fFeast:
		d := dir()
		near := nearest(func(y int) interval { return feastOf(y, e.value, "").iv }, c.writing, d)
		return feastOf(near, e.value, fmt.Sprintf("%s, %s", d, c.whence))
	}
	return unresolved("", "not understood")
}

// nearest is the year whose interval lies nearest to the day on the side that d says.
func nearest(of func(y int) interval, n day, d direction) int {
	y, _, _ := n.civil()
	best, distance := y, 1<<30
	for try := y - 1; try <= y+1; try++ {
		iv := of(try)
		if d == past && iv.start > n || d == future && iv.end < n {
			continue
		}
		away := max(int(iv.start-n), int(n-iv.end), 0)
		if away < distance {
			best, distance = try, away
		}
	}
	return best
}

// weekday: the last such day up to the day of writing, or the next from it on when the verb is one of the future.
func (c *context) weekday(e *expr, dir func() direction) result {
	back := c.writing - day((c.writing.weekday()-e.wday+7)%7)
	on := c.writing + day((e.wday-c.writing.weekday()+7)%7)
	name := func(d day, why string) result {
		return resolved(interval{d, d}, withPart(d.String(), e.daypart), "day", "%s, from %s", why, c.whence)
	}
	switch {
	case e.rel < 0:
		if back == c.writing {
			back -= 7
		}
		return name(back, "the last such day before")
	case e.rel > 0:
		return name(c.writing.monday()+7+day(e.wday-1), "such a day of the next week")
	case e.said: // "this Friday"
		if d := dir(); d == past {
			return name(back, "the last such day, "+d.String())
		}
		return name(on, "the next such day")
	}
	d := dir()
	if d == future {
		return name(on, "the next such day, "+d.String())
	}
	return name(back, "the last such day up to the day of writing, "+d.String())
}

func withPart(value, daypart string) string {
	switch daypart {
	case "":
		return value
	case "ON":
		return value + "TNI"
	}
	return value + "T" + daypart
}

func (c *context) deictic(e *expr) result {
	d := c.writing + day(e.n)
	iv := interval{d, d}
	if e.daypart == "ON" {
		return resolved(interval{d - 1, d}, d.String()+"TNI", "range", "overnight, up to %s", c.whence)
	}
	return resolved(iv, withPart(d.String(), e.daypart), "day", "told from %s", c.whence)
}

// unit resolves "last week", "this month", "next year", "the weekend".
func (c *context) unit(e *expr, dir func() direction) result {
	by := e.rel
	if e.unit == weekend {
		return c.weekend(e, dir)
	}
	iv, value, precision := unitOf(e.unit, c.writing, by)
	why := [...]string{"the one before", "the one of", "the one after"}[by+1]
	if by == 0 {
		return c.current(e, iv, value, precision, dir)
	}
	r := resolved(iv, value, precision, "the %s: %s %s", e.unit.name(), why, c.whence)
	return inPart(r, e.part)
}

// current resolves "this week" and the like, which end or begin at the day of writing as the tense says. A year is too long
// to date an event by.
func (c *context) current(e *expr, iv interval, value, precision string, dir func() direction) result {
	if e.part == early || e.part == mid || e.part == late {
		return inPart(resolved(iv, value, precision, "the %s of %s", e.unit.name(), c.whence), e.part)
	}
	if e.unit >= season {
		return unresolved(value, "this %s does not say which days", e.unit.name())
	}
	d := unknown
	if e.part == whole {
		d = dir()
	}
	switch {
	case e.part == before || d == past:
		if iv.start == c.writing && e.part == before { // "earlier in the week", on its first day
			iv, value, precision = unitOf(e.unit, c.writing, -1)
			return resolved(iv, value, precision, "the %s before %s, which begins one", e.unit.name(), c.whence)
		}
		if iv.start < c.writing {
			return resolved(interval{iv.start, c.writing}, value, "range", "the %s of %s up to that day, %s", e.unit.name(), c.whence, orPart(d, e.part))
		}
	case e.part == after || d == future:
		if c.writing < iv.end {
			return resolved(interval{c.writing, iv.end}, value, "range", "the %s of %s from that day on, %s", e.unit.name(), c.whence, orPart(d, e.part))
		}
	}
	return resolved(iv, value, precision, "the %s of %s", e.unit.name(), c.whence)
}

func orPart(d direction, p part) string {
	if p != whole {
		return "“" + partNames[p] + "”"
	}
	return d.String()
}

// weekend resolves "the weekend", "this weekend", "last weekend".
func (c *context) weekend(e *expr, dir func() direction) result {
	by, why := e.rel, "the one told"
	switch {
	case e.rel < 0 && c.writing.weekday() < 6, e.rel > 0:
	case e.rel < 0:
		by = -1
	default:
		d := dir()
		if e.said && d == unknown {
			d = future
		}
		if why = d.String(); d != future && c.writing.weekday() < 6 {
			by = -1
		}
	}
	iv, value, precision := unitOf(weekend, c.writing, by)
	return resolved(iv, value, precision, "a weekend by %s, %s", c.whence, why)
}

func (c *context) season(e *expr, dir func() direction) result {
	if e.unit == year {
		y, _, _ := c.writing.civil()
		y += e.rel
		return resolved(seasonOf(y, e.season), fmt.Sprintf("%04d-%s", y, e.season), "range", "a season of the year told from %s", c.whence)
	}
	of := func(y int) interval { return seasonOf(y, e.season) }
	d := dir()
	switch {
	case e.rel < 0:
		d = past
	case e.rel > 0:
		d = future
	case e.said:
		d = unknown
	}
	y := nearest(of, c.writing, d)
	if iv := of(y); e.rel < 0 && iv.end >= c.writing {
		y--
	} else if e.rel > 0 && iv.start <= c.writing {
		y++
	}
	return resolved(of(y), fmt.Sprintf("%04d-%s", y, e.season), "range", "a season by %s, months of the northern hemisphere", c.whence)
}

// moved resolves n units before or after a day: by whole units of the calendar, as "three weeks ago" names a week.
func (c *context) moved(e *expr, from day, n float64, why string) result {
	if e.vague {
		return unresolved("", "how many %ss is not said", e.unit.name())
	}
	u := e.unit
	if u < dayUnit {
		hours := map[unit]float64{hour: 1, minute: 1.0 / 60, second: 1.0 / 3600}[u] * n
		if hours < -24 || hours > 24 {
			return resolved(interval{from + day(hours/24), from + day(hours/24)}, (from + day(hours/24)).String(), "day", "so many hours %s", why)
		}
		return resolved(interval{from + day(min(0, floorDiv(int(hours), 24))), from + day(max(0, b2i(hours > 0)))}, from.String(), "range", "so many hours %s", why)
	}
	if n != float64(int(n)) {
		if u == year {
			u, n = month, n*12
		} else if u == decade {
			u, n = year, n*10
		}
	}
	if u == decade || u == century {
		n *= map[unit]float64{decade: 10, century: 100}[u]
		u = year
	}
	iv, value, precision := unitOf(u, from, int(n))
	if y, _, _ := iv.start.civil(); y < 1 || y > 9999 {
		return unresolved("", "outside the calendar")
	}
	return resolved(iv, value, precision, "so many %ss %s", u.name(), why)
}

// stretch resolves "the past two weeks" and "the next six months": a duration with both its ends.
func (c *context) stretch(e *expr) result {
	value := durationValue(e.unit, e.n, e.vague)
	if e.vague {
		return unresolved(value, "how many %ss is not said", e.unit.name())
	}
	days := map[unit]float64{hour: 1.0 / 24, dayUnit: 1, night: 1, week: 7, fortnight: 14, weekend: 7, month: 30.4375, quarter: 91.3125, year: 365.25, decade: 3652.5, century: 36525}[e.unit] * e.n
	if e.unit >= year || days < 1 {
		return unresolved(value, "too long to date by, or within a day")
	}
	if e.rel > 0 {
		return resolved(interval{c.writing, c.writing + day(days)}, value, "range", "so long from %s on", c.whence)
	}
	return resolved(interval{c.writing - day(days), c.writing}, value, "range", "so long up to %s", c.whence)
}

func (u unit) name() string {
	for name, v := range unitNames {
		if v == u {
			return name
		}
	}
	return "season"
}

// inPart cuts a resolved stretch to its early, middle or late part.
func inPart(r result, p part) result {
	if p == whole || !r.ok {
		return r
	}
	r.iv = partOf(r.iv, p, r.precision)
	r.precision = "range"
	r.reason += ", " + partNames[p]
	return r
}

// date resolves a date that names a year, a month or a day; what it leaves out comes from the text and the day of writing.
func (c *context) date(e *expr, dir func() direction) result {
	y, why := e.y, "the date as written"
	if y == 0 {
		var ok bool
		if y, why, ok = c.yearFor(e, dir); !ok {
			return unresolved(dateValue(0, e.m, e.d), "%s", why)
		}
	}
	switch {
	case e.m == 0:
		return inPart(resolved(yearOf(y), dateValue(y, 0, 0), "year", "%s", why), e.part)
	case e.d == 0:
		return inPart(resolved(monthOf(y, e.m), dateValue(y, e.m, 0), "month", "%s", why), e.part)
	case !valid(y, e.m, e.d):
		return unresolved("", "there is no such day")
	}
	d := ymd(y, e.m, e.d)
	if e.dayTo > e.d && valid(y, e.m, e.dayTo) {
		return resolved(interval{d, ymd(y, e.m, e.dayTo)}, d.String(), "range", "%s", why)
	}
	if e.wday > 0 && d.weekday() != e.wday {
		why += " (not the day of the week it names)"
	}
	return resolved(interval{d, d}, d.String(), "day", "%s", why)
}

// yearFor is the year of a date without one.
func (c *context) yearFor(e *expr, dir func() direction) (int, string, bool) {
	of := func(y int) interval {
		if e.d == 0 || !valid(y, e.m, e.d) {
			return monthOf(y, e.m)
		}
		return interval{ymd(y, e.m, e.d), ymd(y, e.m, e.d)}
	}
	switch {
	case e.ofThat:
		if c.refUnit == "" {
			return 0, "no year stands before it in the text", false
		}
		y, _, _ := c.ref.start.civil()
		return y, "the year of the time before it in the text", true
	case c.year > 0:
		return c.year, "the year named before it in the sentence", true
	case !c.known:
		return 0, "the year is not said, and the article has no date of publication", false
	}
	y, _, _ := c.writing.civil()
	if e.unit != year && e.rel == 0 && c.told.year > 0 && c.told.year < y && dir() == past {
		return c.told.year, "the year that the text before it tells of", true
	}
	if e.unit == year {
		return y + e.rel, "of the year told from " + c.whence, true
	}
	d, why := c.tense(e, of, dir)
	if e.wday > 0 && e.d > 0 {
		for _, try := range []int{nearest(of, c.writing, d), y, y - 1, y + 1} {
			if valid(try, e.m, e.d) && ymd(try, e.m, e.d).weekday() == e.wday {
				return try, "the year in which the day falls on that day of the week", true
			}
		}
	}
	y = nearest(of, c.writing, d)
	if iv := of(y); (e.rel < 0 || d == past && e.d == 0) && iv.end >= c.writing {
		y-- // "in June", told in June of what is past: this June would be "this month"
	} else if e.rel > 0 && iv.start <= c.writing {
		y++
	}
	return y, fmt.Sprintf("the year by %s, %s", c.whence, why), true
}

// near and far: when one year puts a date so near to the day of writing and the other so far from it, the text would have
// named the far one's year, whatever the tense; for a month alone this only outweighs a tense read without a tree.
const near, far = 60, 290

// tense is the direction of a date without a year, and its reason.
func (c *context) tense(e *expr, of func(y int) interval, dir func() direction) (direction, string) {
	switch {
	case e.rel < 0:
		return past, "“last”"
	case e.rel > 0:
		return future, "“next”"
	}
	d := dir()
	away := func(side direction) int {
		iv := of(nearest(of, c.writing, side))
		return max(int(iv.start-c.writing), int(c.writing-iv.end), 0)
	}
	if (e.d > 0 || !c.parsed) && d != unknown && away(d) > far && away(past+future-d) < near {
		return unknown, "the nearest"
	}
	return d, d.String()
}

// farRef is how many sentences back another time of the text may stand.
const farRef = 4

// fromText resolves what is told from another time of the text.
func (c *context) fromText(e *expr) result {
	if c.refUnit == "" {
		return unresolved("", "told from another time, and none stands near before it in the text")
	}
	from, why := c.ref.start, fmt.Sprintf("the time before it in the text (%s)", spell(c.ref))
	switch e.form {
	case fLater:
		if e.unit <= night && c.refUnit != "day" || e.unit <= week && c.refUnit == "year" {
			return unresolved("", "the time before it in the text is not known to the %s", e.unit.name())
		}
		side := "after "
		if e.n < 0 || e.rel < 0 {
			side = "before "
		}
		if c.refUnit == "range" {
			from = c.ref.end
		}
		return c.moved(e, from, e.n, side+why)
	case fAdjacent:
		if e.unit <= night && c.refUnit != "day" {
			return unresolved("", "the time before it in the text is not known to the day")
		}
		iv, value, precision := unitOf(e.unit, from, e.rel)
		return resolved(iv, withPart(value, e.daypart), precision, "the %s told from %s", e.unit.name(), why)
	}
	if e.unit <= night && c.refUnit != "day" {
		return unresolved("", "the time before it in the text is not known to the day")
	}
	iv, value, precision := unitOf(e.unit, from, 0)
	return resolved(iv, withPart(value, e.daypart), precision, "the %s of %s", e.unit.name(), why)
}

func spell(iv interval) string {
	if iv.start == iv.end {
		return iv.start.String()
	}
	return iv.start.String() + " to " + iv.end.String()
}

// clockOf is a time of day on the day of the sentence's other time; the stage puts it there.
func (c *context) clockOf(e *expr) result {
	return unresolved(clockValue(e), "a time of day whose day is not said")
}

func clockValue(e *expr) string {
	v := "T" + pad(e.hh)
	if e.mm >= 0 {
		v += ":" + pad(e.mm)
	} else {
		v += ":00"
	}
	if e.zone {
		v += "Z"
	}
	return v
}

// kind is TIMEX3's type of an expression.
func (e *expr) kind(value string) string {
	switch {
	case e.form == fDuration || e.form == fPastN:
		return "DURATION"
	case e.form == fSet:
		return "SET"
	case e.form == fClock || e.daypart != "":
		return "TIME"
	}
	return "DATE"
}

// toTime makes the layer's record.
func (e *expr) toTime(toks []text.Token, r result, sentence int) text.Time {
	t := text.Time{Span: text.Span{Start: toks[e.first].Start, End: toks[e.last].End}, Kind: e.kind(r.value), Value: r.value,
		Precision: r.precision, Reason: r.reason, Sentence: sentence}
	if r.ok {
		t.Start, t.End = r.iv.start.String(), r.iv.end.String()
	}
	return t
}
