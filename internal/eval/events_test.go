package eval

import (
	"strings"
	"testing"
)

// TestReadGoldRefusesTwoOfOneID: reports are matched by the article's id.
func TestReadGoldRefusesTwoOfOneID(t *testing.T) {
	const line = `{"id":"a","text":"Police fired.","events":[]}`
	_, err := ReadGold(strings.NewReader(line+"\n\n"+line+"\n"), "gold.jsonl")
	if err == nil || !strings.Contains(err.Error(), `gold.jsonl: line 3: article "a" stands on line 1`) {
		t.Error(err)
	}
}
