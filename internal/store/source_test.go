package store

import (
	"testing"
	"time"
)

// TestFetchedOnce: the same fetch read twice is kept once, a later fetch of the same bytes beside it.
func TestFetchedOnce(t *testing.T) {
	s := openTemp(t)
	run := begin(t, s, coderOne)
	at := time.Date(2024, 3, 1, 12, 0, 0, 0, time.UTC)
	for _, when := range []time.Time{at, at, at.Add(time.Hour)} {
		e := sample(1, 1, coderOne)
		e.Fetched = &Fetched{Asked: "http://a.example/", URL: "https://a.example/x", At: when, Status: 200, Header: "A: 1\n"}
		put(t, s, run, e)
	}
	if got := counts(t, s, "capture", "fetched"); got != "capture 1, fetched 2" {
		t.Error(got)
	}
	if err := s.Note(t.Context(), run, Problem{Path: "http://b.example/", What: "x"}); err != nil {
		t.Fatal(err)
	}
	for address, want := range map[string]struct {
		kept     bool
		problems int
	}{"http://a.example/": {true, 0}, "http://b.example/": {false, 1}, "http://c.example/": {}} {
		if kept, problems, err := s.FetchedFrom(t.Context(), address); kept != want.kept || problems != want.problems || err != nil {
			t.Errorf("%s: %v, %d, %v", address, kept, problems, err)
		}
	}
}

// TestLastPoll: the latest look at a feed says how it stands.
func TestLastPoll(t *testing.T) {
	s := openTemp(t)
	want := Poll{Feed: "f", Status: 503, ETag: "e", LastModified: "m", Failures: 2, NotBefore: time.Date(2024, 3, 1, 12, 0, 0, 0, time.UTC), Items: 7, What: "busy"}
	if err := s.KeepPolls(t.Context(), Poll{Feed: "f", Status: 200}, want, Poll{Feed: "g"}); err != nil {
		t.Fatal(err)
	}
	if got, err := s.LastPoll(t.Context(), "f"); got != want || err != nil {
		t.Errorf("%+v, %v", got, err)
	}
	if got, err := s.LastPoll(t.Context(), "h"); got != (Poll{Feed: "h"}) || err != nil {
		t.Errorf("%+v, %v", got, err)
	}
}
