package store

import (
	"context"
	"strconv"
)

// EventPage is the ids of events in the order asked for, and where the next page begins; "" when this is the last.
type EventPage struct {
	IDs     []string
	Cursors []string // of each, for Filter.After
	Next    string
}

// EventPage gives the events some of whose reports a filter admits, in the order of the newest of these (oldest first: of the oldest).
func (s *Store) EventPage(ctx context.Context, f Filter) (*EventPage, error) {
	w, err := s.compile(ctx, &f)
	if err != nil {
		return nil, s.wrap(err)
	}
	edge, direction, beyond := "max(r.sort_day)", "DESC", "<"
	if !f.Newest {
		edge, direction, beyond = "min(r.sort_day)", "ASC", ">"
	}
	query := `SELECT m.event, ` + edge + ` AS day FROM report r CROSS JOIN membership m ON m.report = r.id AND m.superseded IS NULL WHERE ` + w.sql() + ` GROUP BY m.event`
	args := w.args
	if f.After != "" {
		day, key, err := parseCursor(f.After)
		if err != nil {
			return nil, err
		}
		query += " HAVING (day, m.event) " + beyond + " (?, ?)"
		args = append(args, day, key)
	}
	query = `SELECT e.id, x.day, x.event FROM (` + query + ` ORDER BY day ` + direction + `, m.event ` + direction + ` LIMIT ?) x CROSS JOIN event e ON e.key = x.event
		ORDER BY x.day ` + direction + `, x.event ` + direction
	return s.eventPage(ctx, query, append(args, f.Limit+1), f.Limit)
}

func (s *Store) eventPage(ctx context.Context, query string, args []any, limit int) (*EventPage, error) {
	rows, err := s.db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, s.wrap(err)
	}
	defer rows.Close()
	page, last := &EventPage{IDs: []string{}}, ""
	for rows.Next() {
		var id, day string
		var key int64
		if err := rows.Scan(&id, &day, &key); err != nil {
			return nil, s.wrap(err)
		}
		if len(page.IDs) == limit {
			page.Next = last
			break
		}
		last = day + "." + strconv.FormatInt(key, 10)
		page.IDs, page.Cursors = append(page.IDs, id), append(page.Cursors, last)
	}
	if err := rows.Err(); err != nil {
		return nil, s.wrap(err)
	}
	return page, nil
}

// CountEvents is how many events have a report that the filter admits.
func (s *Store) CountEvents(ctx context.Context, f Filter) (n int, err error) {
	w, err := s.compile(ctx, &f)
	if err != nil {
		return 0, s.wrap(err)
	}
	err = s.db.QueryRowContext(ctx, `SELECT count(DISTINCT m.event) FROM report r CROSS JOIN membership m ON m.report = r.id AND m.superseded IS NULL WHERE `+
		w.sql(), w.args...).Scan(&n)
	if err != nil {
		return 0, s.wrap(err)
	}
	return n, nil
}

// CountAllEvents is how many events have a report now.
func (s *Store) CountAllEvents(ctx context.Context) (n int, err error) {
	if err := s.db.QueryRowContext(ctx, `SELECT count(DISTINCT event) FROM membership WHERE superseded IS NULL`).Scan(&n); err != nil {
		return 0, s.wrap(err)
	}
	return n, nil
}

// Counted lists what the numbers of the store's reports count, in alphabetical order.
func (s *Store) Counted(ctx context.Context) ([]string, error) {
	return s.strings(ctx, `SELECT DISTINCT what FROM toll ORDER BY what`)
}

// CountStories is how many stories have an event now.
func (s *Store) CountStories(ctx context.Context) (n int, err error) {
	if err := s.db.QueryRowContext(ctx, `SELECT count(DISTINCT story) FROM chapter WHERE superseded IS NULL`).Scan(&n); err != nil {
		return 0, s.wrap(err)
	}
	return n, nil
}
