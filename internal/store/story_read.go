package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"strings"
)

// StoryID gives the id and key of a story by its id or the first characters of it. A story whose events have all gone to one other is
// that other.
func (s *Store) StoryID(ctx context.Context, id string) (key int64, whole string, err error) {
	id = strings.TrimRight(id, "…")
	var n int
	err = s.db.QueryRowContext(ctx, `SELECT count(*), coalesce(min(key), 0), coalesce(min(id), '') FROM
		(SELECT key, id FROM story WHERE id >= ? AND id < ? ORDER BY id LIMIT 2)`, id, id+"\x7f").Scan(&n, &key, &whole)
	switch {
	case err != nil:
		return 0, "", s.wrap(err)
	case n == 0 || id == "":
		return 0, "", fmt.Errorf("%s: no story has the id %q: %w; dateline stories lists them", s.path, id, ErrNotFound)
	case n > 1 && whole != id:
		return 0, "", fmt.Errorf("%s: several stories begin with %q: %w; give more of it", s.path, id, ErrNotFound)
	}
	if n > 1 { // one of them has exactly this id, and it is the first
		err = s.db.QueryRowContext(ctx, `SELECT key FROM story WHERE id = ?`, whole).Scan(&key)
	}
	if err != nil {
		return 0, "", s.wrap(err)
	}
	return s.followStory(ctx, key, whole)
}

// followStory goes from a story without events to the one that the first of them is in now.
func (s *Store) followStory(ctx context.Context, key int64, id string) (int64, string, error) {
	err := s.db.QueryRowContext(ctx, `SELECT s.key, s.id FROM chapter o JOIN chapter n ON n.event = o.event AND n.superseded IS NULL
		JOIN story s ON s.key = n.story WHERE o.story = ?1 AND NOT EXISTS (SELECT 1 FROM chapter WHERE story = ?1 AND superseded IS NULL)
		ORDER BY o.key LIMIT 1`, key).Scan(&key, &id)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return 0, "", s.wrap(err)
	}
	return key, id, nil
}

// StoryEvent is an event of a story and why it is in it.
type StoryEvent struct {
	Key int64
	ID  string
	Why string
}

// StoryEvents gives the events of a story that have current reports, in the order they came; ErrNotFound where it has none.
func (s *Store) StoryEvents(ctx context.Context, story int64, id string) ([]StoryEvent, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT e.key, e.id, v.why FROM chapter c CROSS JOIN event e ON e.key = c.event
		CROSS JOIN story_move v ON v.key = c.move WHERE c.story = ? AND c.superseded IS NULL AND EXISTS (SELECT 1 FROM membership m
		JOIN report r ON r.id = m.report AND r.superseded IS NULL WHERE m.event = c.event AND m.superseded IS NULL) ORDER BY c.key`, story)
	if err != nil {
		return nil, s.wrap(err)
	}
	defer rows.Close()
	var out []StoryEvent
	for rows.Next() {
		var e StoryEvent
		if err := rows.Scan(&e.Key, &e.ID, &e.Why); err != nil {
			return nil, s.wrap(err)
		}
		out = append(out, e)
	}
	if err := rows.Err(); err != nil {
		return nil, s.wrap(err)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%s: story %s has no events now: they went to other stories, or the newest coding does not have them: %w", s.path, id, ErrNotFound)
	}
	return out, nil
}

// StoryOf gives the id of the story an event is in; "" where none has been told of it.
func (s *Store) StoryOf(ctx context.Context, event string) (id string, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT s.id FROM event e JOIN chapter c ON c.event = e.key AND c.superseded IS NULL
		JOIN story s ON s.key = c.story WHERE e.id = ?`, event).Scan(&id)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", s.wrap(err)
	}
	return id, nil
}

// StoryRow is a story in a list.
type StoryRow struct {
	Key      int64
	ID       string
	Events   int
	Articles int
	Last     string // day of publication of the last report that a filter admits
}

// StoryRows gives the stories of which some report is admitted by a filter and that have so many events in so many articles at least,
// those last told of first. The filter's Limit and After are not used.
func (s *Store) StoryRows(ctx context.Context, f Filter, leastEvents, leastArticles int) iter.Seq2[StoryRow, error] {
	return func(yield func(StoryRow, error) bool) {
		w, err := s.compile(ctx, &f)
		if err != nil {
			yield(StoryRow{}, s.wrap(err))
			return
		}
		rows, err := s.db.QueryContext(ctx, `SELECT s.key, s.id, count(DISTINCT c.event) AS events, count(DISTINCT x.article) AS articles, a.last
			FROM (SELECT c.story AS story, max(r.published) AS last FROM report r CROSS JOIN membership m ON m.report = r.id AND m.superseded IS NULL
				CROSS JOIN chapter c ON c.event = m.event AND c.superseded IS NULL WHERE `+w.sql()+` GROUP BY c.story) a
			CROSS JOIN story s ON s.key = a.story CROSS JOIN chapter c ON c.story = s.key AND c.superseded IS NULL
			CROSS JOIN membership m ON m.event = c.event AND m.superseded IS NULL CROSS JOIN report x ON x.id = m.report AND x.superseded IS NULL
			GROUP BY s.key HAVING events >= ? AND articles >= ? ORDER BY a.last DESC, articles DESC, events DESC, s.id`,
			append(w.args, leastEvents, leastArticles)...)
		if err != nil {
			yield(StoryRow{}, s.wrap(err))
			return
		}
		defer rows.Close()
		for rows.Next() {
			var row StoryRow
			if err := rows.Scan(&row.Key, &row.ID, &row.Events, &row.Articles, &row.Last); err != nil {
				yield(StoryRow{}, s.wrap(err))
				return
			}
			if !yield(row, nil) {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(StoryRow{}, s.wrap(err))
		}
	}
}

// StorySentences gives the sentences of the current reports of a story's events, by report.
func (s *Store) StorySentences(ctx context.Context, story int64) (map[string]string, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT r.id, t.sentence FROM chapter c CROSS JOIN membership m ON m.event = c.event AND m.superseded IS NULL
		CROSS JOIN report r ON r.id = m.report AND r.superseded IS NULL CROSS JOIN report_sentence t ON t.key = r.key
		WHERE c.story = ? AND c.superseded IS NULL`, story)
	if err != nil {
		return nil, s.wrap(err)
	}
	defer rows.Close()
	out := map[string]string{}
	for rows.Next() {
		var id, sentence string
		if err := rows.Scan(&id, &sentence); err != nil {
			return nil, s.wrap(err)
		}
		out[id] = sentence
	}
	if err := rows.Err(); err != nil {
		return nil, s.wrap(err)
	}
	return out, nil
}
