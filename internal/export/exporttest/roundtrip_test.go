package exporttest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"dateline/event"
	"dateline/internal/eval"
	"dateline/internal/export"
	"dateline/internal/export/csv"
	"dateline/internal/export/geojson"
	"dateline/internal/export/gold"
	"dateline/internal/export/jsonl"
	"dateline/internal/export/parquet"
	"dateline/internal/store"
)

// items gives what the exports are handed, with what each column should hold of it.
func items(t *testing.T, s *store.Store) (out []*export.Item) {
	t.Helper()
	_, err := export.Write(t.Context(), s, store.Filter{}, export.OfReports, &bytes.Buffer{}, &export.Format{Reports: Keep(&out)})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestJSONLComesBackWhole reads each report back as it was.
func TestJSONLComesBackWhole(t *testing.T) {
	s := Store(t)
	data, _ := Write(t, s, store.Filter{}, export.OfReports, &jsonl.Format)
	want := items(t, s)
	in := json.NewDecoder(bytes.NewReader(data))
	in.DisallowUnknownFields()
	for _, item := range want {
		var got jsonl.Record
		if err := in.Decode(&got); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got.Report, item.Report) || event.Text(got.EventID) != item.Event || got.Sentence != item.Sentence || got.Review != item.Review {
			t.Errorf("%s came back as %+v", item.Report.ID, got)
		}
	}
}

// TestCSVComesBack undoes what makes the cells harmless and holds each against the store: NA is empty, 0 is 0, lists are whole.
func TestCSVComesBack(t *testing.T) {
	s := Store(t)
	data, _ := Write(t, s, store.Filter{}, export.OfReports, &csv.Format)
	rows := Rows(t, data, csv.Format.Columns)
	for n, item := range items(t, s) {
		for _, f := range export.Flat.Fields {
			cell := rows[n][f.Name]
			if f.Type == export.Text || f.Type == export.List {
				cell = strings.TrimPrefix(cell, "'")
			}
			switch want := f.Value(item).(type) {
			case nil:
				if rows[n][f.Name] != "" {
					t.Errorf("%s: NA came back as %q", f.Name, cell)
				}
			case []string:
				var plain []string
				for _, w := range want {
					plain = append(plain, csv.Plain(w))
				}
				if got := csv.Split(cell); fmt.Sprintf("%q", got) != fmt.Sprintf("%q", plain) {
					t.Errorf("%s: %q came back as %q", f.Name, plain, got)
				}
			case string:
				if cell != csv.Plain(want) {
					t.Errorf("%s: %q came back as %q", f.Name, want, cell)
				}
			case float64:
				if got, err := strconv.ParseFloat(cell, 64); err != nil || got != want {
					t.Errorf("%s: %v came back as %q", f.Name, want, cell)
				}
			default:
				if cell != fmt.Sprint(want) {
					t.Errorf("%s: %v came back as %q", f.Name, want, cell)
				}
			}
		}
	}
}

// TestParquetComesBack holds each value against the store, with its type.
func TestParquetComesBack(t *testing.T) {
	s := Store(t)
	data, _ := Write(t, s, store.Filter{}, export.OfReports, &parquet.Format)
	rows := ParquetRows(t, data, parquet.Format.Columns)
	for n, item := range items(t, s) {
		for _, f := range export.Flat.Fields {
			if got, want := fmt.Sprintf("%#v", fromParquet(rows[n][f.Name])), fmt.Sprintf("%#v", asParquet(f, item)); got != want {
				t.Errorf("%s: %s came back as %s", f.Name, want, got)
			}
		}
	}
}

// fromParquet makes a list of unknown and known members comparable: the library gives a list as a map of its groups.
func fromParquet(v any) any {
	switch v := v.(type) {
	case map[string]any:
		return fromParquet(v["list"])
	case []any:
		out := []any{}
		for _, member := range v {
			if group, ok := member.(map[string]any); ok {
				member = group["element"]
			}
			out = append(out, member)
		}
		return out
	}
	return v
}

func asParquet(f export.Field[*export.Item], item *export.Item) any {
	switch v := f.Value(item).(type) {
	case []string:
		out := []any{}
		for _, member := range v {
			if member == "" {
				out = append(out, nil)
			} else {
				out = append(out, member)
			}
		}
		return out
	case int:
		return int64(v)
	case string:
		if f.Type == export.Day {
			day, _ := time.Parse(time.DateOnly, v)
			return int32(day.Unix() / 86400)
		}
		return v
	default:
		return v
	}
}

// TestGeoJSONComesBack holds properties against the store, and points against what is known as precisely as one.
func TestGeoJSONComesBack(t *testing.T) {
	s := Store(t)
	data, _ := Write(t, s, store.Filter{}, export.OfReports, &geojson.Format)
	features := Collection(t, data).Features
	pins := 0
	for n, item := range items(t, s) {
		got := features[n]
		for _, f := range export.Flat.Fields {
			if f.Name == "latitude" || f.Name == "longitude" {
				continue
			}
			want, _ := json.Marshal(f.Value(item))
			if have, _ := json.Marshal(got.Properties[f.Name]); !bytes.Equal(have, want) {
				t.Errorf("%s: %s came back as %s", f.Name, want, have)
			}
		}
		p := item.Report.Place
		sharp := p != nil && (p.Precision == "exact" || p.Precision == "near")
		if sharp != (got.Geometry != nil) {
			t.Errorf("%s: a place %+v has the geometry %+v", got.ID, p, got.Geometry)
		}
		if got.Geometry != nil {
			if pins++; !reflect.DeepEqual(got.Geometry.Coordinates, []float64{*p.Lon, *p.Lat}) || got.Geometry.Type != "Point" {
				t.Errorf("%s: %+v is not longitude, latitude", got.ID, got.Geometry)
			}
		}
	}
	if pins == 0 {
		t.Error("there is no point at all")
	}
}

// TestGoldComesBack reads the gold file with what measures against it, and codes it perfectly.
func TestGoldComesBack(t *testing.T) {
	s := Store(t)
	data, sum := Write(t, s, store.Filter{}, export.OfReports, &gold.Format)
	articles, err := eval.ReadGold(bytes.NewReader(data), "mine.gold.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	var reports []event.Report
	for _, item := range items(t, s) {
		if item.Review == "accept" || item.Report.Coder.Version == "person" {
			reports = append(reports, item.Report)
		}
	}
	if len(articles) != 2 || len(reports) != 2 || sum.Read() != 95 {
		t.Fatalf("%d articles, %d decided reports, %d read; want 2, 2 and 95: one is rejected", len(articles), len(reports), sum.Read())
	}
	if got := eval.Events(articles, reports); got.Gold != 2 || got.Coded != 2 || got.Event.F1() != 1 {
		t.Errorf("its own reports score %+v against it", got)
	}
	for i, a := range articles {
		trigger := a.Events[0].Trigger
		if words := string([]rune(a.Text)[trigger[0]:trigger[1]]); words != "shelled" {
			t.Errorf("article %d: the trigger is at %q", i, words)
		}
	}
}
