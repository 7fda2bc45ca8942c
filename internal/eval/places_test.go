package eval

import (
	"testing"

	"dateline/internal/ground/place"
)

func TestPlacesGiven(t *testing.T) {
	r, err := place.New()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		path, sum string
		accuracy  float64
	}{{"geoparsing/lgl.xml", "d251018853e8", 0.5}, {"geoparsing/GeoVirus.xml", "2f8a928b9af4", 0.5}} {
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
