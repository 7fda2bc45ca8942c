package coding

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"

	"dateline/event"
	who "dateline/internal/ground/actor"
	"dateline/internal/ground/count"
	where "dateline/internal/ground/place"
	"dateline/internal/ground/when"
	"dateline/internal/linear"
	"dateline/internal/nlp"
	"dateline/internal/nlp/token"
	"dateline/text"
)

// goldArticle is an article with what a human coder says of where and when its events are.
type goldArticle struct {
	text.Article
	Events []goldEvent
}

type goldEvent struct {
	Trigger          [2]int
	Event            string
	Actor, Recipient []struct{ Text string }
	Place            *struct{ Text, Country string }
	Counts           []struct {
		What      string
		Low, High *int
	}
	Date *struct{ Start, End string }
}

// example is a choice that the coder had, with its clues and whether the gold has it; article counts the articles.
type example struct {
	clues   clues
	right   bool
	article int
	mention int
	wanted  bool // the gold has any
}

// TestFit fits the weights of places and days to gold articles and prints them as Go, to be put into where.go and when.go, and how
// many mentions have the right one at each threshold, judged by weights that other articles gave. DATELINE_FIT names the files,
// parted by commas, each with the model that reads it: gold.jsonl@model.dlm. DATELINE_FIT_BELIEF holds the weight of the engine's
// belief, which comes out too great on articles that the engine was trained on: it is fitted on others first.
func TestFit(t *testing.T) {
	if os.Getenv("DATELINE_FIT") == "" {
		t.Skip("DATELINE_FIT names no gold articles")
	}
	readings, golds := fitReadings(t, os.Getenv("DATELINE_FIT"))
	belief, err := strconv.ParseFloat(os.Getenv("DATELINE_FIT_BELIEF"), 64)
	fixed := map[int]float64{}
	if err == nil {
		fixed[1] = belief
	}
	report(t, "actorWeights", actorWeights, examples(readings, golds, actorExamples), fixed)
	report(t, "recipientWeights", recipientWeights, examples(readings, golds, recipientExamples), fixed)
	report(t, "countWeights", countWeights, examples(readings, golds, countExamples), nil)
	report(t, "placeWeights", placeWeights, examples(readings, golds, placeExamples), fixed)
	report(t, "dayWeights", dayWeights, examples(readings, golds, dayExamples), fixed)
}

// fitReadings codes the articles of each file.
func fitReadings(t *testing.T, files string) (readings []*reading, golds []goldArticle) {
	book, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	places, err := where.New()
	if err != nil {
		t.Fatal(err)
	}
	actors := who.NewResolver(nil)
	coder := New(book, actors, event.CoderVersion{})
	for file := range strings.SplitSeq(files, ",") {
		path, model, _ := strings.Cut(file, "@")
		engine, err := nlp.Load(nlp.Options{Path: model})
		if err != nil {
			t.Fatal(err)
		}
		for _, g := range goldArticles(t, path) {
			d := text.NewDocument(g.Article)
			for _, s := range []text.Stage{token.New(), engine, when.New(), count.New(), places, actors} {
				if err := s.Process(d); err != nil {
					t.Fatal(g.ID, err)
				}
			}
			readings, golds = append(readings, coder.read(d, nil)), append(golds, g)
		}
	}
	return readings, golds
}

func goldArticles(t *testing.T, path string) (out []goldArticle) {
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<24)
	for sc.Scan() {
		var g goldArticle
		if err := json.Unmarshal(sc.Bytes(), &g); err != nil {
			t.Fatal(path, err)
		}
		out = append(out, g)
	}
	return out
}

// examples are those of all mentions that the gold has too.
func examples(readings []*reading, golds []goldArticle, of func(*reading, *mention, goldEvent) []example) (out []example) {
	n := 0
	for i, r := range readings {
		for _, m := range r.mentions {
			for _, e := range golds[i].Events {
				if e.Event == m.kind && m.span.Overlaps(text.Span{Start: e.Trigger[0], End: e.Trigger[1]}) {
					n++
					for _, x := range of(r, m, e) {
						x.article, x.mention = i, n
						out = append(out, x)
					}
					break
				}
			}
		}
	}
	return out
}

// countExamples are the numbers of people for a mention: right are those with the low and high of one of the gold's.
func countExamples(r *reading, m *mention, e goldEvent) (out []example) {
	equal := func(a, b *int) bool { return a == nil && b == nil || a != nil && b != nil && *a == *b }
	for _, c := range r.countChoices(m) {
		right := false
		for _, w := range e.Counts {
			right = right || equal(w.Low, c.value.Low) && equal(w.High, c.value.High) && w.What == c.value.What
		}
		out = append(out, example{clues: c.clues, right: right, wanted: len(e.Counts) > 0})
	}
	return out
}

func actorExamples(r *reading, m *mention, e goldEvent) []example {
	return roleExamples(r, m, e, actor)
}

