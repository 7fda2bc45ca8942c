package server

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"

	"dateline/event"
	"dateline/internal/ground/country"
	"dateline/internal/store"
	"dateline/plover"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

func null(s string) *string { return event.Null(s) }

func (s *Server) registerWho() {
	read(s, "count-dyads", "/api/dyads", "Who does what to whom: cooperation, conflict and mean PLOVER score of each pair", s.getDyads)
	read(s, "get-actor", "/api/actors/{id}", "What one actor does and suffers, with whom, and its PLOVER scores over time", s.getActor)
}

// codeLabel says in words whom a code stands for; "" where it is none.
func codeLabel(value string) string {
	code, sector, _ := strings.Cut(value, ".")
	var parts []string
	for _, c := range []string{code, sector} {
		if l := oneCode(c); l != "" {
			parts = append(parts, l)
		}
	}
	return strings.Join(parts, ", ")
}

// bodies are the codes that stand for no country, as RECORD.md has them.
var bodies = map[string]string{"UNO": "United Nations", "EUR": "European Union", "IGO": "Intergovernmental organisation", "NGO": "Non-governmental organisation",
	"ISM": "International Islamist movement", "MNC": "Multinational company", "IMG": "International armed group"}

func oneCode(code string) string {
	if name, ok := bodies[code]; ok {
		return name
	}
	if c := country.Default().ByCode(code); c != nil {
		return c.Name
	}
	for _, t := range plover.Standard().Sectors {
		if t.Name == code {
			about, _, _ := strings.Cut(t.About, ",")
			return strings.TrimRight(about, ".")
		}
	}
	return ""
}

// Dyad is what one does to another.
type Dyad struct {
	Actor               string  `json:"actor"`
	Recipient           string  `json:"recipient"`
	Total               int     `json:"total"`
	Cooperation         int     `json:"cooperation"`
	Conflict            int     `json:"conflict"`
	VerbalCooperation   int     `json:"verbal_cooperation"`
	MaterialCooperation int     `json:"material_cooperation"`
	VerbalConflict      int     `json:"verbal_conflict"`
	MaterialConflict    int     `json:"material_conflict"`
	Score               float64 `json:"score" doc:"Mean PLOVER score, -10 to 10"`
}

// add counts n reports of a type.
func (d *Dyad) add(kind string, n int) {
	t, ok := plover.Standard().Type(kind)
	if !ok {
		return
	}
	d.Score = (d.Score*float64(d.Total) + t.Score*float64(n)) / float64(d.Total+n)
	d.Total += n
	switch t.Quad {
	case "verbal cooperation":
		d.VerbalCooperation += n
	case "material cooperation":
		d.MaterialCooperation += n
	case "verbal conflict":
		d.VerbalConflict += n
	case "material conflict":
		d.MaterialConflict += n
	}
	d.Cooperation, d.Conflict = d.VerbalCooperation+d.MaterialCooperation, d.VerbalConflict+d.MaterialConflict
}

// Node is somebody in the network.
type Node struct {
	ID          string  `json:"id"`
	Label       string  `json:"label"`
	Code        *string `json:"code"`
	Sector      *string `json:"sector"`
	AsActor     int     `json:"as_actor"`
	AsRecipient int     `json:"as_recipient"`
}

// nodeOf reads the code and sector of somebody's key.
func nodeOf(id string) Node {
	n := Node{ID: id, Label: cmp.Or(codeLabel(id), id)}
	code, sector, _ := strings.Cut(id, ".")
	if codeLabel(id) != "" && len(code) == 3 {
		n.Code, n.Sector = null(code), null(sector)
	}
	return n
}

// Network is who does what to whom.
type Network struct {
	Actors []Node `json:"actors" doc:"Those of most reports first"`
	Dyads  []Dyad `json:"dyads" doc:"Between these, those of most reports first"`
}

