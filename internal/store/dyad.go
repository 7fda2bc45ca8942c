package store

import (
	"cmp"
	"context"
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
		out = make([]Dyad, len(groups))
		for i, g := range groups {
			out[i] = Dyad{people[g.class[0]], people[g.class[1]], kind.values[g.class[2]], status.values[g.class[3]], g.n}
		}
		return nil
	})
	slices.SortFunc(out, func(a, b Dyad) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Actor, b.Actor), cmp.Compare(a.Recipient, b.Recipient),
			cmp.Compare(a.Type, b.Type), cmp.Compare(a.Status, b.Status))
	})
	return out, err
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
