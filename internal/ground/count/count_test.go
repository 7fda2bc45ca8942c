package count

import (
	"fmt"
	"strings"
	"testing"

	"dateline/internal/nlp/token"
	"dateline/text"
)

func process(t testing.TB, in string) *text.Document {
	t.Helper()
	d := text.NewDocument(text.Article{Text: in})
	for _, s := range []text.Stage{token.New(), New()} {
		if err := s.Process(d); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

func bound1(n *int) string {
	if n == nil {
		return "*"
	}
	return fmt.Sprint(*n)
}

func spell(d *text.Document, unit string) string {
	var all []string
	for _, c := range d.Counts {
		if (c.Unit == People) == (unit == People) {
			s := fmt.Sprintf("%s [%s] %s-%s", d.Slice(c.Span), c.Who, bound1(c.Low), bound1(c.High))
			if unit != People {
				s = c.Unit + ": " + s
			}
			all = append(all, s)
		}
	}
	return strings.Join(all, "; ")
}

func TestPeople(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"At least 30 civilians died.", "At least 30 [civilians] 30-*"},
		{"No fewer than 30 civilians died.", "No fewer than 30 [civilians] 30-*"},
		{"More than 30 civilians died.", "More than 30 [civilians] 31-*"},
		{"Over 1,200 villagers fled.", "Over 1,200 [villagers] 1201-*"},
		{"Up to 50 fighters were killed.", "Up to 50 [fighters] *-50"},
		{"As many as 80,000 people came.", "As many as 80,000 [people] *-80000"},
		{"Fewer than 20 soldiers stayed.", "Fewer than 20 [soldiers] *-19"},
		{"About 30 rebels were seized.", "About 30 [rebels] 30-30"},
		{"Nearly 1,000 protesters came.", "Nearly 1,000 [protesters] 1000-1000"},
		{"An estimated 234,000 refugees live there.", "An estimated 234,000 [refugees] 234000-234000"},
		{"300+ people were hurt.", "300+ [people] 300-*"},
		{"It killed 30 or more people.", "30 or more [people] 30-*"},
		{"Dozens of people were hurt.", "Dozens [people] 24-*"},
		{"Several people were hurt.", "Several [people] 3-*"},
		{"Scores were killed.", "Scores [] 40-*"},
		{"Hundreds of miners marched.", "Hundreds [miners] 200-*"},
		{"Thousands of people fled.", "Thousands [people] 2000-*"},
		{"Tens of thousands of people fled.", "Tens of thousands [people] 20000-*"},
		{"Hundreds of thousands of people fled.", "Hundreds of thousands [people] 200000-*"},
		{"Several hundred students marched.", "Several hundred [students] 300-*"},
		{"Two dozen men were held.", "Two dozen [men] 24-24"},
		{"At least two dozen men were held.", "At least two dozen [men] 24-*"},
		{"More than a dozen men were held.", "More than a dozen [men] 13-*"},
		{"A couple of guards fled.", "A couple [guards] 2-2"},
		{"Between 3 and 5 guards fled.", "Between 3 and 5 [guards] 3-5"},
		{"Three to five guards fled.", "Three to five [guards] 3-5"},
		{"Some 10-15 guards fled.", "10-15 [guards] 10-15"},
		{"Three or four guards fled.", "Three or four [guards] 3-4"},
		{"Two to three million people fled.", "Two to three million [people] 2000000-3000000"},
		{"Two soldiers and a child were killed.", "Two [soldiers] 2-2; a [child] 1-1"},
		{"Five policemen, three soldiers and 12 civilians died.", "Five [policemen] 5-5; three [soldiers] 3-3; 12 [civilians] 12-12"},
		{"Over 200 protesters and police officers were injured.", "Over 200 [protesters and police officers] 201-*"},
		{"It killed 1.5 million people.", "1.5 million [people] 1500000-1500000"},
		{"Half a million people fled.", "Half a million [people] 500000-500000"},
		{"A quarter of a million were driven out, and they were displaced.", "A quarter of a million [] 250000-250000"},
		{"Twenty-five hostages and one hundred and six guards left.", "Twenty-five [hostages] 25-25; one hundred and six [guards] 106-106"},
		{"Three of the men were freed.", "Three [men] 3-3"},
		{"One of his bodyguards was shot.", "One [bodyguards] 1-1"},
		{"Three more Britons are missing.", "Three [Britons] 3-3"},
		{"Seven Japanese died.", "Seven [Japanese] 7-7"},
		{"The blast killed 12 and wounded 30.", "12 [] 12-12; 30 [] 30-30"},
		{"The death toll rose to 256.", "256 [] 256-256"},
		{"The attack left 130 dead.", "130 [dead] 130-130"},
		{"Ten senior Islamic State commanders were killed.", "Ten [senior Islamic State commanders] 10-10"},
		{"A senior Hamas commander was killed by an unidentified gunman.", "A [senior Hamas commander] 1-1; an [unidentified gunman] 1-1"},
		{"Another man was hurt.", "Another [man] 1-1"},
		{"One woman was hurt.", "One [woman] 1-1"},
		{"A 300-strong crowd gathered.", "300 [strong] 300-300"},
		{"Two police officers died.", "Two [police officers] 2-2"},
		{"Six unarmed protesters were shot dead.", "Six [unarmed protesters] 6-6"},
		{"As many as 80,000 were in attendance.", "As many as 80,000 [] *-80000"}, // once a nil dereference
		{"Hundreds marched and thousands took to the streets.", "Hundreds [] 200-*; thousands [] 2000-*"},
		{"It left five policemen dead.", "five [policemen] 5-5"},
		{"There were scores of arrests following protests.", "scores [arrests] 40-*"},
		{"It held 10 would-be suicide bombers.", "10 [would-be suicide bombers] 10-10"},
		{"Radio put the number of attackers at 300.", "300 [] 300-300"},
		{"In Homs thousands took to the streets.", "thousands [] 2000-*"},
		{"It hurt millions and millions of people.", "millions [people] 2000000-*"},
		// not counts of people
		{"Belgium 3 – 0 Panama, England 1 – 2 Peru, with the dead of 2010.", ""},
		{"Their scores were cancelled after the victims of flight 804 met.", ""},
		{"Two islands once considered Egyptian were given up.", ""},
		{"A 25-year-old was hurt.", ""},
		{"John Smith, 39, was hurt.", ""},
		{"They hurt 32 children under the age of 10.", "32 [children] 32-32"},
		{"In 2014 they left; the 2006 war ended.", ""},
		{"They left at 10:30 and won 3-2.", ""},
		{"Resolution 2254 was passed on Highway 5.", ""},
		{"The 5th brigade and the second regiment came.", ""},
		{"Call 303-555-0160 or 3035550160.", ""},
		{"No one was killed; no injuries were told of.", ""},
		{"They shelled two rebel strongholds and six police stations.", ""},
		{"A rebel stronghold fell.", ""},
		{"A two-man crew and a five-member council met.", ""},
		{"An F-16 crashed.", ""},
	} {
		if got := spell(process(t, c.in), People); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.in, got, c.want)
		}
	}
}