func recipientExamples(r *reading, m *mention, e goldEvent) []example {
	return roleExamples(r, m, e, recipient)
}

// roleExamples are the candidates for a role of a mention: right is a word of a phrase that the gold gives the role.
func roleExamples(r *reading, m *mention, e goldEvent, as role) (out []example) {
	wanted := e.Actor
	if as == recipient {
		wanted = e.Recipient
	}
	all := r.candidates(m)
	for _, c := range all {
		right := false
		for _, w := range wanted {
			right = right || slices.Contains(strings.FieldsFunc(strings.ToLower(w.Text), parts), strings.ToLower(r.trees[m.sentence].Tokens[c.token].Form))
		}
		out = append(out, example{clues: r.roleClues(m, c, as, all), right: right, wanted: len(wanted) > 0})
	}
	return out
}

// parts reports what parts words: all but letters, digits, full stops and hyphens within them.
func parts(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) && c != '.' && c != '-' }

func placeExamples(r *reading, m *mention, e goldEvent) (out []example) {
	choices, stated := r.placeChoices(m), false
	for _, c := range choices {
		stated = stated || e.Place != nil && sameWords(r.doc.Slice(c.value.Span), e.Place.Text)
	}
	for _, c := range choices {
		right := e.Place != nil && e.Place.Country == c.value.Country && (!stated || sameWords(r.doc.Slice(c.value.Span), e.Place.Text))
		out = append(out, example{clues: c.clues, right: right, wanted: e.Place != nil})
	}
	return out
}

func sameWords(a, b string) bool {
	a, b = strings.ToLower(a), strings.ToLower(b)
	return strings.Contains(a, b) || strings.Contains(b, a)
}

func dayExamples(r *reading, m *mention, e goldEvent) (out []example) {
	for _, c := range r.dayChoices(m) {
		out = append(out, example{clues: c.clues, right: e.Date != nil && sameDays(c.value.Start, c.value.End, e.Date.Start, e.Date.End), wanted: e.Date != nil})
	}
	return out
}

// sameDays reports whether two intervals share at least half of what they cover.
func sameDays(s1, e1, s2, e2 string) bool {
	if e2 == "" {
		e2 = s2
	}
	both, all := days(max(s1, s2), min(e1, e2)), days(min(s1, s2), max(e1, e2))
	return both > 0 && 2*both >= all
}

// days is how many days an interval has.
func days(start, end string) int {
	a, err1 := time.Parse(time.DateOnly, start)
	b, err2 := time.Parse(time.DateOnly, end)
	if err1 != nil || err2 != nil {
		return 0
	}
	return int(b.Sub(a).Hours()/24) + 1
}

// folds is how many parts of the articles are judged by weights fitted to the others.
const folds = 5

// report fits, prints how well weights of other articles choose at each threshold, and the weights of all.
func report(t *testing.T, name string, old []weight, all []example, fixed map[int]float64) {
	judged := make([]float64, len(all))
	for f := range folds {
		var part []example
		for _, x := range all {
			if x.article%folds != f {
				part = append(part, x)
			}
		}
		w := fit(part, fixed)
		for i, x := range all {
			if x.article%folds == f {
				judged[i] = linear.Probability(w, x.clues)
			}
		}
	}
	now := make([]float64, len(all))
	for i, x := range all {
		now[i] = probability(old, x.clues)
	}
	t.Logf("%s: %d examples", name, len(all))
	for th := 0.25; th < 0.8; th += 0.05 {
		t.Logf("threshold %.2f: refitted %s   as they are %s", th, chosen(all, judged, th), chosen(all, now, th))
	}
	w := fit(all, fixed)
	var b strings.Builder
	fmt.Fprintf(&b, "%s = []weight{\n", name)
	for k, x := range w {
		fmt.Fprintf(&b, "\t{%q, %.2f},\n", cmp.Or(old[k].clue, fmt.Sprint(k)), x)
	}
	t.Log(b.String() + "}")
}

// chosen counts the mentions whose likeliest choice over a threshold, or none, is right.
func chosen(all []example, p []float64, threshold float64) string {
	right, n, took := 0, 0, 0
	for i := 0; i < len(all); {
		j, best := i, -1
		for ; j < len(all) && all[j].mention == all[i].mention; j++ {
			if p[j] >= threshold && (best < 0 || p[j] > p[best]) {
				best = j
			}
		}
		n++
		if best >= 0 {
			took++
		}
		if best < 0 && !all[i].wanted || best >= 0 && all[best].right {
			right++
		}
		i = j
	}
	return fmt.Sprintf("%d of %d right, %d taken", right, n, took)
}

// fit is the logistic regression of examples.
func fit(all []example, fixed map[int]float64) []float64 {
	rows, right := make([][]float64, len(all)), make([]bool, len(all))
	for i, x := range all {
		rows[i], right[i] = x.clues, x.right
	}
	return linear.Logistic(rows, right, linear.Ridge(len(rows[0]), 1), fixed)
}
