package link

import (
	"container/list"
	"slices"

	"dateline/internal/store"
)

// member is a report as the linker compares it.
type member struct {
	id     string
	pinned bool
	packed string // Features, packed: what is told in the same words is compared once
	f      *Features
}

// profile is what stands for an event when a report is compared with it: the reports whose ids come first, which is a sample that
// does not depend on the order of arrival.
type profile struct {
	event   int64
	size    int
	pinned  bool // a person put one of its reports there
	members []*member
}

// profileSize is how many reports stand for an event.
const profileSize = 24

// add lets a report stand for the event if its id is among the first.
func (p *profile) add(m *member) {
	p.size++
	p.pinned = p.pinned || m.pinned
	i, there := slices.BinarySearchFunc(p.members, m.id, func(o *member, id string) int {
		switch {
		case o.id < id:
			return -1
		case o.id > id:
			return 1
		}
		return 0
	})
	if there {
		p.members[i] = m
		p.size--
		return
	}
	if i < profileSize {
		p.members = slices.Insert(p.members, i, m)
		p.members = p.members[:min(len(p.members), profileSize)]
	}
}

// veto is the log odds that no other report of an event outweighs: the two cannot be of one happening.
const veto = -6

// score is how well a report fits an event: half what it has in common with all its reports on average, half with the one it fits
// best. Best is that one.
func (p *profile) score(f *Features, packed string, except string) (odds float64, best *member) {
	sum, top, n := 0.0, 2.0*veto, 0
	seen := map[string]bool{}
	for _, m := range p.members {
		if m.id == except || seen[m.packed] && m.packed != packed {
			continue
		}
		seen[m.packed] = true
		s := Score(f, m.f)
		if s <= veto {
			return s, nil
		}
		sum, n = sum+min(s, -veto), n+1
		if s > top {
			top, best = s, m
		}
	}
	if n == 0 {
		return veto, nil
	}
	return (sum/float64(n) + min(top, -veto)) / 2, best
}

// cachedEvents is how many events' profiles are kept in memory.
const cachedEvents = 20_000

// cache keeps the profiles last used.
type cache struct {
	limit int
	order *list.List // of *profile, the last used first
	at    map[int64]*list.Element
}

func newCache(limit int) *cache { return &cache{limit, list.New(), map[int64]*list.Element{}} }

func (c *cache) clear() { *c = *newCache(c.limit) }

func (c *cache) drop(event int64) {
	if e := c.at[event]; e != nil {
		c.order.Remove(e)
		delete(c.at, event)
	}
}

func (c *cache) put(p *profile) {
	c.drop(p.event)
	c.at[p.event] = c.order.PushFront(p)
	if c.order.Len() > c.limit {
		c.drop(c.order.Back().Value.(*profile).event)
	}
}

// get gives an event's profile, read from the store where it is not in memory.
func (c *cache) get(tx *store.Linking, event int64) (*profile, error) {
	if e := c.at[event]; e != nil {
		c.order.MoveToFront(e)
		return e.Value.(*profile), nil
	}
	p := &profile{event: event}
	p.size, p.pinned = tx.Size(event)
	for _, row := range tx.Features(event, profileSize) {
		m, err := unpack(row)
		if err != nil {
			return nil, err
		}
		p.members = append(p.members, m)
	}
	c.put(p)
	return p, nil
}

func unpack(row store.Featured) (*member, error) {
	f, err := Unpack(row.Packed)
	return &member{id: row.ID, pinned: row.Pinned, packed: string(row.Packed), f: &f}, err
}