func TestThings(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"It cost $5 million.", "money: 5 million [] 5000000-5000000"},
		{"They destroyed 12 tanks and three armored vehicles.", "equipment: 12 [tanks] 12-12; equipment: three [armored vehicles] 3-3"},
		{"They took two villages, 30 kilometers away, in three days.", "territory: two [villages] 2-2; distance: 30 [kilometers] 30-30; time: three [days] 3-3"},
		{"Turnout was 40 percent.", "percent: 40 [percent] 40-40"},
		{"The turnout was 58%.", "percent: 58 [%] 58-58"},
		{"They made 15 airstrikes.", "other: 15 [airstrikes] 15-15"},
	} {
		if got := spell(process(t, c.in), ""); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.in, got, c.want)
		}
	}
}

// The engine's kind of mention tells people where the lists do not have the noun, and the times' numbers count nothing.
func TestOtherLayers(t *testing.T) {
	d := text.NewDocument(text.Article{Text: "Three zorgians fled on May 12 civilians said."})
	token.New().Process(d)
	s := &d.Sentences[0]
	s.Tokens[1].Kind = "person"
	d.Times = []text.Time{{Span: text.Span{Start: s.Tokens[4].Start, End: s.Tokens[5].End}, Sentence: 0}}
	New().Process(d)
	if got := spell(d, People); got != "Three [zorgians] 3-3" {
		t.Error(got)
	}
}

func TestTree(t *testing.T) {
	d := text.NewDocument(text.Article{Text: "Shells hit two rebel strongholds killing five Houthi fighters"})
	token.New().Process(d)
	for i, tag := range []string{"NOUN", "VERB", "NUM", "NOUN", "NOUN", "VERB", "NUM", "PROPN", "NOUN"} {
		d.Sentences[0].Tokens[i].UPOS = tag
	}
	New().Process(d)
	if got := spell(d, People); got != "five [Houthi fighters] 5-5" {
		t.Error(got)
	}
	if c := d.Counts[len(d.Counts)-1]; c.Head != 8 || c.Reason == "" {
		t.Errorf("%+v", c)
	}
}

func FuzzCounts(f *testing.F) {
	for _, s := range []string{"between 3 and 5, tens of thousands of thousands of men", "half a million-strong 99,999,999,999 billion people", "one hundred and one of the - more",
		"a 1.5.2 k, 5-plus, $ or so", "dozens hundreds of a couple an man 39, ,"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, in string) {
		d := process(t, in)
		for _, c := range d.Counts {
			if c.Low == nil && c.High == nil || c.Low != nil && *c.Low < 0 || c.Low != nil && c.High != nil && *c.Low > *c.High {
				t.Fatalf("%q: %s to %s", d.Slice(c.Span), bound1(c.Low), bound1(c.High))
			}
			if c.Head < 0 || c.Head >= len(d.Sentences[c.Sentence].Tokens) || c.Span.Len() <= 0 || c.Reason == "" || c.Unit == "" {
				t.Fatalf("%q: %+v", d.Slice(c.Span), c)
			}
		}
	})
}

func BenchmarkProcess(b *testing.B) {
	line := "BASRA, Iraq — On Friday, Gen. Amin Haddad told reporters that forces had killed at least 30 fighters in the past two weeks, " +
		"and that two soldiers and a child were among the dozens of wounded. \"We will go on,\" he said.\n"
	d := text.NewDocument(text.Article{Text: strings.Repeat(line, 50)})
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
