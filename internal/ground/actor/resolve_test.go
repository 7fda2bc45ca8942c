package actor

import (
	"strings"
	"testing"

	"dateline/text"
)

func TestRules(t *testing.T) {
	for _, c := range []struct {
		rule, published string
		sentences       []string
		wants           []want
	}{
		{"nationality and noun", "2016-10-17", []string{
			"Iraqi_ADJ_2_amod troops_NOUN_3_nsubj entered_VERB_0_root Bartella_PROPN_3_obj_LOC"},
			[]want{{0, "troops", "IRQ", "MIL", "country is named before it"}}},
		{"possessor and noun", "2016-10-17", []string{
			"Iran_PROPN_4_nmod:poss_LOC 's_PART_1_case foreign_ADJ_4_amod minister_NOUN_5_nsubj spoke_VERB_0_root"},
			[]want{{0, "minister", "IRN", "GOV", "possessive"}}},
		{"noun and of", "2016-10-17", []string{
			"The_DET_2_det people_NOUN_5_nsubj of_ADP_4_case Ghana_PROPN_2_nmod_LOC voted_VERB_0_root"},
			[]want{{0, "people", "GHA", "CVL", "a place of Ghana after it"}}},
		{"a camp before the noun overrules it", "2013-05-01", []string{
			"Syrian_ADJ_3_amod opposition_NOUN_3_compound lawmakers_NOUN_4_nsubj left_VERB_0_root"},
			[]want{{0, "lawmakers", "SYR", "OPP", "opposition"}}},
		{"a neutral noun takes its sector", "2013-05-01", []string{
			"A_DET_3_det police_NOUN_3_compound spokesman_NOUN_4_nsubj spoke_VERB_0_root in_ADP_6_case Nairobi_PROPN_4_obl_LOC"},
			[]want{{0, "spokesman", "KEN", "COP", "police"}}},
		{"an armed group's people", "2015-05-01", []string{
			"Islamic_ADJ_3_amod_ORG State_PROPN_3_compound_ORG judges_NOUN_4_nsubj ruled_VERB_0_root in_ADP_6_case Iraq_PROPN_4_obl_LOC"},
			[]want{{0, "judges", "IMG", "REB", "Islamic State"}}},
		{"an international body's people have no sector", "2015-05-01", []string{
			"A_DET_3_det UN_PROPN_3_compound_ORG envoy_NOUN_4_nsubj arrived_VERB_0_root in_ADP_6_case Yemen_PROPN_4_obl_LOC"},
			[]want{{0, "envoy", "UNO", "", "United Nations"}}},
		{"a coalition that a state leads", "2016-10-17", []string{
			"The_DET_5_det US_PROPN_4_compound_LOC -_PUNCT_4_punct led_VERB_5_amod coalition_NOUN_6_nsubj struck_VERB_0_root"},
			[]want{{0, "coalition", "IGO", "MIL", ""}}},
		{"backed is not owned", "2016-10-17", []string{
			"Turkish_ADJ_3_amod -_PUNCT_3_punct backed_VERB_4_amod rebels_NOUN_5_nsubj fought_VERB_0_root in_ADP_8_case northern_ADJ_8_amod Syria_PROPN_5_obl_LOC"},
			[]want{{0, "rebels", "SYR", "REB", "only backed it"}}},
		{"who fights for a government is no rebel", "2012-05-28", []string{
			"Pro_ADJ_4_amod -_PUNCT_3_punct government_NOUN_4_compound militiamen_NOUN_5_nsubj shot_VERB_0_root in_ADP_7_case Syria_PROPN_5_obl_LOC"},
			[]want{{0, "militiamen", "SYR", "PRM", "fight for the government"}}},
		{"the same in one word", "2012-05-28", []string{
			"Pro-government_ADJ_2_amod militiamen_NOUN_3_nsubj shot_VERB_0_root in_ADP_5_case Syria_PROPN_3_obl_LOC"},
			[]want{{0, "militiamen", "SYR", "PRM", "fight for the government"}}},
		{"partners are states, and not of the country whose they are", "2016-12-10", []string{
			"Syria_PROPN_3_nmod:poss_LOC 's_PART_1_case allies_NOUN_4_nsubj talked_VERB_0_root with_ADP_8_case our_PRON_8_nmod:poss international_ADJ_8_amod partners_NOUN_4_obl"},
			[]want{{0, "allies", "", "GOV", "no one country"}, {0, "partners", "", "GOV", "no one country"}}},
		{"governments of a region", "2015-05-18", []string{
			"Kerry_PROPN_2_nsubj_PER urged_VERB_0_root the_DET_4_det governments_NOUN_2_obj of_ADP_7_case the_DET_7_det region_NOUN_4_nmod off_ADP_9_case Indonesia_PROPN_2_obl_LOC"},
			[]want{{0, "governments", "", "GOV", "no one country"}}},
		{"they are all who are joined", "2007-07-24", []string{
			"Five_NUM_3_nummod Bulgarian_ADJ_3_amod nurses_NOUN_8_nsubj and_CCONJ_7_cc one_NUM_7_nummod Palestinian_ADJ_7_amod doctor_NOUN_3_conj landed_VERB_0_root",
			"Parvanov_PROPN_2_nsubj_PER pardoned_VERB_0_root them_PRON_2_obj"},
			[]want{{1, "them", "BGR PSE", "MED MED", "refers to"}}},
		{"those who seek asylum are refugees", "2015-05-18", []string{
			"Indonesia_PROPN_2_nsubj_LOC saved_VERB_0_root people_NOUN_2_obj seeking_VERB_3_acl asylum_NOUN_4_obj"},
			[]want{{0, "people", "IDN", "REF", "uprooted"}}},
		{"the sides of a war within a country", "2015-01-20", []string{
			"Ukrainian_ADJ_2_amod rebels_NOUN_3_nsubj fought_VERB_0_root", "Germany_PROPN_2_nsubj_LOC urged_VERB_0_root the_DET_5_det warring_ADJ_5_amod sides_NOUN_2_obj"},
			[]want{{1, "sides", "UKR UKR", "GOV REB", "sides of the war"}}},
		{"an office is no person's name", "2016-12-10", []string{
			"The_DET_3_det US_PROPN_3_compound_LOC Secretary_PROPN_6_nsubj_PER of_ADP_5_case_PER State_PROPN_3_nmod_PER visited_VERB_0_root Syria_PROPN_6_obj_LOC"},
			[]want{{0, "Secretary", "USA", "GOV", ""}}},
		{"against is not owned", "2016-04-24", []string{
			"Anti_ADJ_4_amod -_PUNCT_3_punct Russian_ADJ_4_amod protesters_NOUN_5_nsubj gathered_VERB_0_root in_ADP_7_case Tbilisi_PROPN_5_obl_LOC"},
			[]want{{0, "protesters", "GEO", "CVL", ""}}},
		{"a state alone governs", "2016-04-24", []string{
			"Iraq_PROPN_2_nsubj_LOC objected_VERB_0_root"},
			[]want{{0, "Iraq", "IRQ", "GOV", "named alone"}}},
		{"a state that bombs is MIL", "2016-04-24", []string{
			"Russia_PROPN_2_nsubj_LOC bombed_VERB_0_root Aleppo_PROPN_2_obj_LOC"},
			[]want{{0, "Russia", "RUS", "MIL", "fights"}}},
		{"a capital stands for its government", "2016-04-24", []string{
			"Pyongyang_PROPN_2_nsubj_LOC threatened_VERB_0_root Seoul_PROPN_2_obj_LOC"},
			[]want{{0, "Pyongyang", "PRK", "GOV", "capital"}, {0, "Seoul", "KOR", "GOV", "capital"}}},
		{"a seat stands for its government", "2016-04-24", []string{
			"The_DET_2_det Kremlin_PROPN_3_nsubj_ORG denied_VERB_0_root it_PRON_3_obj"},
			[]want{{0, "Kremlin", "RUS", "GOV", "seat"}}},
		{"people by nationality", "2016-04-24", []string{
			"Seven_NUM_2_nummod Japanese_ADJ_3_nsubj died_VERB_0_root"},
			[]want{{0, "Japanese", "JPN", "CVL", "nationality"}}},
		{"office at the article's date", "2013-09-01", []string{
			"President_PROPN_2_compound Obama_PROPN_3_nsubj_PER spoke_VERB_0_root in_ADP_5_case Washington_PROPN_3_obl_LOC"},
			[]want{{0, "Obama", "USA", "GOV", "President"}}},
		{"former is out of office", "2018-09-01", []string{
			"Former_ADJ_2_amod president_NOUN_3_compound Robert_PROPN_5_nsubj_PER Mugabe_PROPN_3_flat_PER spoke_VERB_0_root in_ADP_7_case Zimbabwe_PROPN_5_obl_LOC"},
			[]want{{0, "Robert", "ZWE", "ELI", "former"}}},
		{"an unknown person by apposition", "2013-09-01", []string{
			"Omar_PROPN_9_nsubj_PER Fellahi_PROPN_1_flat_PER ,_PUNCT_1_punct deputy_ADJ_5_amod leader_NOUN_1_appos of_ADP_8_case Muslim_ADJ_8_amod_ORG Brotherhood_PROPN_5_nmod_ORG resigned_VERB_0_root in_ADP_11_case Cairo_PROPN_9_obl_LOC"},
			[]want{{0, "Omar", "EGY", "OPP", "apposition"}}},
		{"an unknown person by title, and the surname later", "2016-07-09", []string{
			"Police_NOUN_2_compound chief_NOUN_3_compound Tom_PROPN_5_nsubj_PER Sandoval_PROPN_3_flat_PER spoke_VERB_0_root in_ADP_7_case Kenya_PROPN_5_obl_LOC",
			"Sandoval_PROPN_2_nsubj_PER left_VERB_0_root"},
			[]want{{0, "Tom", "KEN", "COP", "title"}, {1, "Sandoval", "KEN", "COP", "title"}}},
		{"a person of whom nothing is said", "2016-07-09", []string{
			"Ada_PROPN_3_nsubj_PER Lindqvist_PROPN_1_flat_PER fled_VERB_0_root from_ADP_5_case Sudan_PROPN_3_obl_LOC"},
			[]want{{0, "Ada", "SDN", "CVL", "no office or group"}}},
		{"a pronoun, a person", "2016-07-09", []string{
			"John_PROPN_3_nsubj_PER Kerry_PROPN_1_flat_PER met_VERB_0_root Sergei_PROPN_3_obj_PER Lavrov_PROPN_4_flat_PER",
			"He_PRON_2_nsubj warned_VERB_0_root Russia_PROPN_2_obj_LOC"},
			[]want{{1, "He", "USA", "GOV", "John Kerry"}}},
		{"a pronoun, a body", "2016-07-09", []string{
			"Hezbollah_PROPN_2_nsubj_ORG attacked_VERB_0_root the_DET_4_det town_NOUN_2_obj",
			"It_PRON_2_nsubj denied_VERB_0_root this_PRON_2_obj"},
			[]want{{1, "It", "LBN", "REB", "Hezbollah"}}},
		{"we, the speaker", "2016-07-09", []string{
			"We_PRON_2_nsubj reject_VERB_6_ccomp this_PRON_2_obj ,_PUNCT_6_punct Iran_PROPN_6_nsubj_LOC said_VERB_0_root"},
			[]want{{0, "We", "IRN", "GOV", "refers to"}}},
		{"the group", "2016-07-09", []string{
			"Boko_PROPN_3_nsubj_ORG Haram_PROPN_1_flat_ORG struck_VERB_0_root",
			"The_DET_2_det group_NOUN_3_nsubj fled_VERB_0_root"},
			[]want{{1, "group", "NGA", "REB", "Boko Haram"}}},
		{"the same noun elsewhere", "2016-07-09", []string{
			"Kurdish_ADJ_3_amod Turkish_ADJ_3_amod rebels_NOUN_4_nsubj struck_VERB_0_root",
			"The_DET_2_det rebels_NOUN_3_nsubj fled_VERB_0_root into_ADP_5_case Iraq_PROPN_3_obl_LOC"},
			[]want{{1, "rebels", "TUR", "REB", ""}}},
		{"an abbreviation that the article introduces", "2016-07-09", []string{
			"The_DET_3_det National_PROPN_3_compound_ORG Party_PROPN_12_nsubj_ORG of_ADP_6_case Malian_ADJ_6_amod Farmers_PROPN_3_nmod (_PUNCT_8_punct NPMF_PROPN_3_appos )_PUNCT_8_punct of_ADP_11_case Mali_PROPN_3_nmod_LOC met_VERB_0_root",
			"NPMF_PROPN_2_nsubj_ORG objected_VERB_0_root"},
			[]want{{1, "NPMF", "MLI", "PTY", ""}}},
		{"foreign is of no one country", "2016-07-09", []string{
			"Foreign_ADJ_2_amod governments_NOUN_3_nsubj helped_VERB_0_root Nepal_PROPN_3_obj_LOC"},
			[]want{{0, "governments", "", "GOV", "no one country"}}},
		{"a bare agent where it happens", "2013-01-21", []string{
			"# Seven_NUM_2_nummod Germans_PROPN_3_nsubj Killed_VERB_0_root in_ADP_5_case Algeria_PROPN_3_obl_LOC",
			"Militants_NOUN_2_nsubj held_VERB_0_root them_PRON_2_obj in_ADP_6_case the_DET_6_det desert_NOUN_2_obl"},
			[]want{{1, "Militants", "DZA", "REB", "tells of Algeria"}}},
		{"a thing by its owner", "2013-01-21", []string{
			"Hamas_PROPN_2_compound_ORG tunnels_NOUN_3_nsubj collapsed_VERB_0_root"},
			[]want{{0, "tunnels", "PSE", "REB", "thing of theirs"}}},
		{"of whom", "2013-01-21", []string{
			"Thousands_NOUN_6_nsubj of_ADP_4_case Somali_ADJ_4_amod refugees_NOUN_1_nmod have_AUX_6_aux fled_VERB_0_root"},
			[]want{{0, "Thousands", "SOM", "REF", "of whom"}}},
		{"a title that the parser hangs on the name", "2016-07-09", []string{
			"The_DET_3_det Home_PROPN_3_compound Secretary_PROPN_5_nmod:desc ,_PUNCT_5_punct Margaret_PROPN_7_nsubj_PER Dunne_PROPN_5_flat_PER spoke_VERB_0_root in_ADP_9_case London_PROPN_7_obl_LOC",
			"Dunne_PROPN_2_nsubj_PER objected_VERB_0_root"},
			[]want{{0, "Margaret", "GBR", "GOV", "home secretary"}, {0, "Secretary", "GBR", "GOV", "home secretary"}, {1, "Dunne", "GBR", "GOV", "home secretary"}}},
		{"a surname and an office", "2016-07-09", []string{
			"Foreign_ADJ_2_amod Minister_PROPN_3_nmod:desc Lavrov_PROPN_4_nsubj_PER spoke_VERB_0_root in_ADP_6_case Geneva_PROPN_4_obl_LOC"},
			[]want{{0, "Lavrov", "RUS", "GOV", "Sergei Lavrov"}}},
		{"a charity by its name", "2016-07-09", []string{
			"A_DET_3_det Norwegian_ADJ_3_amod charity_NOUN_5_nmod:desc ,_PUNCT_5_punct Havhjelp_PROPN_6_nsubj_PER objected_VERB_0_root"},
			[]want{{0, "Havhjelp", "NGO", "", "charity"}}},
		{"the Secretary-General is the United Nations'", "2016-07-09", []string{
			"The_DET_2_det Secretary-General_NOUN_3_nsubj spoke_VERB_0_root in_ADP_5_case Iraq_PROPN_3_obl_LOC"},
			[]want{{0, "Secretary-General", "UNO", "", "secretary general"}}},
		{"what is told around outweighs the article", "2016-07-09", []string{
			"Iraq_PROPN_2_nsubj_LOC objected_VERB_0_root in_ADP_4_case Baghdad_PROPN_2_obl_LOC",
			"Soldiers_NOUN_2_nsubj fled_VERB_0_root",
			"Nigeria_PROPN_2_nsubj_LOC objected_VERB_0_root to_ADP_4_case Chad_PROPN_2_obl_LOC and_CCONJ_6_cc Niger_PROPN_4_conj_LOC in_ADP_8_case Nigeria_PROPN_2_obl_LOC"},
			[]want{{1, "Soldiers", "IRQ", "MIL", "tells of Iraq"}}},
		{"nobody is an actor by accident", "2013-01-21", []string{
			"There_PRON_2_expl is_VERB_0_root rain_NOUN_2_nsubj"},
			[]want{{0, "There", "", "", "nobody"}, {0, "rain", "", "", "no list"}}},
	} {
		t.Run(c.rule, func(t *testing.T) {
			check(t, NewResolver(nil), article(t, c.published, c.sentences...), c.wants...)
		})
	}
}

