package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"dateline/event"
	"dateline/internal/coding"
	"dateline/internal/eval"
	"dateline/internal/ground/country"
	"dateline/internal/ground/place"
	"dateline/internal/ground/when"
	"dateline/internal/language"
	"dateline/text"
)

// The measurements against open data: each names its data in its help, and prints its report's table and, with --errors, the
// first differences.

// measured prints a measurement: its name, its table, and what differs.
func measured(app *App, name, table string, differences []string) error {
	if _, err := fmt.Fprintf(app.Stdout, "%s\n%s", app.Style.Bold(name), table); err != nil {
		return err
	}
	for _, d := range differences {
		if _, err := fmt.Fprintln(app.Stdout, " ", d); err != nil {
			return err
		}
	}
	return nil
}

// withFile opens a file for a measurement, which is given its base name for errors.
func withFile(path string, measure func(io.Reader, string) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	return measure(f, filepath.Base(path))
}

// codeFunc is the coder as `dateline code` uses it, with the document kept.
func (a *App) codeFunc() (eval.CodeFunc, error) {
	analyst, err := a.Analyst()
	if err != nil {
		return nil, err
	}
	return func(article text.Article) (*text.Document, []event.Report, error) {
		doc, err := analyst.measurable(article)
		if err != nil {
			return nil, nil, err
		}
		return doc, analyst.coder.Code(doc), nil
	}, nil
}

// measurable annotates an article for a measurement, in which one in another language than English counts as not coded.
func (a *Analyst) measurable(article text.Article) (*text.Document, error) {
	if _, code, ok := language.Detect(article.Text); ok && code != "en" {
		return nil, eval.ErrNotCoded
	}
	doc := text.NewDocument(article)
	return doc, process(doc, a.stages)
}

// EvalEntitiesCmd is `dateline eval entities`.
type EvalEntitiesCmd struct {
	Path   string `arg:"" help:"Universal NER file (.iob2), or a folder of texts with their entities marked (testdata/entities)." type:"path"`
	Errors int    `default:"0" help:"Differences to list." placeholder:"N"`
}

// Run measures names in given words, or names and kinds of mentions in raw text.
func (c *EvalEntitiesCmd) Run(app *App) error {
	engine, err := loadEngine(app.options.model)
	if err != nil {
		return err
	}
	if s, err := os.Stat(c.Path); err == nil && s.IsDir() {
		return c.marked(app, engine)
	}
	return withFile(c.Path, func(r io.Reader, name string) error {
		rep, err := eval.Entities(r, name, eval.EntitiesOptions{Stage: engine, Keep: c.Errors})
		if err != nil {
			return err
		}
		return measured(app, name, rep.Table(), rep.Diffs)
	})
}

func (c *EvalEntitiesCmd) marked(app *App, engine text.Stage) error {
	files, err := filesBelow([]string{c.Path}, ".txt")
	if err != nil {
		return err
	}
	rep := eval.NewMarkedReport()
	opt := eval.MarkedOptions{Keep: c.Errors, Annotate: func(d *text.Document) error { return process(d, []text.Stage{splitter(), engine}) },
		Nationality: func(w string) bool { return country.Default().ByDemonym(w) != nil }}
	for _, path := range files {
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		m, err := eval.ParseMarked(string(raw), filepath.Base(path))
		if err != nil {
			return err
		}
		if err := rep.Text(m, opt); err != nil {
			return err
		}
	}
	return measured(app, c.Path, rep.Table(), rep.Diffs)
}

// EvalFactualityCmd is `dateline eval factuality`.
type EvalFactualityCmd struct {
	File   string   `arg:"" help:"UDS-IH2 judgements (TSV)." type:"existingfile"`
	Conllu []string `required:"" help:"UD English EWT files with the judged sentences; may be given again." placeholder:"FILE" type:"existingfile"`
	Split  string   `default:"dev" help:"Split to measure." placeholder:"NAME"`
}

