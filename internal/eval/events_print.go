package eval

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"dateline/event"
)

// Table is the figures as gold/score.py prints them, to the digit.
func (s *EventScores) Table() string {
	var out strings.Builder
	fmt.Fprintf(&out, "%d articles, %d gold mentions, %d coded\n", s.Articles, s.Gold, s.Coded)
	for _, row := range []struct {
		name string
		p    PRF
	}{{"event", s.Event}, {"detect", s.Detect}, {"record", s.Record}, {"happened", s.Happened}, {"actor_code", s.Actor},
		{"recipient_code", s.Recipient}, {"actor_sector", s.Sector}, {"mode", s.Mode}, {"counts", s.Counts}} {
		fmt.Fprintf(&out, "%-15s P %.3f  R %.3f  F1 %.3f   (%d right, %d extra, %d missed)\n", row.name, row.p.P(), row.p.R(), row.p.F1(),
			row.p.Right, row.p.Extra, row.p.Missed)
	}
	for _, row := range []struct {
		name string
		a    Accuracy
	}{{"status", s.Status}, {"attribution", s.Attribution}, {"place_country", s.PlaceCountry}, {"date", s.Dated}} {
		fmt.Fprintf(&out, "%-15s %.3f   (%d of %d)\n", row.name, row.a.Value(), row.a.Right, row.a.N)
	}
	var types []string
	for _, k := range slices.Sorted(maps.Keys(s.ByType)) {
		p := s.ByType[k]
		types = append(types, fmt.Sprintf("%s %.2f/%d", k, p.F1(), p.Right+p.Missed))
	}
	fmt.Fprintf(&out, "by type: %s\n", strings.Join(types, "  "))
	return out.String()
}

// Confusion is the table of gold status against coded status over matched mentions of equal type.
func (s *EventScores) Confusion() string {
	var out strings.Builder
	fmt.Fprintf(&out, "status, gold down, coded across\n%-12s", "")
	for _, c := range event.Statuses {
		fmt.Fprintf(&out, "%11s", c)
	}
	for _, g := range event.Statuses {
		fmt.Fprintf(&out, "\n%-12s", g)
		for _, c := range event.Statuses {
			fmt.Fprintf(&out, "%11d", s.confusion[[2]event.Status{g, c}])
		}
	}
	return out.String() + "\n"
}

// Causes lists up to n misses, grouped by cause, the largest cause first.
func (s *EventScores) Causes(n int) string {
	groups := map[string][]Miss{}
	for _, m := range s.Misses {
		groups[m.Cause] = append(groups[m.Cause], m)
	}
	names := slices.SortedFunc(maps.Keys(groups), func(a, b string) int {
		if d := len(groups[b]) - len(groups[a]); d != 0 {
			return d
		}
		return strings.Compare(a, b)
	})
	var out strings.Builder
	for _, name := range names {
		share := max(1, n*len(groups[name])/max(1, len(s.Misses)))
		fmt.Fprintf(&out, "\n%s: %d\n", name, len(groups[name]))
		for i, m := range groups[name] {
			if i == share {
				break
			}
			fmt.Fprintln(&out, "  "+m.Line)
		}
	}
	return out.String()
}

// listMisses writes down what of an article is not right, with its cause.
func (s *EventScores) listMisses(a *GoldArticle, m *matching, full map[int]bool) {
	runes := []rune(a.Text)
	around := func(start, end int) string {
		from, to := max(0, start-60), min(len(runes), end+60)
		return "…" + strings.ReplaceAll(string(runes[from:to]), "\n", " ") + "…"
	}
	for i := range m.gold {
		g := &m.gold[i]
		start, end := g.Trigger[0], g.Trigger[1]
		trigger := string(runes[start:end])
		j, paired := m.pair[i]
		switch {
		case !paired && m.root[i] == g.ID:
			s.Misses = append(s.Misses, Miss{"missed", a.ID, fmt.Sprintf("MISS  %s %s/%s «%s» %s", a.ID, g.Event, g.Status, trigger, around(start, end))})
		case paired && !full[i]:
			c := m.coded[j]
			s.Misses = append(s.Misses, Miss{wrongIn(g, c), a.ID, fmt.Sprintf("WRONG %s «%s» gold %s/%s %v>%v by %q | coded %s/%s %v>%v by %q %s", a.ID, trigger,
				g.Event, g.Status, keys(goldField(g.Actor, false)), keys(goldField(g.Recipient, false)), g.Attribution,
				c.Event, c.Status, keys(codedField(c.Actor, false)), keys(codedField(c.Recipient, false)), sourceTexts(c), around(start, end))})
		}
	}
	for j, c := range m.coded {
		if !m.used[j] && !m.repeat(j) {
			t := c.Evidence.Trigger
			s.Misses = append(s.Misses, Miss{"extra", a.ID, fmt.Sprintf("EXTRA %s %s/%s «%s» %s", a.ID, c.Event, c.Status, t.Text, around(t.Start, t.End))})
		}
	}
}

// wrongIn is the first field in which a matched record differs from the gold.
func wrongIn(g *GoldMention, c *event.Report) string {
	switch {
	case g.Event != c.Event:
		return "type"
	case g.Status != c.Status:
		return "status"
	case !sameSources(g, c):
		return "attribution"
	case !equal(goldField(g.Actor, false), codedField(c.Actor, false)):
		return "actor"
	}
	return "recipient"
}

func keys(m map[string]bool) []string { return slices.Sorted(maps.Keys(m)) }

func sourceTexts(c *event.Report) []string {
	var out []string
	for _, s := range c.Attribution {
		out = append(out, s.Text)
	}
	return out
}
