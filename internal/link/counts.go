package link

import (
	"fmt"
	"slices"
	"strconv"

	"dateline/event"
)

// counted lists the kinds of count in the order in which they were first told.
func (s *summary) counted() []string {
	var out []string
	for _, m := range s.members {
		for _, c := range m.Report.Counts {
			if !slices.Contains(out, c.What) {
				out = append(out, c.What)
			}
		}
	}
	return out
}

// countField sets the numbers side by side: a range, or contested where sources hold to numbers far apart at the same time.
func (s *summary) countField(what string) event.Field {
	var claims []claim
	for _, m := range s.members {
		for _, c := range m.Report.Counts {
			if c.What == what {
				v := event.Value{Value: number(c.Low, c.High), Words: c.Text, Low: c.Low, High: c.High, Denies: denies(m.Report)}
				claims = append(claims, claim{fmt.Sprint(v.Value, v.Denies), v, m})
			}
		}
	}
	f := gather(what, claims)
	f.Low, f.High = extent(f.Values)
	for i, a := range f.Values {
		for _, b := range f.Values[:i] {
			switch {
			case clash(f.Values, a, b) || clash(f.Values, b, a) || a.Denies != b.Denies && a.Value == b.Value:
				f.Verdict = event.Contested
			case a.Value != b.Value && f.Verdict != event.Contested:
				f.Verdict = event.Range
			}
		}
	}
	return f
}

// number writes a count as people read it.
func number(low, high *int) string {
	switch {
	case low == nil && high == nil:
		return "some"
	case low == nil:
		return "at most " + strconv.Itoa(*high)
	case high == nil:
		return "at least " + strconv.Itoa(*low)
	case *low == *high:
		return strconv.Itoa(*low)
	}
	return fmt.Sprintf("%d–%d", *low, *high)
}

// extent is the lowest and the highest number that anybody gives who does not deny. The highest is open where it is somebody's "at
// least".
func extent(values []event.Value) (low, high *int) {
	open := false
	for _, v := range values {
		if v.Denies || v.Low == nil && v.High == nil {
			continue
		}
		if v.Low != nil && (low == nil || *v.Low < *low) {
			low = v.Low
		}
		top := v.High
		if top == nil {
			top = v.Low
		}
		if high == nil || *top > *high || *top == *high && v.High == nil {
			high, open = top, v.High == nil
		}
	}
	if open {
		high = nil
	}
	return low, high
}

// far is how many times the lower number the higher one must be for two sources to contradict each other; less is a range.
const far = 1.5

// clash reports that somebody holds to a lower number when another gives one far above it. He does not where he gave another number
// later; and a number that an article gives on its own word is overtaken by what is published after it.
func clash(values []event.Value, a, b event.Value) bool {
	if a.Denies || b.Denies || a.High == nil || b.Low == nil || float64(*b.Low) <= far*float64(*a.High) {
		return false
	}
	overtaken := a.Until != "" && b.Since != "" && a.Until < b.Since
	for _, x := range a.By {
		for _, y := range b.By {
			if !sameVoucher(x, y) && !(overtaken && (x.Publisher || y.Publisher)) && holds(values, a, x) {
				return true
			}
		}
	}
	return false
}

// holds reports that a source gave no other number after this one.
func holds(values []event.Value, v event.Value, by event.Voucher) bool {
	return !slices.ContainsFunc(values, func(o event.Value) bool {
		return o.Since > v.Until && slices.ContainsFunc(o.By, func(b event.Voucher) bool { return sameVoucher(b, by) })
	})
}
