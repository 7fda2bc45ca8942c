package when

import (
	"strings"
	"testing"

	"dateline/internal/conllu"
	"dateline/internal/nlp/token"
	"dateline/text"
)

func process(t testing.TB, published, in string) *text.Document {
	t.Helper()
	d := text.NewDocument(text.Article{Text: in, Published: published})
	for _, s := range []text.Stage{token.New(), New()} {
		if err := s.Process(d); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

// Each case is a text told on Wednesday, 14 September 2016, and its times as "words KIND value start end".
func TestTimes(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		// as written
		{"They met on 18 October 2015.", "18 October 2015 DATE 2015-10-18 2015-10-18 2015-10-18"},
		{"They met on Sunday, October 18th, 2015.", "Sunday, October 18th, 2015 DATE 2015-10-18 2015-10-18 2015-10-18"},
		{"They met on 2013-10-09.", "2013-10-09 DATE 2013-10-09 2013-10-09 2013-10-09"},
		{"They met on 10/9/2013.", "10/9/2013 DATE 2013-10-09 2013-10-09 2013-10-09"},
		{"It began in June 2014.", "June 2014 DATE 2014-06 2014-06-01 2014-06-30"},
		{"It began in early June 2014.", "early June 2014 DATE 2014-06 2014-06-01 2014-06-10"},
		{"It began in mid-2015.", "mid-2015 DATE 2015 2015-05-01 2015-08-31"},
		{"It lasted through the 1990s.", "the 1990s DATE 199 1990-01-01 1999-12-31"},
		{"It began in the summer of 2014.", "the summer of 2014 DATE 2014-SU 2014-06-01 2014-08-31"},
		{"It fell in the first quarter of 2014.", "the first quarter of 2014 DATE 2014-Q1 2014-01-01 2014-03-31"},
		{"The 2006 war was short.", "2006 DATE 2006 2006-01-01 2006-12-31"},
		{"From 2009 to 2011 it was quiet.", "2009 DATE 2009 2009-01-01 2011-12-31; 2011 DATE 2011 2009-01-01 2011-12-31"},
		{"They talked Jan. 5-7, 2015.", "Jan. 5-7, 2015 DATE 2015-01-05 2015-01-05 2015-01-07"},
		{"Troops seized the hospital on Jan. 6.", "Jan. 6 DATE 2016-01-06 2016-01-06 2016-01-06"},
		{"On Jan. 6th, troops seized the hospital.", "Jan. 6th DATE 2016-01-06 2016-01-06 2016-01-06"},
		{"On Dec. 6, troops seized the hospital.", "Dec. 6 DATE 2015-12-06 2015-12-06 2015-12-06"},
		{"On Sept. 6, troops seized the hospital.", "Sept. 6 DATE 2016-09-06 2016-09-06 2016-09-06"},
		{"Easter 2014 was quiet.", "Easter 2014 DATE 2014-04-20 2014-04-20 2014-04-20"},
		{"He died on Good Friday 2015.", "Good Friday 2015 DATE 2015-04-03 2015-04-03 2015-04-03"},
		{"Shells fell on Eid al-Adha.", "Eid al-Adha DATE 2016-09-12 2016-09-12 2016-09-12"},
		{"They will stop on New Year's Eve.", "New Year's Eve DATE 2016-12-31 2016-12-31 2016-12-31"},
		{"They fought last Christmas and during Ramadan.", "last Christmas DATE 2015-12-25 2015-12-25 2015-12-25; Ramadan DATE 2016 2016-06-06 2016-07-05"},
		// from the day of writing
		{"Rebels attacked on Friday.", "Friday DATE 2016-09-09 2016-09-09 2016-09-09"},
		{"Rebels attacked on Wednesday.", "Wednesday DATE 2016-09-14 2016-09-14 2016-09-14"},
		{"Talks will resume on Friday.", "Friday DATE 2016-09-16 2016-09-16 2016-09-16"},
		{"Rebels attacked last Tuesday.", "last Tuesday DATE 2016-09-13 2016-09-13 2016-09-13"},
		{"They will meet next Tuesday.", "next Tuesday DATE 2016-09-20 2016-09-20 2016-09-20"},
		{"They attacked Monday night.", "Monday night TIME 2016-09-12TNI 2016-09-12 2016-09-12"},
		{"They fled yesterday; they return tomorrow.", "yesterday DATE 2016-09-13 2016-09-13 2016-09-13; tomorrow DATE 2016-09-15 2016-09-15 2016-09-15"},
		{"He died the day before yesterday.", "the day before yesterday DATE 2016-09-12 2016-09-12 2016-09-12"},
		{"Shells fell last night.", "last night TIME 2016-09-13TNI 2016-09-13 2016-09-13"},
		{"He was killed overnight.", "overnight TIME 2016-09-14TNI 2016-09-13 2016-09-14"},
		{"It happened last week.", "last week DATE 2016-W36 2016-09-05 2016-09-11"},
		{"They will vote next week.", "next week DATE 2016-W38 2016-09-19 2016-09-25"},
		{"They clashed over the weekend.", "the weekend DATE 2016-W36-WE 2016-09-10 2016-09-11"},
		{"He was held this month.", "this month DATE 2016-09 2016-09-01 2016-09-14"},
		{"He was held earlier this month.", "earlier this month DATE 2016-09 2016-09-01 2016-09-14"},
		{"They meet later this month.", "later this month DATE 2016-09 2016-09-14 2016-09-30"},
		{"He was held three days ago.", "three days ago DATE 2016-09-11 2016-09-11 2016-09-11"},
		{"He was held two weeks ago.", "two weeks ago DATE 2016-W35 2016-08-29 2016-09-04"},
		{"The town fell four years ago.", "four years ago DATE 2012 2012-01-01 2012-12-31"},
		{"The town fell in June.", "June DATE 2016-06 2016-06-01 2016-06-30"},
		{"The town fell in November.", "November DATE 2015-11 2015-11-01 2015-11-30"},
		{"They will vote in November.", "November DATE 2016-11 2016-11-01 2016-11-30"},
		{"The town fell in September.", "September DATE 2015-09 2015-09-01 2015-09-30"},
		{"He was shot on Oct. 18.", "Oct. 18 DATE 2016-10-18 2016-10-18 2016-10-18"}, // near, though past: a year ago would be named
		{"He was shot on March 3.", "March 3 DATE 2016-03-03 2016-03-03 2016-03-03"},
		{"He was shot last July.", "last July DATE 2016-07 2016-07-01 2016-07-31"},
		{"They have fought since July.", "July DATE 2016-07 2016-07-01 2016-09-14"},
		{"They fought for the past two weeks.", "the past two weeks DURATION P2W 2016-08-31 2016-09-14"},
		{"It was bought last year.", "last year DATE 2015 2015-01-01 2015-12-31"},
		{"It must end within three days, or they will leave in three days.", "three days DURATION P3D - -; three days DATE 2016-09-17 2016-09-17 2016-09-17"},
		// from another time of the text
		{"Troops entered on 3 May 2014. Two days later they left.", "3 May 2014 DATE 2014-05-03 2014-05-03 2014-05-03; Two days later DATE 2014-05-05 2014-05-05 2014-05-05"},
		{"Troops entered on 3 May 2014 and left the next day.", "3 May 2014 DATE 2014-05-03 2014-05-03 2014-05-03; the next day DATE 2014-05-04 2014-05-04 2014-05-04"},
		{"He was tried in May 2014, held the previous month.", "May 2014 DATE 2014-05 2014-05-01 2014-05-31; the previous month DATE 2014-04 2014-04-01 2014-04-30"},
		{"It began in 2011; he died in October of that year.", "2011 DATE 2011 2011-01-01 2011-12-31; October of that year DATE 2011-10 2011-10-01 2011-10-31"},
		{"In 2013, the army struck in August.", "2013 DATE 2013 2013-01-01 2013-12-31; August DATE 2013-08 2013-08-01 2013-08-31"},
		{"Troops entered on 3 May 2014 and left the following Tuesday.", "3 May 2014 DATE 2014-05-03 2014-05-03 2014-05-03; the following Tuesday DATE 2014-05-06 2014-05-06 2014-05-06"},
		{"World Cup 2018 day five", "2018 DATE 2018 2018-01-01 2018-12-31"},
		{"They left the next day.", "the next day DATE  - -"},
		// durations, sets, times of day
		{"He was held for three years.", "three years DURATION P3Y - -"},
		{"A two-hour battle followed.", "two-hour DURATION PT2H - -"},
		{"They have fought for weeks.", "weeks DURATION PXW - -"},
		{"They patrol every Friday, and it costs $5 a day.", "every Friday SET XXXX-WXX-5 - -; a day SET P1D - -"},
		{"It struck at 10:30 p.m. on Friday.", "10:30 p.m. TIME 2016-09-09T22:30 2016-09-09 2016-09-09; Friday DATE 2016-09-09 2016-09-09 2016-09-09"},
		{"It struck at 18:00 GMT.", "18:00 GMT TIME T18:00Z - -"},
		// not resolved
		{"They attacked this year.", "this year DATE 2016 - -"},
		{"They attacked in recent days.", ""},
		{"They now control it.", "now DATE PRESENT_REF - -"},
		{"It spent less in fiscal year 2014.", "2014 DATE FY2014 - -"},
		// not times
		{"The 25-year-old may march with 2000 people.", ""},
		{"He is 40 years old.", ""},
		{"One day they will see.", ""},
		{"A Christmas tree burned.", ""},
		// a caption's day
		{"A boy hurt on Sunday rests, Gaza, Aug. 3, 2014.", "Sunday DATE 2014-08-03 2014-08-03 2014-08-03; Aug. 3, 2014 DATE 2014-08-03 2014-08-03 2014-08-03"},
		{"A boy hurt two days ago rests, Gaza, Aug. 3, 2014.", "two days ago DATE 2014-08-01 2014-08-01 2014-08-01; Aug. 3, 2014 DATE 2014-08-03 2014-08-03 2014-08-03"},
	} {
		if got := spellTimes(process(t, "2016-09-14", c.in)); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.in, got, c.want)
		}
	}
}

