package wordpiece

import "strings"

// Cache remembers the pieces of the words it saw, up to a bound. It is not safe for concurrent use.
type Cache struct {
	v     *Vocabulary
	words map[string]entry
	ids   []int32
	limit int
}

// entry says which of the cache's ids are a word's, and what shape the word has.
type entry struct {
	start, end, shape int32
}

// longestCached is the longest word worth remembering, in bytes.
const longestCached = 40

// NewCache makes a cache of at most limit words; when it is full it starts anew.
func NewCache(v *Vocabulary, limit int) *Cache {
	return &Cache{v: v, words: make(map[string]entry), limit: limit}
}

// Append appends a word's pieces to ids, and gives its shape.
func (c *Cache) Append(ids []int32, word string) ([]int32, int32) {
	if e, ok := c.words[word]; ok {
		return append(ids, c.ids[e.start:e.end]...), e.shape
	}
	if len(word) > longestCached {
		return c.v.Append(ids, word), Shape(word)
	}
	if len(c.words) >= c.limit {
		clear(c.words)
		c.ids = c.ids[:0]
	}
	e := entry{start: int32(len(c.ids)), shape: Shape(word)}
	c.ids = c.v.Append(c.ids, word)
	e.end = int32(len(c.ids))
	c.words[strings.Clone(word)] = e
	return append(ids, c.ids[e.start:e.end]...), e.shape
}
