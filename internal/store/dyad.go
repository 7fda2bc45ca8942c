package store

import (
	"cmp"
	"context"
	"maps"
	"slices"
)

// Dyad is how many reports of a type somebody is the actor of and somebody else the recipient.
type Dyad struct {
	Actor, Recipient string // code.sector, a code, or words where there is no code
	Type, Status     string
	Count            int
}

// Dyads counts reports by actor, recipient, type and status; each pair of a report's actors and recipients counts once.
func (s *Store) Dyads(ctx context.Context, f Filter) (out []Dyad, err error) {
	err = s.admitted(ctx, &f, func(c *scan) error {
		kind, err := c.byTerm(colType, asIs)
		if err != nil {
			return err
		}
		status, err := c.byTerm(colStatus, asIs)
		if err != nil {
			return err
		}
		groups, err := c.pairs(kind, status)
		if err != nil {
			return err
		}
		people, err := c.people(inGroups(groups))
		if err != nil {
			return err
		}
		names := byName(groups, people)
		slices.SortFunc(groups, func(a, b group) int { return cmp.Or(cmp.Compare(b.n, a.n), slices.Compare(a.class[:], b.class[:])) })
		out = make([]Dyad, len(groups))
		for i, g := range groups {
			out[i] = Dyad{names[g.class[0]], names[g.class[1]], kind.values[g.class[2]], status.values[g.class[3]], g.n}
		}
		return nil
	})
	return out, err
}

// byName puts in the place of the numbers of actors and recipients the places of their names in the alphabet, and gives the names.
func byName(groups []group, people map[uint32]string) []string {
	names := slices.Sorted(maps.Values(people))
	place := make(map[uint32]uint32, len(people))
	for code, name := range people {
		at, _ := slices.BinarySearch(names, name)
		place[code] = uint32(at)
	}
	for i := range groups {
		g := &groups[i]
		g.class[0], g.class[1] = place[g.class[0]], place[g.class[1]]
	}
	return names
}

// pairs counts the marked reports by actor, recipient, type and status.
func (c *scan) pairs(kind, status dimension) ([]group, error) {
	actors, err := c.list(colValue("actor"))
	if err != nil {
		return nil, err
	}
	recipients, err := c.list(colValue("recipient"))
	if err != nil {
		return nil, err
	}
	by := []dimension{{size: radix(actors.values)}, {size: radix(recipients.values)}, kind, status}
	return count(by, func(add func(uint64)) {
		c.each(func(i int) {
			rest := uint64(kind.class[kind.numbers[i]])*status.size + uint64(status.class[status.numbers[i]])
			for _, a := range actors.of(i) {
				for _, r := range recipients.of(i) {
					add((uint64(a)*by[1].size+uint64(r))*kind.size*status.size + rest)
				}
			}
		})
	}), nil
}

// inGroups lists the people of pairs, each once.
func inGroups(groups []group) (out []uint32) {
	for _, g := range groups {
		out = append(out, g.class[0], g.class[1])
	}
	slices.Sort(out)
	return slices.Compact(out)
}
