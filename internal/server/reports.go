package server

import (
	"bufio"
	"context"
	"net/url"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"dateline/event"
	"dateline/internal/store"
)

// safeURL is an address that a page may link to; captured pages can claim any, javascript: among them.
func safeURL(address *string) *string {
	if address == nil {
		return nil
	}
	u, err := url.Parse(*address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return nil
	}
	return address
}

type listInput struct {
	FilterParams
	PageParams
}

type body[T any] struct{ Body T }

// ReportPage is a page of reports.
type ReportPage struct {
	Reports []Item  `json:"reports"`
	Next    *string `json:"next" doc:"For after; null on the last page"`
	Total   *int    `json:"total" doc:"How many there are; null on pages after the first"`
}

func (s *Server) registerReports() {
	read(s, "list-reports", "/api/reports", "Reports that the filter admits, a page at a time", s.listReports)
	read(s, "stream-reports", "/api/reports.jsonl", "All reports that the filter admits, one a line", s.streamReports)
	read(s, "get-report", "/api/reports/{id}", "One report", s.getReport)
}

func (s *Server) listReports(ctx context.Context, in *listInput) (*body[ReportPage], error) {
	reports, next, err := s.reportPage(ctx, in.page(in.filter))
	if err != nil {
		return nil, s.fail(err)
	}
	items, err := s.items(ctx, reports)
	if err != nil {
		return nil, s.fail(err)
	}
	out := &body[ReportPage]{ReportPage{Reports: items, Next: event.Null(next)}}
	if in.After == "" {
		n, err := remember(ctx, s, "count "+clean(in.query, "limit", "after", "order"), func() (int, error) { return s.store.Count(ctx, in.filter) })
		if err != nil {
			return nil, s.fail(err)
		}
		out.Body.Total = &n
	}
	return out, nil
}

// reportPage gives a page and the cursor of the next.
func (s *Server) reportPage(ctx context.Context, f store.Filter) (out []event.Report, next string, err error) {
	limit, last := f.Limit, ""
	f.Limit++
	for row, err := range s.store.Query(ctx, f) {
		if err != nil {
			return nil, "", err
		}
		if len(out) == limit {
			return out, last, nil
		}
		r, err := row.Report()
		if err != nil {
			return nil, "", err
		}
		out, last = append(out, *r), row.Cursor
	}
	return out, "", nil
}

func (s *Server) streamReports(ctx context.Context, in *FilterParams) (*huma.StreamResponse, error) {
	if _, err := s.store.Count(ctx, in.filter); err != nil { // a bad filter is told before the stream begins
		return nil, s.fail(err)
	}
	return &huma.StreamResponse{Body: func(c huma.Context) {
		c.SetHeader("Content-Type", "application/jsonl")
		w := bufio.NewWriterSize(patient(c), 64<<10)
		for row, err := range s.store.Query(ctx, in.filter) {
			if err == nil {
				_, err = w.Write(append(row.JSON, '\n'))
			}
			if err != nil { // the connection is broken off, so that nobody takes a part for the whole
				s.log.Error("stream of reports", "error", err)
				panic(abort)
			}
		}
		_ = w.Flush() // fails where nobody reads any more
	}}, nil
}

// ReportDetail is a report and all that is known of it.
type ReportDetail struct {
	Item
	Article   ArticleHead    `json:"article"`
	History   []store.Review `json:"history" doc:"What people decided of it, the newest first; blind samples aside"`
	Decisions []store.Ruling `json:"decisions" doc:"What put its event together"`
}

func (s *Server) getReport(ctx context.Context, in *struct {
	ID string `path:"id" doc:"Its id, or the first characters of it"`
}) (*body[ReportDetail], error) {
	report, _, err := s.store.Report(ctx, in.ID)
	if err != nil {
		return nil, s.fail(err)
	}
	items, err := s.items(ctx, []event.Report{*report})
	if err != nil {
		return nil, s.fail(err)
	}
	out := ReportDetail{Item: items[0], Article: headOf(report.Document), Decisions: []store.Ruling{}}
	if out.History, err = s.openReviews(ctx, store.ReviewFilter{Report: report.ID}); err != nil {
		return nil, s.fail(err)
	}
	if out.Event != nil {
		if out.Decisions, err = s.linker.Decisions(ctx, *out.Event); err != nil {
			return nil, s.fail(err)
		}
	}
	return &body[ReportDetail]{out}, nil
}

// openReviews gives decisions that everybody may see: those in blind samples stay unseen, so that a second coder is not swayed.
func (s *Server) openReviews(ctx context.Context, f store.ReviewFilter) ([]store.Review, error) {
	reviews, err := s.store.Reviews(ctx, f)
	out := []store.Review{}
	for _, r := range reviews {
		if !strings.HasPrefix(r.Sample, store.BlindSample) {
			out = append(out, r)
		}
	}
	return out, err
}
