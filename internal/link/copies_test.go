package link

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"testing"

	"dateline/internal/store"
	"dateline/text"
)

const wireText = `Storm closes the harbour of Port Amaro
The harbour of Port Amaro was closed on Monday after a storm sank two fishing boats, the coast guard said.
At least 12 sailors are missing, and divers searched the bay until nightfall without finding any of them.
"We will go out again as soon as the wind allows it," said the head of the rescue service, Ilse Marten.
The storm had cut off power in large parts of the old town and blocked the only road to the lighthouse.
Schools stay closed on Tuesday, the city council decided late in the evening after a meeting of three hours.`

// of makes an article ready to put.
func of(id, source, day, body string) store.Entry {
	sum := sha256.Sum256([]byte(id + body))
	title, _, _ := strings.Cut(body, "\n")
	return store.Entry{Path: id, Format: "text", Raw: []byte(id + body), Article: text.Article{ID: id, Source: source, Published: day,
		Title: title, Text: body, SHA256: hex.EncodeToString(sum[:])}}
}

// TestCopies: an update and an excerpt of an article are found, whichever came first, with what each changed; another article on the same
// matter is none, nor is one that has only a publisher's notice in common with it.
func TestCopies(t *testing.T) {
	update := strings.Replace(strings.Replace(wireText, "12 sailors", "15 sailors", 1), "Storm closes", "Deadly storm closes", 1) +
		"\nThe president is expected in the town on Wednesday."
	lines := strings.Split(wireText, "\n")
	excerpt := strings.Join(lines[1:4], "\n")
	other := "Divers return to the bay of Port Amaro\nDivers went back into the bay on Wednesday to look for the sailors of two boats that a storm had sunk " +
		"two days before.\nThe families of the missing waited on the quay, and the mayor promised them help."
	s := openTemp(t)
	put(t, s, "1", of("excerpt", "Daily", "2024-05-08", excerpt), of("wire", "Agency", "2024-05-06", wireText), of("other", "Agency", "2024-05-08", other),
		of("update", "Herald", "2024-05-07", update))
	l := New(s)
	if tally := linkAll(t, l); tally.Copies != 2 {
		t.Errorf("%d copies", tally.Copies)
	}
	c, err := l.Copies(t.Context(), "excerpt")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, a := range c.Copies {
		got = append(got, a.Article+" "+a.Kind)
	}
	if want := []string{"wire first", "update update", "excerpt excerpt"}; !slices.Equal(got, want) {
		t.Fatalf("%q, want %q", got, want)
	}
	u := c.Copies[1]
	if !u.Retitled || len(u.Changed) != 2 || !strings.Contains(u.Changed[1].To, "15 sailors") || !strings.Contains(u.Changed[1].From, "12 sailors") ||
		!slices.Equal(u.Added, []string{"The president is expected in the town on Wednesday."}) {
		t.Errorf("the update: %+v", u)
	}
	if e := c.Copies[2]; len(e.Added)+len(e.Changed) != 0 || len(e.Dropped) != 3 || e.Contains > 0.7 {
		t.Errorf("the excerpt: %+v", e)
	}
	if c, err := l.Copies(t.Context(), "other"); err != nil || len(c.Copies) != 1 {
		t.Errorf("%+v, %v", c, err)
	}
	if _, err := l.Copies(t.Context(), "nothing"); err == nil || !strings.Contains(err.Error(), "no article has the id") {
		t.Error(err)
	}
}

// TestNoticesMakeNoCopies: what a publisher prints under all it writes makes short articles no copies of one another.
func TestNoticesMakeNoCopies(t *testing.T) {
	notice := "\nThe Harbour Courier is owned by its readers. Write to us about what you see, subscribe to the letter that we send each morning, " +
		"and support our work with a gift if you can. Nothing of this page may be printed elsewhere without a written word from us."
	var entries []store.Entry
	w := newWorld(11)
	for i := range 12 {
		lines := strings.Split(w.article().Article.Text, "\n")
		entries = append(entries, of(string(rune('a'+i)), "Harbour Courier", "2024-05-06", strings.Join(lines[:3], "\n")+notice))
	}
	s := openTemp(t)
	put(t, s, "1", entries...)
	l := New(s)
	linkAll(t, l)
	wrong := 0
	for _, e := range entries[3:] { // of the first three nothing can be known yet
		if c, err := l.Copies(t.Context(), e.Article.ID); err != nil || len(c.Copies) > 3 {
			wrong++
		}
	}
	if wrong > 0 {
		t.Errorf("%d of %d short articles are taken for copies", wrong, len(entries))
	}
}

// TestSharedRunIsFound: two texts that share as many words in a row as is promised share a fingerprint.
func TestSharedRunIsFound(t *testing.T) {
	w := newWorld(12)
	words := func(n int) string {
		var out []string
		for range n {
			out = append(out, coinage(w.r.IntN(50_000)))
		}
		return strings.Join(out, " ")
	}
	for range 200 {
		run := words(shingleWords + window - 1)
		a, b := fingerprints(shingles(words(30)+" "+run+" "+words(9))), fingerprints(shingles(words(3)+" "+run+" "+words(40)))
		if !slices.ContainsFunc(a, func(p int64) bool { return slices.Contains(b, p) }) {
			t.Fatalf("%q is not found", run)
		}
	}
}
