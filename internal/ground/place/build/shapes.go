package main

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"strings"

	"dateline/internal/ground/country"
)

// shape is a region's outline as rings of longitude and latitude.
type shape struct {
	id, name string
	rings    [][][2]float64
}

// readShapes reads the objects of a TopoJSON file whose arcs are quantised.
func readShapes(path, object string) ([]shape, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var t struct {
		Objects map[string]struct {
			Geometries []struct {
				Type       string
				ID         any
				Arcs       json.RawMessage
				Properties struct{ Name string }
			}
		}
		Arcs      [][][2]float64
		Transform struct{ Scale, Translate [2]float64 }
	}
	if err := json.Unmarshal(raw, &t); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	arcs := make([][][2]float64, len(t.Arcs))
	for i, a := range t.Arcs {
		var x, y float64
		for _, p := range a {
			x, y = x+p[0], y+p[1]
			arcs[i] = append(arcs[i], [2]float64{x*t.Transform.Scale[0] + t.Transform.Translate[0], y*t.Transform.Scale[1] + t.Transform.Translate[1]})
		}
	}
	var shapes []shape
	for _, g := range t.Objects[object].Geometries {
		s := shape{id: fmt.Sprint(g.ID), name: g.Properties.Name}
		var polygons [][][]int
		switch g.Type {
		case "Polygon":
			polygons = make([][][]int, 1)
			err = json.Unmarshal(g.Arcs, &polygons[0])
		case "MultiPolygon":
			err = json.Unmarshal(g.Arcs, &polygons)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %s: %w", path, s.name, err)
		}
		for _, p := range polygons {
			if len(p) > 0 {
				s.rings = append(s.rings, ring(p[0], arcs)) // the outer ring; holes are not needed
			}
		}
		shapes = append(shapes, s)
	}
	return shapes, nil
}

func ring(numbers []int, arcs [][][2]float64) (r [][2]float64) {
	for _, n := range numbers {
		if n >= 0 {
			r = append(r, arcs[n]...)
			continue
		}
		a := arcs[^n]
		for i := len(a) - 1; i >= 0; i-- {
			r = append(r, a[i])
		}
	}
	return r
}

func (s *shape) contains(lon, lat float64) bool {
	in := false
	for _, r := range s.rings {
		for i, j := 0, len(r)-1; i < len(r); j, i = i, i+1 {
			if (r[i][1] > lat) != (r[j][1] > lat) && lon < (r[j][0]-r[i][0])*(lat-r[i][1])/(r[j][1]-r[i][1])+r[i][0] {
				in = !in
			}
		}
	}
	return in
}

// centre is the centroid of a shape and the radius of the circle of its area.
func (s *shape) centre() (lat, lon, km float64) {
	var area, x, y float64
	for _, r := range s.rings {
		for i, j := 0, len(r)-1; i < len(r); j, i = i, i+1 {
			cross := r[j][0]*r[i][1] - r[i][0]*r[j][1]
			area, x, y = area+cross, x+(r[j][0]+r[i][0])*cross, y+(r[j][1]+r[i][1])*cross
		}
	}
	lon, lat = x/3/area, y/3/area
	const kmPerDegree = 111.2
	square := math.Abs(area) / 2 * kmPerDegree * kmPerDegree * math.Cos(lat*math.Pi/180)
	return lat, lon, math.Sqrt(square / math.Pi)
}

// natural gives Natural Earth's file names where they are not the ISO code's.
var natural = map[string]string{"PS": "psx", "SS": "sds", "XK": "kos", "EH": "sah"}

// shapeProvinces moves a province to the centroid of the outline that holds most of its towns, where that outline holds
// mostly its towns.
func shapeProvinces(dir string, admin1, towns []*unit) error {
	of := map[string][]*unit{}
	for _, t := range towns {
		of[t.Country] = append(of[t.Country], t)
	}
	moved := 0
	for cc, ts := range of {
		file := natural[cc]
		if c := country.Default().ByCode(cc); file == "" && c != nil {
			file = strings.ToLower(c.ISO3)
		}
		shapes, err := readShapes(dir+"/"+file+".topo.json", file)
		if os.IsNotExist(err) {
			continue
		}
		if err != nil {
			return err
		}
		moved += matchShapes(shapes, ts, admin1)
	}
	fmt.Printf("%d of %d provinces have an outline\n", moved, len(admin1))
	return nil
}

func matchShapes(shapes []shape, towns, admin1 []*unit) (moved int) {
	shared := map[[2]int]int{} // towns by province and outline
	inShape, inUnit := make([]int, len(shapes)), map[int]int{}
	for _, t := range towns {
		if t.Admin1 < 0 {
			continue
		}
		inUnit[t.Admin1]++
		for i := range shapes {
			if shapes[i].contains(t.Lon, t.Lat) {
				shared[[2]int{t.Admin1, i}]++
				inShape[i]++
				break
			}
		}
	}
	for k, n := range shared {
		if 2*n > inUnit[k[0]] && 2*n > inShape[k[1]] {
			u := admin1[k[0]]
			u.Lat, u.Lon, u.RadiusKm = shapes[k[1]].centre()
			moved++
		}
	}
	return moved
}

// shapeCounties moves US counties to their centroids, joined by FIPS code.
func shapeCounties(dir string, admin1, admin2 []*unit, names *units) error {
	states, err := readShapes(dir+"/counties-10m.json", "states")
	if err != nil {
		return err
	}
	postal := map[string]string{}
	for _, s := range states {
		for code, name := range names.first {
			if name == s.name && strings.HasPrefix(code, "US.") {
				postal[s.id] = code
			}
		}
	}
	counties, err := readShapes(dir+"/counties-10m.json", "counties")
	if err != nil {
		return err
	}
	by := map[string]*shape{}
	for i := range counties {
		if c := &counties[i]; len(c.id) == 5 {
			by[postal[c.id[:2]]+"."+c.id[2:]] = c
		}
	}
	moved := 0
	for _, u := range admin2 {
		if s := by[u.code2]; s != nil {
			u.Lat, u.Lon, u.RadiusKm = s.centre()
			moved++
		}
	}
	fmt.Printf("%d counties have an outline\n", moved)
	return nil
}
