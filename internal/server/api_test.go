package server

import (
	"bufio"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/event"
	"dateline/internal/export/formats"
	"dateline/internal/review"
	"dateline/internal/store"
)

func TestListsComeInPagesThatMeetWithoutGap(t *testing.T) {
	h := newServer(t, newStore(t, 7), nil).Handler()
	for _, order := range []string{"newest", "oldest"} {
		var ids []string
		next, pages := "", 0
		for {
			page := get[ReportPage](t, h, "/api/reports?limit=3&order="+order+"&after="+url.QueryEscape(next))
			if (page.Total != nil) != (pages == 0) || page.Total != nil && *page.Total != 7 {
				t.Errorf("total on page %d: %v", pages, page.Total)
			}
			for _, r := range page.Reports {
				ids = append(ids, r.Report.ID)
			}
			if pages++; page.Next == nil {
				break
			}
			next = *page.Next
		}
		if slices.Sort(ids); len(slices.Compact(ids)) != 7 || pages != 3 {
			t.Errorf("%s: %d reports on %d pages", order, len(ids), pages)
		}
	}
	lines := strings.Split(strings.TrimSpace(ask(t, h, http.MethodGet, "/api/reports.jsonl?status=actual", "").Body.String()), "\n")
	for _, line := range lines {
		var r event.Report
		if err := json.Unmarshal([]byte(line), &r); err != nil || r.Status != event.Actual {
			t.Errorf("line %q: %v", line, err)
		}
	}
	if len(lines) != 5 {
		t.Errorf("%d lines, want 5", len(lines))
	}
}

// TestEveryFilterParameterFilters: each parameter that the API documents lets in some of the reports and keeps out others.
func TestEveryFilterParameterFilters(t *testing.T) {
	s := newStore(t, 4)
	h := newServer(t, s, nil).Handler()
	all := get[ReportPage](t, h, "/api/reports").Reports
	first := all[len(all)-1]
	post[ReviewOf](t, h, "/api/review", decideBody{Report: first.Report.ID, Reviewer: "ann", Decision: store.Accept})
	for query, want := range map[string]int{
		"from=2024-03-02": 2, "to=2024-03-02": 2, "published_from=2024-03-04": 2, "published_to=2024-03-03": 2, "undated=true": 1, "type=COERCE": 1,
		"type=coerce,assault": 4, "type=COERCE&type=ASSAULT": 4, "mode=raid": 0, "status=threatened": 1, "context=legal": 0, "actor=SYR.MIL": 4, "actor=RUS": 0,
		"recipient=CVL": 4, "recipient=MIL": 0, "said_by=rebels": 4, "said_by=officials": 0, "country=Syria": 4, "country=FRA": 0, "place=tarn": 3, "source=post": 2,
		"document=a1": 1, "text=shelled": 4, "text=bakery": 0, "article=quiet": 4, "article=bakery": 0, "news=true": 4, "id=" + first.Report.ID: 1,
		"event=" + *first.Event: len(get[EventDetail](t, h, "/api/events/"+*first.Event).Reports), "min_confidence=0.6": 2, "max_confidence=0.56": 2,
		"review=accept": 1, "review=none": 3,
	} {
		page := get[ReportPage](t, h, "/api/reports?"+query)
		if *page.Total != want || len(page.Reports) != want {
			t.Errorf("%s: total %d, listed %d, want %d", query, *page.Total, len(page.Reports), want)
		}
	}
	for query, where := range map[string]string{"type=WAR": "query.type", "status=done": "query.status", "country=Ruritania": "query.country", "undated=perhaps": "query.undated",
		"min_confidence=2": "query.min_confidence", "review=maybe": "query.review", "typ=ASSAULT": "query.typ", "from=yesterday": "", "text=%22%22": "", "after=x": "", "limit=0": "query.limit"} {
		w := ask(t, h, http.MethodGet, "/api/reports?"+query, "")
		if w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), where) {
			t.Errorf("%s: %d %s", query, w.Code, w.Body)
		}
	}
}