// Run measures how far predicates happened, in given words.
func (c *EvalFactualityCmd) Run(app *App) error {
	engine, err := loadEngine(app.options.model)
	if err != nil {
		return err
	}
	return withFile(c.File, func(r io.Reader, name string) error {
		judged, err := eval.ReadJudgements(r, name, c.Split)
		if err != nil {
			return err
		}
		rep := &eval.FactualityReport{}
		for _, path := range c.Conllu {
			err := withFile(path, func(r io.Reader, name string) error { return rep.Treebank(r, name, judged, engine) })
			if err != nil {
				return err
			}
		}
		return measured(app, name+" "+c.Split, rep.Table(), nil)
	})
}

// EvalTimesCmd is `dateline eval times`.
type EvalTimesCmd struct {
	Paths     []string `arg:"" name:"path" help:"MEANTIME articles (CAT XML), or folders of them; an article that stands in two folders counts once." type:"path"`
	Sentences int      `default:"6" help:"Sentences of each article that are annotated for times (MEANTIME: the first 6); 0 for all." placeholder:"N"`
	Errors    int      `default:"0" help:"Differences to list." placeholder:"N"`
}

// Run measures time expressions.
func (c *EvalTimesCmd) Run(app *App) error {
	engine, err := loadEngine(app.options.model)
	if err != nil {
		return err
	}
	files, err := filesBelow(c.Paths, ".xml")
	if err != nil {
		return err
	}
	rep := &eval.TimesReport{}
	opt := eval.TimesOptions{Stages: []text.Stage{splitter(), engine, when.New()}, Sentences: c.Sentences, Keep: c.Errors}
	seen := map[string]bool{}
	for _, path := range files {
		if seen[filepath.Base(path)] {
			continue
		}
		seen[filepath.Base(path)] = true
		err := withFile(path, func(r io.Reader, name string) error { return rep.Times(r, name, opt) })
		if err != nil {
			return err
		}
	}
	return measured(app, strings.Join(c.Paths, " "), rep.Table(), rep.Diffs)
}

