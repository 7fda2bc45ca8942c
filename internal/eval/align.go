package eval

import "math"

// align gives the greatest sum of weights of pairs in which no row and no column stands twice (Kuhn and Munkres). Pairs without a weight
// weigh 0. Rows and columns that no weights tie together are aligned apart, as most of a partition's clusters are.
func align(rows, columns int, weights map[[2]int]float64) (sum float64) {
	union := newUnion(rows + columns)
	for pair := range weights {
		union.join(pair[0], rows+pair[1])
	}
	parts := map[int]map[[2]int]float64{}
	for pair, w := range weights {
		root := union.root(pair[0])
		if parts[root] == nil {
			parts[root] = map[[2]int]float64{}
		}
		parts[root][pair] = w
	}
	for _, part := range parts {
		sum += best(dense(part))
	}
	return sum
}

// dense numbers the rows and columns of some weights anew and writes them as a square matrix.
func dense(weights map[[2]int]float64) [][]float64 {
	row, column := map[int]int{}, map[int]int{}
	number := func(m map[int]int, k int) {
		if _, ok := m[k]; !ok {
			m[k] = len(m)
		}
	}
	for pair := range weights {
		number(row, pair[0])
		number(column, pair[1])
	}
	n := max(len(row), len(column))
	out := make([][]float64, n)
	for i := range out {
		out[i] = make([]float64, n)
	}
	for pair, w := range weights {
		out[row[pair[0]]][column[pair[1]]] = w
	}
	return out
}

// best is the greatest sum of a square matrix, by shortest augmenting paths with potentials: O(n³).
func best(w [][]float64) (sum float64) {
	n := len(w)
	u, v := make([]float64, n+1), make([]float64, n+1) // potentials of rows and columns, both from 1
	rowOf := make([]int, n+1)
	for i := 1; i <= n; i++ {
		rowOf[0] = i
		least, way, used := make([]float64, n+1), make([]int, n+1), make([]bool, n+1)
		for j := range least {
			least[j] = math.Inf(1)
		}
		j := 0
		for rowOf[j] != 0 {
			j = step(w, u, v, rowOf, least, way, used, j)
		}
		for j != 0 {
			rowOf[j] = rowOf[way[j]]
			j = way[j]
		}
	}
	for j := 1; j <= n; j++ {
		sum += w[rowOf[j]-1][j-1]
	}
	return sum
}

// step lengthens the path by the column that is nearest.
func step(w [][]float64, u, v []float64, rowOf []int, least []float64, way []int, used []bool, j int) (next int) {
	used[j] = true
	delta := math.Inf(1)
	for k := 1; k < len(v); k++ {
		if used[k] {
			continue
		}
		if cost := -w[rowOf[j]-1][k-1] - u[rowOf[j]] - v[k]; cost < least[k] {
			least[k], way[k] = cost, j
		}
		if least[k] < delta {
			delta, next = least[k], k
		}
	}
	for k := range v {
		if used[k] {
			u[rowOf[k]] += delta
			v[k] -= delta
		} else {
			least[k] -= delta
		}
	}
	return next
}

// union is a set of disjoint sets.
type union struct{ parent []int }

func newUnion(n int) *union {
	u := &union{make([]int, n)}
	for i := range u.parent {
		u.parent[i] = i
	}
	return u
}

func (u *union) root(i int) int {
	for u.parent[i] != i {
		u.parent[i] = u.parent[u.parent[i]]
		i = u.parent[i]
	}
	return i
}

func (u *union) join(a, b int) { u.parent[u.root(a)] = u.root(b) }
