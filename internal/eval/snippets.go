package eval

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"dateline/event"
	"dateline/text"
)

// SnippetsReport is how many conflict snippets get a report that fits: one with the status actual that is material conflict
// (quad class), PROTEST, AGREE, or the taking of territory (COERCE with the mode seize). Disasters and the rest class OTHER are
// no conflict; they are counted with the others and also apart.
type SnippetsReport struct {
	All      Accuracy
	Conflict Accuracy // without notConflict
	NotCoded int      // refused by the coder
	AnyFits  int      // a fitting type, with whatever status
	Coded    int      // any report at all
	ByType   map[string]*Accuracy
	Diffs    []string
}

// notConflict are the event types of CASE 2021 that need no conflict.
var notConflict = setOf("NATURAL_DISASTER MAN_MADE_DISASTER OTHER")

// Snippets measures the table of CASE 2021, task 2: columns id, EventSnippet and SubType.
func Snippets(in io.Reader, name string, code CodeFunc, keep int) (*SnippetsReport, error) {
	rep := &SnippetsReport{ByType: map[string]*Accuracy{}}
	err := readTable(in, name, []string{"id", "EventSnippet", "SubType"}, func(v []string) error {
		_, reports, err := code(text.Article{ID: v[0], Language: "en", Text: v[1]})
		if errors.Is(err, ErrNotCoded) {
			rep.NotCoded++
		} else if err != nil {
			return err
		}
		rep.add(v[2], reports)
		if !slices.ContainsFunc(reports, fitsConflict) && len(rep.Diffs) < keep {
			rep.Diffs = append(rep.Diffs, fmt.Sprintf("%s\t%s\t%s\t%s", v[0], v[2], describeStatus(reports), v[1]))
		}
		return nil
	})
	if err == nil && rep.All.N == 0 {
		err = fmt.Errorf("%s: %w", name, errNoRows)
	}
	return rep, err
}

func (r *SnippetsReport) add(kind string, reports []event.Report) {
	if r.ByType[kind] == nil {
		r.ByType[kind] = &Accuracy{}
	}
	ok := slices.ContainsFunc(reports, fitsConflict)
	r.All.add(ok)
	r.ByType[kind].add(ok)
	if !notConflict[kind] {
		r.Conflict.add(ok)
	}
	if slices.ContainsFunc(reports, fitsType) {
		r.AnyFits++
	}
	if len(reports) > 0 {
		r.Coded++
	}
}

func fitsConflict(r event.Report) bool { return r.Status == event.Actual && fitsType(r) }

func fitsType(r event.Report) bool {
	return r.Quad == "material conflict" || r.Event == "PROTEST" || r.Event == "AGREE" ||
		r.Event == "COERCE" && slices.Contains(r.Mode, "seize")
}

func describeStatus(reports []event.Report) string {
	var all []string
	for _, r := range reports {
		all = append(all, fmt.Sprintf("%s %s «%s»", r.Event, r.Status, r.Evidence.Trigger.Text))
	}
	return strings.Join(all, " | ")
}

// Table is the report as lines of text.
func (r *SnippetsReport) Table() string {
	var b strings.Builder
	row := func(name string, a Accuracy) {
		fmt.Fprintf(&b, "%-32s %6.2f %%   (%d of %d)\n", name, 100*a.Value(), a.Right, a.N)
	}
	row("snippets with a fitting report", r.All)
	row("  of these conflict", r.Conflict)
	row("  whatever its status", Accuracy{r.AnyFits, r.All.N})
	row("  any report", Accuracy{r.Coded, r.All.N})
	fmt.Fprintf(&b, "refused %d\n", r.NotCoded)
	for _, k := range slices.Sorted(maps.Keys(r.ByType)) {
		row("  "+k, *r.ByType[k])
	}
	return b.String()
}
