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
		groups, err := c.pairs()
		if err != nil {
			return err
		}
		people, err := c.people(inGroups(groups))
		if err != nil {
			return err
		}
		kinds, err := c.termsOf(colType.kind)
		if err != nil {
			return err
		}
		statuses, err := c.termsOf(colStatus.kind)
		if err != nil {
			return err
		}
		for _, g := range groups {
			out = append(out, Dyad{people[g.codes[0]], people[g.codes[1]], kinds[g.codes[2]], statuses[g.codes[3]], g.n})
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
func (c *scan) pairs() ([]group, error) {
	actors, err := c.list(colValue("actor"))
	if err != nil {
		return nil, err
	}
	recipients, err := c.list(colValue("recipient"))
	if err != nil {
		return nil, err
	}
	kinds, err := c.column(colType)
	if err != nil {
		return nil, err
	}
	statuses, err := c.column(colStatus)
	if err != nil {
		return nil, err
	}
	radices := []uint64{radix(actors.values), radix(recipients.values), radix(kinds), radix(statuses)}
	return count(radices, func(add func(uint64)) {
		c.each(func(i int) {
			for _, a := range actors.of(i) {
				for _, r := range recipients.of(i) {
					add(((uint64(a)*radices[1]+uint64(r))*radices[2]+uint64(kinds[i]))*radices[3] + uint64(statuses[i]))
				}
			}
		})
	}), nil
}

// inGroups lists the people of pairs, each once.
func inGroups(groups []group) (out []uint32) {
	for _, g := range groups {
		out = append(out, g.codes[0], g.codes[1])
	}
	slices.Sort(out)
	return slices.Compact(out)
}
