package nlp

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"dateline/internal/nlp/kernel"
	"dateline/internal/nlp/model"
	"dateline/internal/nlp/wordpiece"
	"dateline/text"
)

// news is text of our own to read in tests.
var news = strings.Split(strings.TrimSpace(`
The US-led coalition said on Tuesday that its aircraft had struck two buses near Deir Ezzor , killing at least 30 fighters .
McGurk demanded that all the fighters be killed .
Police fired tear gas at some 2,000 protesters who had gathered in front of the parliament in the capital on Saturday .
The foreign minister denied that the army had shelled the hospital , and accused the rebels of using civilians as shields .
Talks between the two sides , which were broken off in March after an attack on an aid convoy , are scheduled to resume next week .
The government will withdraw its troops from the border if the ceasefire holds , a spokesman for the president said .
" We can not accept this , " the U.N. envoy told reporters in Geneva .
Residents fled .
Germany and France pledged 40 million euros for the reconstruction of schools , clinics and roads in the north of the country .
At least seven people , among them three children , were killed when a rocket hit a market in the besieged town , medics said .
The union called on its members to strike on 14 June unless the ministry reopened negotiations over wages and working hours .
Troops loyal to the president detained eleven opposition politicians overnight , according to their families .
`), "\n")

func document(sentences ...string) *text.Document {
	d := text.NewDocument(text.Article{Text: strings.Join(sentences, "\n")})
	at := 0
	for i, line := range sentences {
		s := sentence(strings.Fields(line)...)
		s.Paragraph = i
		for k := range s.Tokens {
			s.Tokens[k].Start += at
			s.Tokens[k].End += at
		}
		at += len([]rune(line)) + 1
		d.Sentences = append(d.Sentences, s)
	}
	return d
}

func process(t testing.TB, e *Engine, d *text.Document) *text.Document {
	if err := e.Process(d); err != nil {
		t.Fatal(err)
	}
	return d
}

// check wants every layer well formed.
func check(t *testing.T, d *text.Document) {
	t.Helper()
	for _, s := range d.Sentences {
		roots := 0
		for i, tok := range s.Tokens {
			if tok.Head == text.Root {
				roots++
			}
			steps := 0
			for at := i; at != text.Root; at = s.Tokens[at].Head {
				if steps++; steps > len(s.Tokens) {
					t.Fatalf("word %d hangs in a cycle", i)
				}
			}
			if (tok.Head == text.Root) != (tok.Deprel == "root") || tok.UPOS == "" || tok.Feats == "" || tok.Deprel == "" {
				t.Fatalf("word %d is %+v", i, tok)
			}
		}
		if roots != 1 && len(s.Tokens) > 0 {
			t.Fatalf("%d roots", roots)
		}
		for _, e := range s.Entities {
			if e.Start != s.Tokens[e.First].Start || e.End != s.Tokens[e.Last].End || e.Last < e.First {
				t.Fatalf("entity %+v", e)
			}
		}
		last := -1
		for _, g := range s.Triggers {
			sum := g.None
			for _, v := range g.Types {
				sum += v
			}
			if g.Token <= last || math.Abs(float64(sum)-1) > 1e-3 {
				t.Fatalf("trigger %+v after that of word %d, probabilities add to %v", g, last, sum)
			}
			last = g.Token
		}
	}
}

func TestSmallModelReads(t *testing.T) {
	e := smallEngine(t, Options{})
	check(t, process(t, e, document(news...)))
	if i := e.Info(); i.Name != "random" || len(i.Hash) != 64 || i.Kernels == "" {
		t.Errorf("%+v", i)
	}
	if err := text.CheckChain([]text.Stage{e}); err == nil {
		t.Error("the stage must need sentences")
	}
	process(t, e, document())
	process(t, e, &text.Document{Sentences: []text.Sentence{{}, sentence("a"), {}}})
}

// TestSameInAnyCompany: a sentence's result depends neither on its batch nor on the number of workers, documents at once
// included.
func TestSameInAnyCompany(t *testing.T) {
	long := strings.Repeat("the fighters said , and ", 120)
	text := append(append([]string{}, news...), long, news[3])
	for _, make := range []func(Options) *Engine{
		func(o Options) *Engine { return smallEngine(t, o) },
		func(o Options) *Engine { return engineOrNil(o) },
	} {
		one := make(Options{Workers: 1})
		if one == nil {
			continue
		}
		want := process(t, one, document(text...))
		check(t, want)
		for _, o := range []Options{{Workers: 1, Batch: 300}, {Workers: 1, Batch: 2000}, {Workers: 3}, {Workers: 2, Batch: 20}} {
			e := make(o)
			var wg sync.WaitGroup
			for range 3 {
				wg.Go(func() {
					if got := process(t, e, document(text...)); !reflect.DeepEqual(got.Sentences, want.Sentences) {
						t.Errorf("%+v gives another result", o)
					}
				})
			}
			wg.Wait()
		}
		for i, s := range text {
			alone := process(t, one, document(s))
			w := process(t, one, document(s, text[(i+1)%len(text)]))
			if !reflect.DeepEqual(alone.Sentences[0], w.Sentences[0]) {
				t.Errorf("%q reads differently alone", s)
			}
		}
	}
}

