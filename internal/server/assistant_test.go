package server

import (
	"encoding/json"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/modelcontextprotocol/go-sdk/mcp"
)

// call asks a tool as an assistant does.
func call[T any](t *testing.T, c *mcp.ClientSession, tool string, args any) (out T) {
	t.Helper()
	r, err := c.CallTool(t.Context(), &mcp.CallToolParams{Name: tool, Arguments: args})
	if err != nil {
		t.Fatal(err)
	}
	if r.IsError {
		t.Fatalf("%s: %s", tool, r.Content[0].(*mcp.TextContent).Text)
	}
	raw, err := json.Marshal(r.StructuredContent)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// TestAssistantFindsAndCites uses the SDK's own client, over HTTP and over pipes.
func TestAssistantFindsAndCites(t *testing.T) {
	s := newServer(t, newStore(t, 4), nil)
	h := httptest.NewServer(s.Handler())
	t.Cleanup(h.Close)
	near, far := mcp.NewInMemoryTransports()
	if _, err := s.Assistant().Connect(t.Context(), far, nil); err != nil {
		t.Fatal(err)
	}
	for name, transport := range map[string]mcp.Transport{"http": &mcp.StreamableClientTransport{Endpoint: h.URL + "/mcp"}, "pipe": near} {
		t.Run(name, func(t *testing.T) {
			c, err := mcp.NewClient(&mcp.Implementation{Name: "test", Version: "1"}, nil).Connect(t.Context(), transport, nil)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = c.Close() })
			talk(t, c)
		})
	}
}

func talk(t *testing.T, c *mcp.ClientSession) {
	t.Helper()
	tools, err := c.ListTools(t.Context(), nil)
	if err != nil || len(tools.Tools) != 4 {
		t.Fatalf("%v, %v", tools, err)
	}
	for _, tool := range tools.Tools {
		if !tool.Annotations.ReadOnlyHint {
			t.Errorf("%s does not say that it only reads", tool.Name)
		}
	}
	found := call[searchOut](t, c, "search_reports", map[string]any{"type": []string{"ASSAULT"}, "limit": 2})
	if found.Total != 3 || len(found.Reports) != 2 || found.Next == "" {
		t.Fatalf("%+v", found)
	}
	r := found.Reports[0]
	if r.Actor[0] != "The army of Velia (SYR.MIL)" || !strings.Contains(r.Quote, "shelled the town of Tarn") || r.Document.Source == nil {
		t.Errorf("%+v", r)
	}
	passage := call[passageOut](t, c, "get_passage", map[string]any{"article": r.Document.ID, "start": r.Span.Start, "end": r.Span.End})
	if passage.Text != r.Quote || len(passage.Reports) != 1 || passage.Reports[0].ID != r.ID {
		t.Errorf("the passage is not the quote: %+v", passage)
	}
	if e := call[eventOut](t, c, "get_event", map[string]any{"id": *r.Event}); e.Event.ID != *r.Event || len(e.Reports) == 0 {
		t.Errorf("%+v", e)
	}
	if n := call[FacetsOf](t, c, "count_reports", map[string]any{"by": "status"}); n.Total != 4 || n.Facets["status"][0].Count != 3 {
		t.Errorf("%+v", n)
	}
	for tool, bad := range map[string]map[string]any{"search_reports": {"type": []string{"WAR"}}, "get_event": {"id": "e_none"}, "get_passage": {"article": "a1", "start": 5000}} {
		if r, err := c.CallTool(t.Context(), &mcp.CallToolParams{Name: tool, Arguments: bad}); err != nil || !r.IsError {
			t.Errorf("%s %v: %v, no error", tool, bad, err)
		}
	}
}
