package place

import (
	"fmt"
	"strings"
)

// reason says in words why a candidate was taken.
func (r *reading) reason(g *group, c *candidate) string {
	var why []string
	if c.how != "" {
		why = append(why, c.how)
	}
	for _, w := range r.patterns {
		if w.inner >= 0 && &r.groups[w.inner] == g {
			o := &r.groups[w.outer]
			if b := o.best(); b >= 0 && r.contains(o.candidates[b].entry, c.entry) {
				why = append(why, "the text puts it in "+o.candidates[b].Name)
			}
		}
	}
	if len(g.candidates) == 1 {
		why = append(why, "the only place of this name")
		return strings.Join(why, "; ")
	}
	if len(why) == 0 || c.how != "" {
		why = append(why, r.support(g, c))
	}
	return fmt.Sprintf("%s; of %d places of this name", strings.Join(why, "; "), len(g.candidates))
}

// support names what spoke most for a candidate.
func (r *reading) support(g *group, c *candidate) string {
	leading := true
	for k := range g.candidates {
		leading = leading && g.candidates[k].prior <= c.prior
	}
	near := ""
	for i := range r.groups {
		o := &r.groups[i]
		if o == g || len(o.candidates) == 0 || c.RadiusKm > 400 {
			continue
		}
		b := &o.candidates[o.best()]
		if b.ID != c.ID && b.RadiusKm < 150 && Distance(b.Lat, b.Lon, c.Lat, c.Lon) < 2*weigh.nearKm {
			near = b.Name
			if o.home {
				near += ", the publisher's home"
			}
			break
		}
	}
	switch {
	case near != "":
		return "it lies near " + near
	case leading:
		return "the best known"
	}
	best := ""
	for _, code := range c.countries {
		if r.country[code] > 1 {
			best = code
		}
	}
	if best != "" {
		return "the article is about " + best
	}
	return "it agrees best with the article's other places"
}