// engineOrNil is the real model's engine, or nil where there is none or only the portable kernels, which take minutes for such texts.
func engineOrNil(o Options) *Engine {
	e, err := Load(o)
	if err != nil || e.set.Name == "portable" {
		return nil
	}
	return e
}

// TestSetsRead: every kernel set reads the same layers, but for probabilities that differ in the last digits.
func TestSetsRead(t *testing.T) {
	var want *text.Document
	for _, s := range kernel.Available() {
		got := process(t, smallEngine(t, Options{Kernels: s.Name}), document(news...))
		if want == nil {
			want = got
		}
		for i := range got.Sentences {
			for k, tok := range got.Sentences[i].Tokens {
				w := want.Sentences[i].Tokens[k]
				if math.Abs(float64(tok.Factuality-w.Factuality)) > 1e-3 {
					t.Errorf("%s: %+v, want %+v", s.Name, tok, w)
				}
				if tok.Factuality = w.Factuality; tok != w {
					t.Errorf("%s: %+v, want %+v", s.Name, tok, w)
				}
			}
		}
	}
}

// TestSetsAgreeOnTheModel: with the real model the sets read the very same layers, probabilities included.
func TestSetsAgreeOnTheModel(t *testing.T) {
	want := process(t, engine(t, Options{}), document(news...))
	for _, s := range kernel.Available() {
		if got := process(t, engine(t, Options{Kernels: s.Name}), document(news...)); !reflect.DeepEqual(got.Sentences, want.Sentences) {
			t.Errorf("%s reads other layers than %s", s.Name, kernel.Detect().Name)
		}
	}
}

func TestOddInput(t *testing.T) {
	engines := []*Engine{smallEngine(t, Options{Workers: 2}), engineOrNil(Options{Workers: 2})}
	for name, words := range map[string][]string{
		"no text":   {"", " ", "\x00", "\u200b", "\ufffd", "\xff\xfe"},
		"emoji":     {"🚌🚌", "👩‍👩‍👧", "🇺🇸", "☃"},
		"rtl":       {"قال", "الجيش", "\u202eשלום", "عُمَان"},
		"han":       {strings.Repeat("戰", 500), "爭"},
		"one word":  {strings.Repeat("x", 100_000)},
		"one mark":  {strings.Repeat("!", 100_000), "end"},
		"url":       {"https://example.org/" + strings.Repeat("a/b?c=d&", 60)},
		"long":      strings.Fields(strings.Repeat("McGurk said , ", 7200)),
		"many urls": strings.Fields(strings.Repeat("http://example.org/a/b/c?d=e&f=g#h-i_j.k ", 400)),
	} {
		t.Run(name, func(t *testing.T) {
			for _, e := range engines {
				if e == nil {
					continue
				}
				start := time.Now()
				check(t, process(t, e, &text.Document{Sentences: []text.Sentence{sentence(words...)}}))
				t.Logf("%s: %d words in %v", e.Info().Name, len(words), time.Since(start))
			}
		})
	}
}

func FuzzProcess(f *testing.F) {
	for _, s := range append(news, "\xff\x00 \u202e é ﬀ ǅ 𝔘 ٣", strings.Repeat("a.", 300)) {
		f.Add(s)
	}
	e := smallEngine(f, Options{Workers: 1})
	f.Fuzz(func(t *testing.T, s string) {
		d := text.NewDocument(text.Article{Text: s})
		d.Sentences = []text.Sentence{sentence(strings.Split(s, " ")...), sentence(strings.Split(s, "a")...)}
		check(t, process(t, e, d))
	})
}

// TestNoAllocation: in the steady state a batch's way through the encoder and the word heads allocates nothing.
func TestNoAllocation(t *testing.T) {
	e := smallEngine(t, Options{Workers: 1, Batch: 2000})
	ws := newWorkspace(e)
	fill := func() {
		ws.ids, ws.shapes, ws.firsts, ws.windows = ws.ids[:0], ws.shapes[:0], ws.firsts[:0], ws.windows[:0]
	}
	sentences := document(news[:6]...).Sentences
	tags := make([]uint8, 100)
	read := func() {
		fill()
		for i := range sentences {
			ws.read(&sentences[i])
			ws.add(&sentences[i], tags, 0, len(sentences[i].Tokens))
		}
		ws.encode()
		for i := range ws.windows {
			ws.parse(&ws.windows[i])
			ws.tag(&ws.windows[i])
		}
	}
	read()
	ws.readWords()
	if n := testing.AllocsPerRun(20, read); n > 0 {
		t.Errorf("%v allocations a batch", n)
	}
}

