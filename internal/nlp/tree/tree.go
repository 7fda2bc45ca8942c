package tree

import "math"

// Solver keeps the room that decoding needs. It is not safe for concurrent use.
type Solver struct {
	n      int
	weight []float64 // [super-node's row][head]: best adjusted weight of an arc head → some word of the super-node
	enter  []int32   // the word that arc enters
	row    []int     // super-node → its row
	of     []int     // word → the super-node it is in now
	up     []int     // super-node → the super-node it was contracted into, or -1
	head   []int     // super-node → the head of its chosen arc
	to     []int     // … and the word that arc enters
	gain   []float64 // … and its adjusted weight
	state  []uint8
	path   []int
}

const (
	fresh = iota
	onPath
	attached // hangs from the root
)

// worst stands in for scores that are no numbers.
const worst = -1e9

// Decode fills heads[1:n] with the best tree's heads, from scores[dependant*ld+head]; word 0 is the artificial root and has
// exactly one dependant. heads[0] is -1. Where scores tie, the result is some best tree, always the same.
func (s *Solver) Decode(scores []float32, ld, n int, heads []int) {
	heads[0] = -1
	if n < 2 {
		return
	}
	if greedy(scores, ld, n, heads) && isTree(heads[:n]) && roots(heads[:n]) == 1 {
		return
	}
	s.edmonds(scores, ld, n, 0, heads)
	if roots(heads[:n]) > 1 {
		s.edmonds(scores, ld, n, spread(scores, ld, n), heads)
	}
}

// greedy gives each word its best head; it reports whether all scores are numbers.
func greedy(scores []float32, ld, n int, heads []int) bool {
	for d := 1; d < n; d++ {
		row := scores[d*ld : d*ld+n]
		best, top := 0, row[0]
		for h, v := range row {
			if h != d && v > top {
				best, top = h, v
			}
		}
		if top != top {
			return false
		}
		heads[d] = best
	}
	return true
}

func isTree(heads []int) bool {
	for d := 1; d < len(heads); d++ {
		steps := 0
		for at := d; at != 0; at = heads[at] {
			if steps++; steps > len(heads) {
				return false
			}
		}
	}
	return true
}

func roots(heads []int) int {
	n := 0
	for _, h := range heads[1:] {
		if h == 0 {
			n++
		}
	}
	return n
}

// spread is a penalty for arcs from the root that no other gain outweighs: with it the best tree has one root.
func spread(scores []float32, ld, n int) float64 {
	low, high := math.Inf(1), math.Inf(-1)
	for d := 1; d < n; d++ {
		for h := range n {
			if v := number(scores[d*ld+h]); h != d {
				low, high = min(low, v), max(high, v)
			}
		}
	}
	return (high-low)*float64(n) + 1
}

func number(v float32) float64 {
	if f := float64(v); f > worst && f < -worst {
		return f
	}
	return worst
}

// edmonds finds the best arborescence when each arc from the root costs penalty more.
func (s *Solver) edmonds(scores []float32, ld, n int, penalty float64, heads []int) {
	s.reset(scores, ld, n, penalty)
	nodes := n
	for start := 1; start < n; start++ {
		for at := s.of[start]; s.state[at] != attached; {
			nodes, at = s.step(at, nodes)
		}
	}
	s.expand(nodes, heads)
}

func (s *Solver) reset(scores []float32, ld, n int, penalty float64) {
	s.n = n
	if len(s.row) < 2*n {
		s.weight, s.enter = make([]float64, n*n), make([]int32, n*n)
		s.row, s.of, s.up = make([]int, 2*n), make([]int, n), make([]int, 2*n)
		s.head, s.to, s.gain, s.state = make([]int, 2*n), make([]int, 2*n), make([]float64, 2*n), make([]uint8, 2*n)
	}
	for d := range n {
		for h := range n {
			s.weight[d*n+h], s.enter[d*n+h] = number(scores[d*ld+h]), int32(d)
		}
		s.weight[d*n] -= penalty
		s.row[d], s.of[d] = d, d
	}
	for i := range 2 * n {
		s.up[i], s.state[i] = -1, fresh
	}
	s.state[0] = attached
	s.path = s.path[:0]
}

// step grows the path from super-node at by the best arc into it, and gives the number of super-nodes and where to go on.
func (s *Solver) step(at, nodes int) (int, int) {
	s.choose(at)
	s.state[at] = onPath
	s.path = append(s.path, at)
	next := s.of[s.head[at]]
	switch s.state[next] {
	case attached:
		for _, v := range s.path {
			s.state[v] = attached
		}
		s.path = s.path[:0]
		return nodes, next
	case onPath:
		s.contract(next, nodes)
		return nodes + 1, nodes
	}
	return nodes, next
}

// choose finds the best arc into a super-node from outside it.
func (s *Solver) choose(at int) {
	r := s.row[at] * s.n
	best, top := -1, 0.0
	for h, w := range s.weight[r : r+s.n] {
		if (best < 0 || w > top) && s.of[h] != at {
			best, top = h, w
		}
	}
	s.head[at], s.to[at], s.gain[at] = best, int(s.enter[r+best]), top
}

// contract makes the path's cycle, which begins at super-node first, the super-node c. An arc into it is worth what it gains
// over the arc of the cycle that it replaces.
func (s *Solver) contract(first, c int) {
	k := len(s.path) - 1
	for s.path[k] != first {
		k--
	}
	cycle := s.path[k:]
	s.row[c] = s.row[first]
	r := s.row[c] * s.n
	into, enter := s.weight[r:r+s.n], s.enter[r:r+s.n]
	for h := range into {
		into[h] -= s.gain[first]
	}
	for _, v := range cycle[1:] {
		r := s.row[v] * s.n
		for h, w := range s.weight[r : r+s.n] {
			if w -= s.gain[v]; w > into[h] {
				into[h], enter[h] = w, s.enter[r+h]
			}
		}
	}
	for _, v := range cycle {
		s.up[v] = c
	}
	for w, v := range s.of[:s.n] {
		if s.up[v] == c {
			s.of[w] = c
		}
	}
	s.path = s.path[:k]
}

// expand undoes the contractions, the latest first: the arc into a super-node replaces that of the member it enters.
func (s *Solver) expand(nodes int, heads []int) {
	for c := nodes - 1; c >= s.n; c-- {
		v := s.to[c]
		for s.up[v] != c {
			v = s.up[v]
		}
		s.head[v], s.to[v] = s.head[c], s.to[c]
	}
	for d := 1; d < s.n; d++ {
		heads[d] = s.head[d]
	}
}
