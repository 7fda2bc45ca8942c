package eval

import (
	"fmt"
	"io"
	"math"
	"strconv"

	"dateline/internal/conllu"
	"dateline/text"
)

// Judgements are how far predicates happened as people judged them, -3 (did not) to 3 (did), keyed to a treebank's words.
type Judgements map[WordKey]float64

// WordKey names a word of a treebank: the sentence's sent_id and the word's number, from 1.
type WordKey struct {
	Sentence string
	Word     int
}

// ReadJudgements reads the rows of one split of UDS-IH2 (columns split, sent_id, token and factuality).
func ReadJudgements(in io.Reader, name, split string) (Judgements, error) {
	all := Judgements{}
	err := readTable(in, name, []string{"split", "sent_id", "token", "factuality"}, func(v []string) error {
		if v[0] != split {
			return nil
		}
		word, err := strconv.Atoi(v[2])
		if err != nil {
			return err
		}
		judged, err := strconv.ParseFloat(v[3], 64)
		if err != nil {
			return err
		}
		all[WordKey{v[1], word}] = judged
		return nil
	})
	if err == nil && len(all) == 0 {
		err = fmt.Errorf("%s: split %q: %w", name, split, errNoRows)
	}
	return all, err
}

// FactualityReport compares Token.Factuality with the judgements.
type FactualityReport struct {
	Judged            int // predicates that were judged
	Predicted, Actual []float64
}

// Treebank measures the judged words of a treebank's CoNLL-U, given its words, and adds them to the report. Documents without
// a judged word are passed over.
func (r *FactualityReport) Treebank(in io.Reader, name string, judged Judgements, stage text.Stage) error {
	sentences, err := conllu.NewReader(in, name).ReadAll()
	if err != nil {
		return err
	}
	r.Judged = len(judged)
	wanted := map[string]bool{}
	for k := range judged {
		wanted[k.Sentence] = true
	}
	for _, doc := range conllu.Documents(sentences) {
		ids, some := make([]string, len(doc)), false
		for i, s := range doc {
			ids[i], _ = s.Meta("sent_id")
			some = some || wanted[ids[i]]
		}
		if !some {
			continue
		}
		if err := r.document(doc, ids, judged, stage); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

func (r *FactualityReport) document(doc []*conllu.Sentence, ids []string, judged Judgements, stage text.Stage) error {
	gold, err := conllu.ToDocument(doc, conllu.Options{})
	if err != nil {
		return err
	}
	d := withoutSyntax(gold)
	if err := stage.Process(d); err != nil {
		return err
	}
	for i, s := range d.Sentences {
		for j, k := range s.Tokens {
			if v, ok := judged[WordKey{ids[i], j + 1}]; ok {
				r.Predicted = append(r.Predicted, float64(k.Factuality))
				r.Actual = append(r.Actual, v)
			}
		}
	}
	return nil
}

// Pearson is the correlation of predicted and judged factuality, -1 to 1; 0 where either does not vary.
func (r *FactualityReport) Pearson() float64 {
	mx, my := mean(r.Predicted), mean(r.Actual)
	var xy, xx, yy float64
	for i, x := range r.Predicted {
		dx, dy := x-mx, r.Actual[i]-my
		xy, xx, yy = xy+dx*dy, xx+dx*dx, yy+dy*dy
	}
	if xx == 0 || yy == 0 {
		return 0
	}
	return xy / math.Sqrt(xx*yy)
}

// MeanError is the mean of the differences' sizes, on the scale of -3 to 3.
func (r *FactualityReport) MeanError() float64 {
	off := make([]float64, len(r.Predicted))
	for i, x := range r.Predicted {
		off[i] = math.Abs(x - r.Actual[i])
	}
	return mean(off)
}

// SameSign is the share for which both say that it happened, or both that it did not, 0 to 1.
func (r *FactualityReport) SameSign() float64 {
	n := 0
	for i, x := range r.Predicted {
		if (x > 0) == (r.Actual[i] > 0) {
			n++
		}
	}
	return ratio(n, len(r.Predicted), 0)
}

// Table is the report as lines of text.
func (r *FactualityReport) Table() string {
	return fmt.Sprintf("predicates judged %d, found in the treebank %d\nPearson r %.4f  mean error %.3f  same sign %.2f %%\n",
		r.Judged, len(r.Predicted), r.Pearson(), r.MeanError(), 100*r.SameSign())
}

func mean(x []float64) float64 {
	sum := 0.0
	for _, v := range x {
		sum += v
	}
	return sum / float64(max(1, len(x)))
}
