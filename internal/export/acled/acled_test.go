package acled_test

import (
	"strings"
	"testing"

	"dateline/event"
	"dateline/internal/export"
	"dateline/internal/export/acled"
	. "dateline/internal/export/exporttest"
	"dateline/internal/ground/country"
)

var (
	army      = [3]string{"Army of Syria", "SYR", "MIL"}
	rebels    = [3]string{"rebels", "SYR", "REB"}
	civilians = [3]string{"civilians", "SYR", "CVL"}
	police    = [3]string{"police", "FRA", "COP"}
)

func one(t *testing.T, i *export.Item) map[string]string {
	t.Helper()
	data, loss := File(t, &acled.Format, i)
	rows := Rows(t, data, acled.Format.Columns)
	if len(rows) != 1 {
		t.Fatalf("it was left out: %v", loss.Counts())
	}
	return rows[0]
}

func TestKinds(t *testing.T) {
	for name, c := range map[string]struct {
		item                                     *export.Item
		disorder, event, sub, interaction, civil string
	}{
		"a clash":      {Item("ASSAULT", By(army, rebels), At("exact", "SYR", 1, 2)), "Political violence", "Battles", "Armed clash", "State forces-Rebel group", ""},
		"on civilians": {Item("ASSAULT", By(rebels), To(civilians), Modes("firearms")), "Political violence", "Violence against civilians", "Attack", "Rebel group-Civilians", "Civilian targeting"},
		"an air strike abroad": {Item("ASSAULT", By(army), To(civilians), Modes("aerial"), At("exact", "IRQ", 1, 2)), "Political violence", "Explosions/Remote violence",
			"Air/drone strike", "External/Other forces-Civilians", "Civilian targeting"},
		"somebody was attacked": {Item("ASSAULT"), "Political violence", "", "", "", ""},
		"a mob":                 {Item("ASSAULT", By(civilians), To(civilians)), "Political violence", "Riots", "Mob violence", "Rioters-Civilians", "Civilian targeting"},
		"an abduction":          {Item("ASSAULT", Modes("abduct"), To(civilians)), "Political violence", "Violence against civilians", "Abduction/forced disappearance", "", "Civilian targeting"},
		"tear gas":              {Item("ASSAULT", By(police), To(civilians), Modes("crowd-control"), At("near", "FRA", 1, 2)), "Demonstrations", "Protests", "Protest with intervention", "State forces-Protesters", "Civilian targeting"},
		"shots at a march": {Item("ASSAULT", By(police), To(civilians), Modes("crowd-control"), Killed("", 2, 2)), "Political violence; Demonstrations", "Protests",
			"Excessive force against protesters", "", "Civilian targeting"},
		"a rally": {Item("PROTEST", By(civilians), Modes("demo")), "Demonstrations", "Protests", "Peaceful protest", "Protesters only", ""},
		"a riot":  {Item("PROTEST", By(civilians), Modes("riot")), "Demonstrations", "Riots", "Violent demonstration", "Rioters only", ""},
		"burning": {Item("ASSAULT", By(rebels), To(civilians), Modes("destroy")), "Strategic developments", "Strategic developments", "Looting/property destruction", "Rebel group-Civilians", ""},
	} {
		got := one(t, c.item)
		for column, want := range map[string]string{"disorder_type": c.disorder, "event_type": c.event, "sub_event_type": c.sub, "interaction": c.interaction, "civilian_targeting": c.civil} {
			if got[column] != want {
				t.Errorf("%s: %s is %q, not %q", name, column, got[column], want)
			}
		}
	}
}

// TestOnlyWhatTookPlace: a demand to kill is no killing, and it is counted.
func TestOnlyWhatTookPlace(t *testing.T) {
	var items []*export.Item
	for _, s := range event.Statuses {
		items = append(items, Item("ASSAULT", Is(s)))
	}
	items = append(items, Item("AGREE"), Item("PROTEST", Modes("strike")))
	data, loss := File(t, &acled.Format, items...)
	if rows := Rows(t, data, acled.Format.Columns); len(rows) != 1 || loss.Left() != 7 {
		t.Errorf("%d rows, %d counted as left out; want 1 and 7", len(rows), loss.Left())
	}
	if n := Lost(loss, "status demanded: ACLED holds what took place"); n != 1 {
		t.Errorf("%d demanded are counted, not 1", n)
	}
}

