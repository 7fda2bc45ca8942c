package link

import (
	"fmt"
	"testing"
)

// TestPacked: features come back as they were; damaged ones are refused.
func TestPacked(t *testing.T) {
	entries, _ := newWorld(10).entries(20)
	for _, e := range entries {
		for i := range e.Reports {
			f := Extract(&e.Reports[i], e.Article.Text, Topic("a title", e.Article.Text))
			packed := f.Pack()
			back, err := Unpack(packed)
			if err != nil || fmt.Sprintf("%+v", back) != fmt.Sprintf("%+v", f) {
				t.Fatalf("%+v\n%+v, %v", f, back, err)
			}
			for n := range packed {
				if _, err := Unpack(packed[:n]); err == nil {
					t.Fatalf("%d of %d bytes passed", n, len(packed))
				}
			}
		}
	}
}
