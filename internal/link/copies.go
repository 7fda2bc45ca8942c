package link

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"

	"dateline/internal/nlp/token"
	"dateline/internal/store"
	"dateline/text"
)

// Copies are the articles that are copies, updates or excerpts of one another.
type Copies struct {
	Asked       string `json:"article"`     // the article that was asked for
	Copies      []Copy `json:"copies"`      // the first published first
	Independent int    `json:"independent"` // how many sources they are: 1, whatever their number
}

// Copy is one of several articles with much of one text.
type Copy struct {
	Article   string   `json:"article"`
	Source    string   `json:"source"`    // its publisher; "" unknown
	Published string   `json:"published"` // YYYY-MM-DD; "" unknown
	Title     string   `json:"title"`
	Kind      string   `json:"kind"`     // first, copy (the same words), excerpt (part of them), update (changed or added)
	Contains  float64  `json:"contains"` // share of the first one's runs of words that it has
	Retitled  bool     `json:"retitled"` // it has another title than the first
	Added     []string `json:"added"`    // its sentences that the first one does not have
	Dropped   []string `json:"dropped"`  // the first one's sentences that it does not have
	Changed   []Edit   `json:"changed"`  // sentences that were reworded
}

// Edit is a sentence as the first article has it and as a copy has it.
type Edit struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// Copies gives the articles that are copies of one: what each changed of the first.
func (l *Linker) Copies(ctx context.Context, article string) (*Copies, error) {
	articles, err := l.store.Copies(ctx, article)
	if err != nil {
		return nil, err
	}
	out := &Copies{Asked: article, Copies: []Copy{}, Independent: 1}
	for _, a := range articles {
		out.Copies = append(out.Copies, copyOf(&articles[0], &a))
	}
	return out, nil
}

func copyOf(first, a *store.Sketched) Copy {
	c := Copy{Article: a.ID, Source: a.Source, Published: a.Published, Title: a.Title, Kind: "first", Contains: 1,
		Added: []string{}, Dropped: []string{}, Changed: []Edit{}}
	if first.Key == a.Key {
		return c
	}
	c.Retitled = fold(first.Title) != fold(a.Title)
	c.Added, c.Dropped, c.Changed = Differences(sentences(first.Text), sentences(a.Text))
	mine, its := set(shingles(first.Text)), set(shingles(a.Text))
	c.Contains = float64(Compare(mine, its).Shared) / float64(max(1, len(mine)))
	switch {
	case len(c.Added)+len(c.Dropped)+len(c.Changed) == 0:
		c.Kind = "copy"
	case len(c.Added)+len(c.Changed) == 0:
		c.Kind = "excerpt"
	default:
		c.Kind = "update"
	}
	return c
}

// sentences cuts a text as the coder does.
func sentences(body string) []string {
	doc := text.NewDocument(text.Article{Text: body})
	_ = splitter().Process(doc) // never fails
	out := make([]string, 0, len(doc.Sentences))
	for i := range doc.Sentences {
		out = append(out, doc.Slice(doc.Sentences[i].Span))
	}
	return out
}

var splitter = sync.OnceValue(token.New)

// Differences says what a text's sentences became in another: those only in the second, those only in the first, and pairs of the two
// that have most of their words in common.
func Differences(from, to []string) (added, dropped []string, changed []Edit) {
	added, dropped, changed = only(to, from), only(from, to), []Edit{}
	type pair struct {
		edit  Edit
		share float64
	}
	var pairs []pair
	for _, d := range dropped {
		for _, a := range added {
			if share := cosine(stems(d, maxWords), stems(a, maxWords)); share >= 0.5 {
				pairs = append(pairs, pair{Edit{d, a}, share})
			}
		}
	}
	slices.SortStableFunc(pairs, func(a, b pair) int { return cmp.Compare(b.share, a.share) })
	for _, p := range pairs {
		i, k := slices.Index(dropped, p.edit.From), slices.Index(added, p.edit.To)
		if i >= 0 && k >= 0 {
			changed = append(changed, p.edit)
			dropped, added = slices.Delete(dropped, i, i+1), slices.Delete(added, k, k+1)
		}
	}
	return added, dropped, changed
}

// only are the sentences of a list that another does not have; signs and case do not count.
func only(list, other []string) []string {
	have := map[string]bool{}
	for _, s := range other {
		have[plain(s)] = true
	}
	out := []string{}
	for _, s := range list {
		if !have[plain(s)] {
			out = append(out, s)
		}
	}
	return out
}

func plain(s string) string { return strings.Join(wordsOf(s), " ") }
