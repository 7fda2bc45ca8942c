package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"dateline/text"
)

// Sketched is an article with its key.
type Sketched struct {
	Key int64
	text.Article
}

const articleColumns = `a.key, a.id, a.title, a.subtitle, a.byline, a.source, a.published, a.url, a.language, a.text, c.sha256
	FROM article a CROSS JOIN capture c ON c.key = a.capture`

func scanArticle(r interface{ Scan(...any) error }) (a Sketched, err error) {
	err = r.Scan(&a.Key, &a.ID, &a.Title, &a.Subtitle, &a.Byline, &a.Source, &a.Published, &a.URL, &a.Language, &a.Text, &a.SHA256)
	return a, err
}

// NewArticles gives the articles put after the one with this key, in the order they were put.
func (l *Linking) NewArticles(after int64, limit int) (out []Sketched) {
	l.t.each(func(r *sql.Rows) error {
		a, err := scanArticle(r)
		out = append(out, a)
		return err
	}, "SELECT "+articleColumns+" WHERE a.key > ? ORDER BY a.key LIMIT ?", after, limit)
	return out
}

// Article gives one article.
func (l *Linking) Article(key int64) (out Sketched) {
	l.t.each(func(r *sql.Rows) (err error) {
		out, err = scanArticle(r)
		return err
	}, "SELECT "+articleColumns+" WHERE a.key = ?", key)
	return out
}

// AddSketch notes that an article has been looked at for copies, and the fingerprints others will find it by.
func (l *Linking) AddSketch(article int64, words int, prints []int64) {
	l.t.exec(`INSERT INTO sketch (article, words) VALUES (?, ?) ON CONFLICT DO NOTHING`, article, words)
	for _, p := range prints {
		l.t.exec(`INSERT INTO fingerprint (print, article) VALUES (?, ?) ON CONFLICT DO NOTHING`, p, article)
	}
}

// Printed gives the articles that have a fingerprint, the newest first.
func (l *Linking) Printed(print int64, limit int) (articles []int64) {
	l.t.each(func(r *sql.Rows) error {
		var a int64
		err := r.Scan(&a)
		articles = append(articles, a)
		return err
	}, `SELECT article FROM fingerprint WHERE print = ? ORDER BY article DESC LIMIT ?`, print, limit)
	return articles
}

// AddCopy notes that two articles are copies; later is the one that was put later.
func (l *Linking) AddCopy(later, earlier int64, resemblance, containment float64) {
	l.t.exec(`INSERT INTO copied (article, other, resemblance, containment, found_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		later, earlier, resemblance, containment, l.t.now)
}

// copiesOf is the articles that are copies of one another by way of any number of copies, the given one among them.
const copiesOf = `WITH RECURSIVE near (key) AS (SELECT ?
	UNION SELECT c.other FROM near n CROSS JOIN copied c ON c.article = n.key
	UNION SELECT c.article FROM near n CROSS JOIN copied c ON c.other = n.key)`

// Copies gives the article of this id and all that are copies of it, the first published first.
func (s *Store) Copies(ctx context.Context, id string) ([]Sketched, error) {
	var key int64
	err := s.db.QueryRowContext(ctx, `SELECT key FROM article WHERE id = ? ORDER BY key DESC LIMIT 1`, id).Scan(&key)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("%s: no article has the id %q: %w; dateline events --format jsonl shows the ids", s.path, id, ErrNotFound)
	}
	if err != nil {
		return nil, s.wrap(err)
	}
	rows, err := s.db.QueryContext(ctx, copiesOf+" SELECT "+articleColumns+
		` JOIN near ON near.key = a.key ORDER BY iif(a.published = '', '9', a.published), a.key`, key)
	if err != nil {
		return nil, s.wrap(err)
	}
	defer rows.Close()
	var out []Sketched
	for rows.Next() {
		a, err := scanArticle(rows)
		if err != nil {
			return nil, s.wrap(err)
		}
		out = append(out, a)
	}
	if err := rows.Err(); err != nil {
		return nil, s.wrap(err)
	}
	return out, nil
}
