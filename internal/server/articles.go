package server

import (
	"cmp"
	"context"
	"slices"

	"dateline/event"
	"dateline/internal/coding"
	"dateline/internal/link"
	"dateline/internal/store"
	"dateline/text"
)

// Considerer says of each sentence of an article why it was or was not coded. It must be safe for concurrent use.
type Considerer interface {
	Consider(text.Article) (*text.Document, []coding.Consideration, error)
}

// ArticlePage is an article, what was read from it, and its copies.
type ArticlePage struct {
	Article   ArticleText    `json:"article"`
	Reports   []Item         `json:"reports" doc:"In the order of the text"`
	Copies    []link.Copy    `json:"copies" doc:"Copies of one another, this article among them, the first published first; none where it has no copies"`
	Sentences []SentenceInfo `json:"sentences,omitempty"`
	Why       bool           `json:"why"`
}

// SentenceInfo is a sentence, and why it was not coded.
type SentenceInfo struct {
	text.Span
	Part       string       `json:"part" enum:"body,title,subtitle"`
	Paragraph  int          `json:"paragraph"`
	Reports    []string     `json:"reports"`
	Considered []Considered `json:"considered" doc:"What was weighed and passed over, or why nothing was weighed"`
}

// Considered is a word that was weighed as an event and passed over.
type Considered struct {
	Text   string    `json:"text" doc:"The word; empty where none was weighed"`
	Span   text.Span `json:"span"`
	Type   *string   `json:"type" doc:"What it would have been"`
	Belief float64   `json:"belief" doc:"The language engine's probability that it is an event"`
	Why    string    `json:"why"`
}

func (s *Server) registerArticles() {
	read(s, "get-article", "/api/articles/{id}", "An article with its reports, its copies and, if asked, why sentences were not coded", s.getArticle)
}

func (s *Server) getArticle(ctx context.Context, in *struct {
	ID  string `path:"id"`
	Why bool   `query:"why" doc:"Reads the article anew and says why sentences have no report"`
}) (*body[ArticlePage], error) {
	article, err := s.store.Article(ctx, in.ID)
	if err != nil {
		return nil, s.fail(err)
	}
	out := ArticlePage{Article: articleText(article), Copies: []link.Copy{}}
	if out.Reports, err = s.reportsOf(ctx, store.Filter{Document: in.ID}); err != nil {
		return nil, s.fail(err)
	}
	slices.SortStableFunc(out.Reports, func(a, b Item) int {
		return cmp.Compare(a.Report.Evidence.Trigger.Start, b.Report.Evidence.Trigger.Start)
	})
	copies, err := s.linker.Copies(ctx, in.ID)
	if err != nil {
		return nil, s.fail(err)
	}
	if len(copies.Copies) > 1 {
		out.Copies = copies.Copies
	}
	if in.Why && s.considerer != nil {
		out.Why = true
		if out.Sentences, err = s.sentences(article, out.Reports); err != nil {
			return nil, s.fail(err)
		}
	}
	return &body[ArticlePage]{out}, nil
}

// reportsOf gives all reports that a filter admits.
func (s *Server) reportsOf(ctx context.Context, f store.Filter) ([]Item, error) {
	var reports []event.Report
	for row, err := range s.store.Query(ctx, f) {
		if err != nil {
			return nil, err
		}
		r, err := row.Report()
		if err != nil {
			return nil, err
		}
		reports = append(reports, *r)
	}
	return s.items(ctx, reports)
}

var parts = map[text.Part]string{text.Body: "body", text.Title: "title", text.Subtitle: "subtitle"}

// sentences reads an article anew and says of each sentence what came of it.
func (s *Server) sentences(article *text.Article, items []Item) ([]SentenceInfo, error) {
	doc, considered, err := s.considerer.Consider(*article)
	if err != nil {
		return nil, err
	}
	out := make([]SentenceInfo, 0, len(doc.Sentences))
	for i := range doc.Sentences {
		sentence := &doc.Sentences[i]
		info := SentenceInfo{Span: sentence.Span, Part: parts[sentence.Part], Paragraph: sentence.Paragraph, Reports: []string{}, Considered: []Considered{}}
		for _, item := range items {
			if sentence.Contains(item.Report.Evidence.Trigger.Span) {
				info.Reports = append(info.Reports, item.Report.ID)
			}
		}
		for _, c := range considered {
			if c.Sentence == sentence.Span && len(info.Reports) == 0 {
				info.Considered = append(info.Considered, Considered{doc.Slice(c.Word), c.Word, event.Null(c.Type), c.Belief, c.Why})
			}
		}
		out = append(out, info)
	}
	return out, nil
}
