"""From words to the encoder's input ids: BERT's uncased WordPiece and the shape of a word (docs/model-format.md)."""
import unicodedata
from functools import lru_cache

CLS, SEP, UNK = "[CLS]", "[SEP]", "[UNK]"
SHAPES = 14
CONTROL = ("Cc", "Cf", "Co", "Cs")


def is_punctuation(c):
    """BERT's notion: every ASCII symbol, and Unicode category P."""
    return c.isascii() and c.isprintable() and not c.isalnum() and c != " " or unicodedata.category(c)[0] == "P"


def parts(word):
    """The word lower-cased, without accents and control characters, split at punctuation and white space."""
    kept = "".join(" " if c.isspace() else c for c in word
                   if c.isspace() or unicodedata.category(c) not in CONTROL and c != "\ufffd")
    bare = (c for c in unicodedata.normalize("NFD", kept.lower()) if unicodedata.category(c) != "Mn")
    return "".join(f" {c} " if is_punctuation(c) else c for c in bare).split()


def shape(word):
    """0 is for special pieces; 1 no letter or digit … 6 contains a digit: the page's table, in its order of precedence."""
    if any(unicodedata.category(c) == "Nd" for c in word):
        return 6
    letters = [unicodedata.category(c) in ("Lu", "Lt") for c in word if unicodedata.category(c)[0] == "L"]
    if not letters:
        return 1
    if not any(letters):
        return 2
    if all(letters):
        return 3 if len(letters) == 1 else 4
    late = any(b and not a for a, b in zip(letters, letters[1:]))
    return 5 if late or not letters[0] else 3


class WordPiece:
    """A vocabulary with greedy longest-match lookup."""

    def __init__(self, vocabulary):
        self.pieces = vocabulary
        self.index = {p: i for i, p in enumerate(vocabulary)}
        self.cls, self.sep, self.unk = (self.index[p] for p in (CLS, SEP, UNK))
        self.word = lru_cache(maxsize=200_000)(self._word)

    @classmethod
    def read(cls, path):
        """The vocabulary of a file with one piece a line."""
        with open(path, encoding="utf-8") as f:
            return cls(f.read().rstrip("\n").split("\n"))

    def _word(self, word):
        ids = [i for p in parts(word) for i in self._part(p)]
        return tuple(ids or [self.unk])

    def _part(self, part):
        if len(part) > 100:
            return [self.unk]
        ids, start = [], 0
        while start < len(part):
            for end in range(len(part), start, -1):
                hit = self.index.get(("##" if start else "") + part[start:end])
                if hit is not None:
                    break
            else:
                return [self.unk]
            ids.append(hit)
            start = end
        return ids
