package pipeline

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"runtime"
	"strings"

	"dateline/internal/intake"
	"dateline/text"
)

// Result is what became of one step of the input: a Problem when it could not be read or coded, else the Value that the work
// made of Capture's article. Capture is nil where nothing could be read.
type Result[T any] struct {
	Capture *intake.Capture
	Value   T
	Problem *intake.Problem
}

// Ahead is how many steps of the input may be read, in work or waiting for an earlier one, for each worker. It bounds the
// memory, and lets the others go on while one worker is at a long article.
const Ahead = 4

// Run reads the captures one after another, does work on up to workers articles at once (1 if workers is less), and gives one
// result for each step of the input, in its order. work must be safe for concurrent use.
//
// An error or a panic of work becomes a Problem of that article, and the rest goes on. When ctx is cancelled no more input is
// taken; what is in hand is finished and given. When the caller stops early, Run waits for the work in hand before it returns.
// Neither waits for an input that blocks.
func Run[T any](ctx context.Context, captures iter.Seq2[*intake.Capture, *intake.Problem], workers int,
	work func(text.Article) (T, error)) iter.Seq[Result[T]] {
	return func(yield func(Result[T]) bool) {
		p := newPool(workers, work)
		defer p.wait()
		defer close(p.stop)
		go p.read(ctx, captures)
		for {
			select {
			case j, ok := <-p.order:
				if !ok || !yield(<-j.done) {
					return
				}
				<-p.slots
			case <-ctx.Done():
				p.drain(yield)
				return
			}
		}
	}
}

// job is one step of the input on its way through the pool. done holds its result once there is one.
type job[T any] struct {
	capture *intake.Capture
	done    chan Result[T]
}

// pool is one run's workers and the channels between them, the reader and the caller.
type pool[T any] struct {
	work    func(text.Article) (T, error)
	workers int
	slots   chan struct{} // one for each step in hand
	order   chan *job[T]  // in the order of the input
	todo    chan *job[T]
	stop    chan struct{} // closed when the caller takes no more
	ended   chan struct{} // one from each worker that ended
}

func newPool[T any](workers int, work func(text.Article) (T, error)) *pool[T] {
	workers = max(1, workers)
	size := Ahead * workers
	p := &pool[T]{work: work, workers: workers, slots: make(chan struct{}, size), order: make(chan *job[T], size),
		todo: make(chan *job[T], size), stop: make(chan struct{}), ended: make(chan struct{}, workers)}
	for range workers {
		go p.worker()
	}
	return p
}

func (p *pool[T]) wait() {
	for range p.workers {
		<-p.ended
	}
}

func (p *pool[T]) worker() {
	defer func() { p.ended <- struct{}{} }()
	for {
		select {
		case <-p.stop:
			return
		default:
		}
		select {
		case <-p.stop:
			return
		case j := <-p.todo:
			j.done <- p.do(j.capture)
		}
	}
}

// do works on one article; a panic becomes its problem.
func (p *pool[T]) do(c *intake.Capture) (result Result[T]) {
	defer func() {
		if r := recover(); r != nil {
			result = Result[T]{Capture: c, Problem: panicProblem(c.Path, c.Place, r)}
		}
	}()
	value, err := p.work(c.Article)
	if err != nil {
		return Result[T]{Capture: c, Problem: asProblem(c, err)}
	}
	return Result[T]{Capture: c, Value: value}
}

func asProblem(c *intake.Capture, err error) *intake.Problem {
	var problem *intake.Problem
	if errors.As(err, &problem) {
		return problem
	}
	return &intake.Problem{Path: c.Path, Place: c.Place, What: err.Error(), Remedy: "this article is left out"}
}

// panicProblem says what broke and where in the program, so that a report of it can be acted on.
func panicProblem(path, place string, cause any) *intake.Problem {
	return &intake.Problem{Path: path, Place: place, What: fmt.Sprintf("a fault in dateline: %v%s", cause, panicSite()),
		Remedy: "this article is left out; please report it with the article"}
}

// panicSite finds the function that panicked: the first of ours below the runtime's own.
func panicSite() string {
	pcs := make([]uintptr, 32)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(3, pcs)])
	for panicking := false; ; {
		frame, more := frames.Next()
		switch {
		case strings.HasPrefix(frame.Function, "runtime."):
			panicking = true
		case panicking:
			return fmt.Sprintf(" (in %s, line %d)", frame.Function, frame.Line)
		}
		if !more {
			return ""
		}
	}
}

// read takes the input, a step for each free slot, until it ends, ctx is cancelled or the caller stops.
func (p *pool[T]) read(ctx context.Context, captures iter.Seq2[*intake.Capture, *intake.Problem]) {
	defer close(p.order)
	last := ""
	defer func() {
		if r := recover(); r != nil {
			p.put(ctx, &job[T]{done: resolved(Result[T]{Problem: panicProblem(last, "while reading after it", r)})})
		}
	}()
	for c, problem := range captures {
		j := &job[T]{capture: c}
		if problem != nil {
			j.done, last = resolved(Result[T]{Problem: problem}), problem.Path
		} else {
			j.done, last = make(chan Result[T], 1), c.Path
		}
		if !p.put(ctx, j) {
			return
		}
	}
}

func resolved[T any](r Result[T]) chan Result[T] {
	done := make(chan Result[T], 1)
	done <- r
	return done
}

// put queues a job when a slot is free. A problem goes past the workers. A step read when ctx was cancelled is not taken.
func (p *pool[T]) put(ctx context.Context, j *job[T]) bool {
	select {
	case p.slots <- struct{}{}:
	case <-ctx.Done():
		return false
	case <-p.stop:
		return false
	}
	if ctx.Err() != nil {
		return false
	}
	p.order <- j // before the workers get it, so that drain misses none that is in work; neither blocks while a slot is held
	if j.capture != nil {
		p.todo <- j
	}
	return true
}

// drain gives what is in hand once ctx is cancelled.
func (p *pool[T]) drain(yield func(Result[T]) bool) {
	for {
		select {
		case j, ok := <-p.order:
			if !ok || !yield(<-j.done) {
				return
			}
		default:
			return
		}
	}
}
