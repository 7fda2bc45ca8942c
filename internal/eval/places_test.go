package eval

import (
	"testing"

	"dateline/internal/ground/place"
	"dateline/internal/nlp/token"
	"dateline/text"
)

func TestPlacesGiven(t *testing.T) {
	r, err := place.New()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		path, sum string
		accuracy  float64
	}{{"geoparsing/lgl.xml", "d251018853e8", 0.86}, {"geoparsing/GeoVirus.xml", "2f8a928b9af4", 0.90}} {
		rep, err := Places(treebank(t, c.path, c.sum), c.path, PlacesOptions{Resolver: r, Keep: 5000})
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s\n%s", c.path, rep.Table())
		blind, err := Places(treebank(t, c.path, c.sum), c.path, PlacesOptions{Resolver: r, NoSource: true})
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("the publisher not told\n%s", blind.Table())
		if rep.Given.Accuracy() < c.accuracy {
			t.Errorf("%s: below the floor %v", c.path, c.accuracy)
		}
		if testing.Verbose() {
			for _, e := range rep.Errors {
				t.Log(e)
			}
		}
	}
}

// TestPlacesFound measures recognition by capitals alone, without the language engine.
func TestPlacesFound(t *testing.T) {
	r, err := place.New()
	if err != nil {
		t.Fatal(err)
	}
	cut := token.New()
	for _, c := range []struct {
		path, sum string
		f1        float64
	}{{"geoparsing/lgl.xml", "d251018853e8", 0.73}, {"geoparsing/GeoVirus.xml", "2f8a928b9af4", 0.85}} {
		opt := PlacesOptions{Resolver: r, Keep: 3000, Annotate: func(d *text.Document) error {
			if err := cut.Process(d); err != nil {
				return err
			}
			return r.Process(d)
		}}
		rep, err := Places(treebank(t, c.path, c.sum), c.path, opt)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s\n%s", c.path, rep.Table())
		if rep.FoundNames.F1() < c.f1 {
			t.Errorf("%s: below the floor %v", c.path, c.f1)
		}
		for _, e := range rep.Missed {
			if testing.Verbose() {
				t.Log(e)
			}
		}
	}
}
