package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Every row of every table is under a seal: for each 256 rows of a table by its first key, the table seal has how many there are
// and the sum of their hashes, kept by triggers in the transaction that writes the rows. A byte that changes by any other way
// breaks the seal; SQLite's own check sees only what breaks its trees. Sums wrap around at 64 bits.

// sealBucket is how many keys are under one seal.
const sealBucket = 256

// unsealed are the tables that no seal covers: the seals, and what SQLite and FTS5 keep for themselves, each with a check of its own.
func unsealed(table string) bool {
	return table == "seal" || strings.HasPrefix(table, "sqlite_") || strings.Contains(table, "_fts")
}

// sealedTable is a table and its columns, the first of its primary key first.
type sealedTable struct {
	name, key string
	columns   []string
}

// rows is the SQL of a row's hash; prefix is "", "NEW." or "OLD.".
func (t sealedTable) hash(prefix string) string {
	return "row_hash(" + prefix + strings.Join(t.columns, ", "+prefix) + ")"
}

func (t sealedTable) bucket(prefix string) string {
	return fmt.Sprintf("(%s%s >> 8)", prefix, t.key)
}

// sealedTables lists a store's tables that are under seal, by name.
func sealedTables(ctx context.Context, db querier) ([]sealedTable, error) {
	rows, err := db.QueryContext(ctx, `SELECT l.name, c.name, c.pk FROM pragma_table_list l JOIN pragma_table_xinfo(l.name) c
		WHERE l.schema = 'main' AND l.type = 'table' ORDER BY l.name, c.cid`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []sealedTable
	for rows.Next() {
		var table, column string
		var pk int
		if err := rows.Scan(&table, &column, &pk); err != nil {
			return nil, err
		}
		if unsealed(table) {
			continue
		}
		if len(out) == 0 || out[len(out)-1].name != table {
			out = append(out, sealedTable{name: table})
		}
		t := &out[len(out)-1]
		t.columns = append(t.columns, column)
		if pk == 1 {
			t.key = column
		}
	}
	return out, rows.Err()
}

// sealAll puts the tables that have no seal yet under one, with the rows they hold, in one transaction.
func sealAll(ctx context.Context, db *sql.DB) error {
	open, err := unsealedYet(ctx, db)
	if err != nil || len(open) == 0 {
		return err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	for _, t := range open {
		if err := t.seal(ctx, tx); err != nil {
			return errors.Join(err, tx.Rollback())
		}
	}
	return tx.Commit()
}

// unsealedYet lists the tables without the triggers of a seal.
func unsealedYet(ctx context.Context, db querier) ([]sealedTable, error) {
	var have string
	if err := db.QueryRowContext(ctx, `SELECT coalesce(group_concat(name), '') FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'seal_insert_%'`).Scan(&have); err != nil {
		return nil, err
	}
	sealed := strings.Split(have, ",")
	tables, err := sealedTables(ctx, db)
	return slices.DeleteFunc(tables, func(t sealedTable) bool { return slices.Contains(sealed, "seal_insert_"+t.name) }), err
}

func (t sealedTable) seal(ctx context.Context, tx *sql.Tx) error {
	rows, err := tx.QueryContext(ctx, fmt.Sprintf("SELECT %s, %s FROM %s", t.bucket(""), t.hash(""), t.name))
	if err != nil {
		return err
	}
	sums, err := sumUp(rows)
	if err != nil {
		return err
	}
	for bucket, s := range sums {
		if _, err := tx.ExecContext(ctx, `INSERT INTO seal (name, bucket, rows, sum) VALUES (?, ?, ?, ?)`, t.name, bucket, s.rows, s.sum); err != nil {
			return err
		}
	}
	for _, trigger := range []string{
		fmt.Sprintf(`CREATE TRIGGER seal_insert_%[1]s AFTER INSERT ON %[1]s BEGIN
			INSERT INTO seal (name, bucket, rows, sum) VALUES ('%[1]s', %[2]s, 1, %[3]s)
			ON CONFLICT DO UPDATE SET rows = rows + 1, sum = wrap_add(sum, excluded.sum); END`, t.name, t.bucket("NEW."), t.hash("NEW.")),
		fmt.Sprintf(`CREATE TRIGGER seal_update_%[1]s AFTER UPDATE ON %[1]s BEGIN
			UPDATE seal SET sum = wrap_add(wrap_sub(sum, %[2]s), %[3]s) WHERE name = '%[1]s' AND bucket = %[4]s; END`,
			t.name, t.hash("OLD."), t.hash("NEW."), t.bucket("OLD.")),
	} {
		if _, err := tx.ExecContext(ctx, trigger); err != nil {
			return err
		}
	}
	return nil
}

// sealed is what is under one seal.
type sealed struct{ rows, sum int64 }

// sumUp adds up the hashes of rows (bucket, hash) and closes them.
func sumUp(rows *sql.Rows) (map[int64]sealed, error) {
	defer rows.Close()
	out := map[int64]sealed{}
	for rows.Next() {
		var bucket, hash int64
		if err := rows.Scan(&bucket, &hash); err != nil {
			return nil, err
		}
		s := out[bucket]
		out[bucket] = sealed{s.rows + 1, s.sum + hash}
	}
	return out, rows.Err()
}