func spellTimes(d *text.Document) string {
	var all []string
	for _, x := range d.Times {
		start, end := x.Start, x.End
		if start == "" {
			start, end = "-", "-"
		}
		all = append(all, strings.Join([]string{d.Slice(x.Span), x.Kind, x.Value, start, end}, " "))
	}
	return strings.Join(all, "; ")
}

func TestWithoutDateOfPublication(t *testing.T) {
	d := process(t, "", "Rebels attacked on Friday, in June, last week and on 3 May 2014.")
	for _, x := range d.Times[:3] {
		if x.Start != "" || !strings.Contains(x.Reason, "no date of publication") {
			t.Errorf("%s: %s to %s, %s", d.Slice(x.Span), x.Start, x.End, x.Reason)
		}
	}
	if d.Times[3].Start != "2014-05-03" {
		t.Error("the date that needs no other is not resolved")
	}
}

// A date on a line of its own, or in a dateline, is the day of writing.
func TestArticlesOwnDate(t *testing.T) {
	for _, c := range []struct{ published, in, want string }{
		{"", "Two held\nSunday, January 20, 2008\nTwo men were held on Friday.", "2008-01-18"},
		{"2008-01-22", "Two held\nJanuary 20, 2008\nTwo men were held yesterday.", "2008-01-19"},
		{"2008-01-22", "BASRA, Iraq, Jan. 20 (Reuters) — Two men were held yesterday.", "2008-01-19"},
		{"2008-01-22", "Two held\nMarch 3, 1999\nTwo men were held yesterday.", "2008-01-21"},
	} {
		d := process(t, c.published, c.in)
		if got := d.Times[len(d.Times)-1]; got.Start != c.want {
			t.Errorf("%q: %s, %s", c.in, got.Start, got.Reason)
		}
	}
}

