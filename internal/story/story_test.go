package story

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"dateline/event"
	"dateline/text"
)

// tell makes a report: "2017-03-02 AGREE actual agreed: government, rebels > > Taiz | The government and rebels agreed on a truce."
func tell(t testing.TB, id, article, line string) (*event.Report, string) {
	t.Helper()
	head, sentence, _ := strings.Cut(line, " | ")
	what, who, _ := strings.Cut(head, ": ")
	words := strings.Fields(what)
	parts := strings.Split(" "+who+" > >", " >")
	r := &event.Report{ID: id, Event: words[1], Status: event.Status(words[2]), Document: event.Document{ID: article, Published: event.Null(words[0])},
		Actor: people(parts[0]), Recipient: people(parts[1])}
	if place := strings.TrimSpace(parts[2]); place != "" {
		r.Place = &event.Place{Text: place, Name: event.Null(place), Country: event.Null("YEM"), Precision: "exact"}
	}
	at := strings.Index(sentence, words[3])
	if at < 0 {
		t.Fatalf("%q does not have the trigger %q", sentence, words[3])
	}
	r.Evidence = event.Evidence{Trigger: event.Trigger{Span: text.Span{Start: at, End: at + len(words[3])}, Text: words[3]}, Sentence: text.Span{End: len(sentence)}}
	return r, sentence
}

func people(list string) (out []event.Actor) {
	for _, name := range strings.Split(list, ",") {
		if name = strings.TrimSpace(name); name != "" {
			out = append(out, event.Actor{Text: name, Name: event.Null(name)})
		}
	}
	return out
}

// chapters makes an event of each line, in the order of publication; those that begin with + are more reports of the one before.
func chapters(t testing.TB, lines ...string) (out []Chapter) {
	t.Helper()
	for i, line := range lines {
		more := strings.HasPrefix(line, "+")
		line = strings.TrimPrefix(line, "+")
		r, sentence := tell(t, fmt.Sprintf("r_%02d", i), "d"+line[:10], line)
		r.Evidence.Trigger.Start += 1000 * i
		r.Evidence.Sentence.Start += 1000 * i
		if more {
			c := &out[len(out)-1]
			c.Reports, c.Sentences[r.ID] = append(c.Reports, r), sentence
			c.Event.Last = line[:10]
			if r.Status == event.Actual {
				c.Event.Status = event.Actual
			}
			continue
		}
		out = append(out, Chapter{Event: event.Event{ID: fmt.Sprintf("e_%02d", i), Type: r.Event, Status: r.Status, Title: sentence, Actor: r.Actor,
			Recipient: r.Recipient, Place: r.Place, First: line[:10], Last: line[:10], Independent: 1, Articles: 1},
			Reports: []*event.Report{r}, Sentences: map[string]string{r.ID: sentence}})
	}
	return out
}

var truce = []string{
	"2017-03-02 AGREE actual agreed: government, Houthis > > Taiz | The government and the Houthis agreed on a ceasefire.",
	"2017-03-02 AID planned evacuated: Red Crescent > wounded > Taiz | Under the deal the wounded will be evacuated.",
	"2017-03-02 SUPPORT actual welcomed: United Nations > > | The United Nations welcomed the ceasefire.",
	"2017-03-02 REJECT actual rejected: Saif > > | Saif rejected the agreement.",
	"2017-03-03 ASSAULT actual strike: coalition > bridge > Taiz | A strike destroyed the bridge.",
	"2017-03-03 COERCE actual prevented: > wounded > | It prevented the evacuation of the wounded.",
	"2017-03-03 THREATEN actual threatened: Saif > > | Saif threatened to attack the buses.",
	"2017-03-06 AID actual evacuated: Red Crescent > wounded > Taiz | The first 80 wounded were evacuated by another road.",
}

