// Command build makes ../data from WordNet 3.0's files (Debian: wordnet-base): one-word lemmas, sorted, and irregular forms.
// usage: go run ./build FOLDER_OF_WORDNET
package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

var plain = regexp.MustCompile(`^[a-z]{2,}(-[a-z]+)*$`)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: build FOLDER_OF_WORDNET")
		os.Exit(2)
	}
	for _, class := range []string{"verb", "noun"} {
		if err := build(os.Args[1], class); err != nil {
			fmt.Fprintln(os.Stderr, "build:", err)
			os.Exit(1)
		}
	}
}

func build(from, class string) error {
	lemmas, err := column(filepath.Join(from, "index."+class), func(f []string) string { return f[0] })
	if err != nil {
		return err
	}
	irregular, err := column(filepath.Join(from, class+".exc"), func(f []string) string { return f[0] + " " + f[1] })
	if err != nil {
		return err
	}
	if err := write(class+"s.txt", lemmas); err != nil {
		return err
	}
	return write(class+"s.irregular.txt", irregular)
}

// column reads a file's lines; those whose first field is no plain word are passed over.
func column(path string, take func([]string) string) ([]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []string
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		fields := strings.Fields(lines.Text())
		if len(fields) > 1 && plain.MatchString(fields[0]) && !strings.HasPrefix(lines.Text(), " ") {
			out = append(out, take(fields))
		}
	}
	return out, lines.Err()
}

func write(name string, lines []string) error {
	slices.Sort(lines)
	lines = slices.Compact(lines)
	return os.WriteFile(filepath.Join("data", name), []byte(strings.Join(lines, "\n")+"\n"), 0o644)
}