type dyadsInput struct {
	FilterParams
	Top int `query:"top" default:"40" minimum:"2" maximum:"500" doc:"How many actors at most"`
}

func (s *Server) getDyads(ctx context.Context, in *dyadsInput) (*body[Network], error) {
	out, err := remember(ctx, s, "dyads "+clean(in.query), func() (*Network, error) { return s.network(ctx, in.filter, in.Top) })
	if err != nil {
		return nil, s.fail(err)
	}
	return &body[Network]{*out}, nil
}

func (s *Server) network(ctx context.Context, f store.Filter, top int) (*Network, error) {
	rows, err := s.store.Dyads(ctx, f)
	if err != nil {
		return nil, err
	}
	dyads := pairs(rows)
	nodes := map[string]*Node{}
	node := func(id string) *Node {
		if nodes[id] == nil {
			n := nodeOf(id)
			nodes[id] = &n
		}
		return nodes[id]
	}
	for _, d := range dyads {
		node(d.Actor).AsActor += d.Total
		node(d.Recipient).AsRecipient += d.Total
	}
	out := &Network{Actors: []Node{}, Dyads: []Dyad{}}
	for _, id := range slices.Sorted(maps.Keys(nodes)) {
		out.Actors = append(out.Actors, *nodes[id])
	}
	slices.SortStableFunc(out.Actors, func(a, b Node) int { return cmp.Compare(b.AsActor+b.AsRecipient, a.AsActor+a.AsRecipient) })
	out.Actors = out.Actors[:min(top, len(out.Actors))]
	shown := map[string]bool{}
	for _, n := range out.Actors {
		shown[n.ID] = true
	}
	for _, d := range dyads {
		if shown[d.Actor] && shown[d.Recipient] {
			out.Dyads = append(out.Dyads, d)
		}
	}
	return out, nil
}

// pairs adds up the types of each pair, those of most reports first.
func pairs(rows []store.Dyad) []Dyad {
	type pair struct{ actor, recipient string }
	at, out := map[pair]int{}, []Dyad{}
	for _, r := range rows {
		p := pair{r.Actor, r.Recipient}
		i, ok := at[p]
		if !ok {
			i, at[p] = len(out), len(out)
			out = append(out, Dyad{Actor: r.Actor, Recipient: r.Recipient})
		}
		out[i].add(r.Type, r.Count)
	}
	slices.SortStableFunc(out, func(a, b Dyad) int { return cmp.Compare(b.Total, a.Total) })
	return out
}

// ActorPage is what one actor does and suffers.
type ActorPage struct {
	Actor   ActorHead    `json:"actor"`
	Total   RoleCounts   `json:"total"`
	Does    []Cell       `json:"does"`
	Suffers []Cell       `json:"suffers"`
	To      []Dyad       `json:"to" doc:"What it does to whom"`
	From    []Dyad       `json:"from" doc:"Who does what to it"`
	Scores  []MonthScore `json:"scores"`
	Newest  []Item       `json:"newest"`
}

// ActorHead names an actor.
type ActorHead struct {
	Node
	Names []string `json:"names" doc:"What reports call it, the commonest first"`
}

// RoleCounts is in how many reports somebody stands in each role.
type RoleCounts struct {
	AsActor     int `json:"as_actor"`
	AsRecipient int `json:"as_recipient"`
	AsSource    int `json:"as_source"`
}

// MonthScore is the mean PLOVER score of a month.
type MonthScore struct {
	Month       string `json:"month"`
	AsActor     *Mean  `json:"as_actor"`
	AsRecipient *Mean  `json:"as_recipient"`
}

// Mean is the mean of scores.
type Mean struct {
	Count int     `json:"count"`
	Mean  float64 `json:"mean"`
}

func (m *Mean) add(score float64, n int) *Mean {
	if m == nil {
		m = &Mean{}
	}
	m.Mean = (m.Mean*float64(m.Count) + score*float64(n)) / float64(m.Count+n)
	m.Count += n
	return m
}

