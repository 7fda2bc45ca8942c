package when

// form is what kind of expression the words make; the comments give examples.
type form uint8

const (
	noForm     form = iota
	fDate           // 18 October 2015; October 2015; 2015; October 18
	fDecade         // the 1990s; the nineties
	fCentury        // the 19th century
	fSeason         // summer of 2016; this winter
	fQuarter        // the first quarter of 2014
	fHalf           // the first half of 2014
	fFeast          // Christmas
	fWeekday        // Friday; last Tuesday
	fDay            // yesterday: n days from the day of writing
	fUnit           // last week; this month; next year
	fAgo            // three days ago
	fFromNow        // three days from now; in three days
	fLater          // two days later (than another time of the text); n below 0: earlier
	fAdjacent       // the next day, the previous night (than another time of the text)
	fThat           // that day; the same week
	fPastN          // the past two weeks; n below 0: the next two weeks
	fDuration       // three years
	fSet            // daily; every Friday
	fClock          // 10 a.m.; 18:00 GMT; noon
	fReference      // now; recently
)

// part says which part of a time is meant.
type part uint8

const (
	whole part = iota
	early
	mid
	late
	before // "earlier this month": from its beginning to the day of writing
	after  // "later this month": from the day of writing to its end
)

var partNames = [...]string{"", "early", "the middle of", "late", "earlier", "later"}

// expr is a recognised expression: the words first to last (inclusive) of a sentence and their meaning.
type expr struct {
	form        form
	first, last int
	part        part
	y, m, d     int // 0 when the words do not say; y below 100 with twoDigits: '98
	dayTo       int // the second day of "Jan. 5-7"
	wday        int // 1 Monday to 7 Sunday
	rel         int // -1 last, 0 this or none, 1 next
	said        bool
	unit        unit
	n           float64
	vague       bool // "several years": n is not known
	season      string
	daypart     string
	hh, mm      int // of fClock; mm below 0 when not given
	zone        bool
	value       string // of fSet and fReference
	feast       *feast
	since       bool // "since" stands before it: it lasts to the day of writing
	ofThat      bool // "October of that year"
	to          int  // index of the expression it is the beginning of a range with, or -1
	from        int  // index of the expression that begins the range it ends, or -1
}
