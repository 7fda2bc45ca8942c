package store

import (
	"bufio"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// documented reads docs/schema.md: a heading for each table, a row for each column. table → column → type.
func documented(t *testing.T) map[string]map[string]string {
	t.Helper()
	f, err := os.Open("../../docs/schema.md")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	tables := map[string]map[string]string{}
	var current map[string]string
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if name, ok := strings.CutPrefix(lines.Text(), "## "); ok {
			current = map[string]string{}
			tables[strings.Trim(name, "`")] = current
			continue
		}
		cells := strings.Split(lines.Text(), "|")
		if current == nil || len(cells) != 5 || !strings.HasPrefix(cells[1], " `") {
			continue
		}
		if meaning := strings.TrimSpace(cells[3]); meaning == "" {
			t.Errorf("column %s has no meaning", cells[1])
		}
		current[strings.Trim(cells[1], " `")] = strings.TrimSpace(cells[2])
	}
	return tables
}

// TestSchemaIsDocumented: every table and column of a new store is in docs/schema.md with its type, and nothing else is.
func TestSchemaIsDocumented(t *testing.T) {
	s := openTemp(t)
	docs := documented(t)
	rows, err := s.db.Query(`SELECT l.name, c.name, c.type FROM pragma_table_list l JOIN pragma_table_info(l.name) c
		WHERE l.schema = 'main' AND l.type <> 'shadow' AND l.name NOT LIKE 'sqlite_%'`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var table, column, kind string
		if err := rows.Scan(&table, &column, &kind); err != nil {
			t.Fatal(err)
		}
		if got, ok := docs[table][column]; !ok || got != kind {
			t.Errorf("docs/schema.md: table %s, column %s of type %q is not documented as that (%q)", table, column, kind, got)
		}
		delete(docs[table], column)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	for table, columns := range docs {
		for column := range columns {
			t.Errorf("docs/schema.md: table %s has no column %s", table, column)
		}
	}
}

// TestEveryTableIsSealed: whatever a migration adds stands under a seal.
func TestEveryTableIsSealed(t *testing.T) {
	s := openTemp(t)
	if open, err := unsealedYet(t.Context(), s.db); err != nil || len(open) > 0 {
		t.Errorf("not under seal: %v, %v", open, err)
	}
	tables, err := sealedTables(t.Context(), s.db)
	if err != nil || len(tables) < 20 {
		t.Errorf("%d tables under seal, %v", len(tables), err)
	}
	for _, table := range tables {
		if table.key == "" {
			t.Errorf("%s has no primary key to count its rows by", table.name)
		}
	}
}

// TestInvariantsHaveTheirTests: each test that INVARIANTS.md names is there.
func TestInvariantsHaveTheirTests(t *testing.T) {
	promises, err := os.ReadFile("../../INVARIANTS.md")
	if err != nil {
		t.Fatal(err)
	}
	named := regexp.MustCompile("`([a-z]+)\\.(Test[A-Za-z]+)`").FindAllStringSubmatch(string(promises), -1)
	if len(named) < 12 {
		t.Errorf("only %d tests are named", len(named))
	}
	for _, n := range named {
		files, err := filepath.Glob("../" + n[1] + "/*_test.go")
		if n[1] == "dateline" { // a verb's
			files, err = filepath.Glob("../../cmd/dateline/*_test.go")
		}
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for _, f := range files {
			source, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			found = found || strings.Contains(string(source), "func "+n[2]+"(")
		}
		if !found {
			t.Errorf("INVARIANTS.md names %s.%s, which there is not", n[1], n[2])
		}
	}
}
