package ged_test

import (
	"strings"
	"testing"

	"dateline/event"
	"dateline/internal/export"
	. "dateline/internal/export/exporttest"
	"dateline/internal/export/ged"
)

var (
	army      = [3]string{"Army of Syria", "SYR", "MIL"}
	rebels    = [3]string{"rebels", "SYR", "REB"}
	gang      = [3]string{"gang", "SYR", "CRM"}
	civilians = [3]string{"civilians", "SYR", "CVL"}
)

func one(t *testing.T, i *export.Item) map[string]string {
	t.Helper()
	data, loss := File(t, &ged.Format, i)
	rows := Rows(t, data, ged.Format.Columns)
	if len(rows) != 1 {
		t.Fatalf("it was left out: %v", loss.Counts())
	}
	return rows[0]
}

func expect(t *testing.T, name string, got, want map[string]string) {
	t.Helper()
	for column, w := range want {
		if got[column] != w {
			t.Errorf("%s: %s is %q, not %q", name, column, got[column], w)
		}
	}
}

// TestColumnsStandAsGEDs: the header of UCDP's file, versions 20.1 to 25.1.
func TestColumnsStandAsGEDs(t *testing.T) {
	var names []string
	for _, c := range ged.Format.Columns {
		names = append(names, c.Name)
	}
	if want := "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,dyad_dset_id,dyad_new_id,dyad_name,side_a_dset_id," +
		"side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,number_of_sources,source_article,source_office,source_date,source_headline,source_original,where_prec," +
		"where_coordinates,where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,region,event_clarity,date_prec,date_start,date_end," +
		"deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low,gwnoa,gwnob"; strings.Join(names, ",") != want {
		t.Errorf("%s\nnot %s", strings.Join(names, ","), want)
	}
}

// TestRegions: UCDP's five, for every country that is somewhere in M49's continents.
func TestRegions(t *testing.T) {
	for code, want := range map[string]string{"SYR": "Middle East", "EGY": "Middle East", "IRN": "Middle East", "TUR": "Middle East", "ARM": "Europe", "CYP": "Europe", "RUS": "Europe",
		"KAZ": "Asia", "AFG": "Asia", "FJI": "Asia", "SDN": "Africa", "ZWE": "Africa", "MEX": "Americas", "XKX": "Europe"} {
		if got := one(t, Item("ASSAULT", Killed("", 1, 1), At("exact", code, 1, 2)))["region"]; got != want {
			t.Errorf("%s lies in %q, not %q", code, got, want)
		}
	}
	if got := one(t, Item("ASSAULT", Killed("", 1, 1)))["region"]; got != "" {
		t.Errorf("no place lies in %q", got)
	}
}

func TestViolence(t *testing.T) {
	expect(t, "state-based", one(t, Item("ASSAULT", By(army, rebels), Killed("rebels", 3, 5))), map[string]string{"type_of_violence": "1", "side_a": "Government of Syria",
		"side_b": "rebels", "dyad_name": "Government of Syria - rebels", "deaths_a": "", "deaths_b": "3", "deaths_civilians": "", "deaths_unknown": "", "best": "3", "low": "3", "high": "5"})
	expect(t, "non-state", one(t, Item("ASSAULT", By(rebels), To(gang), Killed("", 4, -1))), map[string]string{"type_of_violence": "2", "deaths_unknown": "4", "best": "4", "high": ""})
	expect(t, "one-sided", one(t, Item("ASSAULT", By(army), To(civilians), Killed("people", 7, 7))), map[string]string{"type_of_violence": "3", "side_b": "Civilians", "deaths_civilians": "7"})
	expect(t, "in a battle", one(t, Item("ASSAULT", By(army), To(rebels), Killed("children", 2, 2), Killed("", 3, 3))), map[string]string{"type_of_violence": "1",
		"deaths_civilians": "2", "deaths_unknown": "3", "deaths_b": "", "best": "5"})
	expect(t, "by nobody named", one(t, Item("ASSAULT", To(civilians), Killed("", 1, 1))), map[string]string{"type_of_violence": "", "side_a": "", "side_b": "Civilians", "dyad_name": ""})
}

// TestOnlyWhatKilled: what is planned, what killed nobody and what counts nobody is left out, each counted for itself.
func TestOnlyWhatKilled(t *testing.T) {
	items := []*export.Item{Item("ASSAULT"), Item("ASSAULT", Killed("", 0, 0)), Item("ASSAULT", Killed("", -1, 9)), Item("COERCE", Killed("", 3, 3)),
		Item("ASSAULT", Killed("", 3, 3), Is(event.Threatened)), Item("ASSAULT", Killed("", 3, 3))}
	data, loss := File(t, &ged.Format, items...)
	if rows := Rows(t, data, ged.Format.Columns); len(rows) != 1 || loss.Left() != 5 {
		t.Errorf("%d rows and %d counted as left out; want 1 and 5", len(rows), loss.Left())
	}
	for why, want := range map[string]int{"no dead counted: UCDP holds events with one at least, and none counted is not 0": 2, "said to have killed nobody": 1,
		"status threatened: UCDP holds what took place": 1, "COERCE: no armed violence": 1} {
		if n := Lost(loss, why); n != want {
			t.Errorf("%d are counted for %q, not %d", n, why, want)
		}
	}
}

// TestGrid holds the cell of PRIO-GRID against cells reckoned by hand: Kabul, Mogadishu and the corners.
func TestGrid(t *testing.T) {
	for _, c := range []struct {
		lat, lon float64
		cell     string
	}{{34.53, 69.17, "179779"}, {2.04, 45.34, "132931"}, {-90, -180, "1"}, {90, 180, "259200"}} {
		got := one(t, Item("ASSAULT", Killed("", 1, 1), At("exact", "AFG", c.lat, c.lon)))["priogrid_gid"]
		if got != c.cell {
			t.Errorf("%v %v is in cell %s, not %s", c.lat, c.lon, got, c.cell)
		}
	}
	expect(t, "a country", one(t, Item("ASSAULT", Killed("", 1, 1), At("country", "AFG", 34, 66))), map[string]string{"where_prec": "6", "priogrid_gid": "", "geom_wkt": "", "latitude": "", "country": "Afghanistan"})
	expect(t, "a point", one(t, Item("ASSAULT", Killed("", 1, 1), At("near", "AFG", 34.5, -66))), map[string]string{"where_prec": "2", "geom_wkt": "POINT (-66 34.5)"})
}

func TestDays(t *testing.T) {
	for _, c := range [][4]string{{"2024-02-29", "2024-02-29", "1", "2024"}, {"2024-02-26", "2024-03-03", "3", "2024"}, {"2024-02-01", "2024-02-29", "4", "2024"}, {"2023-11-01", "2024-02-01", "5", ""}} {
		expect(t, c[0], one(t, Item("ASSAULT", Killed("", 1, 1), On(c[0], c[1]))), map[string]string{"date_start": c[0], "date_end": c[1], "date_prec": c[2], "year": c[3]})
	}
	expect(t, "no day", one(t, Item("ASSAULT", Killed("", 1, 1))), map[string]string{"date_start": "", "date_prec": "", "year": ""})
}
