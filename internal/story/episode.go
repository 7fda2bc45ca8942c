package story

import (
	"slices"

	"dateline/event"
)

// Scene is a report of an article with the event it tells of.
type Scene struct {
	Report   *event.Report
	Event    int64 // whatever tells events apart
	Story    int64 // the story the event is in; 0 none yet
	Sentence string
}

// Episode is what an article tells of one matter.
type Episode []Scene

// Day is when an episode was told, in days since 1970: its article's day of publication or, where that is not known, the last day of
// what happened in it; 0 where neither is known.
func (e Episode) Day() int64 {
	last := ""
	for _, s := range e {
		if day := event.Text(s.Report.Document.Published); day != "" {
			return Day(day)
		}
		if d := s.Report.Date; d != nil && s.Report.Status == event.Actual && !s.Report.Historical && gap(d.Start, d.End) <= 7 {
			last = max(last, d.End)
		}
	}
	return Day(last)
}

// Cut divides an article's reports, in the order it tells them, into episodes: most articles are one. A round-up is cut where it tells
// of countries that have nothing to do with each other. Background is left aside unless its event is in a story already, or it is so
// recent that it may be the beginning of this one.
func Cut(scenes []Scene) []Episode {
	var parts []*part
	for _, s := range scenes {
		if !tells(s) {
			continue
		}
		parts = joinPart(parts, &part{countries: countries(s.Report), scenes: Episode{s}})
	}
	return whole(parts)
}

// recent is how many days before its publication an event may lie that an article tells as background and that still is of its matter.
const recent = 45

func tells(s Scene) bool {
	r := s.Report
	if !r.Historical || s.Story != 0 {
		return true
	}
	return r.Date != nil && r.Document.Published != nil && gap(r.Date.End, *r.Document.Published) <= recent
}

// part is an episode that is being put together.
type part struct {
	countries []string
	scenes    Episode
}

// joinPart puts a report to what was told before: to all with which it shares a country, and where it names none, to the last.
func joinPart(parts []*part, p *part) []*part {
	if len(p.countries) == 0 && len(parts) > 0 {
		last := parts[len(parts)-1]
		last.scenes = append(last.scenes, p.scenes...)
		return parts
	}
	var rest []*part
	for _, old := range parts {
		if len(old.countries) > 0 && !overlap(old.countries, p.countries) {
			rest = append(rest, old)
			continue
		}
		p = &part{append(old.countries, p.countries...), append(old.scenes, p.scenes...)}
	}
	return append(rest, p)
}

// whole makes one episode of all parts but those that stand on their own: several reports one after another, at a place.
func whole(parts []*part) []Episode {
	if len(parts) == 0 {
		return nil
	}
	largest := 0
	for i, p := range parts {
		if len(p.scenes) > len(parts[largest].scenes) {
			largest = i
		}
	}
	out := []Episode{nil}
	for i, p := range parts {
		if i != largest && len(p.scenes) > 1 && apart(p, parts) && slices.ContainsFunc(p.scenes, func(s Scene) bool { return s.Report.Place != nil }) {
			out = append(out, p.scenes)
		} else {
			out[0] = append(out[0], p.scenes...)
		}
	}
	return out
}

// apart reports whether nothing of the other parts is told between a part's reports.
func apart(p *part, parts []*part) bool {
	from, to := stretch(p.scenes)
	for _, o := range parts {
		for _, s := range o.scenes {
			if at := s.Report.Evidence.Trigger.Start; o != p && from < at && at < to {
				return false
			}
		}
	}
	return true
}

func stretch(e Episode) (from, to int) {
	from = e[0].Report.Evidence.Trigger.Start
	for _, s := range e {
		from, to = min(from, s.Report.Evidence.Trigger.Start), max(to, s.Report.Evidence.Trigger.Start)
	}
	return from, to
}

// countries are those that a report is of: its place's, and the states that act in it or that something is done to.
func countries(r *event.Report) []string {
	var out []string
	if r.Place != nil && r.Place.Country != nil {
		out = append(out, *r.Place.Country)
	}
	for _, a := range slices.Concat(r.Actor, r.Recipient) {
		if code := event.Text(a.Code); code != "" && !everywhere[code] {
			out = append(out, code)
		}
	}
	return out
}

// everywhere are PLOVER's codes of those who act in any country.
var everywhere = map[string]bool{"UNO": true, "EUR": true, "IGO": true, "NGO": true, "ISM": true, "MNC": true, "IMG": true}

func overlap(a, b []string) bool {
	return slices.ContainsFunc(a, func(x string) bool { return slices.Contains(b, x) })
}
