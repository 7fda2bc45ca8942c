package eval

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"dateline/event"
	"dateline/text"
)

// AttributionOptions says what is measured.
type AttributionOptions struct {
	Code CodeFunc
	Find func(*text.Document) []text.Attribution // what is attributed to whom anywhere in a coded document
	Says func(lemma string) bool                 // whether a verb is one of saying, for the rule to compare with
	Keep int                                     // how many differences to keep
}

// AttributionReport compares with PolNeAR's attributions what the coder finds anywhere in a text, a rule beside it (see saidRule), and
// the chains of the reports of events.
//
// A trigger inside the content of exactly one attribution that has a source is right when a link of its chain lies on that
// source or shares a word with it; a trigger outside all contents is right when its chain is empty.
type AttributionReport struct {
	Articles, Attributions, NotCoded int
	Found, Rule                      AttributionScores
	Reached                          int // attributions with a trigger in their content
	Inside, Outside                  Accuracy
	Attributed                       F1  // triggers inside contents (gold), with a chain (system)
	LeftOut                          int // triggers inside several contents, or of an attribution without a source
	Diffs                            []string
}

// AttributionScores says how many sources and contents are found. "Exact" lets pass marks of punctuation at either end of the whole,
// from its first piece to its last; "head" asks for the same head word, by the parser's tree. Either pairs one of the gold with one of
// the system.
type AttributionScores struct {
	SourceExact, SourceHead, ContentExact, ContentHead F1
	BothHead                                           F1 // source and content of one attribution
}

// Article measures one article of PolNeAR and adds it to the report.
func (r *AttributionReport) Article(txt, ann io.Reader, name string, opt AttributionOptions) error {
	raw, err := io.ReadAll(txt)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	gold, err := readPolNeAR(ann, name)
	if err != nil {
		return err
	}
	a := text.Article{ID: name, Language: "en", Published: polnearDate(name), Text: string(raw)}
	a.Title, _, _ = strings.Cut(a.Text, "\n")
	d, reports, err := opt.Code(a)
	if errors.Is(err, ErrNotCoded) {
		r.NotCoded++
		d, reports = text.NewDocument(a), nil
	} else if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	r.Articles++
	r.Attributions += len(gold)
	r.Found.add(d, gold, asPolNeAR(opt.Find(d)))
	r.Rule.add(d, gold, asPolNeAR(saidRule(d, opt.Says)))
	r.triggers(d, gold, reports, opt.Keep)
	return nil
}

// add compares the attributions of one document.
func (a *AttributionScores) add(d *text.Document, gold, system []polnear) {
	source := func(p polnear) []text.Span { return p.source }
	content := func(p polnear) []text.Span { return p.content }
	exact := func(a, b []text.Span) bool { return bare(d, hull(a)) == bare(d, hull(b)) }
	head := func(a, b []text.Span) bool { return len(a) > 0 && len(b) > 0 && headOf(d, a) == headOf(d, b) }
	for _, m := range []struct {
		f    *F1
		part func(polnear) []text.Span
		same func(a, b []text.Span) bool
	}{{&a.SourceExact, source, exact}, {&a.SourceHead, source, head}, {&a.ContentExact, content, exact}, {&a.ContentHead, content, head}} {
		m.f.Add(pairUp(distinct(gold, m.part), distinct(system, m.part), m.same))
	}
	a.BothHead.Add(pairUp(gold, system, func(a, b polnear) bool { return head(a.source, b.source) && head(a.content, b.content) }))
}

// rows are the figures beside those of another way.
func (a AttributionScores) rows(rule AttributionScores) (t string) {
	for _, m := range []struct {
		name     string
		got, was F1
	}{{"sources, exact", a.SourceExact, rule.SourceExact}, {"sources, head", a.SourceHead, rule.SourceHead},
		{"contents, exact", a.ContentExact, rule.ContentExact}, {"contents, head", a.ContentHead, rule.ContentHead},
		{"both, head", a.BothHead, rule.BothHead}} {
		t += m.got.Row(m.name) + m.was.Row("  the rule") + fmt.Sprintf("  %-26s %+.2f\n", "margin", 100*(m.got.F1()-m.was.F1()))
	}
	return t
}

