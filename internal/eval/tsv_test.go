package eval

import (
	"slices"
	"strings"
	"testing"
)

func TestReadTable(t *testing.T) {
	in := "id\tnote\tText\n1\tx\t the \"big\" one \n2\ty\t\"so \"\"called\"\" two\"\n"
	var got []string
	err := readTable(strings.NewReader(in), "f", []string{"text", "id"}, func(v []string) error {
		got = append(got, v...)
		return nil
	})
	if want := []string{`the "big" one`, "1", `so "called" two`, "2"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("%q, %v; want %q", got, err, want)
	}
	for bad, want := range map[string]string{"id\n1\n": `f: no column "text"`, "": "f: EOF", "id\ttext\n1\n": "f: record on line 2"} {
		if err := readTable(strings.NewReader(bad), "f", []string{"id", "text"}, func([]string) error { return nil }); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: error %v, want %s", bad, err, want)
		}
	}
}

func TestShareWord(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"the Ruritanian army", "Army", true},
		{"U.S. troops", "the US", true},
		{"the mayor of Streslau", "the head of the union", false},
		{"Ruritania’s envoy", "Ruritania", true},
		{"Ruritania's envoy", "Zenda's envoys", false},
		{"", "", false},
	} {
		if got := shareWord(c.a, c.b); got != c.want {
			t.Errorf("shareWord(%q, %q) = %v", c.a, c.b, got)
		}
	}
}
