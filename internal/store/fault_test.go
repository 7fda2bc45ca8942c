//go:build linux

package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync/atomic"
	"syscall"
	"testing"
	"unsafe"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// faults makes SQLite's system calls that write fail: the n-th, and, where lasting, all after it. SQLite lets its own tests exchange
// system calls (sqlite3_vfs.xSetSystemCall), and so do these.
type faults struct {
	left    atomic.Int64 // calls that still work; the one that takes it below zero fails
	lasting atomic.Bool
	errno   atomic.Int32
	on      atomic.Bool
	failed  atomic.Int64
}

func (f *faults) fails() bool {
	if !f.on.Load() {
		return false
	}
	n := f.left.Add(-1)
	if n == -1 || n < -1 && f.lasting.Load() {
		f.failed.Add(1)
		return true
	}
	return false
}

// injected is what the exchanged calls ask. They are plain functions: SQLite keeps only their addresses.
var injected faults

func faultyPwrite(tls *libc.TLS, fd int32, buffer uintptr, n uint64, offset int64) int64 {
	if injected.fails() {
		*errnoOf(tls) = injected.errno.Load()
		return -1
	}
	return libc.Xpwrite(tls, fd, buffer, n, offset)
}

func faultyTruncate(tls *libc.TLS, fd int32, size int64) int32 {
	if injected.fails() {
		*errnoOf(tls) = injected.errno.Load()
		return -1
	}
	return libc.Xftruncate(tls, fd, size)
}

func pointer[F any](f F) uintptr { return *(*uintptr)(unsafe.Pointer(&struct{ f F }{f})) }

// install exchanges the calls that write to files.
func install(t *testing.T) {
	t.Helper()
	tls := libc.NewTLS()
	t.Cleanup(tls.Close)
	at := sqlite3.Xsqlite3_vfs_find(tls, 0)
	vfs := *(**sqlite3.Tsqlite3_vfs)(unsafe.Pointer(&at))
	set := *(*func(*libc.TLS, uintptr, uintptr, uintptr) int32)(unsafe.Pointer(&struct{ p uintptr }{vfs.FxSetSystemCall}))
	for name, call := range map[string]uintptr{"pwrite": pointer(faultyPwrite), "pwrite64": pointer(faultyPwrite), "ftruncate": pointer(faultyTruncate)} {
		c, err := libc.CString(name)
		if err != nil {
			t.Fatal(err)
		}
		if rc := set(tls, at, c, call); rc != 0 && name != "pwrite64" {
			t.Fatalf("%s cannot be exchanged: %d", name, rc)
		}
		t.Cleanup(func() {
			set(tls, at, c, 0)
			libc.Xfree(tls, c)
		})
	}
}

func errnoOf(tls *libc.TLS) *int32 {
	at := libc.X__errno_location(tls)
	return *(**int32)(unsafe.Pointer(&at))
}

// work opens a store, puts articles and decides of one; it gives how many articles were acknowledged.
func work(path string) (acknowledged int, err error) {
	ctx := context.Background()
	s, err := Open(ctx, path, ReadWrite)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	run, err := s.Begin(ctx, coderOne)
	if err != nil {
		return 0, err
	}
	for i := range 6 {
		e := sample(i, 2, coderOne)
		if _, err := s.Put(ctx, run, e); err != nil {
			return acknowledged, err
		}
		acknowledged++
		if i == 2 {
			if _, err := s.Decide(ctx, Review{Report: e.Reports[0].ID, Reviewer: "ann", Decision: Reject}); err != nil {
				return acknowledged, err
			}
		}
	}
	return acknowledged, s.End(ctx, run, Outcome{Outcome: "done"})
}

// TestEveryWriteFails: whichever of the writes fails, once or for good, with a full disk or a failing one, the store keeps what it
// acknowledged, keeps nothing twice, is sound, and the same work goes through when the disk is well again.
func TestEveryWriteFails(t *testing.T) {
	f := &injected
	install(t)
	base := filepath.Join(t.TempDir(), "base.db")
	s, err := Open(t.Context(), base, ReadWrite)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	empty, err := os.ReadFile(base)
	if err != nil {
		t.Fatal(err)
	}
	step := int64(1)
	if testing.Short() {
		step = 7
	}
	for n := int64(0); ; n += step {
		through := true
		for _, lasting := range []bool{false, true} {
			f.lasting.Store(lasting)
			f.errno.Store(int32(map[bool]syscall.Errno{false: syscall.EIO, true: syscall.ENOSPC}[lasting]))
			path := filepath.Join(t.TempDir(), fmt.Sprintf("%d.db", n))
			if err := os.WriteFile(path, empty, 0o600); err != nil {
				t.Fatal(err)
			}
			f.failed.Store(0)
			f.left.Store(n)
			f.on.Store(true)
			acknowledged, err := work(path)
			f.on.Store(false)
			if f.failed.Load() > 0 {
				through = false
			}
			holdsAfter(t, fmt.Sprintf("write %d, lasting %v (%v)", n+1, lasting, err), path, acknowledged)
		}
		if through {
			t.Logf("%d writes", n)
			return
		}
	}
}

// holdsAfter checks a store whose work was cut off, and does the work again.
func holdsAfter(t *testing.T, what, path string, acknowledged int) {
	t.Helper()
	if found := damages(t, path); len(found) > 0 {
		t.Fatalf("%s: damaged: %v", what, found)
	}
	s, err := Open(t.Context(), path, ReadWrite)
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	totals, err := s.Totals(t.Context())
	if err != nil || totals.Articles < acknowledged {
		t.Errorf("%s: %d articles acknowledged, %d there, %v", what, acknowledged, totals.Articles, err)
	}
	_ = s.Close()
	if n, err := work(path); err != nil && !errors.Is(err, ErrBadDecision) || n < 3 {
		t.Errorf("%s: the work does not go through again: %d, %v", what, n, err)
	}
	s, err = Open(t.Context(), path, ReadOnly)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if got := counts(t, s, "capture", "article", "coding"); acknowledged == 6 && got[:20] != "capture 6, article 6" {
		t.Errorf("%s: doubled: %s", what, got)
	}
}
