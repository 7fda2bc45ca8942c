package count

import "strings"

// smallNumbers and magnitudes are the number words.
var smallNumbers = map[string]int{"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
	"ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
	"nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}

var magnitudes = map[string]int{"dozen": 12, "hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000,
	"k": 1000, "m": 1_000_000, "mn": 1_000_000, "bn": 1_000_000_000}

// plurals are the counts of no certain number and what they are at least, as the guidelines fix it.
var plurals = map[string]int{"dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000, "millions": 2_000_000, "tens": 20}

// most is the largest number that is taken for a count.
const most = 100_000_000_000

// digits reads "30", "1,500", "1.5" times scale; ok is false for anything else ("3-2", "10:30", "2nd").
func digits(w string, scale int) (n int, ok bool) {
	whole, frac, dot := strings.Cut(w, ".")
	groups := strings.Split(whole, ",")
	for i, g := range groups {
		if g == "" || i > 0 && len(g) != 3 || len(groups) > 1 && len(g) > 3 {
			return 0, false
		}
		for _, c := range []byte(g) {
			if c < '0' || c > '9' || n > most {
				return 0, false
			}
			n = n*10 + int(c-'0')
		}
	}
	if n > most/scale {
		return 0, false
	}
	n *= scale
	if !dot {
		return n, true
	}
	if frac == "" || scale == 1 {
		return 0, false
	}
	for _, c := range []byte(frac) {
		if c < '0' || c > '9' {
			return 0, false
		}
		scale /= 10
		n += scale * int(c-'0')
	}
	return n, n <= most
}

// number is a number as the words give it.
type number struct {
	low, high *int // both set and equal for a plain number
	exact     bool // a plain number, which what stands before it may bound
	article   bool // "a" or "an"
	next      int  // the word after it
}

// is reports whether the number is n and no other.
func (x number) is(n int) bool { return x.low != nil && x.high != nil && *x.low == n && *x.high == n }

func plain(n, next int) number { return number{low: &n, high: &n, exact: true, next: next} }

func atLeast(n, next int) number { return number{low: &n, next: next} }

// number reads the number at i; next is 0 when there is none.
func (s *sentence) number(i int) number {
	if n := s.vague(i); n.next > 0 {
		return n
	}
	if n := s.fraction(i); n.next > 0 {
		return n
	}
	n, next := s.cardinal(i)
	if next == 0 {
		return number{}
	}
	return plain(n, next)
}

// vague reads "dozens", "hundreds of thousands", "several", "several hundred", "a few dozen", "a handful".
func (s *sentence) vague(i int) number {
	switch w := s.low(i); w {
	case "several":
		return s.times(3, i+1)
	case "a":
		switch s.low(i + 1) {
		case "few":
			return s.times(3, i+2)
		case "handful":
			return atLeast(3, i+2)
		case "couple", "pair":
			return plain(2, i+2)
		}
		return number{}
	default:
		n := plurals[w]
		if n == 0 || w == "tens" && s.low(i+1) != "of" {
			return number{}
		}
		next := i + 1
		for s.low(next) == "of" && plurals[s.low(next+1)] > 0 && n < most/1000 {
			n, next = n/2*plurals[s.low(next+1)]/2, next+2
			n *= 2
		}
		return atLeast(n, next)
	}
}

// times is at least n, or n dozen, hundred … when such a word follows.
func (s *sentence) times(n, next int) number {
	if m := magnitudes[s.low(next)]; m > 1 && len(s.low(next)) > 2 {
		return atLeast(n*m, next+1)
	}
	return atLeast(n, next)
}

// fraction reads "half a million", "a quarter of a million".
func (s *sentence) fraction(i int) number {
	j, part := i, 0 //nolint:wastedassign // the zero stands for no fraction
	if s.low(j) == "a" {
		j++
	}
	switch s.low(j) {
	case "half":
		part = 2
	case "quarter":
		part = 4
	default:
		return number{}
	}
	for j++; s.low(j) == "of" || s.low(j) == "a" || s.low(j) == "-"; j++ {
	}
	if m := magnitudes[s.low(j)]; m >= 1000 {
		return plain(m/part, j+1)
	}
	return number{}
}

// cardinal reads "30", "1.5 million", "two hundred and fifty", "twenty-five", "a dozen", "a hundred"; next is 0 when there
// is none.
func (s *sentence) cardinal(i int) (n, next int) {
	w := s.low(i)
	if w == "" {
		return 0, 0
	}
	if w[0] >= '0' && w[0] <= '9' {
		if m := magnitudes[s.low(i+1)]; m > 0 {
			if n, ok := digits(w, m); ok {
				return n, i + 2
			}
		}
		if n, ok := digits(w, 1); ok {
			return n, i + 1
		}
		return 0, 0
	}
	if w == "a" || w == "an" {
		if m := magnitudes[s.low(i+1)]; m > 1 && len(s.low(i+1)) > 2 {
			return m, i + 2
		}
		return 0, 0
	}
	return s.words(i)
}

// words reads a number in words.
func (s *sentence) words(i int) (n, next int) {
	total, part, j := 0, 0, i
	for ; ; j++ {
		w := s.low(j)
		v, m := smallNumbers[w], magnitudes[w]
		switch {
		case v > 0 && (part == 0 || part%100 == 0 || v < 10 && part%100 >= 20 && part%10 == 0):
			part += v
		case m > 1 && len(w) > 2 && j > i && total < most/m && (part > 0 || m > 100):
			if m <= 100 {
				part *= m
			} else {
				total, part = (total+part)*m, 0
			}
			if total+part > most {
				return 0, 0
			}
		case w == "-" && j > i && part >= 20 && part%10 == 0 && part%100 != 0 && smallNumbers[s.low(j+1)] > 0 && smallNumbers[s.low(j+1)] < 10:
		case w == "and" && j > i && magnitudes[s.low(j-1)] >= 100 && smallNumbers[s.low(j+1)] > 0 && s.low(j+1) != "one":
		default:
			if total+part == 0 || j == i {
				return 0, 0
			}
			return total + part, j
		}
	}
}
