package server

import (
	"context"
	"strings"

	"dateline/event"
	"dateline/internal/review"
	"dateline/internal/store"
	"dateline/text"
)

func (s *Server) registerReview() {
	read(s, "next-reviews", "/api/review/next", "What a reviewer has not decided yet", s.nextReviews)
	write(s, "decide", "/api/review", "Accept, correct, reject or skip a report", s.decide)
	write(s, "undo-review", "/api/review/undo", "Take back a reviewer's last decision", s.undoReview)
	read(s, "list-reviews", "/api/review/history", "Decisions, the newest first; those in blind samples aside", s.listReviews)
	read(s, "list-samples", "/api/review/samples", "Samples drawn for review, and how far everybody is", s.listSamples)
	write(s, "draw-sample", "/api/review/samples", "Draw a sample at random", s.drawSample)
	read(s, "measure-agreement", "/api/review/agreement", "How far the reviewers of a sample agree: Krippendorff's alpha of each field", s.agreement)
	read(s, "measure-precision", "/api/review/precision", "What a sample says of the precision of all reports, with a confidence interval", s.precision)
}

// ReviewItem is a report to decide on, with its article.
type ReviewItem struct {
	Item
	Article ArticleText `json:"article"`
}

// ReviewQueue is what comes next.
type ReviewQueue struct {
	Items []ReviewItem `json:"items"`
	Left  int          `json:"left"`
	Done  int          `json:"done"`
}

type nextInput struct {
	FilterParams
	Order    string `query:"order" enum:"unsure,random" default:"unsure" doc:"unsure: those first that the coder is least sure of"`
	Sample   string `query:"sample" doc:"A sample's name: its members in the order they were drawn, blind to what others decided"`
	Reviewer string `query:"reviewer" required:"true" minLength:"1" maxLength:"200"`
	N        int    `query:"n" default:"1" minimum:"1" maximum:"20"`
}

func (s *Server) nextReviews(ctx context.Context, in *nextInput) (*body[ReviewQueue], error) {
	q, err := s.desk.Next(ctx, review.Ask{Reviewer: in.Reviewer, Filter: in.filter, Random: in.Order == "random", Sample: in.Sample, N: in.N})
	if err != nil {
		return nil, s.fail(err)
	}
	out := ReviewQueue{Items: []ReviewItem{}, Left: q.Left, Done: q.Done}
	for _, id := range q.IDs {
		item, err := s.reviewItem(ctx, id, in.Sample != "")
		if err != nil {
			return nil, s.fail(err)
		}
		out.Items = append(out.Items, *item)
	}
	return &body[ReviewQueue]{out}, nil
}

// reviewItem gives a report with its article: as it is now, or of a sample as it was coded, whatever was decided of it since.
func (s *Server) reviewItem(ctx context.Context, id string, coded bool) (*ReviewItem, error) {
	var r *event.Report
	if coded {
		row, _, err := s.store.Original(ctx, id)
		if err != nil {
			return nil, err
		}
		if r, err = row.Report(); err != nil {
			return nil, err
		}
	} else {
		var err error
		if r, _, err = s.store.Report(ctx, id); err != nil {
			return nil, err
		}
	}
	article, err := s.store.Article(ctx, r.Document.ID)
	if err != nil {
		return nil, err
	}
	items, err := s.items(ctx, []event.Report{*r})
	if err != nil {
		return nil, err
	}
	item := &ReviewItem{items[0], articleText(article)}
	if coded {
		item.Review, item.Sentence = "none", sentenceOf(r, article.Text)
	}
	return item, nil
}

// sentenceOf is the words of a report's sentence.
func sentenceOf(r *event.Report, article string) string {
	return text.NewDocument(text.Article{Text: article}).Slice(r.Evidence.Sentence)
}

type decideBody struct {
	Report    string        `json:"report"`
	Reviewer  string        `json:"reviewer" minLength:"1" maxLength:"200"`
	Decision  string        `json:"decision" enum:"accept,correct,reject,skip"`
	Corrected *event.Report `json:"corrected,omitempty" doc:"Of a correction: the report as it should be. Words are taken from the spans; quad, score, cameo and id follow"`
	Note      string        `json:"note,omitempty" maxLength:"5000"`
	Sample    string        `json:"sample,omitempty" maxLength:"200"`
}

// ReviewOf is one decision.
type ReviewOf struct {
	Review store.Review `json:"review"`
}

func (s *Server) decide(ctx context.Context, in *struct{ Body decideBody }) (*body[ReviewOf], error) {
	b := in.Body
	r, err := s.desk.Decide(ctx, store.Review{Report: b.Report, Reviewer: strings.TrimSpace(b.Reviewer), Decision: b.Decision, Corrected: b.Corrected,
		Note: b.Note, Sample: b.Sample})
	if err != nil {
		return nil, s.fail(err)
	}
	return &body[ReviewOf]{ReviewOf{*r}}, nil
}

