package story

import (
	"regexp"
	"slices"
	"strings"

	"dateline/event"
)

// How one event stands to another.
const (
	carriesOut = "carries out"
	blocks     = "blocks"
	objectsTo  = "objects to"
	supports   = "supports"
	threatens  = "threatens"
	follows    = "follows"
)

// refer finds for each event the one that it answers.
func (t *telling) refer() {
	for i, a := range t.acts {
		target, how := t.answered(i, a)
		if target != nil {
			id := target.Event.ID
			a.Refer, a.How = &id, how
		}
	}
}

// answered is the event that an event answers, carries out, blocks or objects to; nil where none is known.
func (t *telling) answered(i int, a *act) (*act, string) {
	switch a.Part {
	case event.Support:
		return t.meant(i, a), supports
	case event.Object:
		return t.meant(i, a), objectsTo
	case event.Denial:
		return t.meant(i, a), objectsTo
	case event.Threat:
		return t.lastOf(i, event.Deal, event.Promise), threatens
	case event.Block:
		return t.hindered(i, a), blocks
	case event.Act, event.Deal:
		if p := t.promise(i, a); p != nil {
			return p, carriesOut
		}
	case event.Talk, event.Promise, event.Demand, event.Fear:
	}
	return t.content(a), follows
}

// meant is what somebody stands for or against: what he speaks of, what his words point at, else the last deal or deed.
func (t *telling) meant(i int, a *act) *act {
	if c := t.content(a); c != nil {
		return c
	}
	if p := t.pointed(i, a); p != nil {
		return p
	}
	return t.lastOf(i, event.Deal, event.Act)
}

// content is the event that is the content of this one's words, or of whose content this is.
func (t *telling) content(a *act) *act {
	for _, r := range a.reports {
		for _, other := range t.acts {
			if other != a && slices.ContainsFunc(other.reports, func(o *event.Report) bool { return event.Text(o.ContentOf) == r.ID }) {
				return other
			}
		}
	}
	return nil
}

// pointers are the words by which an article points at what it told before, and the types these can be of.
var pointers = []struct {
	words *regexp.Regexp
	types []string
}{
	{regexp.MustCompile(`\b(the|this|that) (\w+ )?(deal|agreement|truce|ceasefire|cease-fire|accord|pact|treaty|swap|exchange)\b`), []string{"AGREE"}},
	{regexp.MustCompile(`\b(the|this|that|such) (\w+ )?(attacks?|strikes?|bombings?|shelling|raids?|killings?|blast|massacre|assault|crackdown|violence)\b`), []string{"ASSAULT", "COERCE"}},
	{regexp.MustCompile(`\b(the|this|that) (\w+ )?(sanctions|embargo|ban|expulsions?|freeze)\b`), []string{"SANCTION", "COERCE"}},
	{regexp.MustCompile(`\b(the|this|that) (\w+ )?(evacuations?|withdrawal|pullout|release)\b`), []string{"RETREAT", "CONCEDE", "AID", "COOPERATE"}},
	{regexp.MustCompile(`\b(the|this|that) (\w+ )?(convoys?|aid|relief)\b`), []string{"AID"}},
	{regexp.MustCompile(`\b(the|these|those) (\w+ )?(talks|negotiations|meeting|summit)\b`), []string{"CONSULT"}},
	{regexp.MustCompile(`\b(the|these|those) (\w+ )?(arrests?|detentions?|blockade|siege|curfew)\b`), []string{"COERCE"}},
	{regexp.MustCompile(`\b(the|these|those) (\w+ )?(protests?|demonstrations?|march|rally)\b`), []string{"PROTEST"}},
}

// pointed is the last event before this one that its words point at.
func (t *telling) pointed(i int, a *act) *act {
	for _, p := range pointers {
		if !p.words.MatchString(a.words) {
			continue
		}
		for k := i - 1; k >= 0; k-- {
			if slices.Contains(p.types, t.acts[k].Event.Type) {
				return t.acts[k]
			}
		}
	}
	return nil
}

func (t *telling) lastOf(i int, parts ...event.Part) *act {
	for k := i - 1; k >= 0; k-- {
		if slices.Contains(parts, t.acts[k].Part) {
			return t.acts[k]
		}
	}
	return nil
}

// hindered is what an obstacle keeps from being done: the promise it names, what its words point at, else the last promise before it.
func (t *telling) hindered(i int, a *act) *act {
	for k := len(t.acts) - 1; k >= 0; k-- {
		if p := t.acts[k]; k != i && p.Part == event.Promise && names(a.words, p.trigger) {
			return p
		}
	}
	if p := t.pointed(i, a); p != nil {
		return p
	}
	return t.lastOf(i, event.Promise)
}

// names reports whether words have one of the words of a trigger, in whatever form.
func names(words, trigger string) bool {
	for _, t := range strings.Fields(trigger) {
		if len(t) >= stemLength && strings.Contains(words, t[:stemLength]) {
			return true
		}
	}
	return false
}

// stemLength is how many letters two forms of a word share: evacuated, evacuation.
const stemLength = 5

// promise is the promise, demand or threat before an event that it carries out: of its type, by or to or at the same.
func (t *telling) promise(i int, a *act) *act {
	for k := i - 1; k >= 0; k-- {
		p := t.acts[k]
		if (p.Part == event.Promise || p.Part == event.Demand || p.Part == event.Threat) && alike(p, a) {
			return p
		}
	}
	return nil
}

// alike reports whether two events can be one thing said and done: of a type, with somebody, a place or the word for it in common, and
// without two that cannot be the same.
func alike(a, b *act) bool {
	if a.Event.Type != b.Event.Type {
		return false
	}
	actors, actorsClash := shared(a.Event.Actor, b.Event.Actor)
	recipients, recipientsClash := shared(a.Event.Recipient, b.Event.Recipient)
	place, placeClash := false, false
	if p, q := a.Event.Place, b.Event.Place; p != nil && q != nil {
		place = placeName(p) == placeName(q)
		placeClash = !place && p.Precision != "country" && q.Precision != "country"
	}
	word := names(a.trigger, b.trigger)
	there := place && word
	return (actors || recipients || place || word) && !placeClash && (!actorsClash || recipients || there) && (!recipientsClash || actors || there)
}

// shared reports whether two lists have somebody in common, and whether both name somebody and nobody of one can be of the other. One of
// whom no code or sector is known may be one of whom it is.
func shared(a, b []event.Actor) (same, clash bool) {
	may := len(a) == 0 || len(b) == 0
	for _, x := range a {
		for _, y := range b {
			same = same || who(x) == who(y)
			may = may || (x.Code == nil) != (y.Code == nil) ||
				x.Code != nil && y.Code != nil && *x.Code == *y.Code && (x.Sector == nil || y.Sector == nil)
		}
	}
	return same, !same && !may
}

// who is what makes two mentions the same party: code and sector, else the name.
func who(a event.Actor) string {
	if a.Code != nil || a.Sector != nil {
		return event.Text(a.Code) + "." + event.Text(a.Sector)
	}
	name := event.Text(a.Name)
	if name == "" {
		name = a.Text
	}
	return "~" + strings.TrimPrefix(strings.ToLower(name), "the ")
}
