package when

import (
	"fmt"
	"strconv"
)

// letterOf is TIMEX3's letter of a unit, with "T" before those of a day.
func letterOf(u unit) string {
	return [...]string{"", "S", "M", "H", "D", "D", "W", "W", "WE", "M", "Q", "S", "Y", "DE", "CE"}[u]
}

// durationValue is the TIMEX3 value of n units: P3D, PT12H, P2.5Y, PXM when n is not known.
func durationValue(u unit, n float64, vague bool) string {
	if u == fortnight {
		n *= 2
	}
	count := strconv.FormatFloat(n, 'f', -1, 64)
	if vague {
		count = "X"
	}
	switch u {
	case decade:
		if !vague {
			return "P" + strconv.FormatFloat(n*10, 'f', -1, 64) + "Y"
		}
	case century:
		if !vague {
			return "P" + strconv.FormatFloat(n*100, 'f', -1, 64) + "Y"
		}
	case second, minute, hour:
		return "PT" + count + letterOf(u)
	}
	return "P" + count + letterOf(u)
}

func pad(n int) string { return fmt.Sprintf("%02d", n) }

// dateValue is the TIMEX3 value of a date; zero parts are left out, or XXXX for the year.
func dateValue(y, m, d int) string {
	v := "XXXX"
	if y > 0 {
		v = fmt.Sprintf("%04d", y)
	}
	if m > 0 {
		v += "-" + pad(m)
	}
	if d > 0 {
		v += "-" + pad(d)
	}
	return v
}

func weekValue(n day) string {
	y, w := n.isoWeek()
	return fmt.Sprintf("%04d-W%02d", y, w)
}

// unitOf is the unit's stretch of the calendar that holds the day, moved by n units, its value and its precision. Spans
// of a decade and more count from a year ending in 0.
func unitOf(u unit, n day, by int) (interval, string, string) {
	y, m, _ := n.civil()
	switch u {
	case second, minute, hour, dayUnit, night:
		d := n + day(by)
		return interval{d, d}, d.String(), "day"
	case week, fortnight:
		if u == fortnight {
			by *= 2
		}
		mon := n.monday() + day(7*by)
		return interval{mon, mon + 6}, weekValue(mon), "week"
	case weekend:
		mon := n.monday() + day(7*by)
		return interval{mon + 5, mon + 6}, weekValue(mon) + "-WE", "range"
	case month:
		y, m = addMonths(y, m, by)
		return monthOf(y, m), dateValue(y, m, 0), "month"
	case quarter:
		y, m = addMonths(y, (m-1)/3*3+1, 3*by)
		return quarterOf(y, (m-1)/3+1)
	case decade:
		y = floorDiv(y, 10)*10 + 10*by
		return interval{ymd(y, 1, 1), ymd(y+9, 12, 31)}, strconv.Itoa(y / 10), "range"
	case century:
		y = floorDiv(y, 100)*100 + 100*by
		return interval{ymd(y, 1, 1), ymd(y+99, 12, 31)}, strconv.Itoa(y / 100), "range"
	}
	return yearOf(y + by), dateValue(y+by, 0, 0), "year"
}

func quarterOf(y, q int) (interval, string, string) {
	return interval{ymd(y, 3*q-2, 1), ymd(y, 3*q, monthLen(y, 3*q))}, fmt.Sprintf("%04d-Q%d", y, q), "range"
}

// seasonOf is a season by whole months of the northern hemisphere; winter belongs to the year in which it begins.
func seasonOf(y int, s string) interval {
	first := map[string]int{"SP": 3, "SU": 6, "FA": 9, "WI": 12}[s]
	y2, m2 := addMonths(y, first, 2)
	return interval{ymd(y, first, 1), ymd(y2, m2, monthLen(y2, m2))}
}

// partOf is the early, middle or late part of a stretch: days 1 to 10, 11 to 20 and 21 on of a month, thirds of the rest.
func partOf(iv interval, p part, precision string) interval {
	n := int(iv.end-iv.start) + 1
	a, b := n/3, n*2/3
	switch precision {
	case "month":
		a, b = 10, 20
	case "year":
		y, _, _ := iv.start.civil()
		a, b = int(ymd(y, 5, 1)-iv.start), int(ymd(y, 9, 1)-iv.start)
	case "week":
		a, b = 2, 5
	}
	switch p {
	case early:
		return interval{iv.start, iv.start + day(a) - 1}
	case mid:
		return interval{iv.start + day(a), iv.start + day(b) - 1}
	case late:
		return interval{iv.start + day(b), iv.end}
	}
	return iv
}
