package store

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"

	"dateline/event"
	"dateline/text"
)

// Coded is an article with its current reports and where it was first found.
type Coded struct {
	Path, Place, Format string
	Article             text.Article
	Reports             []event.Report
	By                  map[string]string // a report's id to the decision of a person that stands on it: accept, correct
	Rejected            map[string]bool   // ids of reports that people rejected or corrected
	Coder               event.CoderVersion
}

// Coded gives all articles in the order they came in, each as it is now.
func (s *Store) Coded(ctx context.Context) iter.Seq2[Coded, error] {
	return func(yield func(Coded, error) bool) {
		for key := int64(0); ; {
			c, next, err := s.codedAfter(ctx, key)
			if err != nil {
				yield(c, s.wrap(err))
				return
			}
			if next == 0 || !yield(c, nil) {
				return
			}
			key = next
		}
	}
}

// codedAfter gives the article that follows a key, and its key; 0 where there is none.
func (s *Store) codedAfter(ctx context.Context, after int64) (c Coded, key int64, err error) {
	rows, err := s.db.QueryContext(ctx, `SELECT a.key, k.format, v.version, v.model, v.codebook,
		(SELECT path FROM sighting WHERE capture = k.key ORDER BY key LIMIT 1), (SELECT place FROM sighting WHERE capture = k.key ORDER BY key LIMIT 1)
		FROM article a JOIN capture k ON k.key = a.capture JOIN coding d ON d.article = a.key AND d.superseded IS NULL
		JOIN coder v ON v.key = d.coder AND v.version <> ? WHERE a.key > ? ORDER BY a.key LIMIT 1`, personVersion, after)
	if err != nil {
		return c, 0, err
	}
	defer rows.Close()
	if !rows.Next() {
		return c, 0, rows.Err()
	}
	if err := rows.Scan(&key, &c.Format, &c.Coder.Version, &c.Coder.Model, &c.Coder.Codebook, &c.Path, &c.Place); err != nil {
		return c, 0, err
	}
	_ = rows.Close()
	article, err := s.article(ctx, key)
	if err != nil {
		return c, 0, err
	}
	c.Article = *article
	return c, key, s.fillCoded(ctx, key, &c)
}

// fillCoded adds the reports and what people decided.
func (s *Store) fillCoded(ctx context.Context, key int64, c *Coded) error {
	c.By, c.Rejected = map[string]string{}, map[string]bool{}
	rows, err := s.db.QueryContext(ctx, `SELECT r.id, j.json, r.superseded IS NULL, coalesce(v.decision, ''), c.version FROM report r
		JOIN report_json j ON j.report = r.key JOIN coding d ON d.key = r.coding JOIN coder c ON c.key = d.coder
		LEFT JOIN report_review v ON v.report = r.id WHERE r.article = ? AND (r.superseded IS NULL OR v.decision IN ('reject', 'correct'))
		ORDER BY r.trigger_start, r.key`, key)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id, raw, decision, version string
		var current bool
		if err := rows.Scan(&id, &raw, &current, &decision, &version); err != nil {
			return err
		}
		if !current {
			c.Rejected[id] = true
			continue
		}
		var r event.Report
		if err := json.Unmarshal([]byte(raw), &r); err != nil {
			return fmt.Errorf("report %s: %w", id, err)
		}
		c.Reports = append(c.Reports, r)
		switch {
		case version == personVersion:
			c.By[id] = Correct
		case decision == Accept:
			c.By[id] = Accept
		}
	}
	return rows.Err()
}
