package country

import "testing"

func TestAreas(t *testing.T) {
	for code, areas := range map[string][]string{"SYR": {"145", "142"}, "XKX": {"039", "150"}, "MEX": {"013", "019"}, "ZWE": {"014", "002"}, "FJI": {"054", "009"}} {
		for _, area := range areas {
			if c := Default().ByCode(code); !c.In(area) || c.In("021") {
				t.Errorf("%s is not in %s, or in Northern America", code, area)
			}
		}
	}
	for _, code := range []string{"ATA", "BVT", "ATF"} {
		if c := Default().ByCode(code); c.In("009") || c.In("nowhere") {
			t.Errorf("%s is in Oceania or nowhere", code)
		}
	}
}