// With a tree, the verb that the time belongs to decides, however near another stands.
func TestTree(t *testing.T) {
	const parsed = `# meta::dateCreated = 2016-09-14
# text = Envoys who met rebels will leave Friday.
1	Envoys	envoy	NOUN	_	Number=Plur	6	nsubj	_	_
2	who	who	PRON	_	_	3	nsubj	_	_
3	met	meet	VERB	_	Mood=Ind|Tense=Past|VerbForm=Fin	1	acl:relcl	_	_
4	rebels	rebel	NOUN	_	Number=Plur	3	obj	_	_
5	will	will	AUX	_	VerbForm=Fin	6	aux	_	_
6	leave	leave	VERB	_	VerbForm=Inf	0	root	_	_
7	Friday	Friday	PROPN	_	Number=Sing	6	obl:unmarked	_	SpaceAfter=No
8	.	.	PUNCT	_	_	6	punct	_	_

# text = The court hears the plea on Friday.
1	The	the	DET	_	_	2	det	_	_
2	court	court	NOUN	_	Number=Sing	3	nsubj	_	_
3	hears	hear	VERB	_	Mood=Ind|Tense=Pres|VerbForm=Fin	0	root	_	_
4	the	the	DET	_	_	5	det	_	_
5	plea	plea	NOUN	_	Number=Sing	3	obj	_	_
6	on	on	ADP	_	_	7	case	_	_
7	Friday	Friday	PROPN	_	Number=Sing	3	obl	_	SpaceAfter=No
8	.	.	PUNCT	_	_	3	punct	_	_

# text = The man held Friday will appeal.
1	The	the	DET	_	_	2	det	_	_
2	man	man	NOUN	_	Number=Sing	6	nsubj	_	_
3	held	hold	VERB	_	Tense=Past|VerbForm=Part	2	acl	_	_
4	Friday	Friday	PROPN	_	Number=Sing	3	obl:unmarked	_	_
5	will	will	AUX	_	VerbForm=Fin	6	aux	_	_
6	appeal	appeal	VERB	_	VerbForm=Inf	0	root	_	SpaceAfter=No
7	.	.	PUNCT	_	_	6	punct	_	_

`
	all, err := conllu.NewReader(strings.NewReader(parsed), "parsed").ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	d, err := conllu.ToDocument(all, conllu.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := New().Process(d); err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"2016-09-16", "2016-09-16", "2016-09-09"} {
		if d.Times[i].Start != want {
			t.Errorf("time %d: %s, %s", i, d.Times[i].Start, d.Times[i].Reason)
		}
	}
}

