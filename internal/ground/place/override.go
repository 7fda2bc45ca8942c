package place

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"

	"go.yaml.in/yaml/v3"

	"dateline/internal/ground/country"
	"dateline/internal/ground/place/gazetteer"
	"dateline/internal/ground/userfile"
)

// ErrOverrides is what every error of a user's file of places wraps.
var ErrOverrides = errors.New("places file")

// userPlace is a place of a user's file. Names, country and the point are needed; the rest is optional.
type userPlace struct {
	Names    []string `yaml:"names"`
	Country  string   `yaml:"country"`   // ISO 3166-1 alpha-3
	Admin1   string   `yaml:"admin1"`    // a province, named as our gazetteer names it
	Lat      *float64 `yaml:"lat"`       // degrees, WGS 84
	Lon      *float64 `yaml:"lon"`       // the same
	RadiusKm float64  `yaml:"radius_km"` // how far from the point the place reaches; 1 when left out
	Feature  string   `yaml:"feature"`   // GeoNames feature code; PPL when left out
	GeoNames int      `yaml:"geonames"`  // GeoNames id
}

// WithFile gives a resolver in which the places of a user's YAML file stand before ours: a name in it means theirs and no other. An
// error names the file and the line. The receiver does not change.
func (r *Resolver) WithFile(path string) (*Resolver, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrOverrides, err)
	}
	return r.With(path, data)
}

// With is WithFile for a file's contents; name stands in errors and reasons.
func (r *Resolver) With(name string, data []byte) (*Resolver, error) {
	var f struct {
		Places []yaml.Node `yaml:"places"`
	}
	if err := yaml.Unmarshal(data, &f); err != nil {
		return nil, fmt.Errorf("%w %s: %w", ErrOverrides, name, err)
	}
	if len(f.Places) == 0 {
		return nil, fmt.Errorf("%w %s: no list \"places\"", ErrOverrides, name)
	}
	l := *r.lists
	l.entries, l.own = slices.Clone(l.entries), maps.Clone(l.own)
	err := userfile.Each(name, f.Places, func(u userPlace, line int) error {
		return l.override(&u, fmt.Sprintf("your file %s, line %d", name, line))
	})
	if err != nil {
		return nil, fmt.Errorf("%w %w", ErrOverrides, err)
	}
	return &Resolver{lists: &l}, nil
}

// own is a user's place and where it is written.
type own struct {
	gazetteer.Match
	source string
}

// override adds a user's place, whose names mean it and no other.
func (l *lists) override(u *userPlace, source string) error {
	e, err := l.entryOf(u)
	if err != nil {
		return err
	}
	id := l.add(e)
	for _, n := range u.Names {
		key := gazetteer.Fold(trimName(n))
		if key == "" {
			return fmt.Errorf("name %q has no Latin letters", n)
		}
		l.own[key] = own{gazetteer.Match{ID: id}, source}
	}
	return nil
}

func (l *lists) entryOf(u *userPlace) (e entry, err error) {
	switch {
	case len(u.Names) == 0:
		return e, errors.New("a place needs names")
	case u.Lat == nil || u.Lon == nil:
		return e, errors.New("a place needs lat and lon, in degrees")
	case *u.Lat < -90 || *u.Lat > 90 || *u.Lon < -180 || *u.Lon > 180:
		return e, fmt.Errorf("lat %v, lon %v is no point on earth", *u.Lat, *u.Lon)
	case u.RadiusKm < 0:
		return e, fmt.Errorf("radius_km %v, want 0 or more", u.RadiusKm)
	}
	c := country.Default().ByCode(u.Country)
	if c == nil {
		return e, fmt.Errorf("country %q, want ISO 3166-1 alpha-3", u.Country)
	}
	where := c.ISO3
	if u.Admin1 != "" {
		where += "/" + u.Admin1
	}
	e.Admin1, e.Admin2, e.hasPoint = gazetteer.None, gazetteer.None, true
	if err := l.within(&e, where); err != nil {
		return e, fmt.Errorf("%w; leave admin1 out where it has none", err)
	}
	e.Name, e.Lat, e.Lon, e.RadiusKm, e.GeoNames, e.Feature = u.Names[0], *u.Lat, *u.Lon, max(u.RadiusKm, 1), u.GeoNames, u.Feature
	if e.Feature == "" {
		e.Feature = "PPL"
	}
	return e, nil
}