// TestOtherShapes: an encoder may have other numbers of layers and other widths; every kernel set reads it alike, in int8 and float32.
func TestOtherShapes(t *testing.T) {
	for _, shape := range []model.Config{
		{Layers: 1, D: 32, Heads: 2, FFN: 64, A: 16, R: 16, Q: 16},
		{Layers: 3, D: 96, Heads: 6, FFN: 192, A: 48, R: 32, Q: 16},
		{Layers: 4, D: 128, Heads: 4, FFN: 512, A: 64, R: 48, Q: 32},
	} {
		for _, quantised := range []bool{true, false} {
			f := modelOf(t, quantised, shape)
			var want *text.Document
			for _, s := range kernel.Available() {
				e, err := FromFile(f, Options{Kernels: s.Name})
				if err != nil {
					t.Fatalf("%+v: %v", shape, err)
				}
				got := process(t, e, document(news[:3]...))
				check(t, got)
				if want == nil {
					want = got
				}
				if i, k := firstDifference(got, want); i >= 0 {
					t.Errorf("%+v, int8 %t, %s: word %d of sentence %d is %+v, want %+v", shape, quantised, s.Name, k, i, got.Sentences[i].Tokens[k],
						want.Sentences[i].Tokens[k])
				}
			}
		}
	}
}

// firstDifference is the sentence and the word where two readings differ in a tag or the tree, or -1.
func firstDifference(a, b *text.Document) (int, int) {
	for i := range a.Sentences {
		for k, x := range a.Sentences[i].Tokens {
			y := b.Sentences[i].Tokens[k]
			if x.Factuality = y.Factuality; x != y {
				return i, k
			}
		}
	}
	return -1, -1
}

func TestBadModels(t *testing.T) {
	f := smallModel(t, true)
	f.Labels.Lemma = append([]string{"zebra"}, f.Labels.Lemma[1:]...)
	if _, err := FromFile(f, Options{}); err == nil || !strings.Contains(err.Error(), "zebra") {
		t.Errorf("lemma script: %v", err)
	}
	f = smallModel(t, true)
	f.Config.Layers = 3
	if _, err := FromFile(f, Options{}); err == nil || !strings.Contains(err.Error(), "layer.2") {
		t.Errorf("a layer too few: %v", err)
	}
	if _, err := FromFile(smallModel(t, true), Options{Kernels: "abacus"}); err == nil {
		t.Error("unknown kernels")
	}
	if _, err := FromFile(smallModel(t, false), Options{}); err != nil {
		t.Errorf("a float32 model: %v", err)
	}
}

func TestScripts(t *testing.T) {
	for _, c := range [][3]string{{"l:0:0:", "Dogs", "dogs"}, {"k:0:1:", "McGurks", "McGurk"}, {"=be", "Was", "be"},
		{"l:0:3:y", "armies", "army"}, {"l:1:0:", "'s", "s"}, {"l:0:9:", "ab", "ab"}, {"l:0:1:é", "Caffè", "caffé"}} {
		s, err := parseScript(c[0])
		if got := s.apply(c[1]); err != nil || got != c[2] {
			t.Errorf("%s of %s: %q, %v, want %q", c[0], c[1], got, err, c[2])
		}
	}
	for _, bad := range []string{"", "l:0", "x:0:0:", "l:a:0:", "l:0:-1:"} {
		if _, err := parseScript(bad); err == nil {
			t.Errorf("%q is taken for a script", bad)
		}
	}
}

// TestStart holds the real model to its time and memory, in a process of its own: it loads and reads a sentence in 400 ms, in
// less than 300 MB.
func TestStart(t *testing.T) {
	engine(t, Options{Workers: 1})
	program, err := os.Executable()
	if err != nil {
		t.Skip(err)
	}
	run := exec.Command(program, "-test.run=^TestStartAlone$", "-test.v")
	run.Env = append(os.Environ(), envAlone+"=1")
	out, err := run.CombinedOutput()
	t.Logf("%s", out)
	if err != nil {
		t.Error(err)
	}
}

const envAlone = "DATELINE_TEST_ALONE"

