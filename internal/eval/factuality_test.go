package eval

import (
	"math"
	"strings"
	"testing"

	"dateline/text"
)

// hopeful says that every verb-like word in -ed happened, the others not.
type hopeful struct{}

func (hopeful) Name() string           { return "hopeful" }
func (hopeful) Requires() []text.Layer { return []text.Layer{text.LayerSentences} }
func (hopeful) Adds() []text.Layer     { return []text.Layer{text.LayerProposals} }
func (hopeful) Process(d *text.Document) error {
	for i := range d.Sentences {
		for j := range d.Sentences[i].Tokens {
			k := &d.Sentences[i].Tokens[j]
			k.Factuality = -1
			if strings.HasSuffix(k.Form, "ed") {
				k.Factuality = 1
			}
		}
	}
	return nil
}

const judgedBank = `# newdoc id = a
# sent_id = a-1
# text = Guards marched to stop
1	Guards	guard	NOUN	_	_	2	nsubj	_	_
2	marched	march	VERB	_	_	0	root	_	_
3	to	to	PART	_	_	4	mark	_	_
4	stop	stop	VERB	_	_	2	xcomp	_	_

# newdoc id = b
# sent_id = b-1
# text = They waited
1	They	they	PRON	_	_	2	nsubj	_	_
2	waited	wait	VERB	_	_	0	root	_	_

`

func TestFactuality(t *testing.T) {
	rows := "split\tsent_id\ttoken\tform\tfactuality\ndev\ta-1\t2\tmarched\t2\ndev\ta-1\t4\tstop\t-1\ndev\tb-1\t2\twaited\t1\ndev\tgone-1\t1\tx\t1\ntrain\tb-1\t1\tx\t3\n"
	judged, err := ReadJudgements(strings.NewReader(rows), "f", "dev")
	if err != nil || len(judged) != 4 {
		t.Fatalf("%v, %v", judged, err)
	}
	r := &FactualityReport{}
	if err := r.Treebank(strings.NewReader(judgedBank), "bank", judged, hopeful{}); err != nil {
		t.Fatal(err)
	}
	// 1 -1 1 against 2 -1 1: covariance 10/3, variances 8/3 and 14/3.
	want := (10.0 / 3) / math.Sqrt(8.0/3*14/3)
	if math.Abs(r.Pearson()-want) > 1e-9 || r.Judged != 4 || len(r.Actual) != 3 || r.SameSign() != 1 || math.Abs(r.MeanError()-1.0/3) > 1e-9 {
		t.Errorf("r %.6f, want %.6f: %+v\n%s", r.Pearson(), want, r, r.Table())
	}
	if (&FactualityReport{Predicted: []float64{1, 1}, Actual: []float64{0, 1}}).Pearson() != 0 {
		t.Error("what does not vary correlates")
	}
	for bad, want := range map[string]string{rows: `split "test"`, "split\tsent_id\ttoken\tfactuality\ntest\ta\tx\t1\n": "f:2:"} {
		if _, err := ReadJudgements(strings.NewReader(bad), "f", "test"); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %s", err, want)
		}
	}
}

// Every judged predicate of the dev split is found in the treebank's dev file.
func TestFactualityKeys(t *testing.T) {
	judged, err := ReadJudgements(treebank(t, "uds-factuality/uds-ewt-factuality.train-dev.tsv", ""), "uds", "dev")
	if err != nil {
		t.Fatal(err)
	}
	r := &FactualityReport{}
	if err := r.Treebank(treebank(t, "ud-ewt/en_ewt-ud-dev.conllu", ""), "ewt", judged, hopeful{}); err != nil {
		t.Fatal(err)
	}
	if r.Judged != 2646 || len(r.Actual) != r.Judged {
		t.Errorf("%d judged, %d found", r.Judged, len(r.Actual))
	}
}