type actorInput struct {
	FilterParams
	ID string `path:"id" doc:"A code (SYR), a code and sector (SYR.MIL), or a name"`
}

func (s *Server) getActor(ctx context.Context, in *actorInput) (*body[ActorPage], error) {
	out, err := remember(ctx, s, "actor "+in.ID+" "+clean(in.query), func() (*ActorPage, error) { return s.actor(ctx, in.ID, in.filter) })
	if err != nil {
		return nil, s.fail(err)
	}
	return &body[ActorPage]{*out}, nil
}

func (s *Server) actor(ctx context.Context, id string, f store.Filter) (*ActorPage, error) {
	as, to, said := f, f, f
	as.Actor, to.Recipient, said.Attribution = id, id, id
	out := &ActorPage{Actor: ActorHead{Node: nodeOf(id)}}
	var err error
	if out.Actor.Names, err = s.store.Names(ctx, id, 20); err != nil {
		return nil, err
	}
	months := map[string]*MonthScore{}
	if out.Does, out.Total.AsActor, err = s.sums(ctx, as, months, func(m *MonthScore) **Mean { return &m.AsActor }); err != nil {
		return nil, err
	}
	if out.Suffers, out.Total.AsRecipient, err = s.sums(ctx, to, months, func(m *MonthScore) **Mean { return &m.AsRecipient }); err != nil {
		return nil, err
	}
	if out.Total.AsSource, err = s.store.Count(ctx, said); err != nil {
		return nil, err
	}
	out.Actor.AsActor, out.Actor.AsRecipient = out.Total.AsActor, out.Total.AsRecipient
	out.Scores = []MonthScore{}
	for _, month := range slices.Sorted(maps.Keys(months)) {
		out.Scores = append(out.Scores, *months[month])
	}
	return out, s.partners(ctx, out, as, to)
}

// sums counts what somebody does or suffers by type and status, and adds to the months' scores.
func (s *Server) sums(ctx context.Context, f store.Filter, months map[string]*MonthScore, mean func(*MonthScore) **Mean) ([]Cell, int, error) {
	tallies, err := s.store.Tallies(ctx, f, store.ByMonth)
	if err != nil {
		return nil, 0, err
	}
	total, all := 0, Bucket{Cells: []Cell{}}
	for _, t := range tallies {
		total += t.Count
		if kind, ok := plover.Standard().Type(t.Type); ok && t.At != "" {
			if months[t.At] == nil {
				months[t.At] = &MonthScore{Month: t.At}
			}
			m := mean(months[t.At])
			*m = (*m).add(kind.Score, t.Count)
		}
		i := slices.IndexFunc(all.Cells, func(c Cell) bool { return c.Type == t.Type && c.Status == t.Status })
		if i < 0 {
			i, all.Cells = len(all.Cells), append(all.Cells, Cell{Type: t.Type, Status: t.Status})
		}
		all.Cells[i].Count += t.Count
	}
	slices.SortStableFunc(all.Cells, func(a, b Cell) int { return cmp.Compare(b.Count, a.Count) })
	return all.Cells, total, nil
}

// partners adds whom somebody deals with, and the newest reports.
func (s *Server) partners(ctx context.Context, out *ActorPage, as, to store.Filter) error {
	const most = 30
	rows, err := s.store.Dyads(ctx, as)
	if err != nil {
		return err
	}
	out.To = pairs(rows)
	if rows, err = s.store.Dyads(ctx, to); err != nil {
		return err
	}
	out.From = pairs(rows)
	out.To, out.From = out.To[:min(most, len(out.To))], out.From[:min(most, len(out.From))]
	as.Limit, as.Newest = 20, true
	reports, _, err := s.reportPage(ctx, as)
	if err != nil {
		return err
	}
	out.Newest, err = s.items(ctx, reports)
	return err
}
