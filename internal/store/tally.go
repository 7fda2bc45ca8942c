package store

import (
	"context"
	"fmt"
	"strconv"
	"strings"
)

// Dim is what reports are counted by.
type Dim string

// The dimensions.
const (
	ByType        Dim = "type"
	ByStatus      Dim = "status"
	ByCountry     Dim = "country"
	ByPlace       Dim = "place" // place.key, "" where there is none
	ByDay         Dim = "day"   // of the list's order: the event's first day, else that of publication
	ByMonth       Dim = "month"
	ByYear        Dim = "year"
	ByActor       Dim = "actor" // SYR.MIL, SYR, MIL, or the name of one without a code
	ByRecipient   Dim = "recipient"
	ByAttribution Dim = "attribution"
	BySource      Dim = "source"     // the publisher
	ByConfidence  Dim = "confidence" // tenths, rounded down: 0 to 9
	ByReview      Dim = "review"
)

// whoKey is by what somebody is counted: as the filter takes it.
const whoKey = `iif(%[1]s.code <> '', %[1]s.code || iif(%[1]s.sector <> '', '.' || %[1]s.sector, ''),
	iif(%[1]s.sector <> '', %[1]s.sector, iif(%[1]s.name <> '', %[1]s.name, %[1]s.text)))`

// column is the dimension as SQL, and the join it needs.
func (d Dim) column() (expression, join string, ok bool) {
	switch d {
	case ByType:
		return "r.type", "", true
	case ByStatus:
		return "r.status", "", true
	case ByCountry:
		return "r.country", "", true
	case ByPlace:
		return "coalesce(r.place, '')", "", true
	case ByDay:
		return "r.sort_day", "", true
	case ByMonth:
		return "substr(r.sort_day, 1, 7)", "", true
	case ByYear:
		return "substr(r.sort_day, 1, 4)", "", true
	case ByConfidence:
		return "CAST(min(r.confidence * 10 + 0.000001, 9) AS INTEGER)", "", true
	case ByReview:
		return reviewOf, "", true
	case BySource:
		return "(SELECT a.source FROM article a WHERE a.key = r.article)", "", true
	case ByActor:
		return participantBy("actor")
	case ByRecipient:
		return participantBy("recipient")
	case ByAttribution:
		return participantBy("source")
	}
	return "", "", false
}

func participantBy(role string) (expression, join string, ok bool) {
	alias := "w_" + role
	return fmt.Sprintf(whoKey, alias), fmt.Sprintf(" CROSS JOIN participant p_%[1]s ON p_%[1]s.report = r.key AND p_%[1]s.role = '%[1]s' CROSS JOIN who w_%[1]s ON w_%[1]s.key = p_%[1]s.who", role), true
}

// Cell is how many reports have these values, one for each dimension asked for.
type Cell struct {
	Values []string
	Count  int
}

// Tally counts the reports a filter admits by their values in some dimensions, the most frequent first; limit 0 gives all. A report with
// several actors is counted once for each of them.
func (s *Store) Tally(ctx context.Context, f Filter, limit int, dims ...Dim) ([]Cell, error) {
	w, err := s.compile(ctx, &f)
	if err != nil {
		return nil, s.wrap(err)
	}
	var columns, joins []string
	for _, d := range dims {
		c, j, ok := d.column()
		if !ok {
			return nil, fmt.Errorf("%w: there is no counting by %q", ErrBadFilter, string(d))
		}
		columns, joins = append(columns, c), append(joins, j)
	}
	count := "count(*)"
	if strings.Join(joins, "") != "" {
		count = "count(DISTINCT r.key)"
	}
	if limit <= 0 {
		limit = -1
	}
	list := strings.Join(columns, ", ")
	query := "SELECT " + count + ", " + list + " FROM report r" + strings.Join(joins, "") + " WHERE " + w.sql() + " GROUP BY " + list +
		" ORDER BY 1 DESC, " + numbered(2, len(dims)) + " LIMIT ?"
	return s.cells(ctx, len(dims), query, append(w.args, limit)...)
}

func numbered(from, n int) string {
	out := make([]string, n)
	for i := range out {
		out[i] = strconv.Itoa(from + i)
	}
	return strings.Join(out, ", ")
}

func (s *Store) cells(ctx context.Context, width int, query string, args ...any) ([]Cell, error) {
	rows, err := s.db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, s.wrap(err)
	}
	defer rows.Close()
	out := []Cell{}
	for rows.Next() {
		c := Cell{Values: make([]string, width)}
		into := []any{&c.Count}
		for i := range c.Values {
			into = append(into, &c.Values[i])
		}
		if err := rows.Scan(into...); err != nil {
			return nil, s.wrap(err)
		}
		out = append(out, c)
	}
	if err := rows.Err(); err != nil {
		return nil, s.wrap(err)
	}
	return out, nil
}
