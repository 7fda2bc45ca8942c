package coref

import (
	"cmp"
	"container/heap"
)

// cluster joins n things, the likest first, as long as two clusters are likelier than least: by what their members have in common on
// average. It gives each thing's cluster, numbered from 0 in order of their first things.
func cluster(n int, like func(i, j int) float64, least float64) []int {
	c := &clusters{least: least, parent: make([]int, n), size: make([]float64, n), mean: make([]map[int]float64, n)}
	for i := range n {
		c.parent[i], c.size[i], c.mean[i] = i, 1, map[int]float64{}
		for j := range i {
			c.set(i, j, like(i, j))
		}
	}
	for c.queue.Len() > 0 {
		p := heap.Pop(&c.queue).(pair)
		if c.parent[p.i] == p.i && c.parent[p.j] == p.j && c.mean[p.i][p.j] == p.value {
			c.join(p.i, p.j)
		}
	}
	return c.numbers()
}

type clusters struct {
	least  float64
	parent []int // of a cluster that was joined to another: that one
	size   []float64
	mean   []map[int]float64
	queue  queue
}

func (c *clusters) set(i, j int, mean float64) {
	c.mean[i][j], c.mean[j][i] = mean, mean
	if mean > c.least {
		heap.Push(&c.queue, pair{mean, max(i, j), min(i, j)})
	}
}

// join puts cluster j into i.
func (c *clusters) join(i, j int) {
	i, j = min(i, j), max(i, j)
	c.parent[j] = i
	for k := range c.parent {
		if c.parent[k] != k || k == i {
			continue
		}
		c.set(i, k, (c.mean[i][k]*c.size[i]+c.mean[j][k]*c.size[j])/(c.size[i]+c.size[j]))
	}
	c.size[i] += c.size[j]
	c.mean[j] = nil
}

func (c *clusters) numbers() []int {
	out := make([]int, len(c.parent))
	number := map[int]int{}
	for i := range out {
		root := i
		for c.parent[root] != root {
			root = c.parent[root]
		}
		if _, ok := number[root]; !ok {
			number[root] = len(number)
		}
		out[i] = number[root]
	}
	return out
}

// pair is two clusters and how alike they were when it was queued.
type pair struct {
	value float64
	i, j  int
}

// queue has the likest pair first, of equals the one with the lowest numbers.
type queue []pair

func (q queue) Len() int      { return len(q) }
func (q queue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q queue) Less(i, j int) bool {
	return cmp.Or(cmp.Compare(q[j].value, q[i].value), cmp.Compare(q[i].i, q[j].i), cmp.Compare(q[i].j, q[j].j)) < 0
}

// Push is container/heap's.
func (q *queue) Push(x any) { *q = append(*q, x.(pair)) }

// Pop is container/heap's.
func (q *queue) Pop() any {
	old := *q
	x := old[len(old)-1]
	*q = old[:len(old)-1]
	return x
}
