package store

import (
	"slices"
	"strconv"
	"strings"
)

// admit marks the reports that a filter admits; its limit and cursor are left aside.
func (c *scan) admit(f *Filter) error {
	if err := c.narrow(f); err != nil {
		return err
	}
	return c.keepAll(c.words(f))
}

// narrow marks the reports that a filter admits but for the words it asks for.
func (c *scan) narrow(f *Filter) error {
	if err := f.check(); err != nil {
		return err
	}
	if err := c.markAll(f.Superseded); err != nil {
		return err
	}
	for _, narrow := range []func(*Filter) error{c.keepDays, c.keepKinds, c.keepPlaces, c.keepPeople, c.keepNamed} {
		if err := narrow(f); err != nil {
			return err
		}
	}
	return nil
}

// keepTerms keeps the reports whose term passes a test; null passes none.
func (c *scan) keepTerms(col column, test func(string) bool) error {
	terms, err := c.termsOf(col.kind)
	if err != nil {
		return err
	}
	numbers, err := c.column(col)
	if err != nil {
		return err
	}
	passes := make([]bool, len(terms))
	for code := 1; code < len(terms); code++ {
		passes[code] = test(terms[code])
	}
	c.keep(func(i int) bool { return passes[numbers[i]] })
	return nil
}

// keepIn keeps the reports whose key in a column is wanted.
func (c *scan) keepIn(col column, wanted set) error {
	numbers, err := c.column(col)
	if err == nil {
		c.keep(func(i int) bool { return wanted.has(numbers[i]) })
	}
	return err
}

// keepReports keeps the reports whose own keys are wanted.
func (c *scan) keepReports(wanted set) error {
	c.keep(func(i int) bool { return wanted.has(uint32(i + 1)) })
	return nil
}

func (c *scan) keepDays(f *Filter) error {
	if f.Undated {
		start, err := c.column(colStart)
		if err != nil {
			return err
		}
		c.keep(func(i int) bool { return start[i] == 0 })
	}
	for _, d := range []struct {
		bound string
		col   column
		test  func(string) bool
	}{
		{f.From, colEnd, func(day string) bool { return day >= f.From }},
		{f.To, colStart, func(day string) bool { return day <= f.To }},
		{f.PublishedFrom, colPublished, func(day string) bool { return day >= f.PublishedFrom }},
		{f.PublishedTo, colPublished, func(day string) bool { return day <= f.PublishedTo && day != "" }},
	} {
		if d.bound == "" {
			continue
		}
		if err := c.keepTerms(d.col, d.test); err != nil {
			return err
		}
	}
	return nil
}

// keepKinds narrows by what is said of the event itself.
func (c *scan) keepKinds(f *Filter) error {
	for _, k := range []struct {
		col    column
		wanted []string
		split  bool
	}{{colType, f.Types, false}, {colStatus, f.Statuses, false}, {colCountry, f.Countries, false}, {colMode, f.Modes, true}, {colContext, f.Contexts, true}} {
		if len(k.wanted) == 0 {
			continue
		}
		err := c.keepTerms(k.col, func(term string) bool {
			if !k.split {
				return slices.Contains(k.wanted, term)
			}
			return slices.ContainsFunc(strings.Split(term, ","), func(one string) bool { return slices.Contains(k.wanted, one) })
		})
		if err != nil {
			return err
		}
	}
	if f.Background {
		historical, err := c.column(colHistorical)
		if err != nil {
			return err
		}
		c.keep(func(i int) bool { return historical[i] == 0 })
	}
	if f.MinConfidence <= 0 && f.MaxConfidence <= 0 {
		return nil
	}
	return c.keepTerms(colConfidence, func(term string) bool {
		sure, err := strconv.ParseFloat(term, 64)
		return err == nil && (f.MinConfidence <= 0 || sure >= f.MinConfidence) && (f.MaxConfidence <= 0 || sure <= f.MaxConfidence)
	})
}

func (c *scan) keepPlaces(f *Filter) error {
	for _, k := range []struct {
		wanted, query, arg string
		col                column
	}{
		{f.Place, "SELECT key AS k FROM place WHERE instr(folded, ?) > 0", wordStart(f.Place), colPlace},
		{f.Document, "SELECT key AS k FROM article WHERE id = ?", f.Document, colArticle},
	} {
		if k.wanted == "" {
			continue
		}
		found, err := c.keys(k.query, k.arg)
		if err == nil {
			err = c.keepIn(k.col, found)
		}
		if err != nil {
			return err
		}
	}
	if f.Source == "" {
		return nil
	}
	wanted := lowerASCII(f.Source)
	return c.keepTerms(colSource, func(source string) bool { return strings.Contains(lowerASCII(source), wanted) })
}

