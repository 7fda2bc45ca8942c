package exporttest

import (
	"bytes"
	"testing"

	"dateline/event"
	"dateline/internal/export"
	"dateline/plover"
)

// Item is a report of a type and mode that took place, with nothing else known, for a test to change.
func Item(kind string, change ...func(*event.Report)) *export.Item {
	t, _ := plover.Standard().Type(kind)
	r := event.Report{ID: "r_0123456789abcdef", Event: kind, Mode: []string{}, Context: []string{}, Quad: t.Quad, Score: t.Score, Status: event.Actual,
		Document: event.Document{ID: "a1"}, Coder: coder}
	for _, c := range change {
		c(&r)
	}
	r.CAMEO = event.Null(t.Code(r.Mode))
	return &export.Item{Report: r, Review: "none", Sentence: "It happened.", Told: export.Told{Reports: 1, Articles: 1, Independent: 1}}
}

// Modes gives a report its modes.
func Modes(modes ...string) func(*event.Report) { return func(r *event.Report) { r.Mode = modes } }

// Is gives a report its status.
func Is(s event.Status) func(*event.Report) { return func(r *event.Report) { r.Status = s } }

// By gives a report its actors, To its recipients: each by name, code and sector.
func By(who ...[3]string) func(*event.Report) {
	return func(r *event.Report) { r.Actor = actors(who) }
}

// To is By for recipients.
func To(who ...[3]string) func(*event.Report) {
	return func(r *event.Report) { r.Recipient = actors(who) }
}

func actors(who [][3]string) (out []event.Actor) {
	for _, w := range who {
		out = append(out, event.Actor{Text: w[0], Name: event.Null(w[0]), Code: event.Null(w[1]), Sector: event.Null(w[2])})
	}
	return out
}

// Killed gives a report a count of dead; a bound below 0 is open.
func Killed(who string, low, high int) func(*event.Report) {
	return func(r *event.Report) {
		c := event.Count{What: "killed", Who: event.Null(who)}
		if low >= 0 {
			c.Low = &low
		}
		if high >= 0 {
			c.High = &high
		}
		r.Counts = append(r.Counts, c)
	}
}

// On gives a report its days.
func On(start, end string) func(*event.Report) {
	return func(r *event.Report) { r.Date = &event.Date{Start: start, End: end} }
}

// At gives a report its place.
func At(precision, country string, lat, lon float64) func(*event.Report) {
	return func(r *event.Report) {
		r.Place = &event.Place{Text: "the town", Name: event.Null("Town"), Country: event.Null(country), Lat: &lat, Lon: &lon, Precision: precision}
	}
}

// File writes items in a format, and says what was lost.
func File(t *testing.T, f *export.Format, items ...*export.Item) ([]byte, *export.Loss) {
	t.Helper()
	var out bytes.Buffer
	loss := export.NewLoss()
	w, err := f.Reports(&out, loss)
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range items {
		if err := w.Write(i); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes(), loss
}

// Lost is how many records were left out or written with less for a reason.
func Lost(l *export.Loss, why string) int {
	for _, c := range l.Counts() {
		if c.Why == why {
			return c.Count
		}
	}
	return 0
}
