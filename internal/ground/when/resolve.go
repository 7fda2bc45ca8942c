package when

import (
	"fmt"
	"strings"

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
		if strings.HasPrefix(e.value, fiscal) {
			return unresolved(e.value, "a fiscal year, whose days are not said")
		}
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
	return e.feast.of(e.y, "a feast with its year")
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
		if e.wday > 0 {
			d := weekdayFrom(c.ref, e.wday, e.rel)
			return resolved(interval{d, d}, withPart(d.String(), e.daypart), "day", "such a day told from %s", why)
		}
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

// weekdayFrom is the first such day of the week after a time, or the last before it.
func weekdayFrom(iv interval, wday, rel int) day {
	if rel < 0 {
		d := iv.start - 1
		return d - day((d.weekday()-wday+7)%7)
	}
	d := iv.end + 1
	return d + day((wday-d.weekday()+7)%7)
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
