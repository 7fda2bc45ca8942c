package actor

import (
	"errors"
	"strings"
	"testing"
)

func TestWithFile(t *testing.T) {
	b, err := Default().WithFile("testdata/my.yaml")
	if err != nil {
		t.Fatal(err)
	}
	check(t, NewResolver(b), article(t, "2022-05-01",
		"The_DET_4_det Sons_PROPN_4_nsubj_ORG of_ADP_2_case_ORG Valley_PROPN_5_nsubj_ORG attacked_VERB_0_root SOV_PROPN_5_obj_ORG",
		"Hassan_PROPN_3_nsubj_PER Rouhani_PROPN_1_flat_PER objected_VERB_0_root",
		"Valleymen_NOUN_2_nsubj fled_VERB_0_root Iraq_PROPN_2_obj_LOC"),
		want{0, "SOV", "IRQ", "PRM", "your file testdata/my.yaml, line 3"},
		want{1, "Hassan", "IRN", "OPP", "your file"},
		want{2, "Valleymen", "IRQ", "PRM", ""})
	// The base it was made from stays as it was.
	check(t, NewResolver(nil), article(t, "2014-05-01", "Hassan_PROPN_3_nsubj_PER Rouhani_PROPN_1_flat_PER objected_VERB_0_root"),
		want{0, "Hassan", "IRN", "GOV", "general knowledge"})
}

func TestOverrideErrors(t *testing.T) {
	for file, want := range map[string]string{
		"actors:\n  - names: [X]\n    code: XYZ\n":                     "mine.yaml:2: code \"XYZ\"",
		"actors:\n  - names: [X]\n    code: IRQ\n    sector: ARMY\n":   "mine.yaml:2: sector \"ARMY\"",
		"actors:\n  - code: IRQ\n":                                     "mine.yaml:2: an actor needs names",
		"actors:\n  - names: [X]\n    colour: red\n":                   "mine.yaml:2: key \"colour\" in line 3",
		"actors:\n  - names: [X]\n    kind: robot\n    code: IRQ\n":    "kind \"robot\"",
		"actors:\n  - just words\n":                                    "mine.yaml:2: want a mapping",
		"actor: []\n":                                                  "neither a list",
		"actors: [\n":                                                  "mine.yaml",
		"nouns:\n  - sector: ARMY\n    nouns: [x]\n":                   "mine.yaml:2: sector",
		"actors:\n  - names: [X]\n    roles: [{code: IRQ, from: May}]": "mine.yaml:2: date",
	} {
		_, err := Default().With("mine.yaml", []byte(file))
		if err == nil || !strings.Contains(err.Error(), want) || !errors.Is(err, ErrOverrides) {
			t.Errorf("%q: %v, want an error with %q", file, err, want)
		}
	}
	if _, err := Default().WithFile("testdata/none.yaml"); !errors.Is(err, ErrOverrides) {
		t.Error("a file that is not there:", err)
	}
}
