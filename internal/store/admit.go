package store

import (
	"slices"
	"strconv"
	"strings"
)

// admit marks the reports that a filter admits; its limit and cursor are left aside.
func (c *scan) admit(f *Filter) error {
	if err := f.check(); err != nil {
		return err
	}
	if err := c.markAll(f.Superseded); err != nil {
		return err
	}
	for _, narrow := range []func(*Filter) error{c.keepDays, c.keepKinds, c.keepPlaces, c.keepPeople, c.keepNamed, c.keepWords} {
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

// keepIn keeps the reports whose key in a column is one of those that a query gives.
func (c *scan) keepIn(col column, query string, args ...any) error {
	wanted, err := c.keys(query, args...)
	if err != nil {
		return err
	}
	numbers, err := c.column(col)
	if err != nil {
		return err
	}
	c.keep(func(i int) bool { return wanted.has(numbers[i]) })
	return nil
}

// keepReports keeps the reports whose own keys a query gives.
func (c *scan) keepReports(query string, args ...any) error {
	wanted, err := c.keys(query, args...)
	if err != nil {
		return err
	}
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
	if f.Place != "" {
		if err := c.keepIn(colPlace, "SELECT key AS k FROM place WHERE instr(folded, ?) > 0", wordStart(f.Place)); err != nil {
			return err
		}
	}
	if f.Document != "" {
		if err := c.keepIn(colArticle, "SELECT key AS k FROM article WHERE id = ?", f.Document); err != nil {
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
		in, err := c.list(colWho(roles[i]))
		if err != nil {
			return err
		}
		c.keep(func(i int) bool { return slices.ContainsFunc(in.of(i), people.has) })
	}
	return nil
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
		if err := c.keepReports(n.query, n.args...); err != nil {
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

func (c *scan) keepWords(f *Filter) error {
	if f.Article != "" {
		if err := c.keepIn(colArticle, "SELECT rowid AS k FROM article_fts WHERE article_fts MATCH ?", match(f.Article)); err != nil {
			return err
		}
	}
	if f.Text == "" {
		return nil
	}
	return c.keepReports("SELECT rowid AS k FROM report_fts WHERE report_fts MATCH ?", match(f.Text))
}
