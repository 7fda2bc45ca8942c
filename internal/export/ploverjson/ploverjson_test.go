package ploverjson_test

import (
	"encoding/json"
	"slices"
	"testing"

	"dateline/event"
	"dateline/internal/export"
	. "dateline/internal/export/exporttest"
	"dateline/internal/export/ploverjson"
)

var (
	usa = [3]string{"United States", "USA", "GOV"}
	syr = [3]string{"Syria", "SYR", "GOV"}
	day = On("2024-02-29", "2024-02-29")
)

func one(t *testing.T, i *export.Item) ploverjson.Record {
	t.Helper()
	data, loss := File(t, &ploverjson.Format, i)
	var r ploverjson.Record
	if err := json.Unmarshal(data, &r); err != nil {
		t.Fatalf("%v: %v", err, loss.Counts())
	}
	return r
}

// TestFolds: what is planned or offered is a promise in PLOVER, and keeps no mode of the act; what is merely possible is hypothetical.
func TestFolds(t *testing.T) {
	offered := func(r *event.Report) { r.Reason.Status = "«offered» governs it" }
	not := func(r *event.Report) { r.Negated = true }
	for name, c := range map[string]struct {
		item    *export.Item
		event   string
		quad    int
		modes   []string
		context []string
	}{
		"a visit":              {Item("CONSULT", Modes("visit")), "CONSULT", 1, []string{"visit"}, nil},
		"a visit planned":      {Item("CONSULT", Modes("visit"), Is(event.Planned)), "AGREE", 1, nil, nil},
		"aid planned":          {Item("AID", Is(event.Planned)), "AGREE", 1, nil, nil},
		"aid offered":          {Item("AID", Is(event.Possible), offered), "AGREE", 1, nil, nil},
		"aid possible":         {Item("AID", Is(event.Possible)), "AID", 2, nil, []string{"hypothetical"}},
		"no aid planned":       {Item("AID", Is(event.Planned), not), "AID", 2, nil, []string{"future", "negation"}},
		"a retreat announced":  {Item("RETREAT", Modes("withdraw"), Is(event.Planned)), "CONCEDE", 1, nil, nil},
		"an attack planned":    {Item("ASSAULT", Modes("aerial"), Is(event.Planned)), "ASSAULT", 4, []string{"aerial"}, []string{"future"}},
		"an attack threatened": {Item("ASSAULT", Is(event.Threatened)), "ASSAULT", 4, nil, []string{"hypothetical"}},
		"an attack denied":     {Item("ASSAULT", Is(event.Denied)), "ASSAULT", 4, nil, []string{"negation"}},
	} {
		By(usa)(&c.item.Report)
		To(syr)(&c.item.Report)
		day(&c.item.Report)
		got := one(t, c.item)
		if got.Event[0] != c.event || got.Quad != c.quad || !slices.Equal(got.Mode, c.modes) || !slices.Equal(got.Context, c.context) {
			t.Errorf("%s is %v %d %v %v, not %s %d %v %v", name, got.Event, got.Quad, got.Mode, got.Context, c.event, c.quad, c.modes, c.context)
		}
	}
}

// TestStrict: what the manual requires must be there; nothing is filled in.
func TestStrict(t *testing.T) {
	own := Item("ASSAULT", By(usa), day)
	own.Report.Event = "MINE"
	_, loss := File(t, &ploverjson.Format, Item("ASSAULT", day), Item("ASSAULT", By(usa)), Item("AID", By(usa), day), own, Item("ASSAULT", By(usa), day))
	if loss.Left() != 4 {
		t.Errorf("%d are left out, not 4: %v", loss.Left(), loss.Counts())
	}
}

func TestUnknownIsNotZero(t *testing.T) {
	if got := one(t, Item("ASSAULT", By(usa), day)); got.Size != nil {
		t.Errorf("nobody is counted, and the record says %v", got.Size)
	}
	if got := one(t, Item("ASSAULT", By(usa), day, Killed("", 0, 0))); len(got.Size) != 1 || got.Size["dead"] != 0 {
		t.Errorf("nobody was killed, and the record says %v", got.Size)
	}
}

func TestPlaces(t *testing.T) {
	got := one(t, Item("ASSAULT", By(usa), day, At("country", "SYR", 35, 38))).Where
	if got.Lat != nil || got.ISO2 != "SY" || got.ISO3 != "SYR" {
		t.Errorf("a country has the location %+v", got)
	}
	if got = one(t, Item("ASSAULT", By(usa), day, At("exact", "SYR", 35, 38))).Where; got.Lat == nil || *got.Lat != 35 || *got.Lon != 38 {
		t.Errorf("a town has the location %+v", got)
	}
}
