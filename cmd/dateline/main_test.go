package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"dateline/event"
	"dateline/internal/nlp/model"
	"dateline/text"
)

// testAnalyst is the coder with the built-in model, shared by the tests.
func testAnalyst(t testing.TB) *Analyst {
	t.Helper()
	if _, err := model.Embedded(); err != nil && os.Getenv("DATELINE_MODEL") == "" {
		t.Skip("no model in this build: ", err)
	}
	a, err := sharedAnalyst()
	if err != nil {
		t.Fatal(err)
	}
	return a
}

var sharedAnalyst = sync.OnceValues(func() (*Analyst, error) { return newAnalyst(coderOptions{}) })

// dateline runs the program and gives its exit code and output.
func dateline(t *testing.T, stdin string, args ...string) (int, string, string) {
	t.Helper()
	testAnalyst(t)
	var stdout, stderr bytes.Buffer
	code := run(args, strings.NewReader(stdin), &stdout, &stderr)
	return code, stdout.String(), stderr.String()
}

func TestStagesStandInOrder(t *testing.T) {
	a := testAnalyst(t)
	if err := text.CheckChain(a.stages); err != nil {
		t.Error(err)
	}
	have := map[text.Layer]bool{}
	for _, s := range a.stages {
		for _, l := range s.Adds() {
			have[l] = true
		}
	}
	for _, need := range a.coder.Requires() {
		if !have[need] {
			t.Errorf("the coder needs the layer %q, which no stage adds", need)
		}
	}
}

func TestCheckChainNamesWhatIsMissing(t *testing.T) {
	a := testAnalyst(t)
	err := text.CheckChain(a.stages[1:])
	if err == nil || !strings.Contains(err.Error(), "sentences") {
		t.Errorf("a chain without its splitter passed: %v", err)
	}
}

func TestUsage(t *testing.T) {
	for _, c := range []struct {
		args []string
		code int
		want string // in stdout or stderr
	}{
		{[]string{"--help"}, exitOK, "dateline code --format table"},
		{[]string{"code", "--help"}, exitOK, "--published"},
		{[]string{"--version"}, exitOK, "codebook"},
		{[]string{"nonsense"}, exitUsage, "dateline --help"},
		{[]string{"code", "--format", "xml"}, exitUsage, "must be one of"},
		{[]string{"codebook"}, exitOK, "SANCTION: the manual's section"},
		{[]string{"codebook", "--format", "json"}, exitOK, `"crosswalk"`},
		{[]string{"--codebook", "no-such-folder", "codebook"}, exitPartial, "not a folder"},
		{[]string{"completion", "bash"}, exitOK, "complete -o filenames"},
		{[]string{"explain", "r_0", "--db", "no-such.db"}, exitPartial, "no-such.db"},
	} {
		code, out, err := dateline(t, "", c.args...)
		if code != c.code || !strings.Contains(out+err, c.want) {
			t.Errorf("%v: exit %d, want %d; output lacks %q:\n%.400s%.400s", c.args, code, c.code, c.want, out, err)
		}
		if strings.Contains(out+err, "\x1b[") {
			t.Errorf("%v: colour where there is no terminal", c.args)
		}
	}
}