func TestAStoryInItsOrder(t *testing.T) {
	s := Assemble("s_1", chapters(t, truce...))
	var got []string
	for _, step := range s.Events {
		refer := ""
		if step.Refer != nil {
			refer = " " + step.How + " " + *step.Refer
		}
		got = append(got, string(step.Part)+refer)
	}
	want := []string{"deal", "promise", "support supports e_00", "object objects to e_00", "act", "block blocks e_01", "threat threatens e_01", "act carries out e_01"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if s.First != "2017-03-02" || s.Last != "2017-03-06" || s.Articles != 3 {
		t.Errorf("from %s to %s in %d articles", s.First, s.Last, s.Articles)
	}
	if len(s.Supporters) != 1 || s.Supporters[0].Name != "United Nations" || !slices.Equal(s.Supporters[0].Reports, []string{"r_02"}) {
		t.Errorf("supporters %+v", s.Supporters)
	}
	if len(s.Objectors) != 1 || s.Objectors[0].Name != "Saif" || s.Objectors[0].Events != 2 {
		t.Errorf("objectors %+v", s.Objectors)
	}
}

func TestStatesOfTerms(t *testing.T) {
	promise := "2017-03-02 AID planned deliver: UN > people > Madaya | The UN plans to deliver food."
	for name, c := range map[string]struct {
		lines []string
		want  event.State
	}{
		"nothing is told of it": {[]string{promise}, event.Open},
		"its own event happens": {[]string{promise, "+2017-03-04 AID actual delivered: UN > people > Madaya | The UN delivered food."}, event.Done},
		"another event does it": {[]string{promise, "2017-03-04 AID actual delivered: trucks > > Madaya | Trucks delivered food."}, event.Done},
		"it is begun":           {[]string{promise, "2017-03-04 AID actual delivered: UN > > Madaya | The UN delivered the first trucks of food."}, event.Partly},
		"it is hindered":        {[]string{promise, "2017-03-03 COERCE actual blocked: army > > | The army blocked the delivery."}, event.Blocked},
		"hindered, then done": {[]string{promise, "2017-03-03 COERCE actual blocked: army > > | The army blocked the delivery.",
			"2017-03-09 AID actual delivered: UN > > Madaya | The UN delivered food."}, event.Done},
		"it is refused":           {[]string{promise, "+2017-03-04 AID denied deliver: UN > people > Madaya | The UN will not deliver food."}, event.Broken},
		"it is called off":        {[]string{promise, "+2017-03-04 AID denied deliver: UN > people > Madaya | The UN cancelled plans to deliver food."}, event.Broken},
		"told only as prevented":  {[]string{"2017-03-02 AID denied exchange: > bodies > | An exchange that was planned for Monday could not take place, unable to pass, blocked."}, event.Blocked},
		"elsewhere is not here":   {[]string{promise, "2017-03-04 AID actual delivered: Red Cross > > Aleppo | The Red Cross delivered food."}, event.Open},
		"another kind of deed":    {[]string{promise, "2017-03-04 ASSAULT actual shelled: army > people > Madaya | The army shelled people."}, event.Open},
		"a demand that is obeyed": {[]string{"2017-03-02 CONCEDE demanded release: > editor > | It demanded the release of the editor.", "2017-03-09 CONCEDE actual released: court > editor > | A court released the editor."}, event.Done},
	} {
		t.Run(name, func(t *testing.T) {
			s := Assemble("s_1", chapters(t, c.lines...))
			if len(s.Terms) != 1 || s.Terms[0].State != c.want {
				t.Errorf("terms %+v, want one that is %s", s.Terms, c.want)
			}
		})
	}
}

// TestWhateverTheOrder: a story is a function of its events and their reports, not of the order they come in.
func TestWhateverTheOrder(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		lines := rapid.SliceOfNDistinct(rapid.IntRange(0, len(truce)-1), 1, len(truce), rapid.ID[int]).Draw(rt, "lines")
		var chosen []string
		for _, i := range lines {
			chosen = append(chosen, truce[i])
		}
		one := chapters(t, chosen...)
		want, _ := json.Marshal(Assemble("s_1", one))
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 1))
		r.Shuffle(len(one), func(i, k int) { one[i], one[k] = one[k], one[i] })
		for _, c := range one {
			r.Shuffle(len(c.Reports), func(i, k int) { c.Reports[i], c.Reports[k] = c.Reports[k], c.Reports[i] })
		}
		if got, _ := json.Marshal(Assemble("s_1", one)); string(got) != string(want) {
			rt.Fatalf("got  %s\nwant %s", got, want)
		}
	})
}