// TestWikidata: a state has the id of its source, its people and its parts have none.
func TestWikidata(t *testing.T) {
	r, d := NewResolver(nil), article(t, "2016-07-09",
		"Moscow_PROPN_2_nsubj_LOC met_VERB_0_root Iraqis_PROPN_2_obj in_ADP_5_case Scotland_PROPN_2_obl_LOC")
	if err := r.Process(d); err != nil {
		t.Fatal(err)
	}
	for head, want := range map[int]string{0: "Q159", 2: "", 4: ""} {
		if a := r.Resolve(d, 0, head); a.Wikidata != want {
			t.Errorf("%s: %q, want %q", a.Text, a.Wikidata, want)
		}
	}
}

func TestTheTwoLeaders(t *testing.T) {
	r, d := NewResolver(nil), article(t, "2016-07-09",
		"John_PROPN_3_nsubj_PER Kerry_PROPN_1_flat_PER met_VERB_0_root Sergei_PROPN_3_obj_PER Lavrov_PROPN_4_flat_PER",
		"The_DET_3_det two_NUM_3_nummod leaders_NOUN_4_nsubj agreed_VERB_0_root")
	if err := r.Process(d); err != nil {
		t.Fatal(err)
	}
	as := r.ResolveAll(d, 1, 2, text.Any)
	if len(as) != 2 || as[0].Code != "USA" || as[1].Code != "RUS" {
		t.Errorf("the two leaders are %v", as)
	}
}

