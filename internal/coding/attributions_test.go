package coding

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"dateline/event"
	"dateline/internal/conllu"
	"dateline/text"
)

// attributed are a document's attributions as "source | cue | piece … piece".
func attributed(t *testing.T, d *text.Document) []string {
	t.Helper()
	book, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, a := range New(book, byForm{}, event.CoderVersion{}).Attributions(d) {
		var pieces []string
		for _, p := range a.Content {
			pieces = append(pieces, d.Slice(p))
		}
		out = append(out, d.Slice(a.Source)+" | "+d.Slice(a.Cue)+" | "+strings.Join(pieces, " … "))
	}
	return out
}

func TestAttributions(t *testing.T) {
	want := map[string][]string{
		"The army shelled the village on Friday.":                                        nil,
		"The army said that rebels had kidnapped two drivers.":                           {"The army | said | that rebels had kidnapped two drivers"},
		"Officials fear that the rebels may attack the airport.":                         {"Officials | fear | that the rebels may attack the airport"},
		"The minister demanded that the rebels release the hostages.":                    {"The minister | demanded | that the rebels release the hostages"},
		"According to state television, police arrested forty protesters.":               {"state television | According | police arrested forty protesters"},
		"State media reported that police arrested forty protesters, the ministry said.": {"State media | reported | that police arrested forty protesters", "the ministry | said | State media reported that police arrested forty protesters"},
		"Guards on Monday arrested forty protesters, the ministry said.":                 {"the ministry | said | on Monday arrested forty protesters"},
		"The United Nations condemned the killing of the envoy.":                         {"The United Nations | condemned | the killing of the envoy"},
	}
	book, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	eachSentence(t, book, want, func(d *text.Document, lines []string) {
		got := attributed(t, d)
		slices.Sort(got)
		if !slices.Equal(got, lines) {
			t.Errorf("%s\n   want %q\n   got  %q", d.Text, lines, got)
		}
	})
}

// TestAttributionsRunOn: what stands in quotation marks after its speaker was named is his, in pieces of one content within a paragraph.
func TestAttributionsRunOn(t *testing.T) {
	var in strings.Builder
	sentence := func(newpar bool, words string) {
		if newpar {
			in.WriteString("# newpar\n")
		}
		for i, w := range strings.Fields(words) {
			f := strings.Split(w, "/")
			fmt.Fprintf(&in, "%d\t%s\t%s\t%s\t_\t_\t%s\t%s\t_\t_\n", i+1, f[0], strings.ToLower(f[0]), f[1], f[2], f[3])
		}
		in.WriteString("\n")
	}
	sentence(true, `"/PUNCT/3/punct We/PRON/3/nsubj held/VERB/0/root ,/PUNCT/3/punct "/PUNCT/3/punct Sapt/PROPN/7/nsubj say/VERB/3/parataxis ./PUNCT/3/punct`)
	sentence(false, `"/PUNCT/3/punct They/PRON/3/nsubj ran/VERB/0/root ./PUNCT/3/punct`)
	sentence(true, `All/DET/3/nsubj then/ADV/3/advmod slept/VERB/0/root ./PUNCT/3/punct "/PUNCT/3/punct`)
	s, err := conllu.NewReader(strings.NewReader("# newdoc id = q\n"+in.String()), "test").ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	d, err := conllu.ToDocument(s, conllu.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := attributed(t, d), []string{"Sapt | say | We held … They ran"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