func TestStartAlone(t *testing.T) {
	if os.Getenv(envAlone) == "" {
		t.Skip("TestStart runs it")
	}
	start := time.Now()
	e := engine(t, Options{})
	loaded := time.Since(start)
	process(t, e, document(news[0]))
	took := time.Since(start)
	t.Logf("loaded in %v, first sentence after %v, %d MB resident", loaded, took, resident(t))
	if took > 400*time.Millisecond {
		t.Errorf("first sentence after %v", took)
	}
	for range 20 {
		process(t, e, document(news...))
	}
	if mb := resident(t); mb > 300 {
		t.Errorf("%d MB resident", mb)
	} else {
		t.Logf("%d MB resident after 240 sentences", mb)
	}
}

func resident(t *testing.T) int {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Skip("no /proc here")
	}
	kb, _ := strconv.Atoi(string(regexp.MustCompile(`VmRSS:\s+(\d+)`).FindSubmatch(status)[1]))
	return kb / 1024
}

// BenchmarkEngine reads news with the whole engine and prints word pieces a second, the encoder's int8 operations a second and
// what share they are of the fastest product of the kernels on the same number of threads. DATELINE_MODEL names the model.
func BenchmarkEngine(b *testing.B) {
	for _, set := range kernel.Available() {
		for _, workers := range []int{1, 2} {
			if set.Name == "portable" && workers > 1 {
				continue
			}
			b.Run(fmt.Sprintf("%s/threads=%d", set.Name, workers), func(b *testing.B) { benchmark(b, set, workers) })
		}
	}
}

func benchmark(b *testing.B, set *kernel.Set, workers int) {
	size, _ := strconv.Atoi(os.Getenv("BATCH"))
	e := engine(b, Options{Kernels: set.Name, Workers: workers, Batch: size})
	repeat := 8
	if set.Name == "portable" {
		repeat = 1
	}
	var lines []string
	r := rand.New(rand.NewPCG(1, 1))
	for range repeat {
		for _, i := range r.Perm(len(news)) {
			lines = append(lines, news[i])
		}
	}
	pieces := countPieces(e, document(lines...))
	b.ReportAllocs()
	best := time.Hour
	for b.Loop() {
		d := document(lines...)
		start := time.Now()
		process(b, e, d)
		best = min(best, time.Since(start))
	}
	report(b, pieces, best, e, workers)
}

// BenchmarkEncoder reads 24 sentences of 32 pieces with the encoder alone, on one thread: what training/bench_onnx.py times ONNX Runtime on.
func BenchmarkEncoder(b *testing.B) {
	for _, set := range kernel.Available() {
		b.Run(set.Name, func(b *testing.B) {
			const sentences, pieces = 24, 32
			e := engine(b, Options{Kernels: set.Name, Workers: 1, Batch: sentences * pieces})
			ws := newWorkspace(e)
			r := rand.New(rand.NewPCG(1, 1))
			for i := range sentences {
				for range pieces {
					ws.piece(int32(r.IntN(e.Vocab)), int32(r.IntN(wordpiece.Shapes)))
				}
				ws.windows = append(ws.windows, window{row: i * pieces, n: pieces})
			}
			b.ReportAllocs()
			best := time.Hour
			for b.Loop() {
				start := time.Now()
				ws.encode()
				best = min(best, time.Since(start))
			}
			report(b, sentences*pieces, best, e, 1)
		})
	}
}

// report prints the best of all rounds: others may use the machine.
func report(b *testing.B, pieces int, best time.Duration, e *Engine, workers int) {
	rate := float64(pieces) / best.Seconds()
	gops := rate * float64(operations(e.Config)) / 1e9
	b.ReportMetric(rate, "pieces/s")
	b.ReportMetric(gops, "GOP/s")
	b.ReportMetric(100*gops/(peak(e.set)*float64(workers)), "%peak")
}

func countPieces(e *Engine, d *text.Document) (n int) {
	ws := newWorkspace(e)
	for i := range d.Sentences {
		n += len(ws.read(&d.Sentences[i]).ids) + 2
	}
	return n
}

// operations is two for every weight of the encoder that a piece meets.
func operations(c model.Config) int { return 2 * c.Layers * (4*c.D*c.D + 2*c.D*c.FFN) }

// peak is the best rate of a product that stays in cache, in 10⁹ operations a second on one thread.
func peak(set *kernel.Set) float64 {
	const rows, n, k = 64, 384, 384
	m, a, c := set.NewMatrix(n, k, false), kernel.NewRows(rows, k), make([]float32, rows*n)
	set.Quantize(a, c, k, rows, k)
	best := time.Hour
	for range 50 {
		start := time.Now()
		set.Product(c, n, a, m)
		best = min(best, time.Since(start))
	}
	return 2 * rows * n * k / float64(best.Nanoseconds())
}