func TestMentionsReferBack(t *testing.T) {
	r, d := NewResolver(nil), article(t, "2013-01-21",
		"Japanese_ADJ_3_amod Prime_PROPN_3_compound Minister_PROPN_4_compound Shinzo_PROPN_6_nsubj_PER Abe_PROPN_4_flat_PER spoke_VERB_0_root",
		"Abe_PROPN_2_nsubj_PER left_VERB_0_root")
	if err := r.Process(d); err != nil {
		t.Fatal(err)
	}
	var first, later *text.Actor
	for i := range d.Actors {
		switch d.Actors[i].Text {
		case "Shinzo Abe":
			first = &d.Actors[i]
		case "Abe":
			later = &d.Actors[i]
		}
	}
	if first == nil || later == nil {
		t.Fatalf("actors %v", d.Actors)
	}
	if later.Refers < 0 || d.Actors[later.Refers].Text != "Shinzo Abe" || later.Code != "JPN" || later.Name != first.Name {
		t.Errorf("the later mention is %+v", *later)
	}
	if d.Slice(first.Span) != "Shinzo Abe" {
		t.Errorf("the span holds %q", d.Slice(first.Span))
	}
}

func TestStageContract(t *testing.T) {
	r := NewResolver(nil)
	before := stub{[]text.Layer{text.LayerSentences, text.LayerSyntax, text.LayerEntities}}
	if err := text.CheckChain([]text.Stage{before, r}); err != nil {
		t.Error(err)
	}
	if err := r.Process(&text.Document{}); err != nil {
		t.Error("an empty document:", err)
	}
	if a := r.Resolve(&text.Document{}, 3, 1); a.Code != "" || a.Reason == "" {
		t.Errorf("no such token: %+v", a)
	}
}

