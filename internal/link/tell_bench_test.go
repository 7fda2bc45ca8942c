package link

import (
	"fmt"
	"testing"
	"time"
)

// BenchmarkTell puts the events of synthetic reports into stories step by step and prints what a new report costs when so many are told
// already:
//
//	go test ./internal/link -run '^$' -bench Tell -benchtime 1x -timeout 60m -reports 100000
func BenchmarkTell(b *testing.B) {
	for range b.N {
		s := openTemp(b)
		w, l := newWorld(1), New(s)
		told, stories := 0, 0
		fmt.Printf("\n%10s %14s %12s %10s\n", "told", "µs per report", "reports/s", "stories")
		for _, upTo := range steps(*most) {
			var spent time.Duration
			at := told
			for told < upTo {
				n := min(10_000, upTo-told)
				w.fill(b, s, n)
				if _, err := l.Link(b.Context(), Options{}); err != nil {
					b.Fatal(err)
				}
				start := time.Now()
				t, err := l.Tell(b.Context(), nil)
				if err != nil {
					b.Fatal(err)
				}
				spent += time.Since(start)
				told, stories = told+n, stories+t.Founded-t.Bridged
			}
			per := spent / time.Duration(told-at)
			fmt.Printf("%10d %14.0f %12.0f %10d\n", told, float64(per)/1e3, float64(time.Second)/float64(per), stories)
		}
	}
}
