package actor

import "testing"

func TestLoad(t *testing.T) {
	b, err := load()
	if err != nil {
		t.Fatal(err)
	}
	if n := b.Len(); n < 10000 {
		t.Errorf("%d named entries, want at least 10000", n)
	} else {
		t.Logf("%d named entries, %d names, %d common nouns, %d modifiers", n, len(b.index), len(b.lex.agents), len(b.lex.modifiers))
	}
}

// The roles of the generated lists are read when asked for: here all are.
func TestGeneratedRoles(t *testing.T) {
	for i := range Default().entries {
		e := &Default().entries[i]
		if e.raw == "" {
			continue
		}
		if _, err := parseRoles(e.raw); err != nil {
			t.Errorf("%s (%s): %v", e.Name, e.Source, err)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := load(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkProcess(b *testing.B) {
	docs := parsed(b, readGold(b))
	r, mentions, bytes := NewResolver(nil), 0, 0
	b.ReportAllocs()
	for b.Loop() {
		mentions, bytes = 0, 0
		for _, d := range docs {
			d.Actors = nil
			if err := r.Process(d); err != nil {
				b.Fatal(err)
			}
			mentions += len(d.Actors)
			bytes += len(d.Text)
		}
	}
	b.SetBytes(int64(bytes))
	b.ReportMetric(float64(mentions)*float64(b.N)/b.Elapsed().Seconds(), "mentions/s")
}