func TestReportArticleAndWhy(t *testing.T) {
	h := newServer(t, newStore(t, 2), nil).Handler()
	page := get[ReportPage](t, h, "/api/reports?limit=1")
	id := page.Reports[0].Report.ID
	detail := get[ReportDetail](t, h, "/api/reports/"+id[:8])
	if detail.Report.ID != id || detail.Event == nil || len(detail.Decisions) == 0 || !strings.HasPrefix(detail.Sentence, "The army of Velia shelled") {
		t.Errorf("%+v", detail)
	}
	a := get[ArticlePage](t, h, "/api/articles/a1")
	if a.Article.URL != nil {
		t.Error("a javascript: address is given as a link")
	}
	if len(a.Reports) != 1 || a.Why || a.Sentences != nil || len(a.Copies) != 2 {
		t.Errorf("%d reports, why %v, %d copies", len(a.Reports), a.Why, len(a.Copies))
	}
	for _, r := range a.Reports { // every span says what the text has there
		runes := []rune(a.Article.Text)
		for _, x := range append(slices.Clone(r.Report.Actor), r.Report.Recipient...) {
			if got := string(runes[x.Span.Start:x.Span.End]); got != x.Text {
				t.Errorf("%q at the span of %q", got, x.Text)
			}
		}
	}
	why := get[ArticlePage](t, h, "/api/articles/a1?why=1")
	if !why.Why || len(why.Sentences) != 2 || len(why.Sentences[0].Considered) != 0 || len(why.Sentences[0].Reports) != 1 || why.Sentences[1].Considered[0].Text != "quiet" {
		t.Errorf("%+v", why.Sentences)
	}
	for _, path := range []string{"/api/reports/r_none", "/api/articles/none", "/api/events/e_none"} {
		if w := ask(t, h, http.MethodGet, path, ""); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
}

func TestCounts(t *testing.T) {
	h := newServer(t, newStore(t, 4), nil).Handler()
	facets := get[FacetsOf](t, h, "/api/facets?by=type,actor,day,country&type=COERCE")
	if facets.Total != 1 || len(facets.Facets["type"]) != 2 || facets.Facets["type"][0] != (FacetValue{"ASSAULT", "ASSAULT", 3}) {
		t.Errorf("a field is not counted without its own filter: %+v", facets)
	}
	if actor := facets.Facets["actor"][0]; actor.Value != "SYR.MIL" || actor.Label != "Syria, State military" || facets.Facets["country"][0].Label != "Syria" {
		t.Errorf("labels: %+v", facets.Facets)
	}
	line := get[TimelineOf](t, h, "/api/timeline?by=month")
	if len(line.Buckets) != 1 || line.Buckets[0].Total != 4 || line.Undated != 1 || len(line.Buckets[0].Cells) != 2 {
		t.Errorf("%+v", line)
	}
	if days := get[TimelineOf](t, h, "/api/timeline"); days.By != store.ByDay || len(days.Buckets) != 4 {
		t.Errorf("%+v", days)
	}
	places := get[MapOf](t, h, "/api/map?days=true")
	if len(places.Places) != 2 || places.Places[0].Shape != "point" || len(places.Places[0].Days) != 3 || places.Places[1].Shape != "country" || places.Places[1].Lat != nil {
		t.Errorf("%+v", places)
	}
	network := get[Network](t, h, "/api/dyads")
	if len(network.Dyads) != 1 || network.Dyads[0].Total != 4 || network.Dyads[0].MaterialConflict != 4 || network.Dyads[0].Conflict != 4 || network.Dyads[0].Score >= 0 {
		t.Errorf("%+v", network)
	}
	actor := get[ActorPage](t, h, "/api/actors/SYR.MIL")
	if actor.Total.AsActor != 4 || actor.Total.AsRecipient != 0 || len(actor.To) != 1 || len(actor.Scores) != 1 || actor.Scores[0].AsRecipient != nil ||
		!slices.Equal(actor.Actor.Names, []string{"Velian Army"}) || len(actor.Newest) != 4 {
		t.Errorf("%+v", actor)
	}
}

// TestWhatIsCountedIsForgottenWhenTheStoreGrows: answers are remembered, and never older than the store.
func TestWhatIsCountedIsForgottenWhenTheStoreGrows(t *testing.T) {
	s := newStore(t, 2)
	h := newServer(t, s, nil).Handler()
	if n := get[FacetsOf](t, h, "/api/facets?by=type").Total; n != 2 {
		t.Fatal(n)
	}
	add(t, s, 2, 3)
	if n := get[FacetsOf](t, h, "/api/facets?by=type").Total; n != 3 {
		t.Errorf("after a third report: %d", n)
	}
	id := get[ReportPage](t, h, "/api/reports").Reports[0].Report.ID
	post[ReviewOf](t, h, "/api/review", decideBody{Report: id, Reviewer: "ann", Decision: store.Reject})
	if n := get[FacetsOf](t, h, "/api/facets?by=type").Total; n != 2 {
		t.Errorf("after a rejection: %d", n)
	}
}

func TestEventsAreSplitMergedAndUndone(t *testing.T) {
	h := newServer(t, newStore(t, 3), nil).Handler()
	events := func() int {
		page := get[EventPage](t, h, "/api/events")
		if page.Total == nil || *page.Total != len(page.Events) {
			t.Errorf("total %v of %d", page.Total, len(page.Events))
		}
		return len(page.Events)
	}
	whole := get[EventPage](t, h, "/api/events").Events[0]
	parts := post[Split](t, h, "/api/events/split", splitBody{Decided{"ann", "another day"}, whole.ID, whole.Reports[:1]})
	if len(parts.Event.Reports) != 1 || len(parts.Rest.Reports) != 2 || events() != 2 {
		t.Errorf("%d and %d reports, %d events", len(parts.Event.Reports), len(parts.Rest.Reports), events())
	}
	merged := post[Merged](t, h, "/api/events/merge", mergeBody{Decided{"ann", "the same day"}, []string{parts.Event.ID, parts.Rest.ID}})
	detail := get[EventDetail](t, h, "/api/events/"+merged.Event.ID)
	if events() != 1 || len(detail.Reports) != 3 || len(detail.Toll) != 3 || len(detail.Articles) != 3 || detail.Decisions[len(detail.Decisions)-1].By != "ann" {
		t.Errorf("%+v", detail)
	}
	if first := detail.Articles; !first[0].First || first[1].First || first[0].Group != first[1].Group {
		t.Errorf("copies are not folded: %+v", first)
	}
	post[Undone](t, h, "/api/events/undo", undoBody{Decided{"ann", "a slip"}, merged.Decision})
	if events() != 2 {
		t.Errorf("%d events after undoing", events())
	}
	for _, bad := range []mergeBody{{Decided{"", "x"}, []string{"e_1", "e_2"}}, {Decided{"ann", ""}, []string{"e_1", "e_2"}}, {Decided{"ann", "x"}, []string{"e_1"}}} {
		raw, _ := json.Marshal(bad)
		if w := ask(t, h, http.MethodPost, "/api/events/merge", string(raw)); w.Code != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d", raw, w.Code)
		}
	}
}

