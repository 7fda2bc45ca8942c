package userfile

import (
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

type thing struct {
	Name string `yaml:"name"`
	Size int    `yaml:"size"`
}

func each(t *testing.T, text string) (got []thing, lines []int, err error) {
	t.Helper()
	var list []yaml.Node
	if err := yaml.Unmarshal([]byte(text), &list); err != nil {
		t.Fatal(err)
	}
	err = Each("my.yaml", list, func(x thing, line int) error {
		got, lines = append(got, x), append(lines, line)
		return nil
	})
	return got, lines, err
}

func TestEach(t *testing.T) {
	got, lines, err := each(t, "- name: a\n- name: b\n  size: 2\n")
	if err != nil || len(got) != 2 || got[1] != (thing{"b", 2}) || lines[1] != 2 {
		t.Error(got, lines, err)
	}
	for text, want := range map[string]string{
		"- name: a\n- colour: red\n": `my.yaml:2: key "colour" in line 2, want one of name, size`,
		"- just words\n":             "my.yaml:1: want a mapping",
		"- size: large\n":            "my.yaml:1: ",
	} {
		if _, _, err := each(t, text); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}
