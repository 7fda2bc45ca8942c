// Package geojson writes a FeatureCollection (RFC 7946) for maps. A feature is a point only where the place is known as precisely as a
// point; a country or a province is no pin.
package geojson

import (
	"bytes"
	"encoding/json"
	"io"
	"slices"

	"dateline/event"
	"dateline/internal/export"
)

// Format is GeoJSON.
var Format = export.Format{Name: "geojson", Suffix: ".geojson", Media: "application/geo+json",
	About:   "GeoJSON (RFC 7946): points where the place is exact or near, else a feature without geometry, never a pin in a capital",
	Columns: export.Columns(properties(export.Flat.Fields)), EventColumns: export.Columns(properties(export.FlatEvents.Fields)),
	Reports: maker(export.Flat, func(i *export.Item) (string, *event.Place) { return i.Report.ID, i.Report.Place }),
	Events:  maker(export.FlatEvents, func(e *event.Event) (string, *event.Place) { return e.ID, e.Place })}

// Coordinates stand in the geometry and nowhere else, so that no reader makes a pin of a country's middle.
var inGeometry = []string{"latitude", "longitude"}

func properties[T any](fields []export.Field[T]) []export.Field[T] {
	return slices.DeleteFunc(slices.Clone(fields), func(f export.Field[T]) bool { return slices.Contains(inGeometry, f.Name) })
}

func maker[T any](table export.Table[T], at func(T) (id string, place *event.Place)) export.Maker[T] {
	return func(w io.Writer, loss *export.Loss) (export.Writer[T], error) {
		_, err := io.WriteString(w, `{"type":"FeatureCollection","features":[`)
		return &collection[T]{w: w, loss: loss, fields: properties(table.Fields), table: table, at: at}, err
	}
}

type collection[T any] struct {
	w      io.Writer
	loss   *export.Loss
	fields []export.Field[T]
	table  export.Table[T]
	at     func(T) (string, *event.Place)
	some   bool
}

type point struct {
	Type        string     `json:"type"`
	Coordinates [2]float64 `json:"coordinates"` // longitude, latitude
}

func (c *collection[T]) Write(x T) error {
	id, place := c.at(x)
	c.table.Lose(x, c.loss)
	var b bytes.Buffer
	if c.some {
		b.WriteByte(',')
	}
	c.some = true
	b.WriteString("\n" + `{"type":"Feature","id":`)
	c.put(&b, id)
	b.WriteString(`,"geometry":`)
	c.put(&b, c.geometry(place))
	b.WriteString(`,"properties":{`)
	for i, f := range c.fields {
		if i > 0 {
			b.WriteByte(',')
		}
		c.put(&b, f.Name)
		b.WriteByte(':')
		c.put(&b, f.Value(x))
	}
	b.WriteString("}}")
	_, err := c.w.Write(b.Bytes())
	return err
}

// put writes a value as JSON; the values of fields have no other form that could fail.
func (c *collection[T]) put(b *bytes.Buffer, v any) {
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	if enc.Encode(v) == nil {
		b.Truncate(b.Len() - 1) // Encode ends the line
	}
}

func (c *collection[T]) geometry(p *event.Place) *point {
	switch {
	case p == nil:
		c.loss.Lose("no point: the text gives no place")
	case p.Lat == nil || p.Lon == nil:
		c.loss.Lose("no point: the place's coordinates are not known")
	case p.Precision != "exact" && p.Precision != "near":
		c.loss.Lose("no point: the place is known only as precisely as " + p.Precision)
	default:
		return &point{"Point", [2]float64{*p.Lon, *p.Lat}}
	}
	return nil
}

func (c *collection[T]) Close() error {
	_, err := io.WriteString(c.w, "\n]}\n")
	return err
}
