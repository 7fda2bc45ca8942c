package story

import (
	"cmp"
	"slices"
	"strings"

	"dateline/event"
)

// Chapter is an event of a story with the reports that tell of it.
type Chapter struct {
	Event     event.Event
	Reports   []*event.Report
	Sentences map[string]string // of each report, by its id
	Why       string            // what ties the event to the story
}

// Assemble tells a story of its events. It is a function of the events, whatever their order. There must be one at least.
func Assemble(id string, chapters []Chapter) event.Story {
	t := &telling{}
	for _, c := range chapters {
		t.acts = append(t.acts, newAct(c))
	}
	t.date()
	slices.SortFunc(t.acts, before)
	t.refer()
	s := event.Story{ID: id, Places: t.places(), Parties: parties(t.acts), Events: []event.Step{}, Terms: t.terms(),
		Supporters: t.stance(event.Support), Objectors: t.stance(event.Object, event.Threat)}
	articles := map[string]bool{}
	for _, a := range t.acts {
		s.Events = append(s.Events, a.Step)
		for _, r := range a.reports {
			articles[r.Document.ID+r.Document.SHA256] = true
		}
		if a.Part != event.Promise && a.Part != event.Demand && a.Part != event.Fear && a.Day != "" {
			s.First = earlier(s.First, a.Day)
			s.Last = max(s.Last, a.Day)
		}
	}
	s.Articles = len(articles)
	s.Title = t.title()
	return s
}

func earlier(a, b string) string {
	if a == "" || b != "" && b < a {
		return b
	}
	return a
}

// act is a step that is being made, with what it is made from.
type act struct {
	event.Step
	reports []*event.Report
	// of each report its sentence, and all of them, in lower case
	sentences []string
	words     string
	trigger   string // its triggers, lower case
	told      string // the article that told it first, and where in it
	at        int
	past      bool // told there as what came before
}

func newAct(c Chapter) *act {
	a := &act{Step: event.Step{Event: c.Event, Why: c.Why}}
	a.reports = slices.Clone(c.Reports)
	slices.SortFunc(a.reports, func(x, y *event.Report) int {
		return cmp.Or(cmp.Compare(published(x), published(y)), cmp.Compare(x.Document.ID, y.Document.ID),
			cmp.Compare(x.Evidence.Trigger.Start, y.Evidence.Trigger.Start), cmp.Compare(x.ID, y.ID))
	})
	var triggers []string
	for _, r := range a.reports {
		a.sentences = append(a.sentences, strings.ToLower(c.Sentences[r.ID]))
		triggers = append(triggers, r.Evidence.Trigger.Text)
	}
	a.words, a.trigger = strings.Join(a.sentences, " "), strings.ToLower(strings.Join(triggers, " "))
	first := a.reports[0]
	a.told, a.at, a.past = first.Document.ID, first.Evidence.Trigger.Start, first.Historical || cameBefore(first, c.Sentences[first.ID])
	a.Part = partOf(a)
	return a
}

// cameBefore reports whether a sentence tells an event as what came before what else it tells: had agreed, after the attack.
func cameBefore(r *event.Report, sentence string) bool {
	head := []rune(sentence)
	n := r.Evidence.Trigger.Start - r.Evidence.Sentence.Start
	return n >= 0 && n <= len(head) && earlierThan.MatchString(strings.ToLower(string(head[:n])))
}

// published is a report's day of publication, after all others where it is unknown.
func published(r *event.Report) string { return cmp.Or(event.Text(r.Document.Published), "9") }

// date gives each event its day: its own or, where that is not told, that of what its article tells beside it,
// else that of publication.
func (t *telling) date() {
	lead := map[string][]*act{}
	for _, a := range t.acts {
		if day, ok := ownDay(a); ok {
			a.Day, a.Dated = day, true
			if !a.past && gap(day, a.Event.First) <= leadSpan {
				lead[a.told] = append(lead[a.told], a)
			}
		} else {
			a.Day = a.Event.First
		}
	}
	for _, a := range t.acts {
		if a.Dated {
			continue
		}
		if day, ok := pastDay(a); ok {
			a.Day = day
			continue
		}
		if l := nearest(lead[a.told], a.at); l != nil {
			a.Day = l.Day
		}
	}
}

// nearest is the last of some acts that is told before a place in their article, or the first behind it.
func nearest(lead []*act, at int) (best *act) {
	for _, l := range lead {
		switch {
		case best == nil, l.at < at && (best.at > at || l.at > best.at), l.at > at && best.at > at && l.at < best.at:
			best = l
		}
	}
	return best
}

// pastDay is the last day of what happened some time before it was told.
func pastDay(a *act) (string, bool) {
	if d := a.Event.Date; d != nil && a.Event.Status == event.Actual && d.End < a.Event.First {
		return d.End, true
	}
	return "", false
}

// leadSpan is how many days before its publication an article's news may lie.
const leadSpan = 3

// ownDay is the day on which an event began where it is known to the week and it happened; what is only promised, demanded or feared
// stands where it was said.
func ownDay(a *act) (day string, ok bool) {
	for _, r := range a.reports {
		d := r.Date
		if d == nil || r.Status != event.Actual && r.Status != event.Denied || gap(d.Start, d.End) > 7 {
			continue
		}
		if p := event.Text(r.Document.Published); p == "" || d.Start <= p {
			day, ok = earlier(day, d.Start), true
		}
	}
	return day, ok
}

// before is the order of a story: by day, then as told, what an article tells as past first.
func before(a, b *act) int {
	return cmp.Or(cmp.Compare(cmp.Or(a.Day, "9"), cmp.Or(b.Day, "9")), cmp.Compare(cmp.Or(a.Event.First, "9"), cmp.Or(b.Event.First, "9")),
		cmp.Compare(rank(a), rank(b)), cmp.Compare(a.told, b.told), cmp.Compare(a.at, b.at), cmp.Compare(a.Event.ID, b.Event.ID))
}

// rank orders what is told at once: what is past already comes first.
func rank(a *act) int {
	if a.past {
		return 0
	}
	return 1
}

// telling is a story in the making: its acts in order.
type telling struct{ acts []*act }

// places are where a story plays, most told first.
func (t *telling) places() []event.Place {
	out := []event.Place{}
	count := map[string]int{}
	for _, a := range t.acts {
		if p := a.Event.Place; p != nil {
			if count[placeName(p)]++; count[placeName(p)] == 1 {
				out = append(out, *p)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b event.Place) int { return cmp.Compare(count[placeName(&b)], count[placeName(&a)]) })
	return out
}

func placeName(p *event.Place) string {
	return strings.TrimPrefix(strings.ToLower(cmp.Or(event.Text(p.Name), p.Text)), "the ")
}

// title is the headline over the event most told of, a deal or a deed rather than words; without a headline that event's own line.
func (t *telling) title() string {
	best := t.acts[0]
	worth := func(a *act) int {
		n := 2 * a.Event.Independent
		if a.Part == event.Deal || a.Part == event.Act {
			n += 2
		}
		return n + min(1, len(a.Event.Actor)) + min(1, len(a.Event.Recipient))
	}
	for _, a := range t.acts {
		if worth(a) > worth(best) {
			best = a
		}
	}
	for _, r := range best.reports {
		if headline := event.Text(r.Document.Title); headline != "" {
			return headline
		}
	}
	return best.Event.Title
}
