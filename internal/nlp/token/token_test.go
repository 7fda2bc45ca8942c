package token

import (
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/text"
)

func process(a text.Article) *text.Document {
	d := text.NewDocument(a)
	if err := New().Process(d); err != nil {
		panic(err)
	}
	return d
}

func TestWords(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"They didn't leave.", "They did n't leave ."},
		{"We can't, won't and cannot stay.", "We ca n't , wo n't and can not stay ."},
		{"It’s the army’s and the rebels’ war, isn’t it?", "It ’s the army ’s and the rebels ’ war , is n’t it ?"},
		{"I'm sure they've said they'll go; he'd agree they're right.", "I 'm sure they 've said they 'll go ; he 'd agree they 're right ."},
		{"US-led, Beirut-based and Iranian-backed", "US - led , Beirut - based and Iranian - backed"},
		{"non-violent, pro-government, mid-June, ex-president", "non-violent , pro-government , mid-June , ex-president"},
		{"al-Qaeda and Deir ez-Zor", "al - Qaeda and Deir ez - Zor"},
		{"a 25-year-old in the 10-15 range", "a 25 - year - old in the 10 - 15 range"},
		{"$5 million, €3.5bn and US$40", "$ 5 million , € 3.5 bn and US$ 40"},
		{"30% of 1,500.50 km² at 5pm or 10:30 a.m.", "30 % of 1,500.50 km ² at 5 pm or 10:30 a.m."},
		{"the 1990s, the '80s and the 3rd", "the 1990s , the '80s and the 3rd"},
		{"the U.S. and Ph.D. students", "the U.S. and Ph.D. students"},
		{"Mr. Lopez vs. J. R. Smith Jr. et al.", "Mr. Lopez vs. J. R. Smith Jr. et al."},
		{"“Go,” she said, ‘now’.", "“ Go , ” she said , ‘ now ’ ."},
		{`He said "go" (twice).`, `He said " go " ( twice ) .`},
		{"See https://example.org/a-b?c=d. Mail info@example.org!", "See https://example.org/a-b?c=d . Mail info@example.org !"},
		{"(www.example.org/x_(y))", "( www.example.org/x_(y) )"},
		{"and/or w/o 9/11 3/4/2011 1/2", "and / or w/o 9/11 3/4/2011 1 / 2"},
		{"on 2013-10-09 call 303-555-0160", "on 2013-10-09 call 303-555-0160"},
		{"talks—long ones – went on... and on…", "talks — long ones – went on ... and on …"},
		{"Shi'ite Sana'a O'Brien d'état o'clock", "Shi'ite Sana'a O'Brien d'état o'clock"},
		{"AT&T's #Aleppo @user", "AT&T 's #Aleppo @user"},
		{"gonna wanna", "gon na wan na"},
		{"dead.Two more", "dead . Two more"},
		{"What?! No!!!", "What ?! No !!!"},
		{"العربية 한국어 中文", "العربية 한국어 中文"},
		{"🙂👍🏽 ok", "🙂👍🏽 ok"},
		{"soft\u00adhyphen", "soft hyphen"},
		{"caf\u0065\u0301", "caf\u0065\u0301"},
		{"rock 'n' roll, 'em", "rock ' n ' roll , 'em"},
	} {
		var got []string
		for _, s := range process(text.Article{Text: c.in}).Sentences {
			for _, k := range s.Tokens {
				got = append(got, k.Form)
			}
		}
		if g := strings.Join(got, " "); g != c.want {
			t.Errorf("%q\n got %s\nwant %s", c.in, g, c.want)
		}
	}
}

// Sentences are separated by "|" in the cases.
func TestSentences(t *testing.T) {
	for _, c := range []string{
		"Rebels shelled the town.|Nobody was hurt.",
		"Gen. Amin Haddad met Lt. Col. Ray Stone in Fort St. John.|They spoke for an hour.",
		"It was sent to the U.S. Congress by the U.S. The vote is due."[:44] + "|" + "The vote is due.",
		"Troops left the U.S.|He stayed.",
		"The U.S. Army left at 5 p.m. Friday.|It had come at 3 a.m.|Nobody saw it.",
		"J. P. Moreau and George W. Hill agreed.|Then they left.",
		"“We will stay.”|“We will fight,” he said.",
		`"We will stay," he said. "We will fight."`[:24] + "|" + `"We will fight."`,
		`"Why now?" the minister asked.|Nobody answered.`,
		`"Why now?" Haddad asked.|Nobody answered.`,
		"He said that “it is over. We are leaving.”|She wept.",
		"GENEVA (Reuters) —|The talks failed on Monday.",
		"BEIRUT, Lebanon —|The army said it had fired first.",
		"KABUL --|At least 5.5 million people voted.|Turnout was 40.3 percent.",
		"Port-au-Prince, Haiti, Jan. 5 -|Police fired.",
		"No. 5 was hit in Sept. 2011, on p. 4 of the list.|Nos. 6 and 7 were not.",
		"They waited... and then left.|Then came more...|The end.",
		"1. Leave the town.|2. Hand over arms.",
		"• Leave the town|• Hand over arms",
		"The group was founded by Acme Corp. Chairman Li Wei.|It failed.",
		"It was bought by Acme Inc.|The price was not given.",
		"(The army denied it.)|The rebels did not.",
		"The toll is 12.[3]|It may rise.",
		"The army came.|al-Shabab fled.",
		"Three were killed.\"|The rest fled.",
		"Is it over?|Yes!|Good.",
	} {
		want := strings.Split(c, "|")
		in := strings.Join(want, " ")
		d := process(text.Article{Text: in})
		var got []string
		for _, s := range d.Sentences {
			got = append(got, d.Slice(s.Span))
		}
		if g := strings.Join(got, "|"); g != strings.Join(want, "|") {
			t.Errorf("got  %s\nwant %s", g, c)
		}
	}
}

