package server

import (
	"context"

	"dateline/event"
	"dateline/internal/store"
	"dateline/text"
)

// Item is a report with what the store knows of it.
type Item struct {
	Report   event.Report `json:"report"`
	Event    *string      `json:"event" doc:"Id of the event it is in"`
	Story    *string      `json:"story" doc:"Id of the story its event is in"`
	Review   string       `json:"review" doc:"What people decided last: none, accept, correct, reject or skip"`
	Sentence string       `json:"sentence" doc:"The words of its sentence"`
}

// byPerson is the coder's version of a report that a person corrected.
const byPerson = "person"

// items puts beside reports what the store knows of them.
func (s *Server) items(ctx context.Context, reports []event.Report) ([]Item, error) {
	ids := make([]string, len(reports))
	for i := range reports {
		ids[i] = reports[i].ID
	}
	around, err := s.store.Around(ctx, ids)
	if err != nil {
		return nil, err
	}
	out := make([]Item, len(reports))
	for i, r := range reports {
		a := around[r.ID]
		out[i] = Item{Report: r, Event: event.Null(a.Event), Story: event.Null(a.Story), Review: a.Review, Sentence: a.Sentence}
		if out[i].Review == "" {
			out[i].Review = "none"
		}
		if r.Coder.Version == byPerson && a.Review == "none" { // the correction has an id of its own
			out[i].Review = store.Correct
		}
	}
	return out, nil
}

// ArticleHead names an article.
type ArticleHead struct {
	ID        string  `json:"id"`
	Title     *string `json:"title"`
	Source    *string `json:"source"`
	Published *string `json:"published"`
	URL       *string `json:"url"`
}

func headOf(d event.Document) ArticleHead {
	return ArticleHead{d.ID, d.Title, d.Source, d.Published, safeURL(d.URL)}
}

// ArticleText is an article with its text.
type ArticleText struct {
	ArticleHead
	Subtitle *string `json:"subtitle"`
	Byline   *string `json:"byline"`
	Language *string `json:"language"`
	Text     string  `json:"text" doc:"All spans count code points in it, half open"`
	SHA256   string  `json:"sha256"`
}

func articleText(a *text.Article) ArticleText {
	return ArticleText{ArticleHead{a.ID, event.Null(a.Title), event.Null(a.Source), event.Null(a.Published), safeURL(event.Null(a.URL))},
		event.Null(a.Subtitle), event.Null(a.Byline), event.Null(a.Language), a.Text, a.SHA256}
}
