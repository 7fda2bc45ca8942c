package wordpiece

import (
	"slices"
	"strings"
	"testing"
)

var pieces = strings.Fields("[PAD] [UNK] [CLS] [SEP] mc ##gu ##rk the - . ' us led sa ##o 2 ##000 , i ##phone ##phones un a ##b b")

func vocabulary(t testing.TB) *Vocabulary {
	v, err := New(pieces)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestAppend(t *testing.T) {
	v := vocabulary(t)
	c := NewCache(v, 5)
	for word, want := range map[string]string{
		"McGurk": "mc ##gu ##rk", "THE": "the", "US-led": "us - led", "São": "sa ##o", "2,000": "2 , [UNK]", "iPhone": "i ##phone",
		"iPhones": "i ##phones", "": "[UNK]", "\u200b": "[UNK]", "zebra": "[UNK]", "the\u00adus": "[UNK]", "a\x1cb": "a b",
		"'U\u0301N'": "' un '", strings.Repeat("ab", 51): "[UNK]", "\xff": "[UNK]", "☃": "[UNK]",
		"a" + strings.Repeat("b", 99): "a" + strings.Repeat(" ##b", 99),
	} {
		for range 2 {
			ids, _ := c.Append(nil, word)
			var got []string
			for _, id := range ids {
				got = append(got, pieces[id])
			}
			if !slices.Equal(got, strings.Fields(want)) {
				t.Errorf("%q: %q, want %q", word, got, want)
			}
		}
	}
	if len(c.words) > 5 {
		t.Errorf("the cache holds %d words, its bound is 5", len(c.words))
	}
	if _, err := New([]string{"[CLS]"}); err == nil {
		t.Error("a vocabulary without [UNK]")
	}
}

func TestShape(t *testing.T) {
	for word, want := range map[string]int32{"": 1, "...": 1, "the": 2, "The": 3, "A": 3, "US": 4, "U.S.": 4, "McGurk": 5, "iPhone": 5,
		"2,000": 6, "B-52": 6, "T٣": 6, "US-led": 3, "قال": 2, "ǅ": 3, "O'Neill": 3, "☃": 1, "戰": 2, "X-ray": 3} {
		if got := Shape(word); got != 2*want {
			t.Errorf("%q: %d, want %d", word, got, 2*want)
		}
	}
}
