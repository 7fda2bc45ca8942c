package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Data of our own in the formats that the measurements read.
var measureFiles = map[string]string{
	"names.iob2":   "# newdoc id = a\n# sent_id = a-1\n# text = Rebels left Homs.\n1\tRebels\tO\n2\tleft\tO\n3\tHoms\tB-LOC\n4\t.\tO\n\n",
	"marked/a.txt": "# ours\n{nationality Syrian} {actor rebels} left [LOC Homs] in {vehicle trucks}.\n",
	"judged.tsv":   "split\tsent_id\ttoken\tfactuality\ndev\ta-1\t2\t2.5\n",
	"bank.conllu": "# newdoc id = a\n# sent_id = a-1\n# text = Rebels left\n1\tRebels\trebel\tNOUN\t_\t_\t2\tnsubj\t_\t_\n" +
		"2\tleft\tleave\tVERB\t_\t_\t0\troot\t_\t_\n\n",
	"times/one.xml": `<Document doc_name="one"><token t_id="1" sentence="0">Rebels</token><token t_id="2" sentence="0">left</token>` +
		`<token t_id="3" sentence="0">yesterday</token><Markables><TIMEX3 type="DATE" value="2016-09-11"><token_anchor t_id="3"/></TIMEX3>` +
		`<TIMEX3 type="DATE" value="2016-09-12" functionInDocument="CREATION_TIME"/></Markables></Document>`,
	"places.xml": `<articles><article><text>Troops left Syria on Monday.</text><locations><location><start>13</start><end>18</end><name>Syria</name>` +
		`<lat>35</lat><lon>38</lon></location></locations></article></articles>`,
	"pairs.tsv":    "sentence\tmarked_sentence\tsource\ttarget\tgold_root\n" +
		"Syria attacked Iraq.\t<s>Syria</s> attacked <t>Iraq</t>.\tSyria\tIraq\tASSAULT\n",
	"snippets.tsv": "id\tEventSnippet\tSubType\n1\tRebels attacked the town on Monday, killing two soldiers.\tATTACK\n",
	"polnear/text/gazette_2016-09-12_town.txt":             "Rebels attacked the town.\n\nRebels attacked the town, police said.\n",
	"polnear/attributions/gazette_2016-09-12_town_ab1.ann": "T1\tSource 53 59\tpolice\nT2\tContent 27 51\tRebels attacked the town\nE1\tContent:T2 Source:T1\n",
}

func TestMeasurements(t *testing.T) {
	testAnalyst(t)
	dir := t.TempDir()
	for name, content := range measureFiles {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	in := func(name string) string { return filepath.Join(dir, filepath.FromSlash(name)) }
	for _, c := range []struct {
		args []string
		code int
		want string // in stdout, or in stderr of what fails
	}{
		{[]string{"entities", in("names.iob2")}, exitOK, "documents 1, sentences 1"},
		{[]string{"entities", in("marked")}, exitOK, "nationality, by the list     P 100.00  R 100.00"},
		{[]string{"entities", in("times")}, exitPartial, "no .txt files"},
		{[]string{"factuality", in("judged.tsv"), "--conllu", in("bank.conllu")}, exitOK, "judged 1, found in the treebank 1"},
		{[]string{"factuality", in("judged.tsv"), "--conllu", in("bank.conllu"), "--split", "none"}, exitPartial, `split "none": no rows`},
		{[]string{"times", in("times"), in("times/one.xml")}, exitOK, "documents 1\n"},
		{[]string{"times", in("polnear")}, exitPartial, "no .xml files"},
		{[]string{"places", in("places.xml")}, exitOK, "end to end"},
		{[]string{"plover", in("pairs.tsv")}, exitOK, "sentences 1  macro-F1"},
		{[]string{"pairs", in("pairs.tsv")}, exitOK, "sentences 1  macro-F1 100"},
		{[]string{"plover", in("snippets.tsv")}, exitPartial, `no column "sentence"`},
		{[]string{"snippets", in("snippets.tsv")}, exitOK, "of 1)"},
		{[]string{"attribution", in("polnear")}, exitOK, "articles 1, attributions 1, refused 0"},
		{[]string{"attribution", dir}, exitPartial, "text"},
	} {
		code, stdout, stderr := dateline(t, "", append([]string{"eval"}, c.args...)...)
		if got := stdout + stderr; code != c.code || !strings.Contains(got, c.want) {
			t.Errorf("eval %s: exit %d, want %d with %q:\n%s", strings.Join(c.args, " "), code, c.code, c.want, got)
		}
	}
}
