package place

import (
	"embed"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"dateline/internal/ground/country"
	"dateline/internal/ground/place/gazetteer"
)

//go:embed data/*.txt
var listFiles embed.FS

// entry is a place of the readable lists.
type entry struct {
	gazetteer.Place
	countries []string // those it lies in; Place.Country is set when it is one
	doubtful  bool     // its name has another common meaning
	hasPoint  bool
}

// lists are the readable data files, parsed. Their places are numbered after the gazetteer file's.
type lists struct {
	gaz        *gazetteer.Gazetteer
	entries    []entry
	names      map[string][]gazetteer.Match
	exact      map[string][]gazetteer.Match  // names that count only as they are written
	countries  map[string]gazetteer.ID       // ISO3 to entry
	publishers map[string]string             // see publisher.go
	instead    map[gazetteer.ID]gazetteer.ID // places of the file for which the lists have a better entry
	own        map[string]own                // a user's, by folded name
}

// readLists parses the embedded files. An error names the file and the line.
func readLists(g *gazetteer.Gazetteer) (*lists, error) {
	l := &lists{gaz: g, names: map[string][]gazetteer.Match{}, exact: map[string][]gazetteer.Match{},
		countries: map[string]gazetteer.ID{}, publishers: map[string]string{}, instead: map[gazetteer.ID]gazetteer.ID{}, own: map[string]own{}}
	var errs []error
	for _, f := range []struct {
		name string
		line func(string) error
	}{{"countries.txt", l.country}, {"wide.txt", l.place}, {"supplement.txt", l.line}, {"aliases.txt", l.alias}, {"publishers.txt", l.publisher}} {
		raw, err := listFiles.ReadFile("data/" + f.name)
		if err != nil {
			return nil, err
		}
		if err := eachLine(f.name, string(raw), f.line); err != nil {
			errs = append(errs, err)
		}
	}
	return l, errors.Join(errs...)
}

func eachLine(file, list string, do func(string) error) error {
	var errs []error
	n := 0
	for line := range strings.Lines(list) {
		n++
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		if err := do(line); err != nil {
			errs = append(errs, fmt.Errorf("%s:%d: %w", file, n, err))
		}
	}
	return errors.Join(errs...)
}

func (l *lists) add(e entry) gazetteer.ID {
	e.ID = gazetteer.ID(l.gaz.Len() + len(l.entries))
	l.entries = append(l.entries, e)
	return e.ID
}

// country reads "ISO3 latitude longitude radius".
func (l *lists) country(line string) error {
	f := strings.Fields(line)
	if len(f) != 4 {
		return fmt.Errorf("%d fields, want 4: code, latitude, longitude, radius", len(f))
	}
	c := country.Default().ByCode(f[0])
	if c == nil {
		return fmt.Errorf("%q is no country's code", f[0])
	}
	e := entry{countries: []string{c.ISO3}, hasPoint: true}
	e.Name, e.Country, e.Feature, e.Admin1, e.Admin2 = c.Name, c.ISO3, "PCLI", gazetteer.None, gazetteer.None
	if err := e.point(f[1], f[2], f[3]); err != nil {
		return err
	}
	l.countries[c.ISO3] = l.add(e)
	return nil
}

func (e *entry) point(lat, lon, km string) error {
	var errs [3]error
	e.Lat, errs[0] = strconv.ParseFloat(lat, 64)
	e.Lon, errs[1] = strconv.ParseFloat(lon, 64)
	e.RadiusKm, errs[2] = strconv.ParseFloat(km, 64)
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	if e.Lat < -90 || e.Lat > 90 || e.Lon < -180 || e.Lon > 180 || e.RadiusKm <= 0 {
		return fmt.Errorf("%s %s %s: no latitude, longitude and radius", lat, lon, km)
	}
	e.hasPoint = true
	return nil
}

// line reads a place or other names of one.
func (l *lists) line(line string) error {
	if strings.Contains(line, "| = ") {
		return l.alias(line)
	}
	return l.place(line)
}

