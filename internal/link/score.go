package link

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"dateline/event"
)

// part is what one kind of evidence adds to the log odds that two reports tell of the same happening, and why.
type part struct {
	weight float64
	why    string
}

// The weights here were set by hand. Base and those of the trigger's word and of the topic are what scored best out of 48 settings on
// MEANTIME's events across documents (77.3 CoNLL F1; the others 71.8 to 77.3). An earlier choice of five settings had ECB+ in view too and
// came to the same.

// base is the log odds that two reports which share a block tell of the same happening before anything is compared.
const base = -3.0

// Score is the log odds that two reports tell of the same happening.
func Score(a, b *Features) float64 {
	sum := base
	for _, p := range compare(a, b) {
		sum += p.weight
	}
	return sum
}

// Explain says for people what speaks for and against, the weightiest first.
func Explain(a, b *Features) string {
	parts := compare(a, b)
	list := parts[:]
	slices.SortStableFunc(list, func(x, y part) int { return int(100 * (math.Abs(y.weight) - math.Abs(x.weight))) })
	var out []string
	for _, p := range list {
		if math.Abs(p.weight) >= 0.3 {
			out = append(out, fmt.Sprintf("%s %+.1f", p.why, p.weight))
		}
	}
	return strings.Join(out, "; ")
}

func compare(a, b *Features) [9]part {
	return [9]part{kinds(a, b), statuses(a, b), times(a, b), places(a, b), people("actor", a.Actors, b.Actors), people("recipient", a.Recipients, b.Recipients),
		numbers(a.Counts, b.Counts), wordings(a, b), articles(a, b)}
}

// kinds: what one coder calls an assault another calls coercion. Other types are taken for one another only by mistake, and what is
// agreed is not refused.
func kinds(a, b *Features) part {
	switch {
	case a.Type == 0 || b.Type == 0:
		return part{}
	case a.Type == b.Type:
		return part{0.4, "same type"}
	case kindred[[2]uint32{a.Type, b.Type}]:
		return part{-1, "types close to each other"}
	case a.Quad == b.Quad:
		return part{-2.5, "different types"}
	}
	return part{-5, "types of different quad classes"}
}

// kindred are pairs of types that tell one happening in other words.
var kindred = func() map[[2]uint32]bool {
	m := map[[2]uint32]bool{}
	for _, pair := range [][2]string{{"ASSAULT", "COERCE"}, {"AGREE", "SUPPORT"}, {"AGREE", "CONCEDE"}, {"AGREE", "CONSULT"}, {"CONCEDE", "RETREAT"},
		{"ACCUSE", "REJECT"}, {"COOPERATE", "AID"}, {"REQUEST", "ACCUSE"}, {"THREATEN", "REJECT"}} {
		m[[2]uint32{hash(pair[0]), hash(pair[1])}], m[[2]uint32{hash(pair[1]), hash(pair[0])}] = true, true
	}
	return m
}()

// times to come and times past: a plan and a deed are linked only if much else speaks for it.
func statuses(a, b *Features) part {
	x, y := event.Statuses[a.Status], event.Statuses[b.Status]
	switch {
	case a.Negated != b.Negated:
		return part{-3, "one is not to be"}
	case x == y:
		return part{0.2, "same status"}
	case ahead(x) != ahead(y):
		return part{-2, "one lies ahead"}
	}
	return part{-0.2, "statuses differ"}
}

func ahead(s event.Status) bool {
	return s == event.Planned || s == event.Demanded || s == event.Threatened
}

func times(a, b *Features) part {
	if a.From == 0 && a.To == 0 || b.From == 0 && b.To == 0 {
		return part{-0.6, "no day known"}
	}
	gap := max(0, max(a.From, b.From)-min(a.To, b.To))
	longest := max(a.To-a.From, b.To-b.From)
	switch {
	case !a.Dated || !b.Dated:
		return assumed(a, b, gap)
	case gap == 0 && longest == 0:
		return part{1.6, "the same day"}
	case gap == 0:
		return part{math.Max(0, 1.2-0.25*math.Log(1+float64(longest))), "days that overlap"}
	case gap == 1 && longest == 0:
		return part{-1, "days one apart"}
	}
	return part{-6, "days that do not meet"}
}

// assumed compares days of which one at least is not the text's, but those before its article was published.
func assumed(a, b *Features, gap int32) part {
	if a.Historical != b.Historical {
		return part{-1, "one is told as background"}
	}
	apart := max(a.Published, b.Published) - min(a.Published, b.Published)
	switch {
	case gap == 0 && a.Published != 0 && b.Published != 0 && apart <= 1:
		return part{0.7, "published together"}
	case gap == 0:
		return part{0.2, "days may overlap"}
	}
	return part{-math.Min(5, 0.5*float64(gap)), "news of different days"}
}

