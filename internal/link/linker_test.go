package link

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"dateline/event"
	"dateline/internal/store"
)

// partition gives each current report's event, and fails where a report is in none.
func partition(t testing.TB, s *store.Store) map[string]string {
	t.Helper()
	out := map[string]string{}
	for row, err := range s.Query(t.Context(), store.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		if out[row.ID], err = s.EventOf(t.Context(), row.ID); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

func linkAll(t testing.TB, l *Linker) Tally {
	t.Helper()
	tally, err := l.Link(t.Context(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	return tally
}

// entries are some articles of a world and, by report, the happening it truly tells of.
func (w *world) entries(n int) (out []store.Entry, truth map[string]string) {
	truth = map[string]string{}
	for range n {
		e := w.article()
		out = append(out, e)
		for _, r := range e.Reports {
			truth[r.ID] = w.truth[r.ID]
		}
	}
	return out, truth
}

func put(t testing.TB, s *store.Store, version string, entries ...store.Entry) {
	t.Helper()
	coder := event.CoderVersion{Version: version}
	run, err := s.Begin(t.Context(), coder)
	if err != nil {
		t.Fatal(err)
	}
	for i := range entries {
		entries[i].Reports = slices.Clone(entries[i].Reports)
		for k := range entries[i].Reports {
			entries[i].Reports[k].Coder = coder
		}
	}
	if _, err := s.Put(t.Context(), run, entries...); err != nil {
		t.Fatal(err)
	}
}

// agreement is how many pairs two partitions put together, each and both.
func agreement(a, b map[string]string) (inA, inB, both int) {
	groups := func(p map[string]string) map[string][]string {
		out := map[string][]string{}
		for _, r := range slices.Sorted(maps.Keys(p)) {
			out[p[r]] = append(out[p[r]], r)
		}
		return out
	}
	for _, g := range groups(a) {
		inA += len(g) * (len(g) - 1) / 2
		for i := range g {
			for k := range i {
				if b[g[i]] == b[g[k]] {
					both++
				}
			}
		}
	}
	for _, g := range groups(b) {
		inB += len(g) * (len(g) - 1) / 2
	}
	return inA, inB, both
}

// TestLinksWhatIsOneHappening: in a made-up world where it is known which reports tell of one happening, nearly all that are put together
// belong together, and most that belong together are. The order of arrival changes little, and linking in steps changes little.
func TestLinksWhatIsOneHappening(t *testing.T) {
	entries, truth := newWorld(3).entries(300)
	once := openTemp(t)
	put(t, once, "1", entries...)
	linkAll(t, New(once))
	found := partition(t, once)
	inFound, inTruth, both := agreement(found, truth)
	if precision, recall := float64(both)/float64(inFound), float64(both)/float64(inTruth); precision < 0.97 || recall < 0.75 {
		t.Errorf("precision %.3f, recall %.3f of %d pairs", precision, recall, inTruth)
	}
	steps := openTemp(t)
	slices.Reverse(entries)
	l := New(steps)
	for len(entries) > 0 {
		put(t, steps, "1", entries[:30]...)
		entries = entries[30:]
		linkAll(t, l)
	}
	a, b, same := agreement(found, partition(t, steps))
	if share := 2 * float64(same) / float64(a+b); share < 0.9 {
		t.Errorf("put in the other order, and linked in steps, %.3f of the pairs are the same", share)
	}
}

// TestLinkingAgainChangesNothing: what is linked stays as it is, and the next linker, with nothing in memory, sees it so.
func TestLinkingAgainChangesNothing(t *testing.T) {
	s := openTemp(t)
	entries, _ := newWorld(4).entries(60)
	put(t, s, "1", entries...)
	l := New(s)
	linkAll(t, l)
	before := partition(t, s)
	for _, again := range []*Linker{l, New(s)} {
		if tally := linkAll(t, again); tally != (Tally{}) {
			t.Errorf("there was nothing to do: %+v", tally)
		}
	}
	if after := partition(t, s); !maps.Equal(before, after) {
		t.Error("something moved")
	}
}

// TestPeopleAreUndone: whatever people merge and split, in whatever order, no report is lost, and undoing it all backwards restores what
// was, and undoing that what was decided.
func TestPeopleAreUndone(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		s := openTemp(t)
		entries, _ := newWorld(uint64(rapid.IntRange(1, 4).Draw(r, "world"))).entries(12)
		put(t, s, "1", entries...)
		l := New(s)
		linkAll(t, l)
		before := partition(t, s)
		var done []int64
		for range rapid.IntRange(1, 5).Draw(r, "decisions") {
			if d := decideAnything(t, r, l, s); d != 0 {
				done = append(done, d)
			}
		}
		if now := partition(t, s); len(now) != len(before) {
			r.Fatalf("%d reports of %d", len(now), len(before))
		}
		then := partition(t, s)
		var undone []int64
		for _, d := range slices.Backward(done) {
			u, err := l.Undo(t.Context(), d, "bo", "was wrong")
			if err != nil {
				r.Fatal(err)
			}
			undone = append(undone, u)
		}
		if after := partition(t, s); !maps.Equal(before, after) {
			r.Fatal("undone, it is not as it was")
		}
		for _, u := range slices.Backward(undone) {
			if _, err := l.Undo(t.Context(), u, "ann", "was right"); err != nil {
				r.Fatal(err)
			}
		}
		if again := partition(t, s); !maps.Equal(then, again) {
			r.Fatal("the undoing undone, it is not as it was decided")
		}
	})
}

func decideAnything(t *testing.T, r *rapid.T, l *Linker, s *store.Store) (decision int64) {
	now := partition(t, s)
	events := slices.Sorted(maps.Values(now))
	a, b := rapid.SampledFrom(events).Draw(r, "a"), rapid.SampledFrom(events).Draw(r, "b")
	var err error
	if rapid.Bool().Draw(r, "merge") {
		decision, _, err = l.Merge(t.Context(), []string{a, b}, "ann", "the same")
	} else {
		reports := slices.Sorted(func(yield func(string) bool) {
			for id, e := range now {
				if e == a && !yield(id) {
					return
				}
			}
		})
		decision, _, err = l.Split(t.Context(), a, reports[:len(reports)/2], "ann", "two")
	}
	if err != nil && !errors.Is(err, ErrNoChange) {
		r.Fatal(err)
	}
	return decision
}

// TestPeopleWin: what people put together or apart stays so when more reports come and when the articles are coded again.
func TestPeopleWin(t *testing.T) {
	s := openTemp(t)
	entries, _ := newWorld(5).entries(120)
	put(t, s, "1", entries[:60]...)
	l := New(s)
	linkAll(t, l)
	now := partition(t, s)
	one, two := unlike(t, l, now)
	_, merged, err := l.Merge(t.Context(), []string{one, two}, "ann", "the same after all")
	if err != nil {
		t.Fatal(err)
	}
	big, reports := largestEvent(partition(t, s), merged)
	_, apart, err := l.Split(t.Context(), big, reports[:1], "ann", "another day")
	if err != nil {
		t.Fatal(err)
	}
	put(t, s, "1", entries[60:]...)
	linkAll(t, l)
	put(t, s, "2", entries...) // coded again: the same words and types
	linkAll(t, New(s))
	after := partition(t, s)
	for id, e := range now {
		if (e == one || e == two) && after[id] != merged {
			t.Errorf("%s left the event it was merged into", id)
		}
	}
	if after[reports[0]] != apart || after[reports[1]] != big {
		t.Errorf("what was split came together again, or went elsewhere: %s and %s", after[reports[0]], after[reports[1]])
	}
	for _, gone := range []string{one, two} { // an event that was merged away is the one it is in now
		if e, err := l.Event(t.Context(), gone); err != nil || e.ID != merged {
			t.Errorf("%s is %v now, %v", gone, e, err)
		}
	}
}

// unlike are two events that the linker would never join.
func unlike(t *testing.T, l *Linker, now map[string]string) (one, two string) {
	events := slices.Compact(slices.Sorted(maps.Values(now)))
	first, err := l.Event(t.Context(), events[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range events[1:] {
		if e, err := l.Event(t.Context(), id); err == nil && e.Type != first.Type {
			return first.ID, id
		}
	}
	t.Fatal("all events are of one type")
	return "", ""
}

func largestEvent(now map[string]string, but string) (id string, reports []string) {
	by := map[string][]string{}
	for _, r := range slices.Sorted(maps.Keys(now)) {
		by[now[r]] = append(by[now[r]], r)
	}
	for e, list := range by {
		if e != but && (len(list) > len(reports) || len(list) == len(reports) && e < id) {
			id, reports = e, list
		}
	}
	return id, reports
}

// TestOverruled: who undoes what the linker joined keeps it from joining it again.
func TestOverruled(t *testing.T) {
	s := openTemp(t)
	entries, _ := newWorld(6).entries(80)
	put(t, s, "1", entries...)
	l := New(s)
	linkAll(t, l)
	id, reports := largestEvent(partition(t, s), "")
	rulings, err := l.Decisions(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(rulings, func(d store.Ruling) bool { return d.Kind == "join" && d.Why != "" && d.Score != nil && *d.Score > 0.5 })
	if i < 0 {
		t.Fatalf("no reasoned join among %+v", rulings)
	}
	if _, err := l.Undo(t.Context(), rulings[i].Key, "ann", "not the same"); err != nil {
		t.Fatal(err)
	}
	put(t, s, "2", entries...)
	linkAll(t, New(s))
	after := partition(t, s)
	out := rulings[i].Reports[0]
	for _, r := range reports {
		if r != out && after[r] == after[out] {
			t.Errorf("%s and %s are together again", r, out)
		}
	}
}

// TestRefusals: what cannot be decided says why, and changes nothing.
func TestRefusals(t *testing.T) {
	s := openTemp(t)
	entries, _ := newWorld(7).entries(10)
	put(t, s, "1", entries...)
	l := New(s)
	linkAll(t, l)
	before := partition(t, s)
	id, reports := largestEvent(before, "")
	ctx := t.Context()
	merge := func(ids ...string) error { _, _, err := l.Merge(ctx, ids, "ann", "so"); return err }
	split := func(reports ...string) error { _, _, err := l.Split(ctx, id, reports, "ann", "so"); return err }
	undo := func(key int64) error { _, err := l.Undo(ctx, key, "ann", "so"); return err }
	for says, err := range map[string]error{
		"two events at least":     merge(id, id),
		"no event has the id":     merge(id, "e_nothing"),
		"give more of it":         merge("e_", id),
		"not all":                 split(reports...),
		"no report \"r_nothing\"": split("r_nothing"),
		"there is no decision 99": undo(999_999),
		"founded an event":        undo(1),
		"--by and --why":          func() error { _, _, err := l.Merge(ctx, []string{id}, "", "so"); return err }(),
	} {
		if err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%v; want %q", err, says)
		}
	}
	if !maps.Equal(before, partition(t, s)) {
		t.Error("something was changed")
	}
}

// TestInterrupted: a linker that is cut off goes on where it was.
func TestInterrupted(t *testing.T) {
	s := openTemp(t)
	entries, _ := newWorld(8).entries(400)
	put(t, s, "1", entries...)
	ctx, cancel := context.WithCancel(t.Context())
	groups := 0
	first, err := New(s).Link(ctx, Options{Tell: func(Tally) {
		if groups++; groups == 3 {
			cancel()
		}
	}})
	if !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	second := linkAll(t, New(s))
	total := 0
	for _, e := range entries {
		total += len(e.Reports)
	}
	if first.Reports+second.Reports != total || first.Articles+second.Articles != len(entries) {
		t.Errorf("%+v and %+v of %d reports", first, second, total)
	}
}

// TestEvents: every event that a filter admits, once each.
func TestEvents(t *testing.T) {
	s := openTemp(t)
	entries, _ := newWorld(9).entries(40)
	put(t, s, "1", entries...)
	l := New(s)
	linkAll(t, l)
	want := map[string]bool{}
	for _, e := range partition(t, s) {
		want[e] = true
	}
	for e, err := range l.Events(t.Context(), Filter{}) {
		if err != nil || !want[e.ID] {
			t.Fatalf("%s, %v", e.ID, err)
		}
		delete(want, e.ID)
	}
	if len(want) > 0 {
		t.Errorf("%d events are missing", len(want))
	}
	for e, err := range l.Events(t.Context(), Filter{Reports: store.Filter{Types: []string{"ASSAULT"}}, Least: 2, Limit: 3}) {
		if err != nil || e.Independent < 2 || e.Type != "ASSAULT" {
			t.Errorf("%s of %d articles, %s, %v", e.ID, e.Independent, e.Type, err)
		}
	}
}
