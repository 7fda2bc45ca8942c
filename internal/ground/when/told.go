package when

import "fmt"

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
		switch {
		case e.rel < 0:
			d = past
		case e.rel > 0:
			d = future
		}
		return e.feast.of(nearest(e.feast.in, c.writing, d), fmt.Sprintf("a feast by %s, %s", c.whence, d))
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
