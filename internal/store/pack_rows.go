package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"
)

// packedRows is what the columns say of consecutive reports: a number for each, or a list.
type packedRows struct {
	first int64 // the key of the first
	gone  []bool
	plain map[string][]uint32
	lists map[string][][]uint32
}

func (p *packedRows) len() int { return len(p.gone) }

// join appends the reports that follow.
func (p *packedRows) join(more *packedRows) {
	if p.plain == nil {
		p.plain, p.lists = map[string][]uint32{}, map[string][][]uint32{}
	}
	p.gone = append(p.gone, more.gone...)
	for name, numbers := range more.plain {
		p.plain[name] = append(p.plain[name], numbers...)
	}
	for name, lists := range more.lists {
		p.lists[name] = append(p.lists[name], lists...)
	}
}

// termCoder gives the number of a term.
type termCoder interface {
	code(ctx context.Context, kind, text string) (uint32, error)
}

// readRows reads reports from their rows as they are packed, those with keys from first to last.
func readRows(ctx context.Context, db querier, terms termCoder, first, last int64) (*packedRows, error) {
	p := &packedRows{first: first, plain: map[string][]uint32{}, lists: map[string][][]uint32{}}
	rows, err := db.QueryContext(ctx, `SELECT r.key, r.superseded IS NOT NULL, r.sort_day, r.date_start, r.date_end, r.published, r.type, r.mode, r.context,
		r.status, r.country, a.source, r.confidence, coalesce(r.place, 0), r.historical, r.article
		FROM report r CROSS JOIN article a ON a.key = r.article WHERE r.key BETWEEN ? AND ? ORDER BY r.key`, first, last)
	if err != nil {
		return nil, err
	}
	var found []plainRow
	defer rows.Close()
	for rows.Next() {
		var r plainRow
		if err := r.scan(rows); err != nil {
			return nil, err
		}
		if want := first + int64(len(found)); r.key != want {
			return nil, fmt.Errorf("report %d is not in the store, though %d is; dateline verify looks for more", want, r.key)
		}
		found = append(found, r)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return nil, err
	}
	for _, r := range found {
		if err := p.add(ctx, terms, &r); err != nil {
			return nil, err
		}
	}
	return p, p.readPeople(ctx, db, terms)
}

// plainRow is a report's row: the terms in the order of plainColumns, then the numbers.
type plainRow struct {
	key   int64
	gone  bool
	terms [11]sql.NullString
	plain [3]int64
}

func (r *plainRow) scan(rows *sql.Rows) error {
	var confidence float64
	into := []any{&r.key, &r.gone}
	for i := range len(r.terms) - 1 {
		into = append(into, &r.terms[i])
	}
	into = append(into, &confidence)
	for i := range r.plain {
		into = append(into, &r.plain[i])
	}
	err := rows.Scan(into...)
	r.terms[len(r.terms)-1] = sql.NullString{String: strconv.FormatFloat(confidence, 'g', -1, 64), Valid: true}
	return err
}

func (p *packedRows) add(ctx context.Context, terms termCoder, r *plainRow) error {
	p.gone = append(p.gone, r.gone)
	for i, c := range plainColumns {
		n := uint32(0)
		switch {
		case i >= len(r.terms):
			n = uint32(r.plain[i-len(r.terms)])
		case r.terms[i].Valid:
			var err error
			if n, err = terms.code(ctx, c.kind, r.terms[i].String); err != nil {
				return err
			}
		}
		p.plain[c.name] = append(p.plain[c.name], n)
	}
	return nil
}

// readPeople adds who takes part.
func (p *packedRows) readPeople(ctx context.Context, db querier, terms termCoder) error {
	for _, role := range roles {
		p.lists[colWho(role).name], p.lists[colValue(role).name] = make([][]uint32, p.len()), make([][]uint32, p.len())
	}
	rows, err := db.QueryContext(ctx, `SELECT p.report, p.role, p.who, `+whoValue+` FROM participant p CROSS JOIN who w ON w.key = p.who
		WHERE p.report BETWEEN ? AND ? ORDER BY p.report, p.role, p.position`, p.first, p.first+int64(p.len())-1)
	if err != nil {
		return err
	}
	defer rows.Close()
	type person struct {
		report      int64
		role, value string
		who         uint32
	}
	var found []person
	for rows.Next() {
		var q person
		if err := rows.Scan(&q.report, &q.role, &q.who, &q.value); err != nil {
			return err
		}
		found = append(found, q)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return err
	}
	for _, q := range found {
		value, err := terms.code(ctx, "who", q.value)
		if err != nil {
			return err
		}
		at := q.report - p.first
		who, as := p.lists[q.role+".who"], p.lists[q.role+".value"]
		who[at] = append(who[at], q.who)
		if !slices.Contains(as[at], value) { // a report counts once for each
			as[at] = append(as[at], value)
		}
	}
	return nil
}
