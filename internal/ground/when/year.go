package when

import "fmt"

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
