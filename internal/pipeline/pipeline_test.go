package pipeline

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"dateline/internal/intake"
	"dateline/text"
)

// numbered gives n captures, every badEvery-th step a problem instead.
func numbered(n, badEvery int) iter.Seq2[*intake.Capture, *intake.Problem] {
	return func(yield func(*intake.Capture, *intake.Problem) bool) {
		for i := range n {
			place := fmt.Sprintf("line %d", i)
			if badEvery > 0 && i%badEvery == badEvery-1 {
				if !yield(nil, &intake.Problem{Path: "in.jsonl", Place: place, What: "broken"}) {
					return
				}
				continue
			}
			c := &intake.Capture{Path: "in.jsonl", Place: place, Article: text.Article{ID: fmt.Sprint(i)}}
			if !yield(c, nil) {
				return
			}
		}
	}
}

func echo(a text.Article) (string, error) { return a.ID, nil }

// slow takes a random while, so that later articles overtake earlier ones.
func slow(a text.Article) (string, error) {
	time.Sleep(rand.N(300 * time.Microsecond))
	if strings.HasSuffix(a.ID, "7") {
		return "", errors.New("no sentence in it")
	}
	return a.ID, nil
}

func describe(r Result[string]) string {
	if r.Problem != nil {
		return "problem " + r.Problem.Error()
	}
	return "value " + r.Value
}

// TestSameForAnyWorkers holds the promise "same input, same bytes out, on any number of workers".
func TestSameForAnyWorkers(t *testing.T) {
	var want []string
	for _, workers := range []int{1, 2, 8} {
		var got []string
		for r := range Run(t.Context(), numbered(500, 11), workers, slow) {
			got = append(got, describe(r))
		}
		if want == nil {
			want = got
		}
		if len(got) != 500 || !slices.Equal(got, want) {
			t.Errorf("%d workers give %d results that differ from those of 1", workers, len(got))
		}
	}
	if want[10] != "problem in.jsonl: line 10: broken" || want[7] != "problem in.jsonl: line 7: no sentence in it; this article is left out" {
		t.Errorf("problems are not in their place: %q, %q", want[10], want[7])
	}
}

func TestPanicBecomesProblem(t *testing.T) {
	work := func(a text.Article) (int, error) {
		var none []int
		if a.ID == "3" {
			return none[5], nil
		}
		return 1, nil
	}
	values, problems := 0, []string{}
	for r := range Run(t.Context(), numbered(20, 0), 4, work) {
		values += r.Value
		if r.Problem != nil {
			problems = append(problems, r.Problem.Error())
		}
	}
	if values != 19 || len(problems) != 1 {
		t.Fatalf("%d values and problems %q; want 19 and one", values, problems)
	}
	for _, part := range []string{"in.jsonl: line 3: a fault in dateline: ", "index out of range", "pipeline.TestPanicBecomesProblem", "; this article"} {
		if !strings.Contains(problems[0], part) {
			t.Errorf("problem %q does not say %q", problems[0], part)
		}
	}
}

func TestPanicOfTheInput(t *testing.T) {
	input := func(yield func(*intake.Capture, *intake.Problem) bool) {
		yield(&intake.Capture{Path: "a.txt", Article: text.Article{ID: "a"}}, nil)
		panic("no more")
	}
	var got []string
	for r := range Run(t.Context(), input, 2, echo) {
		got = append(got, describe(r))
	}
	if len(got) != 2 || got[0] != "value a" || !strings.Contains(got[1], "a.txt: while reading after it: a fault in dateline: no more") {
		t.Errorf("got %q", got)
	}
}

// TestBoundedAhead shows back-pressure: an input far quicker than its consumer is not read ahead of it.
func TestBoundedAhead(t *testing.T) {
	const workers = 3
	var read atomic.Int64
	input := func(yield func(*intake.Capture, *intake.Problem) bool) {
		for c, p := range numbered(1000, 5) {
			read.Add(1)
			if !yield(c, p) {
				return
			}
		}
	}
	given := int64(0)
	for range Run(t.Context(), input, workers, echo) {
		given++
		if given%50 == 0 {
			time.Sleep(2 * time.Millisecond)
			if ahead := read.Load() - given; ahead > Ahead*workers+1 {
				t.Fatalf("%d steps read ahead of the consumer; at most %d may be", ahead, Ahead*workers+1)
			}
		}
	}
	if given != 1000 {
		t.Errorf("%d results of 1000", given)
	}
}

// TestCancelGivesWhatIsInHand: after ctx is cancelled no article whose work began is lost, order is kept, and it ends at once.
func TestCancelGivesWhatIsInHand(t *testing.T) {
	for seed := range 50 {
		ctx, cancel := context.WithCancel(t.Context())
		var got []string
		for r := range Run(ctx, numbered(100000, 0), 4, slow) {
			got = append(got, r.Capture.Article.ID)
			if len(got) == seed*3+1 {
				cancel()
			}
		}
		cancel()
		if n := len(got); n > seed*3+1+Ahead*4+1 {
			t.Errorf("%d results after a cancel at %d", n, seed*3+1)
		}
		for i, id := range got {
			if id != fmt.Sprint(i) {
				t.Fatalf("result %d is article %s: order or an article is lost", i, id)
			}
		}
	}
}

// TestCancelWhileInputBlocks: standard input may say nothing for hours; Ctrl-C must end the run all the same.
func TestCancelWhileInputBlocks(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	release := make(chan struct{})
	defer close(release)
	input := func(yield func(*intake.Capture, *intake.Problem) bool) {
		yield(&intake.Capture{Article: text.Article{ID: "0"}}, nil)
		<-release
	}
	n := 0
	for range Run(ctx, input, 2, echo) {
		n++
		time.AfterFunc(5*time.Millisecond, cancel)
	}
	if n != 1 {
		t.Errorf("%d results, want 1", n)
	}
}

func TestStopEarlyLeavesNothingRunning(t *testing.T) {
	before := runtime.NumGoroutine()
	for range 20 {
		for range Run(t.Context(), numbered(1000, 7), 8, slow) {
			break
		}
	}
	for range 100 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(time.Millisecond)
	}
	t.Errorf("%d goroutines, %d before", runtime.NumGoroutine(), before)
}

func BenchmarkRun(b *testing.B) {
	for _, workers := range []int{1, 2, 8} {
		b.Run(fmt.Sprintf("workers=%d", workers), func(b *testing.B) {
			n := 0
			for range Run(b.Context(), numbered(b.N, 0), workers, echo) {
				n++
			}
			b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "articles/s")
		})
	}
}
