package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"dateline/event"
	"dateline/internal/eval"
	"dateline/text"
)

// EvalCmd groups the measurements.
type EvalCmd struct {
	Events EvalEventsCmd `cmd:"" help:"Score records against gold articles: the figures of gold/score.py, misses by cause."`
	Split  EvalSplitCmd  `cmd:"" help:"Sentence and word boundaries against CoNLL-U."`
	Syntax EvalSyntaxCmd `cmd:"" help:"Tags, lemmas and dependencies against CoNLL-U."`

	Entities    EvalEntitiesCmd    `cmd:"" help:"Names in given words against Universal NER; names and kinds of mentions in marked texts."`
	Factuality  EvalFactualityCmd  `cmd:"" help:"How far predicates happened against UDS-IH2."`
	Times       EvalTimesCmd       `cmd:"" help:"Time expressions against MEANTIME."`
	Places      EvalPlacesCmd      `cmd:"" help:"Places found and resolved against LGL or GeoVirus."`
	PLOVER      EvalPLOVERCmd      `cmd:"" name:"plover" help:"PLOVER root codes of sentences, read alone, for marked pairs of actors."`
	Pairs       EvalPairsCmd       `cmd:"" help:"PLOVER root codes where the pair of actors is given."`
	Snippets    EvalSnippetsCmd    `cmd:"" help:"How many conflict snippets of CASE 2021 get a fitting report."`
	Copies      EvalCopiesCmd      `cmd:"" help:"Copies of articles: wire edits are simulated, precision and recall printed."`
	ECB         EvalECBCmd         `cmd:"" name:"ecb" help:"Event coreference across documents against ECB+, on gold mentions."`
	Crossdoc    EvalCrossDocCmd    `cmd:"" help:"Events across documents against MEANTIME, on gold mentions."`
	Stories     EvalStoriesCmd     `cmd:"" help:"Stories: events of several articles, contradictions, order and state, open and blind."`
	Attribution EvalAttributionCmd `cmd:"" help:"Sources of reports against PolNeAR."`
}

// EvalEventsCmd is `dateline eval events`.
type EvalEventsCmd struct {
	Gold   string `arg:"" help:"Gold articles (JSONL)." type:"path"`
	Coded  string `help:"Records to score (JSONL), as code prints them; without it the gold's articles are coded now." placeholder:"FILE" type:"path"`
	Errors int    `default:"0" help:"Misses to list, by cause." placeholder:"N"`
}

// Run scores records against gold mentions.
func (c *EvalEventsCmd) Run(app *App) error {
	gold, err := readGold(c.Gold)
	if err != nil {
		return err
	}
	reports, err := c.reports(app)
	if err != nil {
		return err
	}
	s := eval.Events(gold, reports)
	fmt.Fprint(app.Stdout, s.Table())
	if c.Errors > 0 {
		fmt.Fprint(app.Stdout, "\n", s.Reliability.Table(), "\n", s.Confusion(), s.Causes(c.Errors))
	}
	return nil
}

func readGold(path string) ([]eval.GoldArticle, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return eval.ReadGold(f, path)
}

func (c *EvalEventsCmd) reports(app *App) ([]event.Report, error) {
	if c.Coded != "" {
		return readReports(c.Coded)
	}
	analyst, err := app.Analyst()
	if err != nil {
		return nil, err
	}
	var out []event.Report
	err = forEach(app, app.articles([]string{c.Gold}, "", webFlags{}), 0, analyst.Code, func(_ *text.Article, r []event.Report) error {
		out = append(out, r...)
		return nil
	})
	return out, err
}

func readReports(path string) ([]event.Report, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []event.Report
	dec := json.NewDecoder(bufio.NewReader(f))
	for n := 1; ; n++ {
		var r event.Report
		if err := dec.Decode(&r); err == io.EOF {
			return out, nil
		} else if err != nil {
			return nil, fmt.Errorf("%s: record %d: %w", path, n, err)
		}
		out = append(out, r)
	}
}

// treebanks are the CoNLL-U files a measurement reads.
type treebanks struct {
	Files  []string `arg:"" help:"CoNLL-U files." type:"existingfile"`
	Docs   string   `help:"Only documents whose id matches this glob (GUM_news_*)." placeholder:"GLOB"`
	Errors int      `default:"0" help:"Differences to list." placeholder:"N"`
}

func (t *treebanks) each(measure func(io.Reader, string) error) error {
	for _, path := range t.Files {
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		err = measure(f, filepath.Base(path))
		f.Close()
		if err != nil {
			return err
		}
	}
	return nil
}

// EvalSplitCmd is `dateline eval split`.
type EvalSplitCmd struct{ treebanks }

// Run measures sentence and word boundaries.
func (c *EvalSplitCmd) Run(app *App) error {
	return c.each(func(r io.Reader, name string) error {
		rep, err := eval.Split(r, name, eval.SplitOptions{Stage: splitter(), Docs: c.Docs, Keep: c.Errors})
		if err != nil {
			return err
		}
		fmt.Fprintf(app.Stdout, "%s\n%s", app.Style.Bold(name), rep.Table())
		for _, d := range rep.Diffs {
			fmt.Fprintln(app.Stdout, " ", d)
		}
		return nil
	})
}

// EvalSyntaxCmd is `dateline eval syntax`.
type EvalSyntaxCmd struct{ treebanks }

// Run measures tags, lemmas and dependencies.
func (c *EvalSyntaxCmd) Run(app *App) error {
	engine, err := loadEngine(app.options.model)
	if err != nil {
		return err
	}
	return c.each(func(r io.Reader, name string) error {
		rep, err := eval.Syntax(r, name, eval.SyntaxOptions{Split: splitter(), Parse: engine, Docs: c.Docs})
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(app.Stdout, "%s\n%s", app.Style.Bold(name), rep.Table())
		return err
	})
}
