// Command dateline reads news reports and writes what happened, to whom, on whose word, and whether it happened at all.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"
	"golang.org/x/term"
)

// version is set by the linker for releases.
var version = "0.1.0-dev"

// Exit codes.
const (
	exitOK      = 0 // all done
	exitPartial = 1 // some input could not be read or something failed; the rest is done
	exitUsage   = 2 // the command line is wrong
)

// cli is the command line: one field a verb.
type cli struct {
	Model    string      `help:"Language engine's weights to use instead of the built-in ones." placeholder:"FILE" env:"DATELINE_MODEL"`
	Codebook string      `help:"Folder of codebook files that add to or override the built-in ones." placeholder:"DIR"`
	Actors   string      `help:"YAML file of your own actors, which override the built-in ones." placeholder:"FILE"`
	Places   string      `help:"YAML file of your own places, which override the built-in ones." placeholder:"FILE"`
	Version  versionFlag `help:"Print the versions of program, model and codebook, and exit."`

	Code       CodeCmd       `cmd:"" help:"Read articles, write event reports."`
	Annotate   AnnotateCmd   `cmd:"" help:"Read articles, write the layers beneath: sentences, syntax, entities, places, times, counts."`
	Ingest     IngestCmd     `cmd:"" help:"Read articles into a store, coded; what is there already is passed over."`
	Watch      WatchCmd      `cmd:"" help:"Look at news feeds and ingest the articles they link to."`
	Events     EventsCmd     `cmd:"" help:"List a store's reports by date, type, status, actor, place or words."`
	Explain    ExplainCmd    `cmd:"" help:"Show one report: its sentence, the words of each value, the reason for each."`
	Link       LinkCmd       `cmd:"" help:"Join the reports of one happening into events; find copies of one article."`
	Event      EventCmd      `cmd:"" help:"Show one event: what its reports agree on, what is contested, on whose word."`
	Stories    StoriesCmd    `cmd:"" help:"List stories: the events of one matter, and how it stands."`
	Story      StoryCmd      `cmd:"" help:"Show one story: its events in order, what was agreed, done and blocked, who supports and who objects."`
	Copies     CopiesCmd     `cmd:"" help:"Show the copies of an article: who published first, and what each changed."`
	Merge      MergeCmd      `cmd:"" help:"Make one event of several."`
	Split      SplitCmd      `cmd:"" help:"Make a new event of some of an event's reports."`
	Undo       UndoCmd       `cmd:"" help:"Take back a merge, a split or what the linker decided."`
	Recode     RecodeCmd     `cmd:"" help:"Run a newer coder over the store: what would change, and change it when accepted."`
	Verify     VerifyCmd     `cmd:"" help:"Hold everything in a store against everything else; name what is damaged."`
	Backup     BackupCmd     `cmd:"" help:"Copy a store while it is in use, and verify the copy."`
	Serve      ServeCmd      `cmd:"" help:"Show a store in the browser, and to programs over HTTP."`
	MCP        MCPCmd        `cmd:"" name:"mcp" help:"Let an assistant query a store, by the Model Context Protocol."`
	CodebookOf CodebookCmd   `cmd:"" name:"codebook" help:"Show the ontology and word lists this build codes by."`
	Eval       EvalCmd       `cmd:"" help:"Measure dateline against gold data."`
	Export     ExportCmd     `cmd:"" help:"Take reports or events away as JSONL, CSV, Parquet, PLOVER, GDELT, ACLED, GED, GeoJSON or gold."`
	Completion CompletionCmd `cmd:"" help:"Print a completion script for bash, zsh or fish."`
}

const about = `dateline reads news reports of war and diplomacy and writes an auditable record of events:
who did, said, demanded, threatened or agreed what to whom, where, when, how many people it touched,
according to whom, and whether it happened at all.

Examples:
  dateline code --format table report.html
  dateline code articles.jsonl > reports.jsonl
  dateline ingest archive/ && dateline events --type ASSAULT --status actual
  dateline explain r_5f0c2a31`

type versionFlag bool

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

// run is main with its surroundings given, for tests.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	var c cli
	app := &App{Stdin: stdin, Stdout: stdout, Stderr: stderr}
	code := -1
	parser, err := kong.New(&c, kong.Name("dateline"), kong.Description(about), kong.Writers(stdout, stderr),
		kong.Exit(func(n int) { code = n }), kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 110}), kong.UsageOnError(),
		kong.Vars{"formats": ".txt, .html, .json, .jsonl, .csv and .warc, plain or as .gz or .zst"})
	if err != nil {
		fmt.Fprintln(stderr, "dateline:", err)
		return exitUsage
	}
	app.parser = parser
	if len(args) == 0 {
		args = []string{"--help"}
	}
	if wantsVersion(args) {
		return app.printVersion(valueOf(args, "--model"), valueOf(args, "--codebook"))
	}
	parsed, err := parser.Parse(args)
	if code >= 0 { // --help
		return code
	}
	if err != nil {
		fmt.Fprintf(stderr, "dateline: %v\n\nTry: dateline --help\n", err)
		return exitUsage
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	app.configure(ctx, &c)
	return app.exitCode(parsed.Run(app))
}

func wantsVersion(args []string) bool {
	for _, a := range args {
		if a == "--version" {
			return true
		}
		if a == "--" || !strings.HasPrefix(a, "-") {
			return false
		}
	}
	return false
}

// valueOf is the value of a global flag among arguments that are not parsed yet.
func valueOf(args []string, flag string) string {
	for i, a := range args {
		if v, ok := strings.CutPrefix(a, flag+"="); ok {
			return v
		}
		if a == flag && i+1 < len(args) {
			return args[i+1]
		}
	}
	return ""
}

// errPartial says that something went wrong and has been told already.
var errPartial = errors.New("some input could not be read")

func (a *App) exitCode(err error) int {
	switch {
	case err == nil && a.problems == 0:
		return exitOK
	case err == nil || errors.Is(err, errPartial):
		return exitPartial
	case errors.Is(err, syscall.EPIPE): // the reader of our output has seen enough
		return exitOK
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(a.Stderr, "dateline: interrupted")
		return exitPartial
	}
	fmt.Fprintln(a.Stderr, "dateline:", err)
	return exitPartial
}

// terminal reports whether w is a terminal, and its width.
func terminal(w io.Writer) (bool, int) {
	f, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return false, 0
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		return true, 0
	}
	return true, width
}
