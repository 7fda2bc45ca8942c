package coding

import (
	"fmt"

	"dateline/event"
	"dateline/text"
)

// lendPlaceThreshold and lendDayThreshold are the probabilities from which the place and the day of another mention are taken.
const (
	lendPlaceThreshold = 9
	lendDayThreshold = 9
)

// lenderWeights weigh the clues of lenderClues: those for places, and those for days.
var (
	placeLenderWeights = []weight{
		{"always", -9}, {"one happening", 0}, {"of one type", 0}, {"the sentence before", 0}, {"two or three sentences before", 0},
		{"further before", 0}, {"a sentence after", 0}, {"further after", 0}, {"told in the title", 0}, {"share of the article's", 0}, {"the sentence has its own", 0}, {"for what is said", 0},
		{"for talks", 0}, {"of what is said", 0}, {"for what has not happened", 0}, {"of what has not happened", 0}, {"shares who", 0}, {"the country takes part", 0}, {"another country takes part", 0},
		{"in the title", 0}, {"for background", 0}, {"of background", 0}, {"a definite noun", 0}, {"a noun", 0}, {"taken up as such", 0}, {"one paragraph", 0}, {"for force", 0}, {"of a country", 0}, {"for what somebody says happened", 0}, {"log of same", 0},
	}
	dayLenderWeights = append([]weight{}, placeLenderWeights...)
)

// lend gives mentions that have no place or day in their sentence those of another mention, where the article makes plain that it
// is the same.
func (r *reading) lend() {
	r.ownPlaces, r.ownDays = r.placeLenders(), r.dayLenders()
	places, days := r.ownPlaces, r.ownDays
	for _, m := range r.mentions {
		if m.place == nil {
			if from, p := likeliest(r.lenders(m, places, true), placeLenderWeights); p >= lendPlaceThreshold {
				m.place, m.reason.Place = from.place, fmt.Sprintf("where «%s» is, with probability %.2f; %s", r.doc.Slice(from.span), p, from.reason.Place)
			}
		}
		if m.date == nil {
			if from, p := likeliest(r.lenders(m, days, false), dayLenderWeights); p >= lendDayThreshold {
				m.date, m.reason.Date = from.date, fmt.Sprintf("when «%s» is, with probability %.2f; %s", r.doc.Slice(from.span), p, from.reason.Date)
				r.judgeAge(m)
			}
		}
	}
}

func (r *reading) placeLenders() (out []*mention) {
	for _, m := range r.mentions {
		if m.place != nil && m.place.Country != nil {
			c := *m
			out = append(out, &c)
		}
	}
	return out
}

func (r *reading) dayLenders() (out []*mention) {
	for _, m := range r.mentions {
		if m.date != nil {
			c := *m
			out = append(out, &c)
		}
	}
	return out
}

// lenders are the mentions of other sentences that a mention may take its place or its day from.
func (r *reading) lenders(m *mention, from []*mention, where bool) (out []choice[*mention]) {
	for _, o := range from {
		if o.sentence == m.sentence && o.token == m.token {
			continue
		}
		agree := 0
		for _, x := range from {
			if where && event.Text(x.place.Country) == event.Text(o.place.Country) || !where && x.date.Start <= o.date.End && o.date.Start <= x.date.End {
				agree++
			}
		}
		out = append(out, choice[*mention]{o, r.lenderClues(m, o, float64(agree)/float64(len(from)), where)})
	}
	return out
}

func (r *reading) lenderClues(m, o *mention, share float64, where bool) clues {
	t, to := r.trees[m.sentence], r.trees[o.sentence]
	a, b := o, m
	if m.sentence < o.sentence || m.sentence == o.sentence && m.token < o.token {
		a, b = m, o
	}
	away := m.sentence - o.sentence
	same := 0.0
	if m.kind == o.kind {
		same = r.sameHappening(a, b)
	}
	country, takes, another := "", false, false
	own := false
	if where {
		country = event.Text(o.place.Country)
		for k := range r.doc.Places {
			own = own || r.doc.Places[k].Sentence == m.sentence
		}
		for _, c := range append(codes(m.actors), codes(m.recipients)...) {
			takes = takes || c == country
			another = another || c != country
		}
	} else {
		for k := range r.doc.Times {
			own = own || r.doc.Times[k].Sentence == m.sentence
		}
	}
	force := m.kind == "ASSAULT" || m.kind == "COERCE" || m.kind == "PROTEST" || m.kind == "RETREAT" || m.kind == "MOBILIZE"
	unsure := func(x *mention) bool { return x.status != event.Actual }
	return clues{
		1,
		is(m.root() == o.root()),
		is(m.kind == o.kind),
		is(away == 1),
		is(away == 2 || away == 3),
		is(away > 3),
		is(away == -1),
		is(away < -1),
		is(to.Part != text.Body),
		share,
		is(own),
		is(spoken[m.kind]),
		is(m.kind == "CONSULT"),
		is(spoken[o.kind]),
		is(unsure(m)),
		is(unsure(o)),
		is(share2(m, o)),
		is(takes),
		is(another && !takes),
		is(t.Part != text.Body),
		is(m.historical),
		is(o.historical),
		is(takenUp(t, m.token, 3)),
		is(t.class(m.token) == "n"),
		is(takenUp(t, m.token, 3) && m.kind == o.kind),
		is(t.Paragraph == to.Paragraph),
		is(force),
		is(where && o.place.Precision == "country"),
		is(m.content != nil),
		odds(same),
	}
}

func share2(a, b *mention) bool {
	return share(words(a.actors), words(b.actors)) || share(words(a.recipients), words(b.recipients)) || share(words(a.actors), words(b.recipients))
}
