package eval

import (
	"fmt"
	"slices"
	"strings"

	"dateline/text"
)

// Marked is a text whose entities are marked in it. testdata/entities/README.md says how it is written.
type Marked struct {
	Article     text.Article
	Names       []Mark // PER, ORG, LOC
	Heads       []Mark // actor, place, facility, weapon, vehicle, object
	Nationality []Mark
}

// Mark is a marked stretch of a text.
type Mark struct {
	text.Span // code points of the article's text
	Kind      string
}

// MarkedKinds are the kinds that a head word can have, and the group of the engine's kinds that each belongs to.
var MarkedKinds = []struct{ Kind, Group string }{
	{"actor", "actor"}, {"place", "place"}, {"facility", "place"}, {"weapon", "object"}, {"vehicle", "object"}, {"object", "object"},
}

// nationality is the kind of words for a state's people and things.
const nationality = "nationality"

// ParseMarked reads a marked text; name stands in errors.
func ParseMarked(raw, name string) (*Marked, error) {
	m := &Marked{Article: text.Article{ID: name, Language: "en"}}
	var out strings.Builder
	n := 0 // code points written
	for i, line := range strings.Split(raw, "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for line != "" {
			at := strings.IndexAny(line, "[{]}")
			if at < 0 {
				at = len(line)
			}
			out.WriteString(line[:at])
			n += len([]rune(line[:at]))
			if line = line[at:]; line == "" {
				break
			}
			kind, words, rest, err := cutMark(line)
			if err == nil {
				err = m.put(line[0], Mark{text.Span{Start: n, End: n + len([]rune(words))}, kind})
			}
			if err != nil {
				return nil, fmt.Errorf("%s:%d: %w", name, i+1, err)
			}
			out.WriteString(words)
			n, line = n+len([]rune(words)), rest
		}
		out.WriteByte('\n')
		n++
	}
	m.Article.Text = out.String()
	return m, nil
}

// cutMark takes "[KIND words]" or "{kind words}" from the start of a line.
func cutMark(line string) (kind, words, rest string, err error) {
	closing := map[byte]string{'[': "]", '{': "}"}[line[0]]
	inside, rest, ok := strings.Cut(line[1:], closing)
	kind, words, some := strings.Cut(inside, " ")
	if closing == "" || !ok || !some || strings.TrimSpace(words) != words || words == "" || strings.ContainsAny(words, "[]{}") {
		return "", "", "", fmt.Errorf("at %.30q: want [KIND words] or {kind words}, on one line and none within another", line)
	}
	return kind, words, rest, nil
}

func (m *Marked) put(bracket byte, k Mark) error {
	switch {
	case bracket == '[' && slices.Contains(EntityLabels, k.Kind):
		m.Names = append(m.Names, k)
	case bracket == '{' && k.Kind == nationality:
		m.Nationality = append(m.Nationality, k)
	case bracket == '{' && groupOf(k.Kind) != "":
		m.Heads = append(m.Heads, k)
	default:
		return fmt.Errorf("no kind %q in these brackets: [PER ORG LOC] and {actor place facility weapon vehicle object nationality}", k.Kind)
	}
	return nil
}

func groupOf(kind string) string {
	for _, k := range MarkedKinds {
		if k.Kind == kind {
			return k.Group
		}
	}
	return ""
}

// MarkedOptions says what is measured.
type MarkedOptions struct {
	Annotate    func(*text.Document) error // adds sentences, syntax and entities
	Nationality func(word string) bool     // whether a word is for a state's people and things
	Keep        int                        // how many differences to keep
}

// MarkedReport is how well names and the kinds of other mentions are found in raw text. A name is right when both ends and the label
// are; a head when a word in its span has a kind of its group.
type MarkedReport struct {
	Texts, Words int
	All          F1 // names
	ByLabel      map[string]*F1
	Unlabelled   F1                   // names, both ends
	Groups       map[string]*F1       // actor, place, object, nationality
	Kinds        map[string]*Accuracy // heads of each kind with a kind of its group
	Diffs        []string
}

// NewMarkedReport is a report of nothing yet.
func NewMarkedReport() *MarkedReport {
	r := &MarkedReport{ByLabel: map[string]*F1{}, Groups: map[string]*F1{nationality: {}}, Kinds: map[string]*Accuracy{}}
	for _, l := range EntityLabels {
		r.ByLabel[l] = &F1{}
	}
	for _, k := range MarkedKinds {
		r.Groups[k.Group], r.Kinds[k.Kind] = &F1{}, &Accuracy{}
	}
	return r
}