func TestUnknownIsNotZero(t *testing.T) {
	for want, change := range map[string]func(*event.Report){"": func(*event.Report) {}, "0": Killed("", 0, 0), "5": Killed("", 5, -1)} {
		if got := one(t, Item("ASSAULT", change))["fatalities"]; got != want {
			t.Errorf("fatalities are %q, not %q", got, want)
		}
	}
	if got := one(t, Item("ASSAULT", Killed("", -1, 9)))["fatalities"]; got != "" {
		t.Errorf("at most nine are %q fatalities", got)
	}
}

func TestDaysAndPlaces(t *testing.T) {
	got := one(t, Item("ASSAULT", On("2024-02-26", "2024-03-03"), At("country", "SYR", 35, 38)))
	for column, want := range map[string]string{"event_date": "2024-02-26", "year": "2024", "time_precision": "2", "iso": "760", "country": "Syria", "latitude": "", "geo_precision": ""} {
		if got[column] != want {
			t.Errorf("%s is %q, not %q", column, got[column], want)
		}
	}
	got = one(t, Item("ASSAULT", On("2023-11-01", "2024-02-01"), At("near", "SYR", 35.5, -38)))
	for column, want := range map[string]string{"event_date": "", "year": "", "time_precision": "", "latitude": "35.5", "longitude": "-38", "geo_precision": "2"} {
		if got[column] != want {
			t.Errorf("%s is %q, not %q", column, got[column], want)
		}
	}
	crowd := func(r *event.Report) { n := 300; r.Counts = []event.Count{{What: "protesters", Low: &n}} }
	if got := one(t, Item("PROTEST", crowd))["tags"]; got != "crowd size=at least 300" {
		t.Errorf("tags are %q", got)
	}
}

// TestRegions: every country has one of ACLED's 17 regions, but for those that could not be checked.
func TestRegions(t *testing.T) {
	for code, want := range map[string]string{"SYR": "Middle East", "IRN": "Middle East", "TUR": "Middle East", "GEO": "Caucasus and Central Asia", "KAZ": "Caucasus and Central Asia",
		"SDN": "Northern Africa", "SSD": "Eastern Africa", "MLI": "Western Africa", "COD": "Middle Africa", "ZAF": "Southern Africa", "UKR": "Europe", "RUS": "Europe", "CYP": "Europe",
		"PAK": "South Asia", "MMR": "Southeast Asia", "TWN": "East Asia", "MEX": "North America", "USA": "North America", "HTI": "Caribbean", "HND": "Central America",
		"COL": "South America", "PNG": "Oceania", "XKX": "Europe", "AFG": "", "ZWE": ""} {
		if got := one(t, Item("ASSAULT", At("exact", code, 1, 2)))["region"]; got != want {
			t.Errorf("%s lies in %q, not %q", code, got, want)
		}
	}
	if got := one(t, Item("ASSAULT"))["region"]; got != "" {
		t.Errorf("no place lies in %q", got)
	}
	var without []string
	for _, c := range country.Default().All() {
		if one(t, Item("ASSAULT", At("exact", c.ISO3, 1, 2)))["region"] == "" {
			without = append(without, c.ISO3)
		}
	}
	if want := "AFG BVT IOT CXR CCK ATF HMD SGS UMI ZMB ZWE"; strings.Join(without, " ") != want {
		t.Errorf("without a region: %v, not %s", without, want)
	}
}

// TestColumnsStandAsACLEDs: the header of ACLED's files, as its codebook of 2023 and later lists them.
func TestColumnsStandAsACLEDs(t *testing.T) {
	var names []string
	for _, c := range acled.Format.Columns {
		names = append(names, c.Name)
	}
	if want := "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction," +
		"civilian_targeting,iso,region,country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp"; strings.Join(names, ",") != want {
		t.Errorf("%s\nnot %s", strings.Join(names, ","), want)
	}
}
