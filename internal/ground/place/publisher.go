package place

import (
	"fmt"
	"net/url"
	"strings"

	"dateline/internal/ground/country"
	"dateline/internal/ground/place/gazetteer"
)

// publisher reads "domain; name; … | place, country[/admin1]" or "… | country".
func (l *lists) publisher(line string) error {
	names, home, ok := strings.Cut(line, "|")
	if home = strings.TrimSpace(home); !ok || home == "" {
		return fmt.Errorf("want publishers, |, their home")
	}
	for _, n := range splitNames(names) {
		l.publishers[strings.ToLower(n)] = home
	}
	return nil
}

// setHome adds what the publisher tells about where its news happens: its home in the table, else the place its name or its
// address names, and the country of its address.
func (r *reading) setHome() {
	host := r.doc.URL
	if u, err := url.Parse(host); err == nil && u.Host != "" {
		host = u.Hostname()
	}
	host = strings.TrimPrefix(strings.ToLower(host), "www.")
	source := strings.ToLower(strings.TrimPrefix(strings.TrimSpace(r.doc.Source), "www."))
	for _, key := range []string{host, source, lastLabels(host), lastLabels(source)} {
		if home := r.lists.publishers[key]; home != "" && key != "" {
			r.knownHome(home)
			return
		}
	}
	for _, s := range []string{host, source} {
		if r.domainCountry(s); r.namedHome(s) {
			return
		}
	}
}

// lastLabels is a host without its first label: "news.example.com" is "example.com".
func lastLabels(host string) string {
	_, rest, ok := strings.Cut(host, ".")
	if !ok || !strings.Contains(rest, ".") {
		return ""
	}
	return rest
}

func (r *reading) knownHome(home string) {
	name, where, ok := cutLast(home, ", ")
	if !ok {
		r.nations[home] += weigh.homeCountry
		return
	}
	code, province, _ := strings.Cut(where, "/")
	id := gazetteer.None
	if province != "" {
		id = r.lists.find(province, code, gazetteer.None, "ADM1")
	}
	if id = r.lists.find(name, code, id, ""); id != gazetteer.None {
		r.addHome(gazetteer.Fold(name), r.add(nil, gazetteer.Match{ID: id}, ""))
	}
}

func (r *reading) addHome(name string, c []candidate) {
	r.groups = append(r.groups, group{name: name, candidates: c, weight: weigh.home, home: true})
}

// commonDomains are countries' domains that anybody uses.
var commonDomains = map[string]bool{"co": true, "tv": true, "me": true, "io": true, "ai": true, "fm": true, "am": true, "cc": true, "ws": true, "ly": true}

func (r *reading) domainCountry(host string) {
	_, top, ok := cutLast(host, ".")
	if !ok || len(top) != 2 || commonDomains[top] {
		return
	}
	if top == "uk" {
		top = "gb"
	}
	if c := country.Default().ByCode(strings.ToUpper(top)); c != nil {
		r.nations[c.ISO3] += weigh.homeCountry
	}
}

// paperWords are what newspapers call themselves beside the place they are of.
var paperWords = strings.Fields(`news newspapers newspaper times herald post tribune gazette journal daily online star telegram telegraph dispatch
	register examiner chronicle press leader record courier sentinel enquirer inquirer express mail echo argus observer bee sun today reporter
	thisis the advocate banner beacon review citizen standard monitor world report bulletin independent democrat republican republic
	union eagle voice weekly sunday evening morning local live net info web my news-`)

// foreignPaper is how much less likely an English newspaper named for a place is one of a country that speaks no English,
// unless its address says so: most are of a small town of the same name ("Paris Beacon").
const foreignPaper = 3

var anglophone = map[string]bool{"USA": true, "CAN": true, "GBR": true, "IRL": true, "AUS": true, "NZL": true, "ZAF": true, "IND": true, "PAK": true,
	"NGA": true, "KEN": true, "GHA": true, "UGA": true, "ZWE": true, "ZMB": true, "JAM": true, "TTO": true, "PHL": true, "SGP": true, "HKG": true}

func (r *reading) notForeign(c []candidate) {
	for i := range c {
		if !anglophone[c[i].Country] && r.nations[c[i].Country] == 0 {
			c[i].prior -= foreignPaper
		}
	}
}

// namedHome takes the newspaper words off a publisher's name or domain and looks for a place in what is left.
func (r *reading) namedHome(s string) bool {
	if i := strings.IndexByte(s, '.'); i > 0 {
		if rest := strings.TrimPrefix(s, "news."); rest != s {
			s = rest
		}
		s, _, _ = strings.Cut(s, ".")
	}
	s = strings.NewReplacer("-", " ", "_", " ").Replace(s)
	for again := true; again; {
		again = false
		for _, w := range paperWords {
			if t := strings.TrimSpace(strings.TrimPrefix(strings.TrimSuffix(s, w), w)); t != s {
				s, again = t, true
			}
		}
	}
	if len(s) < 4 {
		return false
	}
	c := r.direct(titled(s))
	if len(c) == 0 {
		return false
	}
	r.notForeign(c)
	for i := range r.groups {
		if r.groups[i].name == gazetteer.Fold(s) {
			r.notForeign(r.groups[i].candidates)
		}
	}
	r.addHome(gazetteer.Fold(s), top(c))
	return true
}
