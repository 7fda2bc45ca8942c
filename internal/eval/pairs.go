package eval

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"dateline/event"
	"dateline/internal/coding"
	"dateline/internal/export/ploverjson"
	"dateline/text"
)

// BetweenFunc says what one span of a text may do to another, the likeliest first. It may say ErrNotCoded.
type BetweenFunc func(a text.Article, source, target text.Span) ([]coding.Deed, error)

// PairsReport is how well the PLOVER root code of a pair is told when the sentence, the source and the target are given.
type PairsReport struct {
	Sentences int
	NotCoded  int // refused by the coder
	Right     int
	roots
	Diffs []string
}

// Pairs measures the table of Hu et al.: columns marked_sentence, which holds <s>source</s> and <t>target</t> or one of them, and gold_root. A root's
// probability is the sum of those of all deeds that PLOVER calls so; the likeliest is taken.
func Pairs(in io.Reader, name string, between BetweenFunc, keep int) (*PairsReport, error) {
	rep := &PairsReport{roots: newRoots()}
	err := readTable(in, name, []string{"marked_sentence", "gold_root"}, func(v []string) error {
		rep.Sentences++
		sentence, source, target, err := unmark(v[0])
		if err != nil {
			return err
		}
		deeds, err := between(text.Article{ID: fmt.Sprintf("%s-%d", name, rep.Sentences), Language: "en", Text: sentence}, source, target)
		if errors.Is(err, ErrNotCoded) {
			rep.NotCoded++
		} else if err != nil {
			return err
		}
		told := likeliestRoot(deeds)
		rep.count(v[1], told)
		if told == v[1] {
			rep.Right++
		} else if len(rep.Diffs) < keep {
			rep.Diffs = append(rep.Diffs, fmt.Sprintf("%s\t%s\t%s", v[1], told, v[0]))
		}
		return nil
	})
	if err == nil && rep.Sentences == 0 {
		err = fmt.Errorf("%s: %w", name, errNoRows)
	}
	return rep, err
}

// likeliestRoot is the root whose deeds have most probability, "none" where there are none.
func likeliestRoot(deeds []coding.Deed) string {
	sums, best := map[string]float64{}, "none"
	for _, d := range deeds {
		r := root(ploverjson.Fold(&event.Report{Event: d.Type, Status: d.Status, Reason: event.Reason{Status: d.WhyStatus}}))
		sums[r] += d.P
	}
	for _, d := range deeds { // in their order, so that equals always fall alike
		r := root(ploverjson.Fold(&event.Report{Event: d.Type, Status: d.Status, Reason: event.Reason{Status: d.WhyStatus}}))
		if sums[r] > sums[best] {
			best = r
		}
	}
	return best
}

// unmark takes <s>…</s> and <t>…</t> out of a sentence and gives their spans.
func unmark(marked string) (sentence string, source, target text.Span, err error) {
	var out []rune
	at := map[string]int{}
	for rest := marked; rest != ""; {
		tag := ""
		for _, x := range []string{"<s>", "</s>", "<t>", "</t>"} {
			if strings.HasPrefix(rest, x) {
				tag = x
			}
		}
		if tag != "" {
			if _, twice := at[tag]; !twice {
				at[tag] = len(out)
			}
			rest = rest[len(tag):]
			continue
		}
		r := []rune(rest)[0]
		out, rest = append(out, r), rest[len(string(r)):]
	}
	source, target = text.Span{Start: at["<s>"], End: at["</s>"]}, text.Span{Start: at["<t>"], End: at["</t>"]}
	if source.End < source.Start || target.End < target.Start || len(at) == 0 || len(at)%2 != 0 {
		return "", source, target, fmt.Errorf("want <s>source</s> and <t>target</t>, or one of them, in %q", marked)
	}
	return string(out), source, target, nil
}

// Table is the report as lines of text, with the ten commonest confusions.
func (r *PairsReport) Table() string {
	return fmt.Sprintf("sentences %d  macro-F1 %.2f  accuracy %.2f  refused %d\n", r.Sentences, 100*r.MacroF1(),
		100*quotient(r.Right, r.Sentences), r.NotCoded) + r.rows()
}