// place reads "names | feature | countries[/admin1] [?] | latitude longitude | radius". An empty point: the province's.
func (l *lists) place(line string) error {
	f := strings.Split(line, "|")
	if len(f) < 5 {
		return fmt.Errorf("%d fields, want 5: names, feature, country, point, radius", len(f))
	}
	var e entry
	e.Feature, e.Admin1, e.Admin2 = strings.TrimSpace(f[1]), gazetteer.None, gazetteer.None
	where, doubtful := strings.CutSuffix(strings.TrimSpace(f[2]), "?")
	e.doubtful = doubtful
	if err := l.within(&e, strings.TrimSpace(where)); err != nil {
		return err
	}
	if err := l.pointOf(&e, strings.Fields(f[3]), strings.TrimSpace(f[4])); err != nil {
		return err
	}
	names := splitNames(f[0])
	e.Name = names[0]
	if e.Feature == "ADM1" && e.Admin1 != gazetteer.None {
		e.People = l.gaz.Place(e.Admin1).People
	}
	id := l.add(e)
	if e.Feature == "ADM1" && e.Admin1 != gazetteer.None && l.gaz.Place(e.Admin1).Country == e.Country {
		l.instead[e.Admin1] = id
	}
	for _, n := range names {
		l.name(n, gazetteer.Match{ID: id})
	}
	return nil
}

func (l *lists) pointOf(e *entry, point []string, km string) error {
	if len(point) == 2 {
		return e.point(point[0], point[1], km)
	}
	if len(point) != 0 || e.Admin1 == gazetteer.None {
		return fmt.Errorf("want a latitude and a longitude, or a province whose they are")
	}
	p := l.gaz.Place(e.Admin1)
	e.Lat, e.Lon, e.RadiusKm, e.hasPoint = p.Lat, p.Lon, p.RadiusKm, false
	return nil
}

// within reads "IRQ SYR" or "SYR/Aleppo".
func (l *lists) within(e *entry, where string) error {
	codes, province, _ := strings.Cut(where, "/")
	e.countries = strings.Fields(codes)
	for _, c := range e.countries {
		if country.Default().ByCode(c) == nil {
			return fmt.Errorf("%q is no country's code", c)
		}
	}
	if len(e.countries) == 1 {
		e.Country = e.countries[0]
	}
	if province == "" {
		return nil
	}
	if e.Admin1 = l.find(province, e.Country, gazetteer.None, "ADM1"); e.Admin1 == gazetteer.None {
		return fmt.Errorf("%s has no province %q in the gazetteer", e.Country, province)
	}
	return nil
}

// find is the largest place of a name in a country, and in a province or of a feature when given.
func (l *lists) find(name, iso3 string, admin1 gazetteer.ID, feature string) gazetteer.ID {
	best, people := gazetteer.None, -1
	for _, m := range l.gaz.Lookup(gazetteer.Fold(name), nil) {
		p := l.gaz.Place(m.ID)
		if p.Country == iso3 && (admin1 == gazetteer.None || p.Admin1 == admin1) && (feature == "" || p.Feature == feature) &&
			(feature != "" || p.Feature != "ADM1" && p.Feature != "ADM2") && p.People > people {
			best, people = m.ID, p.People
		}
	}
	return best
}

// alias reads "names | = name, country[/admin1] [feature]".
func (l *lists) alias(line string) error {
	names, target, ok := strings.Cut(line, "| = ")
	name, where, ok2 := cutLast(target, ", ")
	if !ok || !ok2 {
		return fmt.Errorf("want names, | = and the gazetteer's name, country")
	}
	where, feature, _ := strings.Cut(strings.TrimSpace(where), " ADM")
	if feature != "" {
		feature = "ADM" + feature
	}
	var e entry
	e.Admin1 = gazetteer.None
	if strings.Contains(where, "/") {
		if err := l.within(&e, where); err != nil {
			return err
		}
		where = e.Country
	}
	id := l.find(name, where, e.Admin1, feature)
	if id == gazetteer.None {
		return fmt.Errorf("the gazetteer has no %q in %s", name, where)
	}
	for _, n := range splitNames(names) {
		l.name(n, gazetteer.Match{ID: id})
	}
	return nil
}

func (l *lists) name(n string, m gazetteer.Match) {
	if exact, ok := strings.CutPrefix(n, "!"); ok {
		l.exact[exact] = append(l.exact[exact], m)
		return
	}
	key := gazetteer.Fold(strings.TrimPrefix(n, "the "))
	for _, have := range l.names[key] {
		if have.ID == m.ID {
			return
		}
	}
	l.names[key] = append(l.names[key], m)
}

func splitNames(s string) (names []string) {
	for n := range strings.SplitSeq(s, ";") {
		if n = strings.TrimSpace(n); n != "" {
			names = append(names, n)
		}
	}
	return names
}

func cutLast(s, sep string) (before, after string, ok bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

// get gives a place of the lists or of the gazetteer file.
func (l *lists) get(id gazetteer.ID) *entry {
	if n := int(id) - l.gaz.Len(); n >= 0 {
		return &l.entries[n]
	}
	e := &entry{Place: l.gaz.Place(id), hasPoint: true}
	e.countries = []string{e.Country}
	return e
}