// distinct is one part of all attributions, each span once; attributions without the part have none.
func distinct(all []polnear, part func(polnear) []text.Span) [][]text.Span {
	var out [][]text.Span
	for _, p := range all {
		s := part(p)
		if len(s) > 0 && !slices.ContainsFunc(out, func(o []text.Span) bool { return slices.Equal(o, s) }) {
			out = append(out, s)
		}
	}
	return out
}

// pairUp counts one-to-one pairs, each of the gold with the first of the system that is the same.
func pairUp[T any](gold, system []T, same func(a, b T) bool) F1 {
	f := F1{Gold: len(gold), System: len(system)}
	used := make([]bool, len(system))
	for _, g := range gold {
		for j, s := range system {
			if !used[j] && same(g, s) {
				used[j] = true
				f.Right++
				break
			}
		}
	}
	return f
}

// triggers asks of each report whether it rests on the word of whom the gold says.
func (r *AttributionReport) triggers(d *text.Document, gold []polnear, reports []event.Report, keep int) {
	reached := map[int]bool{}
	for _, rep := range reports {
		t := rep.Evidence.Trigger
		var around []int
		for i, g := range gold {
			if slices.ContainsFunc(g.content, func(s text.Span) bool { return s.Contains(t.Span) }) {
				around = append(around, i)
				reached[i] = true
			}
		}
		attributed := len(rep.Attribution) > 0
		tallyBoth(&r.Attributed, len(around) > 0, attributed)
		switch {
		case len(around) == 0:
			r.Outside.add(!attributed)
			if attributed {
				r.differ(keep, d, rep, "no source")
			}
		case len(around) > 1 || len(gold[around[0]].source) == 0:
			r.LeftOut++
		default:
			source := gold[around[0]].source
			ok := slices.ContainsFunc(rep.Attribution, func(l event.Source) bool {
				return overlap(source, []text.Span{l.Span}) || shareWord(l.Text, d.Slice(hull(source)))
			})
			r.Inside.add(ok)
			if !ok {
				r.differ(keep, d, rep, d.Slice(hull(source)))
			}
		}
	}
	r.Reached += len(reached)
}

func tallyBoth(f *F1, gold, system bool) {
	if gold {
		f.Gold++
	}
	if system {
		f.System++
	}
	mark(f, gold && system)
}

func (r *AttributionReport) differ(keep int, d *text.Document, rep event.Report, want string) {
	if len(r.Diffs) >= keep {
		return
	}
	var chain []string
	for _, l := range rep.Attribution {
		chain = append(chain, l.Text)
	}
	r.Diffs = append(r.Diffs, fmt.Sprintf("%s\t%s «%s»\twant %s\tgot %s\t%s\t%s", d.ID, rep.Event, rep.Evidence.Trigger.Text, want,
		strings.Join(chain, " < "), rep.Reason.Attribution, strings.ReplaceAll(d.Slice(rep.Evidence.Sentence), "\n", " ")))
}

// Table is the report as lines of text.
func (r *AttributionReport) Table() string {
	row := func(name string, a Accuracy) string {
		return fmt.Sprintf("%-44s %6.2f %%   (%d of %d)\n", name, 100*a.Value(), a.Right, a.N)
	}
	return fmt.Sprintf("articles %d, attributions %d, refused %d\n", r.Articles, r.Attributions, r.NotCoded) +
		r.Found.rows(r.Rule) +
		row("attributions with a reported event inside", Accuracy{r.Reached, r.Attributions}) +
		row("events inside one content: the right source", r.Inside) + row("events outside all: no source", r.Outside) +
		fmt.Sprintf("events left out (several contents, or no source) %d\n", r.LeftOut) + r.Attributed.Row("events, attributed at all")
}