func TestParts(t *testing.T) {
	d := process(text.Article{Title: "U.S. Says It Will Act", Subtitle: "A plan", Text: "U.S. Says It Will Act\n\nA plan\nU.S. Says It Will Act\nIt was told."})
	want := []text.Sentence{{Part: text.Title, Paragraph: 0}, {Part: text.Subtitle, Paragraph: 2}, {Part: text.Body, Paragraph: 3}, {Part: text.Body, Paragraph: 4}}
	if len(d.Sentences) != len(want) {
		t.Fatalf("%d sentences", len(d.Sentences))
	}
	for i, w := range want {
		if g := d.Sentences[i]; g.Part != w.Part || g.Paragraph != w.Paragraph {
			t.Errorf("sentence %d: part %d, paragraph %d", i, g.Part, g.Paragraph)
		}
	}
	if d := process(text.Article{Title: "Other", Text: "First.\nOther"}); d.Sentences[0].Part != text.Body || d.Sentences[1].Part != text.Body {
		t.Error("a title that is not the first line was taken for one")
	}
}

// check fails when the layer breaks a promise of package text.
func check(t *testing.T, d *text.Document) {
	t.Helper()
	last := 0
	for _, s := range d.Sentences {
		if len(s.Tokens) == 0 || s.Tokens[0].Start != s.Start || s.Tokens[len(s.Tokens)-1].End != s.End {
			t.Fatalf("sentence %v does not span its tokens", s.Span)
		}
		for _, k := range s.Tokens {
			if k.Start < last || k.End <= k.Start || k.End > len(d.Runes) {
				t.Fatalf("token %v after %d of %d", k.Span, last, len(d.Runes))
			}
			if k.Form != d.Slice(k.Span) || strings.ContainsAny(k.Form, " \n") {
				t.Fatalf("form %q of %q", k.Form, d.Slice(k.Span))
			}
			last = k.End
		}
	}
}

func TestHardInputs(t *testing.T) {
	for name, unit := range map[string]string{
		"letters": "a", "digits": "7", "periods": ".", "initials": "a.", "hyphens": "a-", "digit hyphens": "123-", "slashes": "a/", "digit slashes": "1/",
		"apostrophes": "a'", "quotes": `"`, "quoted": ` "a`, "at signs": "@", "addresses": "a@", "brackets": "(", "schemes": "http://", "www": "www.",
		"dashes": "—", "emoji": "🙂", "joiners": "\u200d", "Arabic": "ع", "marks": "\u0301", "colons": ":", "zero": "\x00",
		"stops and closers": `."`, "title": "Aaaa ", "said": `said "`, "ellipses": "[...]", "abbreviations": "Mr. ", "bullets": "• ", "lines": "\n",
	} {
		start := time.Now()
		d := process(text.Article{Text: strings.Repeat(unit, 100_000)})
		check(t, d)
		if took := time.Since(start); took > 3*time.Second {
			t.Errorf("%s: %v for 100,000 times %q", name, took, unit)
		}
	}
	check(t, process(text.Article{Text: "bad \xff\xfe bytes\xc3"}))
	check(t, process(text.Article{}))
}

// TestLongest: what has no end of a sentence for too long is cut after a mark, or where it must.
func TestLongest(t *testing.T) {
	for raw, want := range map[string][]int{
		strings.Repeat("word ", 400):                                    {400},
		strings.Repeat("word ", 401):                                    {400, 1},
		strings.Repeat("word ", 299) + ", " + strings.Repeat("x ", 500): {300, 400, 100},
		strings.Repeat("word ", 200) + ", " + strings.Repeat("x ", 300): {400, 101},
		"One two.\n" + strings.Repeat("word ", 401):                     {3, 400, 1},
	} {
		d := process(text.Article{Text: raw})
		check(t, d)
		var got []int
		for _, s := range d.Sentences {
			got = append(got, len(s.Tokens))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%.40q…: sentences of %v words, want %v", raw, got, want)
		}
	}
}

func TestChain(t *testing.T) {
	if err := text.CheckChain([]text.Stage{New()}); err != nil {
		t.Error(err)
	}
}

func FuzzProcess(f *testing.F) {
	for _, s := range []string{"GENEVA (AP) — Mr. X said: “Go.” [1] a@b.c", "12-20-00 'n' [...] a.b.c.. 1/2/3 http://x(y)) $5m n't 'S", "• a\u2028b — \xff"} {
		f.Add(s, "")
	}
	f.Fuzz(func(t *testing.T, s, title string) {
		d := text.NewDocument(text.Article{Text: s, Title: title})
		if err := New().Process(d); err != nil {
			t.Fatal(err)
		}
		if strings.ToValidUTF8(s, "") == s {
			check(t, d)
		}
	})
}

func BenchmarkProcess(b *testing.B) {
	line := "ERBIL, Iraq — Gen. Amin Haddad said on Friday that U.S.-backed forces had killed at least 30 fighters in the town's " +
		"north, and that the army wouldn't stop. \"We will go on,\" he told reporters at 5 p.m. Residents couldn't be reached.\n"
	a := text.Article{Text: strings.Repeat(line, 50)}
	d := text.NewDocument(a)
	s, tokens := New(), 0
	b.SetBytes(int64(len(a.Text)))
	b.ReportAllocs()
	for b.Loop() {
		s.Process(d)
		tokens = 0
		for i := range d.Sentences {
			tokens += len(d.Sentences[i].Tokens)
		}
	}
	b.ReportMetric(float64(tokens)*float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
}
