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
	Keep int // how many differences to keep
}

// AttributionReport compares the attribution chains of reports with PolNeAR's attributions. dateline attributes events and
// PolNeAR everything that anybody says or thinks, so the recall of the spans says mostly how much of that tells of events; the
// accuracies ask only of reported events.
//
// The system's attributions are the links of the reports' chains, each pair of source and content once. A report has no content
// span: it is what the tree puts under the word of saying, on the trigger's side (see contentOf). "Exact" lets pass marks of
// punctuation at either end, "overlapping" asks for one common code point; either pairs one of the gold with one of the system.
//
// A trigger inside the content of exactly one attribution that has a source is right when a link of its chain lies on that
// source or shares a word with it; a trigger outside all contents is right when its chain is empty.
type AttributionReport struct {
	Articles, Attributions, NotCoded int
	SourceExact, SourceOver          F1
	ContentExact, ContentOver        F1
	Pair                             F1  // source and content of one attribution overlap
	Reached                          int // attributions with a trigger in their content
	Inside, Outside                  Accuracy
	Attributed                       F1  // triggers inside contents (gold), with a chain (system)
	LeftOut                          int // triggers inside several contents, or of an attribution without a source
	Diffs                            []string
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
	r.spans(d, gold, reports)
	r.triggers(d, gold, reports, opt.Keep)
	return nil
}

// spans compares sources, contents and pairs of both.
func (r *AttributionReport) spans(d *text.Document, gold []polnear, reports []event.Report) {
	var system []polnear
	for _, rep := range reports {
		for _, link := range rep.Attribution {
			p := polnear{source: []text.Span{link.Span}, content: []text.Span{contentOf(d, rep.Evidence.Trigger.Span, link)}}
			if !slices.ContainsFunc(system, p.equal) {
				system = append(system, p)
			}
		}
	}
	source := func(p polnear) []text.Span { return p.source }
	content := func(p polnear) []text.Span { return p.content }
	exact := func(a, b []text.Span) bool { return bare(d, hull(a)) == bare(d, hull(b)) }
	for _, m := range []struct {
		f    *F1
		part func(polnear) []text.Span
		same func(a, b []text.Span) bool
	}{{&r.SourceExact, source, exact}, {&r.SourceOver, source, overlap}, {&r.ContentExact, content, exact}, {&r.ContentOver, content, overlap}} {
		m.f.Add(pairUp(distinct(gold, m.part), distinct(system, m.part), m.same))
	}
	r.Pair.Add(pairUp(gold, system, func(a, b polnear) bool { return overlap(a.source, b.source) && overlap(a.content, b.content) }))
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
		r.SourceExact.Row("sources, exact") + r.SourceOver.Row("sources, overlapping") +
		r.ContentExact.Row("contents, exact") + r.ContentOver.Row("contents, overlapping") + r.Pair.Row("both, overlapping") +
		row("attributions with a reported event inside", Accuracy{r.Reached, r.Attributions}) +
		row("events inside one content: the right source", r.Inside) + row("events outside all: no source", r.Outside) +
		fmt.Sprintf("events left out (several contents, or no source) %d\n", r.LeftOut) + r.Attributed.Row("events, attributed at all")
}
