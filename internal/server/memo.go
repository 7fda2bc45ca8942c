package server

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"golang.org/x/sync/singleflight"

	"dateline/internal/store"
)

// memo keeps what was counted until the store grows: counting a large store takes longer than a person likes to wait twice.
type memo struct {
	mu      sync.Mutex
	state   store.State
	kept    map[string]any
	flights singleflight.Group // what is being counted: who asks meanwhile waits for it
}

// memoSize is how many results are kept.
const memoSize = 1024

// remember gives what f gave for this key, as long as the store has not grown since.
func remember[T any](ctx context.Context, s *Server, key string, f func() (T, error)) (T, error) {
	state, err := s.store.State(ctx)
	if err != nil {
		var none T
		return none, err
	}
	if v, ok := s.memo.get(state, key); ok {
		return v.(T), nil
	}
	count := func() (any, error) {
		v, err := f()
		if err == nil {
			s.memo.put(state, key, v)
		}
		return v, err
	}
	v, err, _ := s.memo.flights.Do(fmt.Sprint(state, key), count)
	if errors.Is(err, context.Canceled) && ctx.Err() == nil { // whoever asked first has gone
		v, err = count()
	}
	return v.(T), err
}

func (m *memo) get(state store.State, key string) (any, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.state != state || len(m.kept) >= memoSize {
		m.state, m.kept = state, map[string]any{}
	}
	v, ok := m.kept[key]
	return v, ok
}

func (m *memo) put(state store.State, key string, v any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.state == state {
		m.kept[key] = v
	}
}
