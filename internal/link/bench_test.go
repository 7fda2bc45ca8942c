package link

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"dateline/internal/store"
)

var most = flag.Int("reports", 100_000, "how many reports BenchmarkCurve links")

// BenchmarkCurve links synthetic reports step by step and prints what a new one costs when so many are linked already, copies looked for
// included:
//
//	go test ./internal/link -run '^$' -bench Curve -benchtime 1x -timeout 60m -reports 1000000
func BenchmarkCurve(b *testing.B) {
	for range b.N {
		s := openTemp(b)
		w, l := newWorld(1), New(s)
		linked, spent := 0, time.Duration(0)
		fmt.Printf("\n%10s %14s %12s %10s %10s %10s\n", "linked", "µs per report", "reports/s", "events", "heap MB", "store MB")
		events := 0
		for _, upTo := range steps(*most) {
			before, at := spent, linked
			for linked < upTo {
				w.fill(b, s, min(10_000, upTo-linked))
				start := time.Now()
				t, err := l.Link(b.Context(), Options{})
				if err != nil {
					b.Fatal(err)
				}
				spent += time.Since(start)
				linked, events = linked+t.Reports, events+t.Founded
			}
			per := (spent - before) / time.Duration(linked-at)
			fmt.Printf("%10d %14.0f %12.0f %10d %10d %10d\n", linked, float64(per)/1e3, float64(time.Second)/float64(per), events, heap(), size(s))
		}
	}
}

// steps are the points of the curve: the last tenth before each power of ten is measured by itself.
func steps(most int) (out []int) {
	for n := 10_000; n <= most; n *= 10 {
		if n > 10_000 {
			out = append(out, n*9/10)
		}
		out = append(out, n)
	}
	return out
}

func heap() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc >> 20
}

func size(s *store.Store) (mb int64) {
	files, _ := filepath.Glob(s.Path() + "*")
	for _, f := range files {
		if info, err := os.Stat(f); err == nil {
			mb += info.Size() >> 20
		}
	}
	return mb
}