type stub struct{ adds []text.Layer }

func (s stub) Name() string                 { return "stub" }
func (s stub) Requires() []text.Layer       { return nil }
func (s stub) Adds() []text.Layer           { return s.adds }
func (s stub) Process(*text.Document) error { return nil }

// TestSeveralOwners: a plural of joined countries is one of each, and what somebody does tells who is meant.
func TestSeveralOwners(t *testing.T) {
	r, d := NewResolver(nil), article(t, "2016-07-09",
		"Russian_ADJ_4_amod and_CCONJ_3_cc Ukrainian_ADJ_1_conj ministers_NOUN_5_nsubj met_VERB_0_root the_DET_7_det presidents_NOUN_5_obj of_ADP_9_case Venezuela_PROPN_7_nmod_LOC and_CCONJ_11_cc Guyana_PROPN_9_conj_LOC",
		"Turks_PROPN_2_nsubj shelled_VERB_0_root Iraqis_PROPN_2_obj",
		"Thousands_NOUN_2_nsubj fled_VERB_0_root Iraq_PROPN_2_obj_LOC")
	if err := r.Process(d); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		sentence, head int
		doing          text.Doing
		want           string
	}{
		{0, 3, text.Talks, "UKR GOV, RUS GOV"}, {0, 6, text.Talks, "VEN GOV, GUY GOV"}, {0, 2, text.Any, "UKR GOV"},
		{1, 0, text.Fights, "TUR MIL"}, {1, 0, text.Any, "TUR CVL"}, {1, 0, text.Talks, "TUR GOV"}, {2, 0, text.Flees, "IRQ REF"},
	} {
		var got []string
		for _, a := range r.ResolveAll(d, c.sentence, c.head, c.doing) {
			got = append(got, a.Code+" "+a.Sector)
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%s: %v, want %s", d.Sentences[c.sentence].Tokens[c.head].Form, got, c.want)
		}
	}
}

// TestWordsBesideTellWho: the displaced are refugees, believers are of no one country, and two sides of one country are not both its government's.
func TestWordsBesideTellWho(t *testing.T) {
	r, d := NewResolver(nil), article(t, "2016-07-09",
		"Syria_PROPN_2_nsubj_LOC hosts_VERB_0_root displaced_ADJ_4_amod families_NOUN_2_obj_person",
		"Gunmen_NOUN_2_nsubj_person killed_VERB_0_root Christians_PROPN_2_obj_person",
		"Syria_PROPN_4_nsubj_LOC and_CCONJ_3_cc rebels_NOUN_1_conj_person talked_VERB_0_root",
		"Both_DET_2_det sides_NOUN_3_nsubj left_VERB_0_root")
	if err := r.Process(d); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		sentence, head int
		want           string
	}{{0, 3, "SYR REF"}, {1, 2, " REL"}, {3, 1, "SYR GOV, SYR REB"}} {
		var got []string
		for _, a := range r.ResolveAll(d, c.sentence, c.head, text.Any) {
			got = append(got, a.Code+" "+a.Sector)
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%s: %v, want %s", d.Sentences[c.sentence].Tokens[c.head].Form, got, c.want)
		}
	}
}