func TestADayIsThatOfWhatStandsBesideIt(t *testing.T) {
	list := chapters(t, "2017-03-02 AGREE actual agreed: a, b > > | The a and the b agreed.", "2017-03-02 SUPPORT actual welcomed: c > > | The c welcomed the deal.",
		"2017-03-02 ASSAULT actual attacked: d > > | It had attacked.")
	list[0].Reports[0].Date = &event.Date{Start: "2017-03-01", End: "2017-03-01", Precision: "day"}
	list[2].Reports[0].Evidence.Sentence.Start = list[2].Reports[0].Evidence.Trigger.Start - len("It had ")
	s := Assemble("s_1", list)
	var got []string
	for _, e := range s.Events {
		got = append(got, fmt.Sprintf("%s %s %t", e.Event.ID, e.Day, e.Dated))
	}
	if want := []string{"e_02 2017-03-01 false", "e_00 2017-03-01 true", "e_01 2017-03-01 false"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q: what had happened first, what is not dated beside what is", got, want)
	}
}

func scene(t testing.TB, at int, country, line string) Scene {
	t.Helper()
	r, sentence := tell(t, fmt.Sprint("r", at), "a", line)
	r.Evidence.Trigger.Start = at
	if r.Place != nil {
		r.Place.Country = event.Null(country)
	}
	return Scene{Report: r, Event: int64(at), Sentence: sentence}
}

func TestARoundUpIsCut(t *testing.T) {
	yemen := func(at int) Scene {
		return scene(t, at, "YEM", "2017-03-02 ASSAULT actual shelled: > > Taiz | They shelled Taiz.")
	}
	peru := func(at int) Scene {
		return scene(t, at, "PER", "2017-03-02 PROTEST actual marched: > > Lima | They marched in Lima.")
	}
	nowhere := scene(t, 5, "", "2017-03-02 SUPPORT actual praised: UN > > | The UN praised it.")
	for name, c := range map[string]struct {
		scenes []Scene
		want   []int
	}{
		"one matter":                     {[]Scene{yemen(1), yemen(2), nowhere}, []int{3}},
		"two countries, one behind":      {[]Scene{yemen(1), yemen(2), yemen(3), peru(6), peru(7)}, []int{3, 2}},
		"a country only mentioned":       {[]Scene{yemen(1), yemen(2), peru(3)}, []int{3}},
		"two countries told in one turn": {[]Scene{yemen(1), peru(2), yemen(3), peru(4), yemen(6)}, []int{5}},
		"nothing":                        {nil, nil},
	} {
		var got []int
		for _, e := range Cut(c.scenes) {
			got = append(got, len(e))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: episodes of %v reports, want %v", name, got, c.want)
		}
	}
}

func TestBackgroundIsLeftAside(t *testing.T) {
	old := scene(t, 1, "YEM", "2017-03-02 ASSAULT actual shelled: > > Taiz | They shelled Taiz.")
	old.Report.Historical = true
	if got := Cut([]Scene{old}); len(got) != 0 {
		t.Errorf("undated background is an episode: %v", got)
	}
	old.Report.Date = &event.Date{Start: "2017-02-20", End: "2017-02-20"}
	if got := Cut([]Scene{old}); len(got) != 1 {
		t.Error("what happened ten days ago is not the matter's")
	}
	old.Report.Date = &event.Date{Start: "2011-02-20", End: "2011-02-20"}
	if got := Cut([]Scene{old}); len(got) != 0 {
		t.Error("what happened six years ago is the matter's")
	}
}

// TestWhatTies: a town ties more than a country, what few have more than what many have, and time loosens.
func TestWhatTies(t *testing.T) {
	town, country := Tie{1, priorPlace, Where}, Tie{2, priorCountry, Area}
	if town.Weight(0) <= country.Weight(0) || town.Weight(0) <= town.Weight(20) || country.Weight(500) != 0 {
		t.Errorf("weights: town %.2f, of twenty %.2f, country %.2f, of all %.2f", town.Weight(0), town.Weight(20), country.Weight(0), country.Weight(500))
	}
	close := Evidence{Shared: map[Kind]float64{Where: 0.9, Who: 0.9, Word: 2}, Total: 12, Gap: 1}
	late, other := close, close
	late.Gap, other.Elsewhere = 50, true
	if close.Odds() <= 0 || late.Odds() >= close.Odds() || other.Odds() >= close.Odds() {
		t.Errorf("odds: close %.2f, late %.2f, elsewhere %.2f", close.Odds(), late.Odds(), other.Odds())
	}
	if same := (Evidence{Shared: map[Kind]float64{Role: 0.5, Area: 0.3, Word: 0.6}, Total: 12}); same.Odds() > 0 {
		t.Errorf("a country and its parties make a story: %.2f", same.Odds())
	}
	if w := close.Why(); w != "place in common, names in common, words in common, 1 days from its nearest" {
		t.Errorf("why: %s", w)
	}
}
