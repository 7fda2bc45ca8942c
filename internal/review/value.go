package review

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"dateline/event"
)

// Fields are what reports are compared by, in the record's order.
var Fields = [...]string{"event", "mode", "status", "attribution", "actor", "recipient", "place", "date", "counts"}

// Value writes a field of a report so that two reports that say the same have the same value: codes where there are any, else words;
// no order, no spans.
func Value(r *event.Report, field string) string {
	switch field {
	case "event":
		return r.Event
	case "mode":
		return list(r.Mode)
	case "status":
		return string(r.Status)
	case "attribution":
		return sources(r.Attribution)
	case "actor":
		return people(r.Actor)
	case "recipient":
		return people(r.Recipient)
	case "place":
		return place(r.Place)
	case "date":
		if r.Date == nil {
			return ""
		}
		return r.Date.Start + ".." + r.Date.End
	case "counts":
		return numbers(r.Counts)
	}
	panic("review: no field " + field)
}

func list(values []string) string {
	values = slices.Clone(values)
	slices.Sort(values)
	return strings.Join(slices.Compact(values), " + ")
}

func who(words string, code, sector *string) string {
	key := strings.Trim(event.Text(code)+"."+event.Text(sector), ".")
	return cmp.Or(key, strings.ToLower(words))
}

func people(actors []event.Actor) string {
	var out []string
	for _, a := range actors {
		out = append(out, who(a.Text, a.Code, a.Sector))
	}
	return list(out)
}

// sources keeps the chain's order: who said it first is not who said it last.
func sources(chain []event.Source) string {
	var out []string
	for _, s := range chain {
		out = append(out, who(s.Text, s.Code, s.Sector))
	}
	return strings.Join(out, " > ")
}

func place(p *event.Place) string {
	switch {
	case p == nil:
		return ""
	case p.GeoNames != nil:
		return fmt.Sprintf("geonames %d", *p.GeoNames)
	}
	return strings.ToLower(cmp.Or(event.Text(p.Name), p.Text)) + "/" + event.Text(p.Country)
}

func numbers(counts []event.Count) string {
	bound := func(n *int) string {
		if n == nil {
			return "?"
		}
		return fmt.Sprint(*n)
	}
	var out []string
	for _, c := range counts {
		out = append(out, c.What+" "+bound(c.Low)+"-"+bound(c.High))
	}
	return list(out)
}