func TestStories(t *testing.T) {
	h := newServer(t, newStore(t, 3), nil).Handler()
	page := get[StoryPage](t, h, "/api/stories?events=1&limit=1")
	if len(page.Stories) != 1 || page.Total == nil || (page.Next == nil) != (*page.Total == 1) {
		t.Fatalf("%+v", page)
	}
	line := page.Stories[0]
	story := get[StoryDetail](t, h, "/api/stories/"+line.ID[:9]).Story
	if story.ID != line.ID || len(story.Events) != line.Events || line.Title == "" {
		t.Errorf("%+v, %+v", line, story)
	}
	detail := get[EventDetail](t, h, "/api/events/"+story.Events[0].Event.ID)
	if detail.Story == nil || detail.Story.ID != story.ID || *detail.Reports[0].Story != story.ID {
		t.Errorf("the event's story is %+v", detail.Story)
	}
	told := get[FacetsOf](t, h, "/api/facets?by=story").Facets["story"]
	if i := slices.IndexFunc(told, func(v FacetValue) bool { return v.Value == story.ID }); i < 0 || told[i].Label != story.Title ||
		told[i].Count != get[FacetsOf](t, h, "/api/facets?by=type&story="+story.ID).Total {
		t.Errorf("reports by story: %+v", told)
	}
	if reports := get[ReportPage](t, h, "/api/reports?story="+story.ID); *reports.Total == 0 || *reports.Reports[0].Story != story.ID {
		t.Errorf("%+v", reports)
	}
	if get[Meta](t, h, "/api/meta").Store.Stories == 0 {
		t.Error("there is a story, and the store counts none")
	}
	if none := get[StoryPage](t, h, "/api/stories?events=99"); len(none.Stories) != 0 || none.Next != nil {
		t.Errorf("%+v", none)
	}
}

