package actor

import "testing"

// TestSpeakerOfWe holds who "we" is: the publisher that is no paper, whoever a line gives a passage to, else who says it.
func TestSpeakerOfWe(t *testing.T) {
	we := "We_PRON_2_nsubj condemn_VERB_0_root the_DET_4_det attack_NOUN_2_obj"
	for _, c := range []struct {
		about, source string
		sentences     []string
		sentence      int
		code, sector  string
	}{
		{"a ministry's statement", "US State Department", []string{"Iraqi_ADJ_2_amod forces_NOUN_3_nsubj said_VERB_0_root so_ADV_3_advmod", we}, 1, "USA", "GOV"},
		{"a command that writes of a coalition", "CENTCOM", []string{"The_DET_2_det Coalition_PROPN_3_nsubj struck_VERB_0_root Mosul_PROPN_3_obj_LOC", we}, 1, "IGO", "MIL"},
		{"a command that writes of none", "CENTCOM", []string{"Iraqi_ADJ_2_amod forces_NOUN_3_nsubj said_VERB_0_root so_ADV_3_advmod", we}, 1, "USA", "MIL"},
		{"a paper prints what a minister says", "Wire", []string{
			"Iraqi_ADJ_2_amod troops_NOUN_3_nsubj said_VERB_0_root so_ADV_3_advmod",
			"The_DET_3_det French_ADJ_3_amod minister_NOUN_4_nsubj said_VERB_0_root :_PUNCT_4_punct",
			"It_PRON_3_nsubj is_AUX_3_cop late_ADJ_0_root", "So_ADV_2_advmod be_VERB_0_root it_PRON_2_obj", "Much_ADJ_2_nsubj changed_VERB_0_root",
			"Little_ADJ_2_nsubj lasts_VERB_0_root", we}, 6, "FRA", "GOV"},
	} {
		d := article(t, "2016-12-08", c.sentences...)
		d.Source = c.source
		a := newSession(Default(), d).actor(c.sentence, 0)
		if a.Code != c.code || a.Sector != c.sector {
			t.Errorf("%s: we are %s/%s (%s), want %s/%s", c.about, a.Code, a.Sector, a.Reason, c.code, c.sector)
		}
	}
}
