package server

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"dateline/internal/export"
	"dateline/internal/export/formats"
)

func (s *Server) registerExport() {
	read(s, "list-formats", "/api/export/formats", "The forms that data can be taken away in", s.listFormats)
	read(s, "export", "/api/export", "A file of the reports or events that the filter admits, or what belongs beside it", s.export)
}

// FormatInfo is a form that data can be taken away in.
type FormatInfo struct {
	Name   string   `json:"name"`
	About  string   `json:"about"`
	Suffix string   `json:"suffix"`
	Media  string   `json:"media"`
	What   []string `json:"what" doc:"reports, events"`
}

// FormatList is all forms.
type FormatList struct {
	Formats []FormatInfo `json:"formats"`
}

func (s *Server) listFormats(_ context.Context, _ *struct{}) (*body[FormatList], error) {
	out := FormatList{[]FormatInfo{}}
	for _, f := range formats.All() {
		info := FormatInfo{f.Name, f.About, f.Suffix, f.Media, []string{"reports"}}
		if f.Events != nil {
			info.What = append(info.What, "events")
		}
		out.Formats = append(out.Formats, info)
	}
	return &body[FormatList]{out}, nil
}

type exportInput struct {
	FilterParams
	Format string `query:"format" default:"csv" doc:"One of /api/export/formats"`
	What   string `query:"what" enum:"reports,events" default:"reports"`
	Part   string `query:"part" enum:"data,codebook,statement,loss" default:"data" doc:"The data, or what belongs beside them: what each column is; versions, query and counts for a paper's appendix; what the form could not hold"`
}

func (s *Server) export(ctx context.Context, in *exportInput) (*huma.StreamResponse, error) {
	format, err := formats.ByName(in.Format)
	if err != nil {
		return nil, huma.Error422UnprocessableEntity(err.Error())
	}
	what := export.What(in.What)
	if what == export.OfEvents && format.Events == nil {
		return nil, huma.Error422UnprocessableEntity("the form " + format.Name + " has none for events; take jsonl, csv, parquet or geojson")
	}
	if _, err := s.store.Count(ctx, in.filter); err != nil { // a bad filter is told before the file begins
		return nil, s.fail(err)
	}
	return &huma.StreamResponse{Body: func(c huma.Context) {
		name, media := "dateline-"+in.What+format.Suffix, format.Media
		if in.Part != "data" {
			name, media = name+"."+in.Part+".md", "text/markdown; charset=utf-8"
		}
		c.SetHeader("Content-Type", media)
		c.SetHeader("Content-Disposition", fmt.Sprintf("attachment; filename=%q", name))
		w := bufio.NewWriterSize(patient(c), 64<<10)
		if err := s.exportPart(ctx, in, format, what, w); err != nil {
			s.log.Error("export", "format", format.Name, "error", err)
			panic(abort) // so that nobody takes a part for the whole
		}
		_ = w.Flush() // fails where nobody reads any more
	}}, nil
}

func (s *Server) exportPart(ctx context.Context, in *exportInput, format *export.Format, what export.What, w *bufio.Writer) error {
	switch in.Part {
	case "data":
		_, err := export.Write(ctx, s.store, in.filter, what, w, format)
		return err
	case "codebook":
		return format.Codebook(w, what)
	}
	sum, err := export.Write(ctx, s.store, in.filter, what, io.Discard, format)
	if err != nil {
		return err
	}
	if in.Part == "loss" {
		return sum.LossReport(w, format)
	}
	return sum.Statement(w, format, s.options.Version.Version, time.Now().UTC().Format(time.DateOnly), clean(in.query, "format", "what", "part"))
}