func TestEventListsAreFilteredAndPaged(t *testing.T) {
	h := newServer(t, newStore(t, 5), nil).Handler()
	e := get[EventPage](t, h, "/api/events").Events[0]
	post[Split](t, h, "/api/events/split", splitBody{Decided{"ann", "x"}, e.ID, e.Reports[:1]})
	seen := map[string]bool{}
	for next := ""; ; {
		page := get[EventPage](t, h, "/api/events?limit=1&after="+next)
		for _, e := range page.Events {
			if seen[e.ID] {
				t.Errorf("%s comes twice", e.ID)
			}
			seen[e.ID] = true
		}
		if page.Next == nil {
			break
		}
		next = *page.Next
	}
	if all := get[EventPage](t, h, "/api/events").Events; len(seen) != len(all) || len(seen) < 2 {
		t.Errorf("%d by ones, %d at once", len(seen), len(all))
	}
	for _, e := range get[EventPage](t, h, "/api/events?contested=true").Events {
		if !e.Contested {
			t.Errorf("%s is not contested", e.ID)
		}
	}
	if n := len(get[EventPage](t, h, "/api/events?least=2").Events); n != 0 {
		t.Errorf("%d events of two independent articles; all are copies of one", n)
	}
}

// TestReviewLoop goes round as a reviewer does: what is next, accept, correct by picking words, undo, a blind sample, its figures.
func TestReviewLoop(t *testing.T) {
	h := newServer(t, newStore(t, 6), nil).Handler()
	queue := get[ReviewQueue](t, h, "/api/review/next?reviewer=ann&n=2")
	if queue.Left != 6 || len(queue.Items) != 2 || queue.Items[0].Report.Confidence != 0.5 || queue.Items[0].Article.Text == "" {
		t.Fatalf("%+v", queue)
	}
	item := queue.Items[0]
	corrected := item.Report
	corrected.Recipient = []event.Actor{{Span: place(item.Article.Text, "12 people")}}
	corrected.Place, corrected.Date = nil, nil // what the text does not give
	decision := post[ReviewOf](t, h, "/api/review", decideBody{Report: item.Report.ID, Reviewer: "ann", Decision: store.Correct, Corrected: &corrected}).Review
	if decision.Corrected.Recipient[0].Text != "12 people" {
		t.Errorf("%+v", decision.Corrected)
	}
	if now := get[ReportDetail](t, h, "/api/reports/"+decision.Corrected.ID); now.Review != store.Correct || len(now.History) != 1 {
		t.Errorf("review %s, history %d", now.Review, len(now.History))
	}
	corrected.Recipient[0].Span.End = 100000
	raw, _ := json.Marshal(decideBody{Report: queue.Items[1].Report.ID, Reviewer: "ann", Decision: store.Correct, Corrected: &corrected})
	if w := ask(t, h, http.MethodPost, "/api/review", string(raw)); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "body.corrected.recipient[0].span") {
		t.Errorf("a span outside the text: %d %s", w.Code, w.Body)
	}
	if undone := post[ReviewOf](t, h, "/api/review/undo", map[string]string{"reviewer": "ann"}).Review; !undone.Undone || undone.Key != decision.Key {
		t.Errorf("%+v", undone)
	}
	if w := ask(t, h, http.MethodPost, "/api/review/undo", `{"reviewer":"ann"}`); w.Code != http.StatusNotFound {
		t.Errorf("nothing to undo: %d", w.Code)
	}
	sample := post[SampleOf](t, h, "/api/review/samples", sampleBody{Name: "blind-a", Kind: review.Agreement, Size: 4, Query: "status=actual", By: "ann"}).Sample
	if sample.Size != 4 || sample.Population != 4 || sample.Seed == 0 || sample.Query != "status=actual" {
		t.Errorf("%+v", sample)
	}
	for i, reviewer := range []string{"ann", "ben"} {
		q := get[ReviewQueue](t, h, "/api/review/next?sample=blind-a&n=4&reviewer="+reviewer)
		for k, item := range q.Items {
			if item.Review != "none" {
				t.Errorf("%s sees what was decided", reviewer)
			}
			post[ReviewOf](t, h, "/api/review", decideBody{Report: item.Report.ID, Reviewer: reviewer, Sample: "blind-a", Decision: []string{store.Accept, store.Reject}[(i*k)%2]})
		}
	}
	if history := get[ReviewList](t, h, "/api/review/history?sample=blind-a"); len(history.Reviews) != 0 {
		t.Error("the history shows blind decisions")
	}
	agreement := get[review.AgreementOf](t, h, "/api/review/agreement?sample=blind-a")
	if agreement.Units != 4 || agreement.Fields[0].Alpha == nil || *agreement.Fields[0].Alpha >= 1 || len(agreement.Disagreements) != 2 {
		t.Errorf("%+v", agreement)
	}
	precision := get[review.PrecisionOf](t, h, "/api/review/precision?sample=blind-a&reviewer=ben&method=clopper-pearson")
	if precision.Judged != 4 || precision.Right != 2 || precision.Low >= 0.5 || precision.High <= 0.5 {
		t.Errorf("%+v", precision)
	}
	if list := get[SampleList](t, h, "/api/review/samples"); len(list.Samples) != 1 || len(list.Samples[0].Progress) != 2 {
		t.Errorf("%+v", list)
	}
}

