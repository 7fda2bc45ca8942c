package link

import (
	"fmt"
	"slices"

	"dateline/event"
	"dateline/plover"
)

// claim is what one report says of one thing.
type claim struct {
	key    string // the same for what is the same value
	value  event.Value
	member Member
}

// fields lists what the reports say, thing by thing.
func (s *summary) fields() []event.Field {
	out := []event.Field{s.typeField(), s.statusField()}
	more := []event.Field{s.whoField("actor", actors), s.whoField("recipient", recipients), s.placeField(), s.dateField()}
	for _, what := range s.counted() {
		more = append(more, s.countField(what))
	}
	for _, f := range more {
		if len(f.Values) > 0 {
			out = append(out, f)
		}
	}
	return out
}

// gather makes a field of claims in order of publication. Its verdict is that nobody disagrees.
func gather(name string, claims []claim) event.Field {
	f := event.Field{Name: name, Values: []event.Value{}, Verdict: event.Agreed}
	at, groups, told := map[string]int{}, map[string]bool{}, map[[2]string]bool{}
	for _, c := range claims {
		i, ok := at[c.key]
		if !ok {
			i = len(f.Values)
			at[c.key] = i
			c.value.By, c.value.Reports = []event.Voucher{}, []string{}
			f.Values = append(f.Values, c.value)
		}
		from := [2]string{c.key, group(c.member)}
		vouch(&f.Values[i], c.member, told[from])
		groups[group(c.member)], told[from] = true, true
	}
	if len(groups) == 1 {
		f.Verdict = event.Single
	}
	return f
}

// vouch adds a report to those that have a value. A copy's publisher does not vouch for what it copied.
func vouch(v *event.Value, m Member, copied bool) {
	v.Reports = append(v.Reports, m.Report.ID)
	if day := published(m); day != "" {
		if v.Since == "" {
			v.Since = day
		}
		v.Until = max(v.Until, day)
	}
	by := voucher(m.Report)
	if by.Publisher && copied || slices.ContainsFunc(v.By, func(o event.Voucher) bool { return sameVoucher(o, by) }) {
		return
	}
	v.By = append(v.By, by)
}

func denies(r *event.Report) bool { return r.Status == event.Denied }

func (s *summary) typeField() event.Field {
	var claims []claim
	quads := map[string]bool{}
	for _, m := range s.members {
		kind := m.Report.Event
		claims = append(claims, claim{kind, event.Value{Value: kind, Words: m.Report.Evidence.Trigger.Text}, m})
		t, _ := plover.Standard().Type(kind)
		quads[t.Quad] = true
	}
	f := gather("type", claims)
	if len(quads) > 1 {
		f.Verdict = event.Contested
	}
	return f
}

// statusField: to deny what another says happened, or may have happened, contests it. The other statuses follow one another as plans
// become deeds or are called off.
func (s *summary) statusField() event.Field {
	var claims []claim
	told := map[event.Status]bool{}
	for _, m := range s.members {
		r := m.Report
		value := string(r.Status)
		if r.Negated {
			value += " not to be"
		}
		told[r.Status] = true
		claims = append(claims, claim{value, event.Value{Value: value, Words: r.Evidence.Trigger.Text, Denies: denies(r)}, m})
	}
	f := gather("status", claims)
	switch {
	case told[event.Denied] && (told[event.Actual] || told[event.Possible]):
		f.Verdict = event.Contested
	case len(f.Values) > 1:
		f.Verdict = event.Range
	}
	return f
}

// whoField: it is contested when one report has somebody do what another says he did not, or when two name people who cannot be the
// same and share nobody.
func (s *summary) whoField(name string, role func(*event.Report) []event.Actor) event.Field {
	var claims []claim
	for _, m := range s.members {
		for _, a := range role(m.Report) {
			key := identity(a)
			if denies(m.Report) {
				key += " denied"
			}
			claims = append(claims, claim{key, event.Value{Value: label(a), Words: a.Text, Denies: denies(m.Report)}, m})
		}
	}
	f := gather(name, claims)
	told := distinct(s.members, func(m Member) string {
		key := fmt.Sprint(denies(m.Report))
		for _, a := range role(m.Report) {
			key += " " + identity(a)
		}
		return key
	})
	for i, a := range told {
		for _, b := range told[:i] {
			if contradict(role(a.Report), role(b.Report), denies(a.Report), denies(b.Report)) {
				f.Verdict = event.Contested
			}
		}
	}
	return f
}

// distinct keeps the first of those with one key: to hold each of a thousand reports against each takes too long.
func distinct[T any](list []T, key func(T) string) (out []T) {
	seen := map[string]bool{}
	for _, x := range list {
		if k := key(x); !seen[k] {
			seen[k] = true
			out = append(out, x)
		}
	}
	return out
}

func keyOf(c claim) string { return c.key }

func contradict(a, b []event.Actor, aDenied, bDenied bool) bool {
	shared, possible := false, false
	for _, x := range a {
		for _, y := range b {
			shared = shared || identity(x) == identity(y)
			possible = possible || mayBe(x, y)
		}
	}
	if aDenied != bDenied {
		return shared
	}
	return !aDenied && len(a) > 0 && len(b) > 0 && !possible
}

func (s *summary) placeField() event.Field {
	var claims []claim
	for _, m := range s.members {
		if p := m.Report.Place; p != nil {
			claims = append(claims, claim{placeKey(p), event.Value{Value: placeLabel(p), Words: p.Text}, m})
		}
	}
	f := gather("place", claims)
	claims = distinct(claims, keyOf)
	for i, a := range claims {
		for _, b := range claims[:i] {
			if !placesMeet(a.member.Report.Place, b.member.Report.Place) {
				f.Verdict = event.Contested
			}
		}
	}
	return f
}

// dateField: days that lie one apart differ as clocks and deadlines do; further apart they cannot both be so.
func (s *summary) dateField() event.Field {
	var claims []claim
	for _, m := range s.members {
		if d := m.Report.Date; d != nil {
			claims = append(claims, claim{d.Start + "/" + d.End, event.Value{Value: dateLabel(d), Words: d.Text}, m})
		}
	}
	f := gather("date", claims)
	claims = distinct(claims, keyOf)
	for i, a := range claims {
		for _, b := range claims[:i] {
			switch gap := daysBetween(a.member.Report.Date, b.member.Report.Date); {
			case gap > 1:
				f.Verdict = event.Contested
			case gap == 1 && f.Verdict != event.Contested:
				f.Verdict = event.Range
			}
		}
	}
	return f
}
