package export

import (
	"strconv"

	"dateline/event"
)

// OrNA is nil for the empty string: an unknown.
func OrNA(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func null(p *string) any { return OrNA(event.Text(p)) }

func number(p *float64) any {
	if p == nil {
		return nil
	}
	return *p
}

func integer(p *int) any {
	if p == nil {
		return nil
	}
	return *p
}

func words(s event.Source) string  { return s.Text }
func code(s event.Source) string   { return event.Text(s.Code) }
func sector(s event.Source) string { return event.Text(s.Sector) }
func cue(s event.Source) string    { return event.Text(s.Cue) }

func chain(i *Item, get func(event.Source) string) []string { return each(i.Report.Attribution, get) }

func first(list []string) any {
	if len(list) == 0 {
		return nil
	}
	return OrNA(list[0])
}

func each[T any](list []T, get func(T) string) []string {
	out := []string{}
	for _, x := range list {
		out = append(out, get(x))
	}
	return out
}

// Toll adds up the counts of one kind. A bound that is open in one of them is open in the sum; nil too where nothing is counted, for
// nothing counted is not 0.
func Toll(counts []event.Count, kind string) (low, high *int) {
	counted := false
	for _, c := range counts {
		if c.What != kind {
			continue
		}
		if !counted {
			counted, low, high = true, c.Low, c.High
			continue
		}
		low, high = plus(low, c.Low), plus(high, c.High)
	}
	return low, high
}

func plus(a, b *int) *int {
	if a == nil || b == nil {
		return nil
	}
	sum := *a + *b
	return &sum
}

// Serial is the number of a report or an event for formats whose ids are numbers: the first 52 bits of its hash, so that it is the
// same in every export and exact as a double.
func Serial(id string) int64 {
	n, _ := strconv.ParseInt(id[min(2, len(id)):min(15, len(id))], 16, 64) // r_ or e_ and hexadecimal digits
	return n
}
