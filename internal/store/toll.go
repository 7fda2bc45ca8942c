package store

import "context"

// Toll is how many people a time's events touched: the sums of the lowest and of the highest number that anybody gives of each event.
type Toll struct {
	At     string // day, month or year, as the dimension has it
	What   string // killed, injured …
	Low    int
	High   *int // null: somebody's number is open above
	Events int
}

// Tolls adds up the numbers of the reports a filter admits, by day, month or year of their event's first report in that order. Numbers of
// one event are not added but set beside each other; a report in no event stands for itself. What is denied does not count.
func (s *Store) Tolls(ctx context.Context, f Filter, by Dim) ([]Toll, error) {
	w, err := s.compile(ctx, &f)
	if err != nil {
		return nil, s.wrap(err)
	}
	at, _, ok := by.column()
	if !ok {
		at = "r.sort_day"
	}
	rows, err := s.db.QueryContext(ctx, `SELECT at, what, sum(low), sum(high), max(open), count(*) FROM (
			SELECT min(`+at+`) AS at, t.what AS what, min(coalesce(t.low, 0)) AS low, max(coalesce(t.high, t.low, 0)) AS high, max(t.high IS NULL) AS open
			FROM report r CROSS JOIN toll t ON t.report = r.key
			LEFT JOIN membership m ON m.report = r.id AND m.superseded IS NULL
			WHERE r.status = 'actual' AND `+w.sql()+` GROUP BY coalesce(m.event, r.id), t.what)
		GROUP BY at, what ORDER BY at, what`, w.args...)
	if err != nil {
		return nil, s.wrap(err)
	}
	defer rows.Close()
	out := []Toll{}
	for rows.Next() {
		var t Toll
		var high int
		var open bool
		if err := rows.Scan(&t.At, &t.What, &t.Low, &high, &open, &t.Events); err != nil {
			return nil, s.wrap(err)
		}
		if !open {
			t.High = &high
		}
		out = append(out, t)
	}
	if err := rows.Err(); err != nil {
		return nil, s.wrap(err)
	}
	return out, nil
}
