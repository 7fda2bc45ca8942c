package coref

import (
	"cmp"
	"container/heap"
)

// cluster joins n things, the likest first, as long as two clusters are likelier than least: partly what all their members have in
// common on average, partly the two that are likest. It gives each thing's cluster, numbered from 0 in order of their first things.
func cluster(n int, like func(i, j int) float64, best, least float64) []int {
	c := &clusters{best: best, least: least, parent: make([]int, n), size: make([]float64, n), mean: make([]map[int]float64, n), top: make([]map[int]float64, n)}
	for i := range n {
		c.parent[i], c.size[i], c.mean[i], c.top[i] = i, 1, map[int]float64{}, map[int]float64{}
		for j := range i {
			v := like(i, j)
			c.set(i, j, v, v)
		}
	}
	for c.queue.Len() > 0 {
		p := heap.Pop(&c.queue).(pair)
		if c.parent[p.i] == p.i && c.parent[p.j] == p.j && c.value(p.i, p.j) == p.value {
			c.join(p.i, p.j)
		}
	}
	return c.numbers()
}

type clusters struct {
	best, least float64
	parent      []int // of a cluster that was joined to another: that one
	size        []float64
	mean, top   []map[int]float64
	queue       queue
}

func (c *clusters) value(i, j int) float64 { return (1-c.best)*c.mean[i][j] + c.best*c.top[i][j] }

func (c *clusters) set(i, j int, mean, top float64) {
	c.mean[i][j], c.mean[j][i], c.top[i][j], c.top[j][i] = mean, mean, top, top
	if v := c.value(i, j); v > c.least {
		heap.Push(&c.queue, pair{v, max(i, j), min(i, j)})
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
		mean := (c.mean[i][k]*c.size[i] + c.mean[j][k]*c.size[j]) / (c.size[i] + c.size[j])
		c.set(i, k, mean, max(c.top[i][k], c.top[j][k]))
	}
	c.size[i] += c.size[j]
	c.mean[j], c.top[j] = nil, nil
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
