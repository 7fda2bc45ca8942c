package count

// bound is what words before a number do to it.
type bound struct {
	words []string
	do    func(n int) (low, high *int)
	name  string
}

func is(n int) *int { return &n }

func exactly(n int) (*int, *int) { return is(n), is(n) }

// bounds are tried in this order, so that the longer of two comes first.
var bounds = []bound{
	{[]string{"at", "least"}, lowest, "at least"},
	{[]string{"no", "fewer", "than"}, lowest, "at least"},
	{[]string{"no", "less", "than"}, lowest, "at least"},
	{[]string{"not", "less", "than"}, lowest, "at least"},
	{[]string{"a", "minimum", "of"}, lowest, "at least"},
	{[]string{"as", "few", "as"}, lowest, "at least"},
	{[]string{"no", "more", "than"}, highest, "at most"},
	{[]string{"not", "more", "than"}, highest, "at most"},
	{[]string{"at", "most"}, highest, "at most"},
	{[]string{"up", "to"}, highest, "at most"},
	{[]string{"as", "many", "as"}, highest, "at most"},
	{[]string{"as", "much", "as"}, highest, "at most"},
	{[]string{"a", "maximum", "of"}, highest, "at most"},
	{[]string{"well", "over"}, above, "more than"},
	{[]string{"more", "than"}, above, "more than"},
	{[]string{"in", "excess", "of"}, above, "more than"},
	{[]string{"upwards", "of"}, above, "more than"},
	{[]string{"upward", "of"}, above, "more than"},
	{[]string{"over"}, above, "more than"},
	{[]string{"above"}, above, "more than"},
	{[]string{"exceeding"}, above, "more than"},
	{[]string{"fewer", "than"}, below, "fewer than"},
	{[]string{"less", "than"}, below, "fewer than"},
	{[]string{"under"}, below, "fewer than"},
	{[]string{"below"}, below, "fewer than"},
	{[]string{"an", "estimated"}, exactly, "about"},
	{[]string{"close", "to"}, exactly, "about"},
	{[]string{"about"}, exactly, "about"},
	{[]string{"around"}, exactly, "about"},
	{[]string{"some"}, exactly, "about"},
	{[]string{"approximately"}, exactly, "about"},
	{[]string{"roughly"}, exactly, "about"},
	{[]string{"nearly"}, exactly, "about"},
	{[]string{"almost"}, exactly, "about"},
	{[]string{"estimated"}, exactly, "about"},
}

func lowest(n int) (*int, *int)  { return is(n), nil }
func highest(n int) (*int, *int) { return nil, is(n) }
func above(n int) (*int, *int)   { return is(n + 1), nil }
func below(n int) (*int, *int)   { return nil, is(n - 1) }

// bounded applies what stands before the number at i, and after it; the first word of the count is returned.
func (s *sentence) bounded(i int, n *number) (first int, how string) {
	if how := s.boundedAfter(n); how != "" {
		return i, how
	}
	for _, b := range bounds {
		at := i - len(b.words)
		if at < 0 || !s.matches(at, b.words) {
			continue
		}
		if n.exact {
			n.low, n.high = b.do(*n.low)
		}
		return at, b.name
	}
	return i, ""
}

func (s *sentence) matches(at int, words []string) bool {
	for k, w := range words {
		if s.low(at+k) != w {
			return false
		}
	}
	return true
}

// boundedAfter applies "or more", "+", "or fewer".
func (s *sentence) boundedAfter(n *number) string {
	if !n.exact {
		return ""
	}
	j := n.next
	switch {
	case s.low(j) == "+" || s.low(j) == "plus":
		n.high, n.next = nil, j+1
	case s.low(j) == "-" && s.low(j+1) == "plus":
		n.high, n.next = nil, j+2
	case s.low(j) == "or" && s.low(j+1) == "more":
		n.high, n.next = nil, j+2
	case s.low(j) == "or" && (s.low(j+1) == "fewer" || s.low(j+1) == "less"):
		n.low, n.next = nil, j+2
		n.exact = false
		return "at most"
	case s.low(j) == "or" && s.low(j+1) == "so":
		n.next = j + 2
		return ""
	default:
		return ""
	}
	n.exact = false
	return "at least"
}

// ranged reads the second number of "between 3 and 5", "three to five", "10-15", "three or four".
func (s *sentence) ranged(i int, n *number) (first int, ok bool) {
	if !n.exact || n.article {
		return i, false
	}
	w, first := s.low(n.next), i
	switch {
	case s.low(i-1) == "between" && w == "and", s.low(i-1) == "from" && w == "to":
		first = i - 1
	case w == "to" || w == "or" || s.dash(n.next) && s.attached(n.next) && s.attached(n.next+1):
	default:
		return i, false
	}
	hi := s.number(n.next + 1)
	if !hi.exact || hi.next == 0 {
		return i, false
	}
	lo := *n.low
	if scale := *hi.high; scale >= 1000 && lo < 1000 && s.scaled(n.next+1, hi.next) > 0 && lo*s.scaled(n.next+1, hi.next) <= scale {
		lo *= s.scaled(n.next+1, hi.next) // two to three million
	}
	if lo >= *hi.high {
		return i, false
	}
	n.low, n.high, n.next, n.exact = is(lo), hi.high, hi.next, false
	return first, true
}

// scaled is the magnitude that ends the number's words, or 0.
func (s *sentence) scaled(from, next int) int {
	if w := s.low(next - 1); next-1 > from && len(w) > 2 {
		return magnitudes[w]
	}
	return 0
}
