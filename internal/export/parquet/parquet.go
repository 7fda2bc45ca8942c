// Package parquet writes tables as Apache Parquet: typed columns, null for NA, lists as lists. It knows no record.
package parquet

import (
	"fmt"
	"io"
	"reflect"
	"time"

	"github.com/parquet-go/parquet-go"

	"dateline/internal/export"
)

// Format is Parquet.
var Format = export.Format{Name: "parquet", Suffix: ".parquet", Media: "application/vnd.apache.parquet",
	About:   "Apache Parquet, one row a report and its source, or an event; typed columns, null for NA, lists as lists, days as dates",
	Columns: export.Columns(export.Flat.Fields), EventColumns: export.Columns(export.FlatEvents.Fields),
	Reports: maker(export.Flat), Events: maker(export.FlatEvents)}

// group is how many rows stand together: what is held in memory.
const group = 20_000

func maker[T any](from export.Table[T]) export.Maker[T] {
	return func(w io.Writer, loss *export.Loss) (export.Writer[T], error) {
		row := rowType(from.Fields)
		schema := parquet.SchemaOf(reflect.New(row).Interface())
		return &table[T]{from, loss, parquet.NewGenericWriter[any](w, schema, parquet.Compression(&parquet.Zstd), parquet.MaxRowsPerRowGroup(group),
			parquet.CreatedBy("dateline", "1", "")), row}, nil
	}
}

// rowType makes the struct whose fields are the columns, for the library to read their types and order from.
func rowType[T any](fields []export.Field[T]) reflect.Type {
	var out []reflect.StructField
	for i, f := range fields {
		t, option := goType(f.Column)
		out = append(out, reflect.StructField{Name: fmt.Sprintf("C%d", i), Type: t, Tag: reflect.StructTag(`parquet:"` + f.Name + option + `"`)})
	}
	return reflect.StructOf(out)
}

// goType is the Go type of a column's values and what its tag says of it.
func goType(c export.Column) (reflect.Type, string) {
	types := map[export.Kind]reflect.Type{export.Text: reflect.TypeFor[string](), export.Integer: reflect.TypeFor[int64](), export.Number: reflect.TypeFor[float64](),
		export.Boolean: reflect.TypeFor[bool](), export.Day: reflect.TypeFor[int32](), export.List: reflect.TypeFor[[]*string]()}
	t, option := types[c.Type], ""
	switch {
	case c.Type == export.List:
		return t, ",list"
	case c.Type == export.Day:
		option = ",date"
	}
	if c.NA == "" {
		return t, option
	}
	return reflect.PointerTo(t), ",optional" + option
}

type table[T any] struct {
	from export.Table[T]
	loss *export.Loss
	out  *parquet.GenericWriter[any]
	row  reflect.Type
}

func (t *table[T]) Write(x T) error {
	row := reflect.New(t.row)
	for i, f := range t.from.Fields {
		if err := set(row.Elem().Field(i), f.Type, f.Value(x)); err != nil {
			return fmt.Errorf("column %s: %w", f.Name, err)
		}
	}
	t.from.Lose(x, t.loss)
	_, err := t.out.Write([]any{row.Interface()})
	return err
}

// set puts a value into a row's field; NA leaves it null.
func set(to reflect.Value, kind export.Kind, value any) error {
	switch v := value.(type) {
	case nil:
		return nil
	case []string:
		to.Set(reflect.ValueOf(pointers(v)))
		return nil
	case int:
		value = int64(v)
	case string:
		if kind == export.Day {
			day, err := time.Parse(time.DateOnly, v)
			if err != nil {
				return fmt.Errorf("%q is no day; code the article again", v)
			}
			value = int32(day.Unix() / (24 * 60 * 60))
		}
	}
	if to.Kind() == reflect.Pointer {
		to.Set(reflect.New(to.Type().Elem()))
		to = to.Elem()
	}
	to.Set(reflect.ValueOf(value))
	return nil
}

// pointers makes an unknown member of a list null.
func pointers(list []string) []*string {
	out := make([]*string, len(list))
	for i := range list {
		if list[i] != "" {
			out[i] = &list[i]
		}
	}
	return out
}

func (t *table[T]) Close() error { return t.out.Close() }