func places(a, b *Features) part {
	p, q := &a.Place, &b.Place
	switch {
	case p.Name == 0 || q.Name == 0:
		return part{}
	case p.GeoNames != 0 && p.GeoNames == q.GeoNames || p.Name == q.Name && (p.Country == q.Country || p.Country == 0 || q.Country == 0):
		if p.Fineness <= 1 {
			return part{0.4, "same country"}
		}
		return part{1.7, "same place"}
	case p.Country == 0 || q.Country == 0:
		return part{-0.5, "a place not known"}
	case p.Country != q.Country:
		return part{-5, "different countries"}
	case p.Fineness <= 1 || q.Fineness <= 1:
		return part{0.3, "one place in the other"}
	case p.Fineness == 2 || q.Fineness == 2:
		if p.Admin1 != 0 && p.Admin1 == q.Admin1 {
			return part{0.8, "one place in the other"}
		}
		return part{-3, "different regions"}
	case p.Located && q.Located:
		return near(kilometres(float64(p.Lat), float64(p.Lon), float64(q.Lat), float64(q.Lon)), p.reach()+q.reach())
	}
	return part{-1.5, "different places"}
}

func (w *Where) reach() float64 { return reach[fineness[min(int(w.Fineness), len(fineness)-1)]] }

func near(km, both float64) part {
	if km <= both {
		return part{0.6, "places close by"}
	}
	return part{-math.Min(5, 1.5+km/100), "places far apart"}
}

func people(role string, a, b []Who) part {
	if len(a) == 0 || len(b) == 0 {
		return part{}
	}
	best := math.Inf(-1)
	for _, x := range a {
		for _, y := range b {
			best = math.Max(best, sameWho(x, y))
		}
	}
	switch {
	case best > 0.5:
		return part{best, "same " + role}
	case best < 0:
		return part{best, "another " + role}
	}
	return part{best, role + " may be the same"}
}

// sameWho weighs two people: somebody with name and code says more than a sector alone.
func sameWho(x, y Who) float64 {
	named := x.Name != 0 && x.Name == y.Name
	switch {
	case x.Code != 0 && y.Code != 0 && x.Code != y.Code:
		if named {
			return 0
		}
		return -2.2
	case x.Sector != 0 && y.Sector != 0 && x.Sector != y.Sector:
		return -0.8
	case x.Code|x.Sector == 0 || y.Code|y.Sector == 0:
		if named {
			return 1.4
		}
		return -0.3
	case named:
		return 1.5
	case x.Code == y.Code && x.Code != 0:
		return 0.8
	case x.Sector == y.Sector && x.Sector != 0:
		return 0.5
	}
	return 0.1
}

func numbers(a, b []Number) part {
	out := part{}
	for _, x := range a {
		for _, y := range b {
			if x.What != y.What {
				continue
			}
			switch {
			case x == y:
				return part{1.5, "same number"}
			case meet(x, y):
				out = part{0.8, "numbers meet"}
			case out.weight <= 0:
				out = part{-math.Min(1.2, math.Log(ratio(x, y))), "numbers differ"}
			}
		}
	}
	return out
}

func meet(x, y Number) bool {
	return (x.High < 0 || y.Low <= x.High) && (y.High < 0 || x.Low <= y.High)
}

func ratio(x, y Number) float64 {
	a, b := float64(max(x.Low, x.High, 1)), float64(max(y.Low, y.High, 1))
	return math.Max(a, b) / math.Min(a, b)
}

// wordings compares the sentences. Two words of one sentence, or of its copy, mostly name two happenings.
func wordings(a, b *Features) part {
	shared, same := cosine(a.Words, b.Words), a.Trigger == b.Trigger && a.Trigger != 0
	switch {
	case shared > oneSentence && !same:
		return part{-1, "one sentence tells both"}
	case same:
		return part{4.5*shared + 1.8, "same word for it, words shared"}
	}
	return part{4.5*shared - 0.7, "words shared"}
}

// oneSentence is from what likeness on two sentences are taken for one.
const oneSentence = 0.85

// articles holds the articles against each other. What one article tells twice is mostly two happenings: it says so where it is one, and
// then the coder often knows, but its word is taken for no more than a hint.
func articles(a, b *Features) part {
	switch {
	case a.Article != b.Article:
		if len(a.Topic) == 0 || len(b.Topic) == 0 {
			return part{}
		}
		return part{6*cosine(a.Topic, b.Topic) - 1.4, "articles on one topic"}
	case a.ID == b.SameAs || b.ID == a.SameAs || a.SameAs == b.SameAs && a.SameAs != 0:
		return part{1.2, "one article takes them for the same"}
	}
	return part{-0.8, "one article tells both"}
}

// cosine of two sorted sets: what they share by the mean of their sizes.
func cosine(a, b []uint32) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	shared := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			shared++
			i++
			j++
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	return float64(shared) / math.Sqrt(float64(len(a)*len(b)))
}
