package actor

import (
	"reflect"
	"sync"
	"testing"

	"dateline/text"
)

// One resolver serves many documents at a time, and gives the same actors for the same document.
func TestConcurrentAndRepeatable(t *testing.T) {
	r := NewResolver(nil)
	var docs []*text.Document
	for range 24 {
		docs = append(docs, article(t, "2016-07-09",
			"John_PROPN_3_nsubj_PER Kerry_PROPN_1_flat_PER met_VERB_0_root Sergei_PROPN_3_obj_PER Lavrov_PROPN_4_flat_PER",
			"The_DET_3_det two_NUM_3_nummod leaders_NOUN_4_nsubj agreed_VERB_0_root",
			"Syrian_ADJ_2_amod rebels_NOUN_3_nsubj refused_VERB_0_root"))
	}
	var wg sync.WaitGroup
	for _, d := range docs {
		wg.Go(func() {
			if err := r.Process(d); err != nil {
				t.Error(err)
			}
			r.Resolve(d, 1, 2)
			r.ResolveAll(docs[0], 2, 1, text.Fights) // one that others ask about too, or that was let go
		})
	}
	wg.Wait()
	for _, d := range docs[1:] {
		if !reflect.DeepEqual(d.Actors, docs[0].Actors) {
			t.Fatalf("%v and %v", d.Actors, docs[0].Actors)
		}
	}
}

// TestWhoFights: a state, what stands for it and those who govern it use force by its military; coders of the gold say MIL of all of them.
func TestWhoFights(t *testing.T) {
	r, d := NewResolver(nil), article(t, "2016-07-09",
		"Moscow_PROPN_2_nsubj_LOC ended_VERB_0_root its_PRON_4_nmod:poss campaign_NOUN_2_obj ,_PUNCT_2_punct John_PROPN_2_obl_PER Kerry_PROPN_6_flat_PER said_VERB_2_parataxis")
	if err := r.Process(d); err != nil {
		t.Fatal(err)
	}
	for head, want := range map[int]string{0: "MIL", 2: "MIL", 5: "MIL"} {
		if a := r.ResolveAll(d, 0, head, text.Fights)[0]; a.Sector != want {
			t.Errorf("%s: %s, want %s (%s)", a.Text, a.Sector, want, a.Reason)
		}
	}
	if a := r.ResolveAll(d, 0, 5, text.Any)[0]; a.Sector != "GOV" {
		t.Errorf("%s: %s where nobody fights", a.Text, a.Sector)
	}
}