func TestEveryTimeHasAReason(t *testing.T) {
	d := process(t, "2016-09-14", "Last week, this year, for three days, daily, now, at noon, two days later, in May and on 31 February 2016.")
	if len(d.Times) < 8 {
		t.Errorf("%d times", len(d.Times))
	}
	for _, x := range d.Times {
		if x.Reason == "" || x.Precision == "" || (x.Start == "") != (x.Precision == "unknown") {
			t.Errorf("%s: %+v", d.Slice(x.Span), x)
		}
	}
}

func TestCalendar(t *testing.T) {
	for n := ymd(1599, 12, 1); n < ymd(2110, 1, 1); n += 17 {
		if y, m, d := n.civil(); ymd(y, m, d) != n || !valid(y, m, d) {
			t.Fatalf("day %d is %d-%d-%d", n, y, m, d)
		}
	}
	if y, w := ymd(2016, 1, 3).isoWeek(); y != 2015 || w != 53 {
		t.Errorf("ISO week %d-%d", y, w)
	}
	if ymd(2016, 9, 14).weekday() != 3 || easter(2016) != ymd(2016, 3, 27) {
		t.Error("weekday or Easter")
	}
	for want, got := range map[day]day{ // as announced in Saudi Arabia
		ymd(2014, 6, 28): islamic(1435, 9), ymd(2015, 6, 18): islamic(1436, 9), ymd(2016, 6, 6): islamic(1437, 9),
		ymd(2017, 5, 27): islamic(1438, 9), ymd(2017, 6, 25): islamic(1438, 10), ymd(2015, 9, 24): islamic(1436, 12) + 9,
		ymd(2016, 9, 12): islamic(1437, 12) + 9, ymd(2017, 9, 1): islamic(1438, 12) + 9,
	} {
		if got < want-1 || got > want+1 {
			t.Errorf("%s computed as %s", want, got)
		}
	}
}

func TestChain(t *testing.T) {
	if err := text.CheckChain([]text.Stage{token.New(), parser{}, New()}); err != nil {
		t.Error(err)
	}
}

type parser struct{}

func (parser) Name() string                 { return "parser" }
func (parser) Requires() []text.Layer       { return []text.Layer{text.LayerSentences} }
func (parser) Adds() []text.Layer           { return []text.Layer{text.LayerSyntax} }
func (parser) Process(*text.Document) error { return nil }

func FuzzTimes(f *testing.F) {
	f.Add("2016-09-14", "From 2009 to 2011, on Jan. 5-7, three and a half years ago, 99:99 a.m. the day before the 31st of 0000")
	f.Add("", "mid- the 19th century's last few 1000000 decades every other '90s Sunday, 31 February 2016 , early 24:00 GMT (UTC +")
	f.Fuzz(func(t *testing.T, published, in string) {
		d := process(t, published, in)
		for _, x := range d.Times {
			if x.Start > x.End || x.Reason == "" || x.Span.End <= x.Span.Start || x.Sentence >= len(d.Sentences) {
				t.Fatalf("%q: %+v", d.Slice(x.Span), x)
			}
			if x.Start != "" && (len(x.Start) != 10 || len(x.End) != 10) {
				t.Fatalf("%q: %s to %s", d.Slice(x.Span), x.Start, x.End)
			}
		}
	})
}

func BenchmarkProcess(b *testing.B) {
	line := "BASRA, Iraq — On Friday, Gen. Amin Haddad told reporters that forces had killed at least 30 fighters in the past two weeks, " +
		"and that talks, which began in June 2015, will resume next month. \"We will go on,\" he said.\n"
	d := text.NewDocument(text.Article{Text: strings.Repeat(line, 50), Published: "2016-09-14"})
	token.New().Process(d)
	tokens := 0
	for i := range d.Sentences {
		tokens += len(d.Sentences[i].Tokens)
	}
	s := New()
	b.ReportAllocs()
	for b.Loop() {
		s.Process(d)
	}
	b.ReportMetric(float64(tokens)*float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
}
