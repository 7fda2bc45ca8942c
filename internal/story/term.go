package story

import "dateline/event"

// terms lists what was agreed, promised or demanded, and what became of it.
func (t *telling) terms() []event.Term {
	out := []event.Term{}
	for i, a := range t.acts {
		if _, _, stated := a.said(event.Planned, event.Demanded); !stated && !calledOff(a) {
			continue
		}
		term := event.Term{Event: a.Event.ID, What: a.Event.Title, State: event.Open, By: []string{}}
		t.settle(i, a, &term)
		out = append(out, term)
	}
	return out
}

// calledOff reports whether an event is told only as what was planned and did not come about.
func calledOff(a *act) bool {
	_, _, denied := a.said(event.Denied)
	return denied && plans.MatchString(a.words) && !denies.MatchString(a.words)
}

// settle finds the state of a term: what came last of it decides, by the order of the story.
func (t *telling) settle(i int, a *act, term *event.Term) {
	since, _, _ := a.said(event.Planned, event.Demanded)
	latest := ""
	mark := func(day string, state event.State, by *act) {
		if len(term.By) == 0 || term.By[len(term.By)-1] != by.Event.ID {
			term.By = append(term.By, by.Event.ID)
		}
		if day >= latest {
			latest, term.State = day, state
		}
	}
	if _, last, ok := a.said(event.Denied); ok && last >= since {
		mark(last, refused(a), a)
	}
	if _, last, ok := a.said(event.Actual); ok && last >= since {
		if a.Dated {
			last = a.Day
		}
		mark(last, done(a), a)
	}
	for k, b := range t.acts {
		if k != i {
			t.mark(a, b, k > i, mark)
		}
	}
}

// mark holds one other event against a term.
func (t *telling) mark(a, b *act, later bool, mark func(string, event.State, *act)) {
	points := b.Refer != nil && *b.Refer == a.Event.ID
	switch {
	case b.Part == event.Block && points,
		(b.Part == event.Denial || b.Event.Status == event.Denied) && alike(a, b):
		mark(b.Day, refused(b), b)
	case b.Event.Status == event.Actual && (points && b.How == carriesOut || later && alike(a, b)):
		mark(b.Day, done(b), b)
	case b.Part == event.Object && points && b.Event.Type == "REJECT" && a.Part == event.Demand:
		mark(b.Day, event.Broken, b)
	}
}

func refused(a *act) event.State {
	if hinders.MatchString(a.words) && !breaksOff.MatchString(a.words) {
		return event.Blocked
	}
	return event.Broken
}

// done is how far what happened was carried out, as the last report of it has it.
func done(a *act) event.State {
	for i := len(a.reports) - 1; i >= 0; i-- {
		if a.reports[i].Status != event.Actual {
			continue
		}
		if begins.MatchString(a.sentences[i]) {
			return event.Partly
		}
		break
	}
	return event.Done
}
