package when

import "fmt"

// day is a number of days since 1970-01-01 in the proleptic Gregorian calendar.
type day int

// interval is the days from start to end, inclusive.
type interval struct{ start, end day }

// ymd makes a day; the algorithm is Howard Hinnant's days_from_civil (http://howardhinnant.github.io/date_algorithms.html).
func ymd(y, m, d int) day {
	if m <= 2 {
		y--
	}
	era := floorDiv(y, 400)
	yoe := y - era*400
	doy := (153*((m+9)%12)+2)/5 + d - 1
	return day(era*146097 + yoe*365 + yoe/4 - yoe/100 + doy - 719468)
}

// civil is the inverse of ymd.
func (n day) civil() (y, m, d int) {
	z := int(n) + 719468
	era := floorDiv(z, 146097)
	doe := z - era*146097
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	mp := (5*doy + 2) / 153
	d, m, y = doy-(153*mp+2)/5+1, mp+3, yoe+era*400
	if m > 12 {
		m -= 12
	}
	if m <= 2 {
		y++
	}
	return y, m, d
}

func floorDiv(a, b int) int {
	if q := a / b; a%b < 0 {
		return q - 1
	} else {
		return q
	}
}

func (n day) String() string {
	y, m, d := n.civil()
	return fmt.Sprintf("%04d-%02d-%02d", y, m, d)
}

// weekday is 1 (Monday) to 7 (Sunday).
func (n day) weekday() int { return (int(n)+3-floorDiv(int(n)+3, 7)*7)%7 + 1 }

func (n day) monday() day { return n - day(n.weekday()-1) }

// isoWeek is the ISO 8601 year and week.
func (n day) isoWeek() (year, week int) {
	thursday := n.monday() + 3
	year, _, _ = thursday.civil()
	return year, int(thursday-ymd(year, 1, 1))/7 + 1
}

func monthLen(y, m int) int { return int(ymd(y+m/12, m%12+1, 1) - ymd(y, m, 1)) }

func monthOf(y, m int) interval { return interval{ymd(y, m, 1), ymd(y, m, monthLen(y, m))} }

func yearOf(y int) interval { return interval{ymd(y, 1, 1), ymd(y, 12, 31)} }

// addMonths moves a year and a month.
func addMonths(y, m, n int) (int, int) {
	total := y*12 + m - 1 + n
	return floorDiv(total, 12), total - floorDiv(total, 12)*12 + 1
}

// parseDay reads YYYY-MM-DD, also before a time.
func parseDay(s string) (day, bool) {
	var y, m, d int
	if len(s) < 10 || s[4] != '-' || s[7] != '-' {
		return 0, false
	}
	if _, err := fmt.Sscanf(s[:10], "%4d-%2d-%2d", &y, &m, &d); err != nil || !valid(y, m, d) {
		return 0, false
	}
	return ymd(y, m, d), true
}

func valid(y, m, d int) bool {
	return y > 0 && y < 3000 && m >= 1 && m <= 12 && d >= 1 && d <= monthLen(y, m)
}

// easter is Easter Sunday of the western churches (Meeus, Jones and Butcher).
func easter(y int) day {
	a, b, c := y%19, y/100, y%100
	h := (19*a + b - b/4 - (b-(b+8)/25+1)/3 + 15) % 30
	l := (32 + 2*(b%4) + 2*(c/4) - h - c%4) % 7
	m := (a + 11*h + 22*l) / 451
	return ymd(y, (h+l-7*m+114)/31, (h+l-7*m+114)%31+1)
}

// hijri is the first year of the Islamic calendar in which the day of a month falls in the Gregorian year y or later.
func hijri(y, m, d int) int {
	for h := (y-622)*33/32 - 1; ; h++ {
		if got, _, _ := (islamic(h, m) + day(d-1)).civil(); got >= y {
			return h
		}
	}
}

// islamic is the first day of a month of the tabular Islamic calendar, from its epoch of 15 July 622 (Julian), which comes
// nearer to the days announced in Saudi Arabia than that of the 16th.
func islamic(y, m int) day {
	return day((y-1)*354 + (3+11*y)/30 + 29*(m-1) + m/2 + 1948439 - 2440588)
}
