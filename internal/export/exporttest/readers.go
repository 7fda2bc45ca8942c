package exporttest

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"reflect"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"dateline/internal/export"
)

// ByColumn reads a CSV file's ids from a column; rows that follow each other with one id are one record.
func ByColumn(name string) Reader {
	return func(t *testing.T, data []byte, columns []export.Column) (ids []string) {
		for _, row := range Rows(t, data, columns) {
			if id := row[name]; len(ids) == 0 || ids[len(ids)-1] != id {
				ids = append(ids, id)
			}
		}
		return ids
	}
}

// Rows reads a CSV file: each row by its columns' names. No cell may begin what a spreadsheet runs.
func Rows(t *testing.T, data []byte, columns []export.Column) (out []map[string]string) {
	t.Helper()
	if bytes.ContainsAny(data, "\x00\r") {
		t.Error("the file has a NUL or a carriage return")
	}
	in := csv.NewReader(bytes.NewReader(data))
	in.FieldsPerRecord = len(columns)
	rows, err := in.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range columns {
		if rows[0][i] != c.Name {
			t.Fatalf("column %d is %q, not %q", i, rows[0][i], c.Name)
		}
	}
	for _, row := range rows[1:] {
		cells := map[string]string{}
		for i, c := range columns {
			if (c.Type == export.Text || c.Type == export.List) && row[i] != "" && strings.Contains("=+-@\t", row[i][:1]) {
				t.Errorf("column %s: a spreadsheet runs %q", c.Name, row[i])
			}
			cells[c.Name] = row[i]
		}
		out = append(out, cells)
	}
	return out
}

// Tabbed reads a file of tabs without a header: the ids of its first column.
func Tabbed(t *testing.T, data []byte, columns []export.Column) (ids []string) {
	for _, line := range strings.Split(strings.TrimSuffix(string(data), "\n"), "\n") {
		if line == "" {
			continue
		}
		cells := strings.Split(line, "\t")
		if len(cells) != len(columns) {
			t.Fatalf("%d columns in %q, not %d", len(cells), line, len(columns))
		}
		ids = append(ids, cells[0])
	}
	return ids
}

// Lines reads JSON lines: the id of each.
func Lines(t *testing.T, data []byte, columns []export.Column) (ids []string) {
	for _, record := range Objects(t, data) {
		ids = append(ids, record["id"].(string))
		for key := range record {
			if !has(columns, key) {
				t.Errorf("the codebook has no key %q", key)
			}
		}
	}
	return ids
}

func has(columns []export.Column, name string) bool {
	for _, c := range columns {
		if c.Name == name {
			return true
		}
	}
	return false
}

// Objects reads JSON lines.
func Objects(t *testing.T, data []byte) (out []map[string]any) {
	t.Helper()
	in := json.NewDecoder(bytes.NewReader(data))
	if n := bytes.Count(data, []byte("\n")); len(data) > 0 && data[len(data)-1] != '\n' {
		t.Errorf("the last of %d lines has no end", n)
	}
	for {
		var record map[string]any
		if err := in.Decode(&record); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		out = append(out, record)
	}
	if n := bytes.Count(data, []byte("\n")); n != len(out) {
		t.Errorf("%d lines for %d objects", n, len(out))
	}
	return out
}

// GoldIDs reads a gold file: the ids of its events.
func GoldIDs(t *testing.T, data []byte, columns []export.Column) (ids []string) {
	Lines(t, data, columns)
	for _, article := range Objects(t, data) {
		for _, e := range article["events"].([]any) {
			ids = append(ids, e.(map[string]any)["id"].(string))
			for key := range e.(map[string]any) {
				if !has(columns, "events."+key) {
					t.Errorf("the codebook has no key %q of events", key)
				}
			}
		}
	}
	return ids
}

// Features reads GeoJSON: the id of each feature.
func Features(t *testing.T, data []byte, columns []export.Column) (ids []string) {
	for _, f := range Collection(t, data).Features {
		ids = append(ids, f.ID)
		if len(f.Properties) != len(columns) {
			t.Errorf("%d properties, not %d", len(f.Properties), len(columns))
		}
	}
	return ids
}

// FeatureCollection is GeoJSON as RFC 7946 has it.
type FeatureCollection struct {
	Type     string
	Features []struct {
		Type, ID string
		Geometry *struct {
			Type        string
			Coordinates []float64
		}
		Properties map[string]any
	}
}

// Collection reads GeoJSON.
func Collection(t *testing.T, data []byte) (c FeatureCollection) {
	t.Helper()
	if err := json.Unmarshal(data, &c); err != nil || c.Type != "FeatureCollection" {
		t.Fatalf("%q is no FeatureCollection: %v", c.Type, err)
	}
	return c
}

// ParquetIDs reads a Parquet file: the ids of its first column.
func ParquetIDs(t *testing.T, data []byte, columns []export.Column) (ids []string) {
	for _, row := range ParquetRows(t, data, columns) {
		ids = append(ids, row[columns[0].Name].(string))
	}
	return ids
}

// ParquetRows reads a Parquet file: each row by its columns' names.
func ParquetRows(t *testing.T, data []byte, columns []export.Column) []map[string]any {
	t.Helper()
	file, err := parquet.OpenFile(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range file.Schema().Fields() {
		if f.Name() != columns[i].Name {
			t.Errorf("column %d is %q, not %q", i, f.Name(), columns[i].Name)
		}
	}
	out := make([]map[string]any, file.NumRows())
	in := parquet.NewGenericReader[any](file)
	defer func() { _ = in.Close() }()
	for i := range out {
		row := make([]any, 1)
		if n, err := in.Read(row); n != 1 || err != nil && !errors.Is(err, io.EOF) {
			t.Fatalf("row %d of %d: %v", i, len(out), err)
		}
		value := reflect.ValueOf(row[0])
		if value.Kind() != reflect.Map {
			t.Fatalf("a row is %T", row[0])
		}
		out[i] = row[0].(map[string]any)
	}
	return out
}
