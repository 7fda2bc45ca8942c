package store

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
)

// Damage is something in a store that is not as it was written.
type Damage struct {
	Where string // table and row, or the part of the file
	What  string
}

func (d Damage) String() string { return d.Where + ": " + d.What }

// Verify holds everything in a store against everything else: SQLite's trees and references, the full-text indexes, the schema, the
// seals of all rows, the packed columns, the captures' hashes, and each report against its article, its columns, its id and its place in the history. It
// calls found for each damage and step before each part. An error is one of opening or reading the file at all.
func Verify(ctx context.Context, path string, found func(Damage), step func(string)) (err error) {
	db, err := connect(path, "mode=rw")
	if err != nil {
		return err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if err := checkSchema(ctx, db); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	v := &verifier{ctx: ctx, db: db, found: found}
	for _, part := range []struct {
		name string
		do   func() error
	}{{"file", v.file}, {"schema", v.schema}, {"trees", v.trees}, {"references", v.references}, {"seals", v.seals},
		{"full text", v.fullText}, {"packed columns", v.packs}, {"captures", v.captures}, {"articles", v.articles}, {"reports", v.reports}, {"history", v.history}} {
		step(part.name)
		if err := part.do(); err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			found(Damage{part.name, explain(err).Error()})
		}
	}
	return nil
}

type verifier struct {
	ctx   context.Context
	db    *sql.DB
	found func(Damage)
}

func (v *verifier) report(where, format string, args ...any) {
	v.found(Damage{where, fmt.Sprintf(format, args...)})
}

// each calls f for each row of a query.
func (v *verifier) each(f func(*sql.Rows) error, query string, args ...any) error {
	rows, err := v.db.QueryContext(v.ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := f(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// file checks that the file is as long as its header says.
func (v *verifier) file() error {
	var path string
	var pages, size int64
	if err := v.db.QueryRowContext(v.ctx, `SELECT file, (SELECT page_count FROM pragma_page_count), (SELECT page_size FROM pragma_page_size)
		FROM pragma_database_list WHERE name = 'main'`).Scan(&path, &pages, &size); err != nil {
		return err
	}
	info, err := os.Stat(path)
	if err == nil && info.Size() > pages*size {
		v.report("file", "it goes on for %d bytes behind its last page", info.Size()-pages*size)
	}
	return err
}

// schema holds tables, indexes, views and triggers against those of a new store.
func (v *verifier) schema() error {
	fresh, err := freshSchema()
	if err != nil {
		return err
	}
	have, err := schemaOf(v.ctx, v.db)
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(fresh)) {
		switch text, ok := have[name]; {
		case !ok:
			v.report("schema", "%s is missing", name)
		case text != fresh[name]:
			v.report("schema", "%s is not what this program made", name)
		}
		delete(have, name)
	}
	for name := range have {
		v.report("schema", "%s is not of this program", name)
	}
	return v.sequence()
}

// sequence checks SQLite's own table of the keys given out last, which has one row: goose's.
func (v *verifier) sequence() error {
	var fits bool
	err := v.db.QueryRowContext(v.ctx, `SELECT count(*) = 1 AND max(name) = 'goose_db_version' AND max(seq) = (SELECT max(id) FROM goose_db_version)
		FROM sqlite_sequence`).Scan(&fits)
	if err == nil && !fits {
		v.report("sqlite_sequence", "it does not fit the schema's history")
	}
	return err
}

// freshSchema is the schema of a new store, made once.
var freshSchema = sync.OnceValues(func() (map[string]string, error) {
	ctx := context.Background()
	folder, err := os.MkdirTemp("", "dateline-schema")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	path := folder + "/new.db"
	if err := migrate(ctx, path); err != nil {
		return nil, err
	}
	db, err := connect(path, "mode=ro")
	if err != nil {
		return nil, err
	}
	defer db.Close()
	return schemaOf(ctx, db)
})

// schemaOf gives the SQL of each table, index, view and trigger, by kind, name and table; spaces count for nothing.
func schemaOf(ctx context.Context, db querier) (map[string]string, error) {
	rows, err := db.QueryContext(ctx, `SELECT type || ' ' || name || ' on ' || tbl_name, coalesce(sql, '') FROM sqlite_master`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[string]string{}
	for rows.Next() {
		var name, text string
		if err := rows.Scan(&name, &text); err != nil {
			return nil, err
		}
		out[name] = strings.Join(strings.Fields(text), " ")
	}
	return out, rows.Err()
}

// trees is SQLite's own check: pages, cells, indexes against their tables, constraints.
func (v *verifier) trees() error {
	return v.each(func(r *sql.Rows) error {
		var line string
		if err := r.Scan(&line); err != nil {
			return err
		}
		if line != "ok" {
			v.report("trees", "%s", line)
		}
		return nil
	}, "PRAGMA integrity_check(100)")
}

func (v *verifier) references() error {
	return v.each(func(r *sql.Rows) error {
		var table, parent string
		var row sql.NullInt64
		var number int64
		if err := r.Scan(&table, &row, &parent, &number); err != nil {
			return err
		}
		v.report(fmt.Sprintf("%s, row %d", table, row.Int64), "it refers to a row of %s that is not there", parent)
		return nil
	}, "PRAGMA foreign_key_check")
}

// seals adds up every table's rows anew.
func (v *verifier) seals() error {
	tables, err := sealedTables(v.ctx, v.db)
	if err != nil {
		return err
	}
	kept := map[string]map[int64]sealed{}
	err = v.each(func(r *sql.Rows) error {
		var name string
		var bucket int64
		var s sealed
		if err := r.Scan(&name, &bucket, &s.rows, &s.sum); err != nil {
			return err
		}
		if kept[name] == nil {
			kept[name] = map[int64]sealed{}
		}
		kept[name][bucket] = s
		return nil
	}, "SELECT name, bucket, rows, sum FROM seal")
	if err != nil {
		return err
	}
	for _, t := range tables {
		rows, err := v.db.QueryContext(v.ctx, fmt.Sprintf("SELECT %s, %s FROM %s NOT INDEXED", t.bucket(""), t.hash(""), t.name))
		if err == nil {
			var sums map[int64]sealed
			if sums, err = sumUp(rows); err == nil {
				v.compareSeals(t, sums, kept[t.name])
			}
		}
		if err != nil {
			v.report(t.name, "%v", explain(err))
		}
		delete(kept, t.name)
	}
	for name := range kept {
		v.report("seal", "there is a seal for %q, which is no table", name)
	}
	return nil
}

func (v *verifier) compareSeals(t sealedTable, have, want map[int64]sealed) {
	buckets := maps.Clone(want)
	maps.Copy(buckets, have)
	for _, b := range slices.Sorted(maps.Keys(buckets)) {
		where := fmt.Sprintf("%s, %s %d to %d", t.name, t.key, b*sealBucket, (b+1)*sealBucket-1)
		switch h, w := have[b], want[b]; {
		case h.rows != w.rows:
			v.report(where, "%d rows, and the seal says %d", h.rows, w.rows)
		case h.sum != w.sum:
			v.report(where, "a row is not as it was written")
		}
	}
}

// fullText holds the full-text indexes against what they index. FTS5 takes the order to check itself as an insertion.
func (v *verifier) fullText() error {
	for _, index := range []string{"article_fts", "report_fts"} {
		if _, err := v.db.ExecContext(v.ctx, fmt.Sprintf("INSERT INTO %[1]s (%[1]s, rank) VALUES ('integrity-check', 1)", index)); err != nil {
			v.report(index, "the index does not fit the text: %v", err)
		}
	}
	return nil
}