func TestExportsOfAFilteredView(t *testing.T) {
	h := newServer(t, newStore(t, 4), nil).Handler()
	list := get[FormatList](t, h, "/api/export/formats")
	if len(list.Formats) != len(formats.All()) {
		t.Errorf("%d forms", len(list.Formats))
	}
	for _, f := range list.Formats {
		for _, what := range f.What {
			for _, part := range []string{"data", "codebook", "statement", "loss"} {
				w := ask(t, h, http.MethodGet, "/api/export?type=COERCE&what="+what+"&part="+part+"&format="+f.Name, "")
				if w.Code != http.StatusOK || !strings.Contains(w.Header().Get("Content-Disposition"), "attachment") || part != "data" && w.Body.Len() == 0 {
					t.Errorf("%s of %s, %s: %d %v", part, what, f.Name, w.Code, w.Header())
				}
			}
		}
	}
	if lines := strings.Count(ask(t, h, http.MethodGet, "/api/export?type=COERCE&format=jsonl", "").Body.String(), "\n"); lines != 1 {
		t.Errorf("%d lines of one report", lines)
	}
	if w := ask(t, h, http.MethodGet, "/api/export?format=stone", ""); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("a form that is none: %d", w.Code)
	}
}

// TestStreamTellsOfNewReportsAndGoesOn reads the stream as a browser does, breaks off and goes on behind the last report.
func TestStreamTellsOfNewReportsAndGoesOn(t *testing.T) {
	s := newStore(t, 1)
	server := newServer(t, s, nil)
	http1 := httptest.NewServer(server.Handler())
	t.Cleanup(http1.Close)
	t.Cleanup(server.Stop)
	first := stream(t, http1.URL, "")
	add(t, s, 1, 2)
	id, item := first(t)
	if item.Report.Document.ID != "a1" {
		t.Fatalf("told of %s", item.Report.Document.ID)
	}
	add(t, s, 2, 3)
	if _, item := stream(t, http1.URL, id)(t); item.Report.Document.ID != "a2" {
		t.Errorf("after breaking off: told of %s", item.Report.Document.ID)
	}
}