// TestBadInput gives each kind of broken input beside a good article: the error names file, place and remedy, the good one is
// coded, and the exit code says that something was left out.
func TestBadInput(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, data []byte) string {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	good := write("good.txt", []byte("Rebels attack town\n\nRebels attacked the town of Aleppo on Friday, killing 12 people, police said.\n"))
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	_, _ = z.Write(bytes.Repeat([]byte("Rebels attacked the town on Friday and killed twelve people there. "), 400))
	_ = z.Close()
	long := append([]byte(`{"text":"`), bytes.Repeat([]byte("a"), 50<<20)...)
	french := strings.Repeat("L'armée a déclaré vendredi qu'elle avait bombardé la ville après une attaque des rebelles. ", 5)
	if err := os.Mkdir(filepath.Join(dir, "nothing"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		path string
		want []string
	}{
		{write("empty.txt", nil), []string{"empty.txt", "empty"}},
		{write("binary.txt", []byte("GIF89a\x00\x01\x02")), []string{"binary.txt", "byte 6", "not a text file"}},
		{write("cut.txt.gz", packed.Bytes()[:packed.Len()/2]), []string{"cut.txt.gz", "byte", "ends early", "fetch the file again"}},
		{write("latin.txt", []byte("The army shelled M\xfcnster.\n")), []string{"latin.txt", "line 1, byte 18", "invalid UTF-8", "iconv"}},
		{write("long.jsonl", append(append(long, `"}`...), "\n{\"text\":\"Rebels attacked the town on Friday.\"}\n"...)), []string{"long.jsonl", "line 1", "longer than"}},
		{filepath.Join(dir, "missing.txt"), []string{"missing.txt", "no such file"}},
		{filepath.Join(dir, "nothing"), []string{"nothing", "holds no articles", ".jsonl"}},
		{write("broken.jsonl", []byte("{\"text\":\"Rebels attacked the town.\"}\n{\"text\":\n{\"text\":\"The army shelled it.\"}\n")), []string{"broken.jsonl", "line 2", "broken JSON"}},
		{write("table.csv", []byte("title,body\na,b\n")), []string{"table.csv", "row 1", "no column is named text"}},
		{write("french.txt", []byte(french)), []string{"french.txt", "French", "translate"}},
	} {
		code, out, err := dateline(t, "", "code", c.path, good)
		if code != exitPartial {
			t.Errorf("%s: exit %d, want %d", c.path, code, exitPartial)
		}
		for _, w := range c.want {
			if !strings.Contains(err, w) {
				t.Errorf("%s: the message lacks %q: %s", filepath.Base(c.path), w, err)
			}
		}
		if !strings.Contains(out, `"Rebels attack town"`) {
			t.Errorf("%s: the good article beside it was not coded", c.path)
		}
	}
}

func TestSameBytesForAnyNumberOfWorkers(t *testing.T) {
	var first string
	for _, n := range []string{"1", "2", "8"} {
		code, out, err := dateline(t, "", "code", "--workers", n, "--published", "2017-09-03", "../../samples")
		if code != exitOK {
			t.Fatalf("%s workers: exit %d: %s", n, code, err)
		}
		if first == "" {
			first = out
		}
		if out != first {
			t.Errorf("%s workers write other bytes than one", n)
		}
	}
	if !strings.Contains(first, `"event"`) {
		t.Error("nothing was coded")
	}
}

// TestOddText gives the command text of every kind: it codes what is English, refuses by name what is not, and every span lies in the
// text. What it allocates for a text of 100,000 characters stays bounded.
func TestOddText(t *testing.T) {
	const arabic = "قصف الجيش المدينة يوم الجمعة بعد أن هاجم المسلحون نقطة تفتيش وقتلوا ثلاثة جنود وقال المتحدث باسم الجيش إن العملية مستمرة حتى الآن. "
	for name, c := range map[string]struct {
		text string
		code int
		want string // in what is printed on either output
	}{
		"one sentence of 100,000 characters": {strings.Repeat("the army attacked the town and ", 3300), exitOK, `"event":"ASSAULT"`},
		"no spaces":                          {strings.Repeat("x", 100_000), exitOK, ""},
		"marks":                              {strings.Repeat("\"", 20_000), exitOK, ""},
		"emoji":                              {"🚀🔥 The army 💣 attacked 👩‍👩‍👧 the town of Homs 🇸🇾 on Friday 😱.", exitOK, `"text":"attacked"`},
		"only emoji":                         {strings.Repeat("🚀🔥💣👩‍👩‍👧🇸🇾😱 ", 200), exitOK, ""},
		"right to left within":               {"\u202eThe army\u202c shelled the town of المدينة on Friday, killing 12 people.", exitOK, `"text":"shelled"`},
		"right to left":                      {strings.Repeat(arabic, 5), exitPartial, "in Arabic; dateline reads English: translate it first"},
		"French":                             {strings.Repeat("L'armée a déclaré vendredi qu'elle avait bombardé la ville après une attaque. ", 5), exitPartial, "in French; dateline reads English: translate it first"},
		"control characters":                 {"The army\x01\x02 attacked\x7f the\u200b town\ufeff of Homs on Friday, killing\x0b 12\x0c people.", exitOK, `"text":"attacked"`},
		"capitals":                           {"REBELS ATTACK TOWN, KILL TWELVE\n\nTHE ARMY SAID REBELS HAD ATTACKED THE TOWN OF HOMS ON FRIDAY. THE UNITED NATIONS CONDEMNED THE ATTACK.", exitOK, `"text":"CONDEMNED"`},
		"punctuation":                        {"... --- !!! ??? \"\" '' (( )) [[", exitOK, ""},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		code, out, errs := dateline(t, c.text, "code", "--published", "2017-03-02", "-")
		runtime.ReadMemStats(&after)
		if code != c.code || !strings.Contains(out+errs, c.want) {
			t.Errorf("%s: exit %d, want %d with %q:\n%.400s%.400s", name, code, c.code, c.want, out, errs)
		}
		if mb := (after.TotalAlloc - before.TotalAlloc) >> 20; mb > 3000 {
			t.Errorf("%s: %d MB allocated in all", name, mb)
		}
		checkSpans(t, name, c.text, out)
	}
}

// checkSpans wants every trigger of some records to be the words at its place.
func checkSpans(t *testing.T, name, text, records string) {
	t.Helper()
	runes := []rune(text)
	for line := range strings.Lines(records) {
		var r event.Report
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if g := r.Evidence.Trigger; g.End > len(runes) || string(runes[g.Start:g.End]) != g.Text {
			t.Errorf("%s: %q is not at %d to %d", name, g.Text, g.Start, g.End)
		}
	}
}

// TestPlacesOfAResearcher codes the worked example of places of one's own.
func TestPlacesOfAResearcher(t *testing.T) {
	example := "../../examples/own-places/"
	code, out, err := dateline(t, "", "--places", example+"places.yaml", "code", "--published", "2016-08-20", example+"report.txt")
	if code != exitOK {
		t.Fatalf("exit %d: %s", code, err)
	}
	for _, want := range []string{`"name":"Camp Wadi Sarr","country":"JOR","admin1":"Mafraq"`, `"name":"Springfield","country":"USA","admin1":"Oregon"`,
		"own-places/places.yaml, line 3", "own-places/places.yaml, line 9"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %s", want)
		}
	}
	if code, _, err := dateline(t, "", "--places", "none.yaml", "code", example+"report.txt"); code == exitOK || !strings.Contains(err, "none.yaml") {
		t.Errorf("a file that is not there: exit %d, %s", code, err)
	}
}

// TestCodebookOfAResearcher codes with the worked example of a type of one's own.
func TestCodebookOfAResearcher(t *testing.T) {
	report := "Army evacuates 300 civilians\n\nThe army evacuated 300 civilians from the town of Sirte on Friday. The evacuation of the wounded by the Red Cross is planned for Sunday.\n"
	code, out, err := dateline(t, report, "--codebook", "../../examples/codebook-evacuate", "code", "--published", "2016-08-20", "-")
	if code != exitOK {
		t.Fatalf("exit %d: %s", code, err)
	}
	if n := strings.Count(out, `"event":"EVACUATE"`); n < 2 {
		t.Errorf("%d EVACUATE reports, want at least 2:\n%s", n, out)
	}
	if !strings.Contains(out, "codebook-evacuate/triggers.yaml lists the word under EVACUATE") {
		t.Error("the reason does not name the researcher's file")
	}
	if !strings.Contains(out, `"text":"The army"`) && !strings.Contains(out, `"text":"army"`) && !strings.Contains(out, `"text":"Army"`) {
		t.Error("the army is not its actor")
	}
}
