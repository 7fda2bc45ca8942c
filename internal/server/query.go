package server

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"dateline/event"
	"dateline/internal/ground/country"
	"dateline/internal/store"
	"dateline/plover"
)

// FilterParams are the query parameters that admit reports; every list, count and export takes them. The fields document them;
// ParseFilter reads them.
type FilterParams struct {
	From          string   `query:"from" doc:"First day of the event, YYYY-MM-DD; reports without a date are out"`
	To            string   `query:"to" doc:"Last day of the event"`
	PublishedFrom string   `query:"published_from" doc:"First day of publication"`
	PublishedTo   string   `query:"published_to" doc:"Last day of publication"`
	Undated       string   `query:"undated" doc:"true: only those without a date of their own"`
	Type          []string `query:"type" doc:"PLOVER types, a comma between"`
	Mode          []string `query:"mode" doc:"PLOVER modes"`
	Status        []string `query:"status" doc:"actual, planned, demanded, threatened, possible, denied"`
	Context       []string `query:"context" doc:"PLOVER contexts"`
	Actor         string   `query:"actor" doc:"Who does it: SYR, SYR.MIL, REB, or words of the name"`
	Recipient     string   `query:"recipient" doc:"Whom it is done to"`
	SaidBy        string   `query:"said_by" doc:"On whose word"`
	Country       []string `query:"country" doc:"Where: ISO 3166-1 alpha-3 codes or English names"`
	Place         string   `query:"place" doc:"Where: words of the place's name"`
	Source        string   `query:"source" doc:"The publisher"`
	Document      string   `query:"document" doc:"An article's id"`
	Text          string   `query:"text" doc:"Words of the sentence: all of them; \"in a row\"; begin*; -none"`
	Article       string   `query:"article" doc:"Words of the article, likewise"`
	News          string   `query:"news" doc:"true: leave out what is told as background"`
	Event         string   `query:"event" doc:"An event's id"`
	Story         string   `query:"story" doc:"A story's id: the reports of its events"`
	ID            []string `query:"id" doc:"Reports' ids"`
	MinConfidence string   `query:"min_confidence" doc:"From 0 to 1"`
	MaxConfidence string   `query:"max_confidence" doc:"From 0 to 1"`
	Review        string   `query:"review" doc:"What people decided last: none, accept, correct, reject, skip"`

	filter store.Filter
	query  url.Values
}

// Resolve reads the filter from the request's query.
func (p *FilterParams) Resolve(ctx huma.Context) []error {
	u := ctx.URL()
	p.query = u.Query()
	f, err := ParseFilter(p.query)
	p.filter = f
	if err != nil {
		return []error{err}
	}
	return nil
}

// ParseFilter reads a filter from query parameters; those that are no filter's are passed over.
func ParseFilter(q url.Values) (store.Filter, error) {
	r := &reader{q: q}
	f := store.Filter{
		From: q.Get("from"), To: q.Get("to"), PublishedFrom: q.Get("published_from"), PublishedTo: q.Get("published_to"),
		Undated: r.flag("undated"), Types: r.upper("type"), Modes: r.list("mode"), Statuses: r.list("status"), Contexts: r.list("context"),
		Actor: q.Get("actor"), Recipient: q.Get("recipient"), Attribution: q.Get("said_by"), Countries: r.list("country"),
		Place: q.Get("place"), Source: q.Get("source"), Document: q.Get("document"), Text: q.Get("text"), Article: q.Get("article"),
		Background: r.flag("news"), Event: q.Get("event"), Story: q.Get("story"), IDs: r.list("id"), MinConfidence: r.number("min_confidence"),
		MaxConfidence: r.number("max_confidence"), Review: q.Get("review"),
	}
	r.check(&f)
	return f, r.err
}

// reader reads values and remembers the first fault.
type reader struct {
	q   url.Values
	err error
}

func (r *reader) fault(name, value, remedy string) {
	if r.err == nil {
		r.err = &huma.ErrorDetail{Location: "query." + name, Value: value, Message: remedy}
	}
}

// list takes a parameter given several times, or once with commas.
func (r *reader) list(name string) []string {
	var out []string
	for _, v := range r.q[name] {
		for s := range strings.SplitSeq(v, ",") {
			if s = strings.TrimSpace(s); s != "" {
				out = append(out, s)
			}
		}
	}
	return out
}

func (r *reader) upper(name string) []string {
	out := r.list(name)
	for i := range out {
		out[i] = strings.ToUpper(out[i])
	}
	return out
}

func (r *reader) flag(name string) bool {
	switch v := r.q.Get(name); v {
	case "", "false", "0":
		return false
	case "true", "1":
		return true
	default:
		r.fault(name, v, "write true or false")
		return false
	}
}

func (r *reader) number(name string) float64 {
	v := r.q.Get(name)
	if v == "" {
		return 0
	}
	n, err := strconv.ParseFloat(v, 64)
	if err != nil || n < 0 || n > 1 {
		r.fault(name, v, "write a number from 0 to 1, such as 0.8")
	}
	return n
}

// check refuses values that no report can have, and takes countries by their names.
func (r *reader) check(f *store.Filter) {
	for _, s := range f.Statuses {
		if !event.Status(s).Valid() {
			r.fault("status", s, "there are actual, planned, demanded, threatened, possible and denied")
		}
	}
	for _, t := range f.Types {
		if _, ok := plover.Standard().Type(t); !ok {
			r.fault("type", t, "there are "+strings.Join(plover.Types[:], ", "))
		}
	}
	for i, c := range f.Countries {
		found := country.Default().ByCode(strings.ToUpper(c))
		if found == nil {
			found = country.Default().ByName(c)
		}
		if found == nil {
			r.fault("country", c, "give a country's name in English or its ISO 3166-1 code, such as SYR")
			continue
		}
		f.Countries[i] = found.ISO3
	}
	if f.Review != "" && !slices.Contains([]string{"none", store.Accept, store.Correct, store.Reject, store.Skip}, f.Review) {
		r.fault("review", f.Review, "there are none, accept, correct, reject and skip")
	}
}

// PageParams are the parameters of a list.
type PageParams struct {
	Limit int    `query:"limit" default:"50" minimum:"1" maximum:"500" doc:"How many at most"`
	After string `query:"after" doc:"The next of the page before: goes on behind it"`
	Order string `query:"order" enum:"newest,oldest" default:"newest" doc:"By the event's day, else the day of publication"`
}

// page lets a filter give one page.
func (p *PageParams) page(f store.Filter) store.Filter {
	f.Limit, f.After, f.Newest = p.Limit, p.After, p.Order != "oldest"
	return f
}

// clean is the query's filter as a link has it: known parameters only, in alphabetical order.
func clean(q url.Values, drop ...string) string {
	out := url.Values{}
	for k, v := range q {
		if !slices.Contains(drop, k) {
			out[k] = v
		}
	}
	return out.Encode()
}

// queryOf reads a sample's query.
func queryOf(s string) (url.Values, error) {
	q, err := url.ParseQuery(strings.TrimPrefix(s, "?"))
	if err != nil {
		return nil, fmt.Errorf("the query %q cannot be read: %w; write it as in the address of a list: type=ASSAULT&status=actual", s, err)
	}
	return q, nil
}
