package eval

import (
	"fmt"
	"io"
	"path"
	"strings"

	"dateline/internal/conllu"
	"dateline/text"
)

// SplitOptions says what is measured.
type SplitOptions struct {
	Stage text.Stage // adds text.LayerSentences
	Docs  string     // a glob that a document's id must match ("GUM_news_*"); empty for all
	Keep  int        // how many differences to keep
}

// SplitReport is how well raw text is cut into sentences and words. Sentences and words are right when both ends are.
type SplitReport struct {
	Docs      int
	Sentences F1
	Words     F1       // from the article's raw text
	Alone     F1       // words, each gold sentence given alone
	Diffs     []string // the first differences, for a reader
}

// Table is the report as lines of text.
func (r *SplitReport) Table() string {
	return fmt.Sprintf("documents %d\n", r.Docs) + r.Sentences.Row("sentences") + r.Words.Row("words, raw text") +
		r.Alone.Row("words, sentence given")
}

// Split measures sentence and word boundaries against the CoNLL-U in r. The raw text is put together from the sentences'
// texts, a paragraph ("newpar") a line.
func Split(r io.Reader, name string, opt SplitOptions) (*SplitReport, error) {
	sentences, err := conllu.NewReader(r, name).ReadAll()
	if err != nil {
		return nil, err
	}
	rep := &SplitReport{}
	for _, doc := range conllu.Documents(sentences) {
		if !matches(opt.Docs, doc) {
			continue
		}
		if err := rep.document(doc, opt); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	if rep.Docs == 0 {
		return nil, fmt.Errorf("%s: no document's id matches %q", name, opt.Docs)
	}
	return rep, nil
}

func matches(glob string, doc []*conllu.Sentence) bool {
	if glob == "" {
		return true
	}
	id, _ := doc[0].NewDoc()
	ok, err := path.Match(glob, id)
	return ok && err == nil
}

func (r *SplitReport) document(doc []*conllu.Sentence, opt SplitOptions) error {
	r.Docs++
	gold, err := conllu.ToDocument(doc, conllu.Options{})
	if err != nil {
		return err
	}
	got := text.NewDocument(gold.Article)
	if err := opt.Stage.Process(got); err != nil {
		return err
	}
	r.Sentences.Add(agree(sentenceSpans(gold), sentenceSpans(got)))
	r.Words.Add(agree(wordSpans(gold), wordSpans(got)))
	r.keep("sentence", gold, sentenceSpans(gold), sentenceSpans(got), opt.Keep)
	for _, s := range doc {
		if err := r.alone(s, opt); err != nil {
			return err
		}
	}
	return nil
}

// alone measures the words of one sentence given as an article of one line.
func (r *SplitReport) alone(s *conllu.Sentence, opt SplitOptions) error {
	gold, err := conllu.ToDocument([]*conllu.Sentence{s}, conllu.Options{})
	if err != nil {
		return err
	}
	gold.Title = ""
	got := text.NewDocument(gold.Article)
	if err := opt.Stage.Process(got); err != nil {
		return err
	}
	r.Alone.Add(agree(wordSpans(gold), wordSpans(got)))
	r.keep("word", gold, wordSpans(gold), wordSpans(got), opt.Keep)
	return nil
}

// keep notes the differing stretches: for each gold span that was not found, it and what overlaps it.
func (r *SplitReport) keep(what string, d *text.Document, gold, got []text.Span, most int) {
	have := make(map[text.Span]bool, len(got))
	for _, s := range got {
		have[s] = true
	}
	j := 0
	for _, g := range gold {
		if len(r.Diffs) >= most {
			return
		}
		if have[g] {
			continue
		}
		var over []string
		for j > 0 && got[j-1].End > g.Start {
			j--
		}
		for ; j < len(got) && got[j].Start < g.End; j++ {
			if got[j].Overlaps(g) {
				over = append(over, d.Slice(got[j]))
			}
		}
		r.Diffs = append(r.Diffs, fmt.Sprintf("%s\t%s\t%s\t%s", d.ID, what, d.Slice(g), strings.Join(over, " ¦ ")))
	}
}

// agree counts the spans that both lists have; each list ascends and has no span twice.
func agree(gold, got []text.Span) F1 {
	f, j := F1{Gold: len(gold), System: len(got)}, 0
	for _, g := range gold {
		for j < len(got) && got[j].Start < g.Start {
			j++
		}
		if j < len(got) && got[j] == g {
			f.Right++
		}
	}
	return f
}

func sentenceSpans(d *text.Document) []text.Span {
	spans := make([]text.Span, len(d.Sentences))
	for i := range d.Sentences {
		spans[i] = d.Sentences[i].Span
	}
	return spans
}

func wordSpans(d *text.Document) []text.Span {
	var spans []text.Span
	for i := range d.Sentences {
		for j := range d.Sentences[i].Tokens {
			spans = append(spans, d.Sentences[i].Tokens[j].Span)
		}
	}
	return spans
}