// Text measures one text and adds it to the report.
func (r *MarkedReport) Text(m *Marked, opt MarkedOptions) error {
	d := text.NewDocument(m.Article)
	if err := opt.Annotate(d); err != nil {
		return fmt.Errorf("%s: %w", m.Article.ID, err)
	}
	r.Texts++
	var names, heads, nations []Mark
	for i := range d.Sentences {
		s := &d.Sentences[i]
		r.Words += len(s.Tokens)
		for _, e := range s.Entities {
			names = append(names, Mark{e.Span, e.Label})
		}
		for k := range s.Tokens {
			t := &s.Tokens[k]
			if g := engineGroup(t); g != "" {
				heads = append(heads, Mark{t.Span, g})
			}
			if opt.Nationality(t.Form) {
				nations = append(nations, Mark{t.Span, nationality})
			}
		}
	}
	outside := func(k Mark) bool {
		return !slices.ContainsFunc(m.Names, func(n Mark) bool { return n.Overlaps(k.Span) })
	}
	r.names(d, m.Names, names, opt.Keep)
	r.heads(d, m.Heads, keepIf(heads, outside), opt.Keep)
	r.heads(d, m.Nationality, keepIf(nations, outside), opt.Keep)
	return nil
}

func keepIf(all []Mark, good func(Mark) bool) []Mark {
	return slices.DeleteFunc(all, func(k Mark) bool { return !good(k) })
}

// engineGroup is the group of the kind that the engine gives a word; "" for pronouns and numbers, and for kinds that are not measured.
func engineGroup(t *text.Token) string {
	switch t.UPOS {
	case "PRON", "DET", "NUM":
		return ""
	}
	switch t.Kind {
	case "person", "organization":
		return "actor"
	case "place", "object":
		return t.Kind
	}
	return ""
}

func (r *MarkedReport) names(d *text.Document, gold, system []Mark, keep int) {
	for _, g := range gold {
		r.All.Gold++
		r.Unlabelled.Gold++
		r.ByLabel[g.Kind].Gold++
		if !slices.Contains(system, g) {
			r.differ(keep, d, "missed", g)
		}
	}
	for _, s := range system {
		right := slices.Contains(gold, s)
		for _, f := range []*F1{&r.All, r.ByLabel[s.Kind]} {
			f.System++
			mark(f, right)
		}
		r.Unlabelled.System++
		mark(&r.Unlabelled, slices.ContainsFunc(gold, func(g Mark) bool { return g.Span == s.Span }))
		if !right {
			r.differ(keep, d, "extra", s)
		}
	}
}

// heads compares head words; a mark of the gold counts once, however many words of it have its kind.
func (r *MarkedReport) heads(d *text.Document, gold, system []Mark, keep int) {
	used := make([]bool, len(system))
	for _, g := range gold {
		group := groupOf(g.Kind)
		if group == "" {
			group = g.Kind
		}
		hit := false
		for i, s := range system {
			if s.Kind == group && s.Overlaps(g.Span) {
				used[i], hit = true, true
			}
		}
		f := r.Groups[group]
		f.Gold++
		if k := r.Kinds[g.Kind]; k != nil {
			k.add(hit)
		}
		if hit {
			f.Right++
			f.System++
		} else {
			r.differ(keep, d, "missed", g)
		}
	}
	for i, s := range system {
		if !used[i] {
			r.Groups[s.Kind].System++
			r.differ(keep, d, "extra", s)
		}
	}
}

func (r *MarkedReport) differ(keep int, d *text.Document, what string, k Mark) {
	if len(r.Diffs) < keep {
		r.Diffs = append(r.Diffs, fmt.Sprintf("%s\t%s\t%s\t%s\t%s", what, k.Kind, d.Slice(k.Span), d.ID, around(d, k.Span)))
	}
}

// Table is the report as lines of text.
func (r *MarkedReport) Table() string {
	t := fmt.Sprintf("texts %d, words %d\n", r.Texts, r.Words) + r.All.Row("names")
	for _, l := range EntityLabels {
		t += r.ByLabel[l].Row("  " + l)
	}
	t += r.Unlabelled.Row("names, any label")
	for _, g := range []string{"actor", "place", "object"} {
		t += r.Groups[g].Row(g)
		for _, k := range MarkedKinds {
			if a := r.Kinds[k.Kind]; k.Group == g && g != "actor" {
				t += fmt.Sprintf("  %-26s found %.2f %%   (%d of %d)\n", k.Kind, 100*a.Value(), a.Right, a.N)
			}
		}
	}
	return t + r.Groups[nationality].Row("nationality, by the list")
}
