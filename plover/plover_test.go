package plover

import "testing"

func TestStandardIsWhole(t *testing.T) {
	o := Standard()
	if len(o.Types) != len(Types) {
		t.Fatalf("%d types, want %d", len(o.Types), len(Types))
	}
	for i, typ := range o.Types {
		if typ.Name != Types[i] {
			t.Errorf("type %d is %s, want %s: the language engine's order", i, typ.Name, Types[i])
		}
		if m, ok := o.FromCAMEO(typ.CAMEO); !ok || (m.Type != typ.Name && typ.Name != "RETREAT") {
			t.Errorf("%s writes CAMEO %s, which reads back as %q", typ.Name, typ.CAMEO, m.Type)
		}
		conflict := typ.Quad == "verbal conflict" || typ.Quad == "material conflict"
		if conflict != (typ.Score < 0) {
			t.Errorf("%s is %s with the score %v", typ.Name, typ.Quad, typ.Score)
		}
	}
	if len(o.Contexts) != 37 || len(o.Sectors) != 24 {
		t.Errorf("%d contexts and %d sectors, want 37 and 24", len(o.Contexts), len(o.Sectors))
	}
}

func TestEveryModeHasACAMEOCodeOfAKnownMeaning(t *testing.T) {
	o := Standard()
	for _, typ := range o.Types {
		for _, m := range typ.Modes {
			if _, ok := o.FromCAMEO(m.CAMEO); !ok {
				t.Errorf("%s %s: CAMEO %q has no meaning", typ.Name, m.Name, m.CAMEO)
			}
		}
	}
}

func TestFromCAMEOTakesTheLongestPrefix(t *testing.T) {
	for code, want := range map[string]Meaning{"1384": {Type: "THREATEN", Mode: "violence"}, "1411": {Type: "PROTEST", Mode: "demo"},
		"0841": {Type: "RETREAT", Mode: "release"}, "010": {}, "1712": {Type: "ASSAULT", Mode: "destroy"}} {
		got, ok := Standard().FromCAMEO(code)
		if !ok || got.Type != want.Type || got.Mode != want.Mode {
			t.Errorf("FromCAMEO(%s) = %+v, %v; want %+v", code, got, ok, want)
		}
	}
}

func TestCheckFindsWhatIsNotDefined(t *testing.T) {
	for _, bad := range []string{
		"quads: [{name: q, number: 1}]\ntypes: [{name: A, quad: other}]",
		"crosswalk: {'01': {type: NONE}}",
		"quads: [{name: q, number: 1}]\ntypes: [{name: A, quad: q}]\ncrosswalk: {'01': {type: A, mode: none}}",
	} {
		if _, err := Parse([]byte(bad)); err == nil {
			t.Errorf("no error for %q", bad)
		}
	}
}
