package intake

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"dateline/internal/fetch"
	"dateline/text"
)

// Capture is one article and the bytes it was read from: the whole file, or its line or row.
type Capture struct {
	Path    string // as given, "standard input" for -
	Place   string // "line 12", "row 3"; empty where the file is one article
	Raw     []byte
	SHA256  string // of Raw, hexadecimal
	Format  Format
	Article text.Article
	Origin  *Origin // how it came from the web; nil for a file that does not say
}

// Format is how an article was written.
type Format string

// The formats.
const (
	Plain Format = "text"
	HTML  Format = "html"
	JSON  Format = "json"
	JSONL Format = "jsonl"
	CSV   Format = "csv"
	WARC  Format = "warc" // a web archive: its captures are HTML or Plain
)

// Options say how to read what does not say it itself.
type Options struct {
	Published string // YYYY-MM-DD, for articles that carry no date of their own
	Stdin     io.Reader
	Fetch     func(address string) (*fetch.Response, error) // reads addresses; nil where none are read

	origin *Origin // of what is being read
}

// Limits. A file may be of any size where it holds many articles; one article may not.
const (
	maxArticle = 16 << 20 // bytes of one article, line or row
	maxFile    = 64 << 20 // bytes of a file that is one article, unpacked
)

// stdinName stands for standard input in captures and problems.
const stdinName = "standard input"

// Articles reads the articles of files, folders (their files in order of name, hidden ones left out), addresses of the web and,
// for "-", standard input. Each step gives a capture or a problem.
func Articles(paths []string, opt Options) iter.Seq2[*Capture, *Problem] {
	return func(yield func(*Capture, *Problem) bool) {
		for _, path := range paths {
			if !readPath(path, opt, yield) {
				return
			}
		}
	}
}

type sink = func(*Capture, *Problem) bool

func readPath(path string, opt Options, yield sink) bool {
	if path == "-" {
		return readStream(stdinName, "", opt.Stdin, opt, yield)
	}
	if IsURL(path) {
		return readURL(path, opt, yield)
	}
	info, err := os.Stat(path)
	if err != nil {
		return yield(nil, pathProblem(path, err))
	}
	if !info.IsDir() {
		return readFile(path, opt, yield)
	}
	files, problems := list(path)
	for _, p := range problems {
		if !yield(nil, p) {
			return false
		}
	}
	if len(files) == 0 && len(problems) == 0 {
		return yield(nil, problemf(path, "", "it should hold .txt, .html, .json, .jsonl, .csv or .warc files, plain or as .gz or .zst",
			"the folder holds no articles"))
	}
	for _, f := range files {
		if !readFile(f, opt, yield) {
			return false
		}
	}
	return true
}

// list finds the files of a folder that may hold articles, in order of path.
func list(dir string) ([]string, []*Problem) {
	var files []string
	var problems []*Problem
	root := dir
	if !os.IsPathSeparator(dir[len(dir)-1]) {
		root += string(filepath.Separator) // so that a link to a folder is followed
	}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			problems = append(problems, pathProblem(path, err))
			return nil
		}
		if strings.HasPrefix(d.Name(), ".") && path != root {
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if _, ok := formatOf(path); ok && isFile(path, d) {
			files = append(files, path)
		}
		return nil
	})
	if err != nil {
		problems = append(problems, pathProblem(dir, err))
	}
	slices.Sort(files)
	return files, problems
}

// isFile: a regular file or a link to one; a pipe or a device of a folder would be waited for without end.
func isFile(path string, d fs.DirEntry) bool {
	if d.Type()&fs.ModeSymlink == 0 {
		return d.Type().IsRegular()
	}
	info, err := os.Stat(path)
	return err != nil || info.Mode().IsRegular() // a link that leads nowhere is a problem to be told
}

func pathProblem(path string, err error) *Problem {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return problemf(path, "", "check the name", "no such file or folder")
	case errors.Is(err, fs.ErrPermission):
		return problemf(path, "", "check its permissions", "may not be read")
	}
	var inner *fs.PathError
	if errors.As(err, &inner) {
		err = inner.Err
	}
	return problemf(path, "", "", "%v", err)
}

func readFile(path string, opt Options, yield sink) bool {
	f, err := os.Open(path)
	if err != nil {
		return yield(nil, pathProblem(path, err))
	}
	defer f.Close()
	return readStream(path, path, f, opt, yield)
}

// suffixes maps the end of a name to a format.
var suffixes = map[string]Format{".txt": Plain, ".text": Plain, ".html": HTML, ".htm": HTML, ".xhtml": HTML, ".json": JSON,
	".jsonl": JSONL, ".ndjson": JSONL, ".csv": CSV, ".tsv": CSV, ".warc": WARC}

// formatOf is the format a file's name tells, the suffix of its compression left aside.
func formatOf(path string) (Format, bool) {
	name := strings.ToLower(filepath.Base(path))
	for _, packed := range []string{".gz", ".zst", ".zstd"} {
		name = strings.TrimSuffix(name, packed)
	}
	f, ok := suffixes[filepath.Ext(name)]
	return f, ok
}

func hash(raw []byte) string {
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:])
}

// finish completes an article's identity and its date and hands it on.
func finish(c *Capture, opt Options, yield sink) bool {
	if c.Origin == nil {
		c.Origin = opt.origin
	}
	c.SHA256 = hash(c.Raw)
	a := &c.Article
	a.SHA256 = c.SHA256
	if a.ID == "" {
		a.ID = "d_" + hash([]byte(a.Text))[:16]
	}
	for _, field := range []*string{&a.ID, &a.Title, &a.Subtitle, &a.Byline, &a.Source, &a.URL, &a.Language} {
		*field = strings.ReplaceAll(*field, "\x00", "")
	}
	if strings.Contains(a.Text, "\x00") {
		return yield(nil, problemf(c.Path, c.Place, "take it out of the text", "the text holds a zero character"))
	}
	day, ok := dayOf(a.Published)
	if !ok && !yield(nil, problemf(c.Path, c.Place, "write it as YYYY-MM-DD; the article is read as if it gave none",
		"the date of publication %q is no date", shorten(a.Published))) {
		return false
	}
	if a.Published = day; day == "" {
		a.Published = opt.Published
	}
	return yield(c, nil)
}

// dayOf takes the day of a date or of a moment ("2024-03-01T12:00:00Z"); none for none.
func dayOf(published string) (day string, ok bool) {
	published = strings.TrimSpace(published)
	if published == "" {
		return "", true
	}
	if day = published[:min(10, len(published))]; !isDay(day) || len(published) > 10 && !strings.ContainsRune("T ", rune(published[10])) {
		return "", false
	}
	return day, true
}
