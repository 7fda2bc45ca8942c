package exporttest

import (
	"io"

	"dateline/internal/export"
)

// Keep begins a file that keeps what it is handed.
func Keep(out *[]*export.Item) export.Maker[*export.Item] {
	return func(io.Writer, *export.Loss) (export.Writer[*export.Item], error) { return &kept{out}, nil }
}

type kept struct{ out *[]*export.Item }

func (k *kept) Write(i *export.Item) error { *k.out = append(*k.out, i); return nil }
func (k *kept) Close() error               { return nil }