// stream opens the stream; the function it gives reads the next report and its id.
func stream(t *testing.T, address, last string) func(*testing.T) (string, Item) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	t.Cleanup(cancel)
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address+"/api/stream", nil)
	if err != nil {
		t.Fatal(err)
	}
	if last != "" {
		r.Header.Set("Last-Event-ID", last)
	}
	w, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Body.Close() })
	lines := bufio.NewScanner(w.Body)
	lines.Buffer(nil, 1<<20)
	return func(t *testing.T) (id string, item Item) {
		t.Helper()
		for lines.Scan() {
			if v, ok := strings.CutPrefix(lines.Text(), "id: "); ok {
				id = v
			}
			if v, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				if err := json.Unmarshal([]byte(v), &item); err != nil {
					t.Fatal(err)
				}
				return id, item
			}
		}
		t.Fatal("the stream ended: ", lines.Err())
		return "", item
	}
}

func TestOpenAPIDescribesEveryOperation(t *testing.T) {
	h := newServer(t, newStore(t, 0), nil).Handler()
	w := ask(t, h, http.MethodGet, "/api/openapi.json", "")
	var doc struct {
		OpenAPI string `json:"openapi"`
		Paths   map[string]map[string]struct {
			Summary    string
			Parameters []struct{ Name, In, Description string }
		}
	}
	if err := json.Unmarshal(w.Body.Bytes(), &doc); err != nil || !strings.HasPrefix(doc.OpenAPI, "3.1") || len(doc.Paths) < 20 {
		t.Fatalf("%v, %s, %d paths", err, doc.OpenAPI, len(doc.Paths))
	}
	for path, methods := range doc.Paths {
		for method, op := range methods {
			if op.Summary == "" {
				t.Errorf("%s %s has no summary", method, path)
			}
		}
	}
	names := map[string]bool{}
	for _, p := range doc.Paths["/api/reports"]["get"].Parameters {
		names[p.Name] = true
	}
	for _, must := range []string{"from", "type", "said_by", "review", "limit", "after"} {
		if !names[must] {
			t.Errorf("the parameter %s of /api/reports is not described", must)
		}
	}
	if strings.Contains(w.Body.String(), "http://") || strings.Contains(w.Body.String(), "unpkg") {
		t.Error("the document leads elsewhere")
	}
}

// TestWhatPeopleDecidedIsTakenAway: accepted and corrected reports are training and gold material, rejected ones are not.
func TestWhatPeopleDecidedIsTakenAway(t *testing.T) {
	h := newServer(t, newStore(t, 4), nil).Handler()
	before := ask(t, h, http.MethodGet, "/api/export?format=gold", "").Body.String()
	items := get[ReviewQueue](t, h, "/api/review/next?reviewer=ann&n=3").Items
	corrected := items[1].Report
	corrected.Status = event.Possible
	post[ReviewOf](t, h, "/api/review", decideBody{Report: items[0].Report.ID, Reviewer: "ann", Decision: store.Accept})
	post[ReviewOf](t, h, "/api/review", decideBody{Report: items[1].Report.ID, Reviewer: "ann", Decision: store.Correct, Corrected: &corrected})
	post[ReviewOf](t, h, "/api/review", decideBody{Report: items[2].Report.ID, Reviewer: "ann", Decision: store.Reject})
	after := ask(t, h, http.MethodGet, "/api/export?format=gold", "").Body.String()
	if strings.TrimSpace(before) != "" && strings.Contains(before, items[0].Report.Document.ID) {
		t.Errorf("undecided reports are gold: %s", before)
	}
	if !strings.Contains(after, `"`+items[0].Report.Document.ID+`"`) || !strings.Contains(after, `"possible"`) {
		t.Errorf("what was decided is not gold: %s", after)
	}
}
