package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/alecthomas/kong"
)

// CompletionCmd is `dateline completion`.
type CompletionCmd struct {
	Shell string `arg:"" enum:"bash,zsh,fish" help:"bash, zsh or fish."`
}

// Help is shown by `dateline completion --help`.
func (CompletionCmd) Help() string {
	return `Examples:
  source <(dateline completion bash)
  dateline completion zsh > "${fpath[1]}/_dateline"
  dateline completion fish > ~/.config/fish/completions/dateline.fish`
}

// Run prints the script, made from the command line's own description.
func (c *CompletionCmd) Run(app *App) error {
	verbs := app.parser.Model.Leaves(true)
	switch c.Shell {
	case "fish":
		return fishCompletion(app.Stdout, verbs)
	case "zsh":
		fmt.Fprintln(app.Stdout, "#compdef dateline\nautoload -U +X bashcompinit && bashcompinit")
	}
	return bashCompletion(app.Stdout, verbs)
}

func bashCompletion(w io.Writer, verbs []*kong.Node) error {
	var names []string
	for _, v := range verbs {
		names = append(names, v.Name)
	}
	fmt.Fprintf(w, "_dateline() {\n  local word=\"${COMP_WORDS[COMP_CWORD]}\" verb=\"${COMP_WORDS[1]}\"\n  if [ \"$COMP_CWORD\" = 1 ]; then\n"+
		"    COMPREPLY=($(compgen -W %q -- \"$word\")); return\n  fi\n  case \"$verb\" in\n", strings.Join(names, " "))
	for _, v := range verbs {
		fmt.Fprintf(w, "  %s) case \"$word\" in -*) COMPREPLY=($(compgen -W %q -- \"$word\"));; *) COMPREPLY=($(compgen -f -- \"$word\"));; esac;;\n",
			v.Name, strings.Join(flagNames(v), " "))
	}
	_, err := fmt.Fprintln(w, "  esac\n}\ncomplete -o filenames -F _dateline dateline")
	return err
}

func fishCompletion(w io.Writer, verbs []*kong.Node) error {
	for _, v := range verbs {
		fmt.Fprintf(w, "complete -c dateline -n __fish_use_subcommand -a %s -d %q\n", v.Name, v.Help)
		for _, f := range flagNames(v) {
			fmt.Fprintf(w, "complete -c dateline -n '__fish_seen_subcommand_from %s' -l %s\n", v.Name, strings.TrimPrefix(f, "--"))
		}
	}
	return nil
}

func flagNames(v *kong.Node) []string {
	var out []string
	for _, group := range v.AllFlags(true) {
		for _, f := range group {
			out = append(out, "--"+f.Name)
		}
	}
	return out
}
