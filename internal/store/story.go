package store

import (
	"database/sql"
	"fmt"
)

// ToldTo is how far the telling of stories has got: the last membership looked at.
func (l *Linking) ToldTo() int64 {
	return l.t.lookup(`SELECT membership FROM story_pass ORDER BY key DESC LIMIT 1`)
}

// PassStories notes how far the telling of stories has got, and what told them.
func (l *Linking) PassStories(membership int64, teller string) {
	l.t.exec(`INSERT INTO story_pass (membership, teller, told_at) VALUES (?, ?, ?)`, membership, teller, l.t.now)
}

// Placed gives the articles of whose reports some were put into events after a membership, in the order they were, each once, and the
// last membership looked at; 0 where there is none.
func (l *Linking) Placed(after int64, limit int) (articles []int64, last int64) {
	seen := map[int64]bool{0: true}
	l.t.each(func(r *sql.Rows) error {
		var article int64
		if err := r.Scan(&last, &article); err != nil {
			return err
		}
		if !seen[article] {
			seen[article] = true
			articles = append(articles, article)
		}
		return nil
	}, `SELECT m.key, coalesce((SELECT r.article FROM report r WHERE r.id = m.report AND r.superseded IS NULL LIMIT 1), 0)
		FROM membership m WHERE m.key > ? ORDER BY m.key LIMIT ?`, after, limit)
	return articles, last
}

// Scene is a report of an article with its event and that event's story.
type Scene struct {
	Row
	Event    int64
	Story    int64 // 0: none yet
	Sentence string
}

// Scenes gives the current linked reports of an article, in the order it tells them.
func (l *Linking) Scenes(article int64) (out []Scene) {
	l.t.each(func(r *sql.Rows) error {
		var s Scene
		var raw string
		err := r.Scan(&s.ID, &raw, &s.Event, &s.Story, &s.Sentence)
		s.JSON = []byte(raw)
		out = append(out, s)
		return err
	}, `SELECT r.id, j.json, m.event, coalesce(c.story, 0), s.sentence FROM report r CROSS JOIN report_json j ON j.report = r.key
		CROSS JOIN report_sentence s ON s.key = r.key CROSS JOIN membership m ON m.report = r.id AND m.superseded IS NULL
		LEFT JOIN chapter c ON c.event = m.event AND c.superseded IS NULL
		WHERE r.article = ? AND r.superseded IS NULL ORDER BY r.trigger_start, r.key`, article)
	return out
}

// Move notes why events come into a story and gives its key. The kind is found, join or bridge.
func (l *Linking) Move(kind, why string, score *float64) int64 {
	key, _ := l.t.insert(`INSERT INTO story_move (kind, why, score, decided_at) VALUES (?, ?, ?, ?)`, kind, why, score, l.t.now)
	return key
}

// FoundStory makes a story of an event. Where this event founded one before, that is given.
func (l *Linking) FoundStory(event, move int64) int64 {
	id := NewStoryID(l.EventID(event))
	if key := l.t.lookup(`SELECT key FROM story WHERE id = ?`, id); key != 0 {
		return key
	}
	key, _ := l.t.insert(`INSERT INTO story (id, move) VALUES (?, ?)`, id, move)
	return key
}

// StoryName is a story's id.
func (l *Linking) StoryName(key int64) (id string) {
	l.t.one(`SELECT id FROM story WHERE key = ?`, []any{key}, &id)
	return id
}

// Tell lets an event be in a story, and in no other.
func (l *Linking) Tell(event, story, move int64) {
	l.t.exec(`UPDATE chapter SET superseded = ? WHERE event = ? AND superseded IS NULL`, move, event)
	l.t.exec(`INSERT INTO chapter (event, story, move) VALUES (?, ?, ?)`, event, story, move)
}

// Chapters gives the events of a story, in the order they came.
func (l *Linking) Chapters(story int64) (events []int64) {
	l.t.each(func(r *sql.Rows) error {
		var event int64
		err := r.Scan(&event)
		events = append(events, event)
		return err
	}, `SELECT event FROM chapter WHERE story = ? AND superseded IS NULL ORDER BY key`, story)
	return events
}

// StorySize is how many events are in a story.
func (l *Linking) StorySize(story int64) int {
	return int(l.t.lookup(`SELECT count(*) FROM chapter WHERE story = ? AND superseded IS NULL`, story))
}

// StoryDays is when a story's first and last episodes were published, in days since 1970; 0 unknown.
func (l *Linking) StoryDays(story int64) (first, last int64) {
	l.t.one(`SELECT coalesce(min(e.day), 0), coalesce(max(e.day), 0) FROM chapter c CROSS JOIN episode e ON e.event = c.event
		WHERE c.story = ? AND c.superseded IS NULL AND e.day > 0`, []any{story}, &first, &last)
	return first, last
}

// AddEpisode keeps what an article tells of one matter, by the first of its events, and lets it be found by its ties.
func (l *Linking) AddEpisode(article, event, day int64, ties []int64) {
	key, isNew := l.t.insert(`INSERT INTO episode (article, event, day) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`, article, event, day)
	if !isNew {
		key = l.t.lookup(`SELECT key FROM episode WHERE article = ? AND event = ?`, article, event)
	}
	for _, tie := range ties {
		l.t.exec(`INSERT INTO tie (tie, episode) VALUES (?, ?) ON CONFLICT DO NOTHING`, tie, key)
	}
}

// Tied is an episode that has a tie.
type Tied struct{ Episode, Article, Story, Day int64 }

// Tied gives the episodes that have a tie, the newest first.
func (l *Linking) Tied(tie int64, limit int) (out []Tied) {
	l.t.each(func(r *sql.Rows) error {
		var t Tied
		err := r.Scan(&t.Episode, &t.Article, &t.Story, &t.Day)
		out = append(out, t)
		return err
	}, `SELECT e.key, e.article, c.story, e.day FROM tie t CROSS JOIN episode e ON e.key = t.episode
		CROSS JOIN chapter c ON c.event = e.event AND c.superseded IS NULL WHERE t.tie = ? ORDER BY t.episode DESC LIMIT ?`, tie, limit)
	return out
}

// NewStoryID is the id of the story that an event founds.
func NewStoryID(event string) string { return "s_" + sum(fmt.Appendf(nil, "story\x00%s", event))[:16] }

// CopiesOf gives the articles of which an article was found to be a copy, or that are copies of it.
func (l *Linking) CopiesOf(article int64) map[int64]bool {
	out := map[int64]bool{}
	l.t.each(func(r *sql.Rows) error {
		var other int64
		err := r.Scan(&other)
		out[other] = true
		return err
	}, `SELECT other FROM copied WHERE article = ?1 UNION ALL SELECT article FROM copied WHERE other = ?1`, article)
	return out
}