// lowerASCII is SQLite's lower().
func lowerASCII(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	}, s)
}

func (c *scan) keepPeople(f *Filter) error {
	for i, wanted := range []string{f.Actor, f.Recipient, f.Attribution} {
		if wanted == "" {
			continue
		}
		condition, args := whoIs(wanted)
		people, err := c.keys("SELECT w.key AS k FROM who w WHERE "+condition, args...)
		if err != nil {
			return err
		}
		if err := c.keepAny(colWho(roles[i]), people); err != nil {
			return err
		}
	}
	return nil
}

// keepAny keeps the reports of whose list in a column some are wanted, a block at a time.
func (c *scan) keepAny(col column, wanted set) error {
	at := 0
	keepBlock := func(lengths, values []uint32) {
		for _, n := range lengths {
			if c.marks[at/64]&(1<<(at%64)) != 0 && !slices.ContainsFunc(values[:n], wanted.has) {
				c.marks[at/64] &^= 1 << (at % 64)
			}
			values, at = values[n:], at+1
		}
	}
	var b listBlock
	err := c.eachBlock(col, func(packed []byte) ([]byte, error) {
		rest, err := b.unpack(packed)
		if err == nil {
			keepBlock(b.lengths, b.values)
		}
		return rest, err
	})
	for _, values := range c.tail.lists[col.name] {
		keepBlock([]uint32{uint32(len(values))}, values)
	}
	return err
}

// keepNamed narrows to reports that are named: by id, by their event or story, by what people decided of them.
func (c *scan) keepNamed(f *Filter) error {
	ids := &where{}
	ids.oneOf("id", f.IDs)
	for _, n := range []struct {
		given bool
		query string
		args  []any
	}{
		{len(f.IDs) > 0, "SELECT key AS k FROM report WHERE " + ids.sql(), ids.args},
		{f.Event != "", "SELECT r.key AS k FROM (" + inEvent + ") m CROSS JOIN report r ON r.id = m.report", []any{f.Event}},
		{f.Story != "", "SELECT r.key AS k FROM (" + inStory + ") m CROSS JOIN report r ON r.id = m.report", []any{f.Story}},
	} {
		if !n.given {
			continue
		}
		found, err := c.keys(n.query, n.args...)
		if err == nil {
			err = c.keepReports(found)
		}
		if err != nil {
			return err
		}
	}
	if f.Review == "" {
		return nil
	}
	decided, err := c.decided(f.Review)
	if err != nil {
		return err
	}
	c.keep(func(i int) bool { return decided.has(uint32(i+1)) != (f.Review == "none") })
	return nil
}

// decided is of which reports people decided last so; "none": of which they decided at all.
func (c *scan) decided(how string) (set, error) {
	return c.keys("SELECT r.key AS k FROM report_review v CROSS JOIN report r ON r.id = v.report WHERE ?1 = 'none' OR v.decision = ?1", how)
}

// wordSearch is words that are asked for.
type wordSearch struct {
	query  string          // as FTS5 takes it
	gather string          // SQL of what has them
	test   string          // SQL of whether report r has them
	keep   func(set) error // keeps the marked reports that are of what was gathered
}

// words gives what words a filter asks for, of articles and of sentences.
func (c *scan) words(f *Filter) (out []wordSearch) {
	if f.Article != "" {
		out = append(out, wordSearch{query: match(f.Article), gather: "SELECT rowid AS k FROM article_fts WHERE article_fts MATCH ?",
			test: "EXISTS (SELECT 1 FROM article_fts WHERE article_fts MATCH ? AND rowid = r.article)",
			keep: func(articles set) error { return c.keepIn(colArticle, articles) }})
	}
	if f.Text != "" {
		out = append(out, wordSearch{query: match(f.Text), gather: "SELECT rowid AS k FROM report_fts WHERE report_fts MATCH ?",
			test: "EXISTS (SELECT 1 FROM report_fts WHERE report_fts MATCH ? AND rowid = r.key)", keep: c.keepReports})
	}
	return out
}

// keepAll narrows by all words that are asked for.
func (c *scan) keepAll(words []wordSearch) error {
	for _, w := range words {
		found, err := c.keys(w.gather, w.query)
		if err == nil {
			err = w.keep(found)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
