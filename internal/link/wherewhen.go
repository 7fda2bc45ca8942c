package link

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"dateline/event"
)

// reach is how far, in kilometres, a place's coordinates may be from where the event was. Countries and regions are held against
// one another by name.
var reach = map[string]float64{"exact": 10, "near": 40, "admin2": 60, "admin1": 150}

func placeKey(p *event.Place) string {
	if p.GeoNames != nil {
		return strconv.Itoa(*p.GeoNames) + p.Precision
	}
	return strings.Join([]string{fold(placeName(p)), event.Text(p.Country), p.Precision}, "|")
}

func placeName(p *event.Place) string { return cmp.Or(event.Text(p.Name), p.Text) }

// placeLabel is a place as people read it.
func placeLabel(p *event.Place) string {
	out := placeName(p)
	if country := event.Text(p.Country); country != "" && p.Precision != "country" {
		out += ", " + country
	}
	if p.Precision == "near" {
		out = "near " + out
	}
	return out
}

// placesMeet reports whether an event may have been at both places at once: nothing that is known of both differs.
func placesMeet(a, b *event.Place) bool {
	if fold(placeName(a)) == fold(placeName(b)) || a.GeoNames != nil && b.GeoNames != nil && *a.GeoNames == *b.GeoNames {
		return event.Text(a.Country) == event.Text(b.Country) || a.Country == nil || b.Country == nil
	}
	if a.Country == nil || b.Country == nil { // a place that could not be resolved may be anywhere
		return true
	}
	if *a.Country != *b.Country {
		return false
	}
	if a.Precision == "country" || b.Precision == "country" || a.Precision == "unknown" || b.Precision == "unknown" {
		return true
	}
	if (a.Precision == "admin1" || b.Precision == "admin1") && a.Admin1 != nil && b.Admin1 != nil {
		return fold(*a.Admin1) == fold(*b.Admin1)
	}
	km, known := distance(a, b)
	return !known || km <= reach[a.Precision]+reach[b.Precision]
}

// distance is the great-circle distance in kilometres.
func distance(a, b *event.Place) (km float64, known bool) {
	if a.Lat == nil || a.Lon == nil || b.Lat == nil || b.Lon == nil {
		return 0, false
	}
	return kilometres(*a.Lat, *a.Lon, *b.Lat, *b.Lon), true
}

func kilometres(lat1, lon1, lat2, lon2 float64) float64 {
	const earth, degree = 6371.0, math.Pi / 180
	s := func(x float64) float64 { return math.Pow(math.Sin(x*degree/2), 2) }
	h := s(lat2-lat1) + math.Cos(lat1*degree)*math.Cos(lat2*degree)*s(lon2-lon1)
	return 2 * earth * math.Asin(math.Sqrt(min(h, 1)))
}

// fineness orders precisions from coarse to fine.
var fineness = []string{"unknown", "country", "admin1", "admin2", "near", "exact"}

// place is the most precise of the reports' places, the first told of several, or nil where they contradict each other.
func (s *summary) place() (best *event.Place) {
	var places []*event.Place
	for _, m := range s.members {
		if m.Report.Place != nil {
			places = append(places, m.Report.Place)
		}
	}
	places = distinct(places, placeKey)
	for i, p := range places {
		if slices.ContainsFunc(places[:i], func(o *event.Place) bool { return !placesMeet(p, o) }) {
			return nil
		}
		if best == nil || slices.Index(fineness, p.Precision) > slices.Index(fineness, best.Precision) {
			best = p
		}
	}
	return best
}

func dateLabel(d *event.Date) string {
	if d.Start == d.End {
		return d.Start
	}
	return d.Start + " to " + d.End
}

// daysBetween is how many days lie between two intervals, 0 where they overlap.
func daysBetween(a, b *event.Date) int {
	if a.Start > b.Start {
		a, b = b, a
	}
	return max(0, dayNumber(b.Start)-dayNumber(a.End))
}

// dayNumber counts days from 1970; a day that cannot be read is 0.
func dayNumber(day string) int {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return 0
	}
	return int(math.Floor(float64(t.Unix()) / 86400))
}

func dayName(n int) string { return time.Unix(int64(n)*86400, 0).UTC().Format(time.DateOnly) }

// date is the days that all dated reports allow, or from the first to the last where they differ; nil where none is dated.
func (s *summary) date() *event.Date {
	var dates []*event.Date
	for _, m := range s.members {
		if m.Report.Date != nil {
			dates = append(dates, m.Report.Date)
		}
	}
	if len(dates) == 0 {
		return nil
	}
	// the words are those of the shortest interval, the first told of several
	out := *slices.MinFunc(dates, func(a, b *event.Date) int { return cmp.Compare(length(a), length(b)) })
	common, all := out, out
	for _, d := range dates {
		common.Start, common.End = max(common.Start, d.Start), min(common.End, d.End)
		all.Start, all.End = min(all.Start, d.Start), max(all.End, d.End)
	}
	if common.Start > common.End {
		common = all
	}
	if common.Start != out.Start || common.End != out.End {
		if common.Precision = "range"; common.Start == common.End {
			common.Precision = "day"
		}
	}
	return &common
}

func length(d *event.Date) int { return dayNumber(d.End) - dayNumber(d.Start) }