func (s *Server) undoReview(ctx context.Context, in *struct {
	Body struct {
		Reviewer string `json:"reviewer" minLength:"1" maxLength:"200"`
		Sample   string `json:"sample,omitempty"`
	}
}) (*body[ReviewOf], error) {
	r, err := s.desk.Undo(ctx, in.Body.Reviewer, in.Body.Sample)
	if err != nil {
		return nil, s.fail(err)
	}
	return &body[ReviewOf]{ReviewOf{*r}}, nil
}

// ReviewList is decisions.
type ReviewList struct {
	Reviews []store.Review `json:"reviews"`
}

func (s *Server) listReviews(ctx context.Context, in *struct {
	Reviewer string `query:"reviewer"`
	Report   string `query:"report"`
	Sample   string `query:"sample"`
	Limit    int    `query:"limit" default:"50" minimum:"1" maximum:"1000"`
}) (*body[ReviewList], error) {
	reviews, err := s.openReviews(ctx, store.ReviewFilter{Reviewer: in.Reviewer, Report: in.Report, Sample: in.Sample, Limit: in.Limit})
	if err != nil {
		return nil, s.fail(err)
	}
	return &body[ReviewList]{ReviewList{reviews}}, nil
}

// SampleInfo is a sample and how far everybody is with it.
type SampleInfo struct {
	Name       string            `json:"name"`
	Kind       string            `json:"kind" enum:"precision,agreement"`
	Seed       int64             `json:"seed"`
	Size       int               `json:"size"`
	Population int               `json:"population"`
	Query      string            `json:"query"`
	By         string            `json:"by"`
	At         string            `json:"at"`
	Progress   []review.Progress `json:"progress"`
}

// SampleList is all samples.
type SampleList struct {
	Samples []SampleInfo `json:"samples"`
}

func (s *Server) sampleInfo(ctx context.Context, m store.Sample) (*SampleInfo, error) {
	progress, err := s.desk.Progress(ctx, m)
	return &SampleInfo{m.Name, m.Kind, m.Seed, m.Size, m.Population, m.Query, m.By, m.At, progress}, err
}

func (s *Server) listSamples(ctx context.Context, _ *struct{}) (*body[SampleList], error) {
	samples, err := s.store.Samples(ctx, "")
	if err != nil {
		return nil, s.fail(err)
	}
	out := SampleList{[]SampleInfo{}}
	for _, m := range samples {
		info, err := s.sampleInfo(ctx, m)
		if err != nil {
			return nil, s.fail(err)
		}
		out.Samples = append(out.Samples, *info)
	}
	return &body[SampleList]{out}, nil
}

type sampleBody struct {
	Name  string `json:"name" minLength:"1" maxLength:"200" doc:"One for agreement begins with blind-, no other does"`
	Kind  string `json:"kind" enum:"precision,agreement"`
	Size  int    `json:"size" minimum:"1" maximum:"100000"`
	Seed  int64  `json:"seed,omitempty" doc:"0: drawn"`
	Query string `json:"query,omitempty" doc:"The filter, as in the address of a list"`
	By    string `json:"by" minLength:"1" maxLength:"200"`
}

// SampleOf is one sample.
type SampleOf struct {
	Sample SampleInfo `json:"sample"`
}

func (s *Server) drawSample(ctx context.Context, in *struct{ Body sampleBody }) (*body[SampleOf], error) {
	q, err := queryOf(in.Body.Query)
	if err != nil {
		return nil, s.fail(err)
	}
	f, err := ParseFilter(q)
	if err != nil {
		return nil, s.fail(err)
	}
	b := in.Body
	m, err := s.desk.Draw(ctx, review.Plan{Name: b.Name, Kind: b.Kind, Size: b.Size, Seed: b.Seed, Query: q.Encode(), Filter: f, By: b.By})
	if err != nil {
		return nil, s.fail(err)
	}
	info, err := s.sampleInfo(ctx, *m)
	if err != nil {
		return nil, s.fail(err)
	}
	return &body[SampleOf]{SampleOf{*info}}, nil
}

func (s *Server) agreement(ctx context.Context, in *struct {
	Sample string `query:"sample" required:"true"`
}) (*body[review.AgreementOf], error) {
	out, err := s.desk.Agreement(ctx, in.Sample)
	if err != nil {
		return nil, s.fail(err)
	}
	return &body[review.AgreementOf]{*out}, nil
}

func (s *Server) precision(ctx context.Context, in *struct {
	Sample   string  `query:"sample" required:"true"`
	Reviewer string  `query:"reviewer" doc:"Whose decisions count; else those of the first to begin"`
	Level    float64 `query:"level" default:"0.95" minimum:"0.5" maximum:"0.999"`
	Method   string  `query:"method" enum:"wilson,clopper-pearson" default:"wilson"`
}) (*body[review.PrecisionOf], error) {
	out, err := s.desk.Precision(ctx, in.Sample, in.Reviewer, in.Level, review.Method(in.Method))
	if err != nil {
		return nil, s.fail(err)
	}
	return &body[review.PrecisionOf]{*out}, nil
}
