package eval

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"dateline/event"
	"dateline/internal/export/ploverjson"
	"dateline/text"
)

// PLOVEROptions says what is measured.
type PLOVEROptions struct {
	Code CodeFunc
	Keep int // how many differences to keep
}

// PLOVERReport is how well sentences with a marked source and target are coded. The sentence is coded alone; the report taken
// is the first whose actor and recipient share a word with the marked source and target, else the first of which one does,
// else none. Roots are PLOVER's types with CONCEDE and RETREAT as one, YIELD, as Hu et al. (ACL 2024) have it.
type PLOVERReport struct {
	Sentences int
	Both, One int // taken by actor and recipient, by one of them
	Other     int // reports, but of none the actor or the recipient
	NotCoded  int // refused by the coder
	Right     int
	BothRight int // right, of those taken by actor and recipient
	roots
	Diffs []string
}

// roots counts root codes.
type roots struct {
	ByRoot   map[string]*F1
	Confused map[[2]string]int // gold and coded root ("none"), where they differ
}

func newRoots() roots { return roots{map[string]*F1{}, map[[2]string]int{}} }

// count enters a sentence's gold and coded root.
func (r *roots) count(gold, coded string) {
	r.root(gold).Gold++
	if coded != "none" {
		r.root(coded).System++
	}
	if coded == gold {
		r.root(gold).Right++
	} else {
		r.Confused[[2]string{gold, coded}]++
	}
}

// PLOVER measures the table of Hu et al.: columns sentence, source, target and gold_root.
func PLOVER(in io.Reader, name string, opt PLOVEROptions) (*PLOVERReport, error) {
	rep := &PLOVERReport{roots: newRoots()}
	err := readTable(in, name, []string{"sentence", "source", "target", "gold_root"}, func(v []string) error {
		rep.Sentences++
		_, reports, err := opt.Code(text.Article{ID: fmt.Sprintf("%s-%d", name, rep.Sentences), Language: "en", Text: v[0]})
		if errors.Is(err, ErrNotCoded) {
			rep.NotCoded++
		} else if err != nil {
			return err
		}
		rep.add(v[0], v[1], v[2], v[3], reports, opt.Keep)
		return nil
	})
	if err == nil && rep.Sentences == 0 {
		err = fmt.Errorf("%s: %w", name, errNoRows)
	}
	return rep, err
}

func (r *PLOVERReport) add(sentence, source, target, gold string, reports []event.Report, keep int) {
	chosen, sides := choose(sentence, source, target, reports)
	coded := "none"
	if chosen != nil {
		coded = root(ploverjson.Fold(chosen))
	}
	switch {
	case sides == 2:
		r.Both++
	case sides == 1:
		r.One++
	case len(reports) > 0:
		r.Other++
	}
	r.count(gold, coded)
	if coded == gold {
		r.Right++
		if sides == 2 {
			r.BothRight++
		}
		return
	}
	if len(r.Diffs) < keep {
		r.Diffs = append(r.Diffs, fmt.Sprintf("%s\t%s\t%s → %s\t%s\t%s", gold, coded, source, target, describe(reports), sentence))
	}
}

func (r *roots) root(name string) *F1 {
	if r.ByRoot[name] == nil {
		r.ByRoot[name] = &F1{}
	}
	return r.ByRoot[name]
}

// choose takes the report of the marked pair, and says on how many sides it agrees.
func choose(sentence, source, target string, reports []event.Report) (chosen *event.Report, sides int) {
	runes := []rune(sentence)
	for i := range reports {
		n := 0
		if anyShares(runes, reports[i].Actor, source) {
			n++
		}
		if anyShares(runes, reports[i].Recipient, target) {
			n++
		}
		if n > sides {
			chosen, sides = &reports[i], n
		}
	}
	return chosen, sides
}

// anyShares reports whether one of the actors shares a word with a phrase, by its text or by the words at its place: a
// pronoun's text is whom it stands for.
func anyShares(sentence []rune, actors []event.Actor, phrase string) bool {
	return slices.ContainsFunc(actors, func(a event.Actor) bool {
		return shareWord(a.Text, phrase) || shareWord(cut(sentence, a.Span), phrase)
	})
}

func cut(runes []rune, s text.Span) string {
	if s.Start < 0 || s.End > len(runes) || s.Start >= s.End {
		return ""
	}
	return string(runes[s.Start:s.End])
}

func root(kind string) string {
	if kind == "CONCEDE" || kind == "RETREAT" {
		return "YIELD"
	}
	return kind
}

// describe lists reports for a reader: type, trigger, actors and recipients.
func describe(reports []event.Report) string {
	var all []string
	for _, r := range reports {
		s := r.Event + " «" + r.Evidence.Trigger.Text + "» "
		for _, side := range [][]event.Actor{r.Actor, r.Recipient} {
			for i, a := range side {
				if i > 0 {
					s += "+"
				}
				s += a.Text
			}
			s += ">"
		}
		all = append(all, strings.TrimSuffix(s, ">"))
	}
	return strings.Join(all, " | ")
}

// MacroF1 is the mean of the F1 of the gold's roots, 0 to 1.
func (r *roots) MacroF1() float64 {
	sum, n := 0.0, 0
	for _, f := range r.ByRoot {
		if f.Gold > 0 {
			sum, n = sum+f.F1(), n+1
		}
	}
	return sum / float64(max(1, n))
}

// Table is the report as lines of text, with the ten commonest confusions.
func (r *PLOVERReport) Table() string {
	var b strings.Builder
	n := float64(max(1, r.Sentences)) / 100
	fmt.Fprintf(&b, "sentences %d  macro-F1 %.2f  accuracy %.2f\n", r.Sentences, 100*r.MacroF1(), float64(r.Right)/n)
	none := r.Sentences - r.Both - r.One - r.Other - r.NotCoded
	fmt.Fprintf(&b, "covered by both sides %d (%.2f %%; right %.2f %%), by one %d (right %.2f %%), other reports only %d, no report %d, refused %d\n",
		r.Both, float64(r.Both)/n, 100*quotient(r.BothRight, r.Both), r.One, 100*quotient(r.Right-r.BothRight, r.One), r.Other, none, r.NotCoded)
	b.WriteString(r.rows())
	return b.String()
}

// rows are the figures of each root, and the ten commonest confusions.
func (r *roots) rows() string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(r.ByRoot)) {
		b.WriteString(r.ByRoot[name].Row("  " + name))
	}
	pairs := slices.SortedFunc(maps.Keys(r.Confused), func(x, y [2]string) int {
		if d := r.Confused[y] - r.Confused[x]; d != 0 {
			return d
		}
		return strings.Compare(x[0]+x[1], y[0]+y[1])
	})
	for i, p := range pairs {
		if i == 10 {
			break
		}
		fmt.Fprintf(&b, "  %s coded as %s: %d\n", p[0], p[1], r.Confused[p])
	}
	return b.String()
}
