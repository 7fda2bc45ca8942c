package eval

import (
	"fmt"
	"slices"
)

// Partition says which mentions belong together: mention to the name of its cluster.
type Partition map[string]string

// clusters gives the members of each cluster, sorted, in the order of their first members.
func (p Partition) clusters() [][]string {
	by := map[string][]string{}
	for m, c := range p {
		by[c] = append(by[c], m)
	}
	out := make([][]string, 0, len(by))
	for _, members := range by {
		slices.Sort(members)
		out = append(out, members)
	}
	slices.SortFunc(out, slices.Compare)
	return out
}

// Part is a score of coreference as numerators and denominators, so that documents can be added up.
type Part struct{ RightGold, Gold, RightSystem, System float64 }

// Recall is the share of the gold's that is right.
func (p Part) Recall() float64 { return share(p.RightGold, p.Gold) }

// Precision is the share of the system's that is right.
func (p Part) Precision() float64 { return share(p.RightSystem, p.System) }

// F1 is their harmonic mean.
func (p Part) F1() float64 { return share(2*p.Recall()*p.Precision(), p.Recall()+p.Precision()) }

func share(a, b float64) float64 {
	if b == 0 {
		return 0
	}
	return a / b
}

// Coref is how well a partition of mentions fits the gold's, by the three scores whose mean the CoNLL shared tasks print, as Pradhan and
// others define them ("Scoring Coreference Partitions of Predicted Mentions", 2014).
type Coref struct{ MUC, B3, CEAFe Part }

// CoNLL is the mean of the three F1, 0 to 1.
func (c Coref) CoNLL() float64 { return (c.MUC.F1() + c.B3.F1() + c.CEAFe.F1()) / 3 }

// Row is a line of a table.
func (c Coref) Row(name string) string {
	row := fmt.Sprintf("%-34s CoNLL %5.2f ", name, 100*c.CoNLL())
	for _, s := range []struct {
		name string
		p    Part
	}{{"MUC", c.MUC}, {"B3", c.B3}, {"CEAFe", c.CEAFe}} {
		row += fmt.Sprintf("  %s R %.1f P %.1f F1 %.1f", s.name, 100*s.p.Recall(), 100*s.p.Precision(), 100*s.p.F1())
	}
	return row + "\n"
}

// Coreference scores a partition against the gold's. A mention that only one of them has is counted as the scorers do: it is wrong
// wherever it stands.
func Coreference(gold, system Partition) Coref {
	g, s := gold.clusters(), system.clusters()
	return Coref{muc(g, s, gold, system), bCubed(gold, system), ceafe(g, s, gold)}
}

// muc counts links (Vilain and others, 1995): a cluster of n mentions that the other partition cuts into k parts has n-k links right
// of n-1.
func muc(g, s [][]string, gold, system Partition) (p Part) {
	p.RightGold, p.Gold = links(g, system)
	p.RightSystem, p.System = links(s, gold)
	return p
}

func links(clusters [][]string, other Partition) (right, all float64) {
	for _, c := range clusters {
		parts := map[string]bool{}
		alone := 0
		for _, m := range c {
			if o, ok := other[m]; ok {
				parts[o] = true
			} else {
				alone++
			}
		}
		right += float64(len(c) - len(parts) - alone)
		all += float64(len(c) - 1)
	}
	return right, all
}

// bCubed counts mentions (Bagga and Baldwin, 1998): each by the share of its cluster that it has in common with its other cluster.
func bCubed(gold, system Partition) (p Part) {
	g, s, both := map[string]float64{}, map[string]float64{}, map[[2]string]float64{}
	for m, c := range gold {
		g[c]++
		if o, ok := system[m]; ok {
			both[[2]string{c, o}]++
		}
	}
	for _, c := range system {
		s[c]++
	}
	for pair, n := range both { // n mentions, each n of the cluster's
		p.RightGold += n * n / g[pair[0]]
		p.RightSystem += n * n / s[pair[1]]
	}
	p.Gold, p.System = float64(len(gold)), float64(len(system))
	return p
}

// ceafe aligns each cluster with at most one of the other partition so that the sum of what they have in common is greatest (Luo, 2005,
// with his fourth similarity: twice the shared mentions by the sum of both sizes).
func ceafe(g, s [][]string, gold Partition) Part {
	at := map[string]int{}
	for i, c := range g {
		at[gold[c[0]]] = i
	}
	similar := map[[2]int]float64{}
	for k, c := range s {
		for _, m := range c {
			if name, ok := gold[m]; ok {
				similar[[2]int{at[name], k}]++
			}
		}
	}
	for pair, n := range similar {
		similar[pair] = 2 * n / float64(len(g[pair[0]])+len(s[pair[1]]))
	}
	right := align(len(g), len(s), similar)
	return Part{right, float64(len(g)), right, float64(len(s))}
}