// filesBelow are the files given and those with the suffix in the folders given, in the order of their paths.
func filesBelow(paths []string, suffixes ...string) ([]string, error) {
	var files []string
	for _, path := range paths {
		err := filepath.WalkDir(path, func(p string, e fs.DirEntry, err error) error {
			if err == nil && !e.IsDir() && (p == path || slices.ContainsFunc(suffixes, func(s string) bool { return strings.HasSuffix(p, s) })) {
				files = append(files, p)
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("%s: no %s files", strings.Join(paths, " "), strings.Join(suffixes, " or "))
	}
	return files, nil
}

// EvalPlacesCmd is `dateline eval places`.
type EvalPlacesCmd struct {
	File     string `arg:"" help:"LGL or GeoVirus (XML)." type:"existingfile"`
	NoSource bool   `help:"Do not tell who published an article."`
	Errors   int    `default:"0" help:"Wrong places to list." placeholder:"N"`
}

// Run measures places, the gold's spans given and end to end.
func (c *EvalPlacesCmd) Run(app *App) error {
	engine, err := loadEngine(app.options.model)
	if err != nil {
		return err
	}
	places, err := place.New()
	if err != nil {
		return err
	}
	opt := eval.PlacesOptions{Resolver: places, Keep: c.Errors, NoSource: c.NoSource,
		Annotate: func(d *text.Document) error { return process(d, []text.Stage{splitter(), engine, places}) }}
	return withFile(c.File, func(r io.Reader, name string) error {
		rep, err := eval.Places(r, name, opt)
		if err != nil {
			return err
		}
		return measured(app, name, rep.Table(), slices.Concat(rep.Errors, rep.Missed))
	})
}

// EvalPLOVERCmd is `dateline eval plover`.
type EvalPLOVERCmd struct {
	File   string `arg:"" help:"Sentences with a marked source and target and a root code (TSV of Hu et al., ACL 2024)." type:"existingfile"`
	Errors int    `default:"0" help:"Differences to list." placeholder:"N"`
}

// Run measures the root codes of marked pairs.
func (c *EvalPLOVERCmd) Run(app *App) error {
	code, err := app.codeFunc()
	if err != nil {
		return err
	}
	return withFile(c.File, func(r io.Reader, name string) error {
		rep, err := eval.PLOVER(r, name, eval.PLOVEROptions{Code: code, Keep: c.Errors})
		if err != nil {
			return err
		}
		return measured(app, name, rep.Table(), rep.Diffs)
	})
}

// EvalPairsCmd is `dateline eval pairs`.
type EvalPairsCmd struct {
	File   string `arg:"" help:"Sentences in which source and target are marked, with a root code (TSV of Hu et al., ACL 2024)." type:"existingfile"`
	Errors int    `default:"0" help:"Differences to list." placeholder:"N"`
}

// Run measures the root codes of pairs that are given.
func (c *EvalPairsCmd) Run(app *App) error {
	analyst, err := app.Analyst()
	if err != nil {
		return err
	}
	between := func(a text.Article, source, target text.Span) ([]coding.Deed, error) {
		doc, err := analyst.measurable(a)
		if err != nil {
			return nil, err
		}
		return analyst.coder.Between(doc, source, target), nil
	}
	return withFile(c.File, func(r io.Reader, name string) error {
		rep, err := eval.Pairs(r, name, between, c.Errors)
		if err != nil {
			return err
		}
		return measured(app, name, rep.Table(), rep.Diffs)
	})
}

// EvalSnippetsCmd is `dateline eval snippets`.
type EvalSnippetsCmd struct {
	File   string `arg:"" help:"Conflict snippets with their event types (TSV of CASE 2021, task 2)." type:"existingfile"`
	Errors int    `default:"0" help:"Snippets without a fitting report to list." placeholder:"N"`
}

// Run counts the snippets that get a fitting report.
func (c *EvalSnippetsCmd) Run(app *App) error {
	code, err := app.codeFunc()
	if err != nil {
		return err
	}
	return withFile(c.File, func(r io.Reader, name string) error {
		rep, err := eval.Snippets(r, name, code, c.Errors)
		if err != nil {
			return err
		}
		return measured(app, name, rep.Table(), rep.Diffs)
	})
}

// EvalAttributionCmd is `dateline eval attribution`.
type EvalAttributionCmd struct {
	Dir    string `arg:"" help:"A part of PolNeAR: a folder with text/ and attributions/. Of several annotators of an article the first counts." type:"existingdir"`
	Errors int    `default:"0" help:"Differences to list." placeholder:"N"`
}

// Run compares what is attributed to whom, and the reports' sources, with what is annotated.
func (c *EvalAttributionCmd) Run(app *App) error {
	code, err := app.codeFunc()
	if err != nil {
		return err
	}
	analyst, err := app.Analyst()
	if err != nil {
		return err
	}
	texts, err := filesBelow([]string{filepath.Join(c.Dir, "text")}, ".txt")
	if err != nil {
		return err
	}
	rep := &eval.AttributionReport{}
	opt := eval.AttributionOptions{Code: code, Find: analyst.coder.Attributions, Says: analyst.coder.Says, Keep: c.Errors}
	for _, path := range texts {
		if err := c.article(rep, path, opt); err != nil {
			return err
		}
	}
	return measured(app, c.Dir, rep.Table(), rep.Diffs)
}

var errNotAnnotated = errors.New("the article has no file in attributions/")

func (c *EvalAttributionCmd) article(rep *eval.AttributionReport, path string, opt eval.AttributionOptions) error {
	name := strings.TrimSuffix(filepath.Base(path), ".txt")
	entries, err := os.ReadDir(filepath.Join(c.Dir, "attributions"))
	if err != nil {
		return err
	}
	k := slices.IndexFunc(entries, func(e fs.DirEntry) bool {
		return strings.HasPrefix(e.Name(), name+"_") && strings.HasSuffix(e.Name(), ".ann")
	})
	if k < 0 {
		return fmt.Errorf("%s: %w", path, errNotAnnotated)
	}
	return withFile(path, func(txt io.Reader, _ string) error {
		return withFile(filepath.Join(c.Dir, "attributions", entries[k].Name()), func(ann io.Reader, _ string) error {
			return rep.Article(txt, ann, name, opt)
		})
	})
}
