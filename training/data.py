"""Sentences as arrays: label inventories, encoding, augmentation and length buckets."""
import collections
import copy
import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

import numpy as np

from . import conllu, events, lemma
from .wordpiece import shape

UPOS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()
NER = "O B-PER I-PER B-ORG I-ORG B-LOC I-LOC".split()
SEM = ["none"] + conllu.KINDS
TRIGGER = ["none"] + events.TYPES
BUCKETS = [12, 16, 20, 24, 28, 32, 36, 40, 48, 56, 64, 80, 112, 160, 256]
QUIET = re.compile(r"reviews-|answers-|email-|GUM_(voyage|academic)_")
MASK = 103          # the vocabulary's [MASK]
TRIGGERS = 8        # triggers of a sentence that a batch holds
CASES = ("as is", "upper", "lower", "title")


def sha256(path):
    """The hash of a file's bytes, in hexadecimal."""
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def read_articles(path):
    """The articles of a gold file."""
    with open(path, encoding="utf-8") as f:
        return [json.loads(line) for line in f if line.strip()]


def read_corpus(folder):
    """The articles of training/corpus that have notes; those whose notes are wrong are left out, with the reason."""
    run = subprocess.run([sys.executable, str(Path(folder) / "notes.py"), "compile", str(folder)],
                         capture_output=True, text=True)
    print(run.stderr.strip()[-2000:], file=sys.stderr)
    return [json.loads(line) for line in run.stdout.splitlines() if line.strip()]


def read_all(shared, corpus, trees=None):
    """Every source: name → (sentences, hash). Names that end in -dev measure and never train."""
    d, gold = Path(shared) / "data", Path(shared) / "gold"
    out, hashes = {}, {}
    facts = d / "uds-factuality/uds-ewt-factuality.train-dev.tsv"
    ner = {"train": "en_ewt-ud-train.rev0c7ce0d.iob2", "dev": "en_ewt-ud-dev.iob2"}
    for split in ("train", "dev"):
        files = [d / f"ud-ewt/en_ewt-ud-{split}.conllu", d / f"gum/en_gum-{split}.free.conllu", d / "uner-ewt" / ner[split],
                 facts, gold / f"{split}.gold.jsonl"]
        hashes.update({f.relative_to(shared).as_posix(): sha256(f) for f in files})
        ewt = conllu.read_treebank(files[0])
        conllu.add_ner(ewt, conllu.read_ner(files[2]))
        conllu.add_facts(ewt, facts, split)
        out[f"ewt-{split}"] = ewt
        out[f"gum-{split}"] = conllu.read_treebank(files[1], entities=True)
        out[f"gold-{split}"] = coded(read_articles(files[4]), trees)
    for name in ("ewt-train", "gum-train"):
        without_events(out[name])
    known = {a["text"].strip() for a in read_articles(gold / "dev.gold.jsonl")}
    articles = [a for a in read_corpus(corpus) if a["text"].strip() not in known]
    out["corpus-train"] = coded(articles, trees)
    hashes["training/corpus"] = hashlib.sha256(json.dumps(articles, sort_keys=True).encode()).hexdigest()
    return out, hashes


def without_events(sentences):
    """Customers' reviews, questions, letters, travel guides and papers report no public event: their words are no triggers."""
    for s in sentences:
        if QUIET.match(s.ident) and s.trigger is None:
            s.trigger = ["none"] * len(s.words)


def coded(articles, trees):
    """The sentences of coded articles."""
    return [s for a in articles for s in events.article_sentences(a, trees)]


_SHORT = {"January": "Jan.", "February": "Feb.", "August": "Aug.", "September": "Sept.", "October": "Oct.", "November": "Nov.",
          "December": "Dec."}
_NAMES = [[w.title() for w in events.WEEKDAYS], [w.title() for w in events.MONTHS if w != "may"] + list(_SHORT.values())]


def vary(sentence, rng):
    """A coded sentence with other weekdays and months in it, the short names of months only before a day as newspapers have them: the
    labels stand on words, whichever they are."""
    words = list(sentence.words)
    for i, w in enumerate(words):
        for names in _NAMES:
            if w in names:
                other = names[int(rng.integers(len(names)))]
                day = i + 1 < len(words) and words[i + 1].isdigit() and len(words[i + 1]) < 3
                full = next((k for k, v in _SHORT.items() if v == other), other)
                words[i] = other if day else full
    if words == sentence.words:
        return sentence
    out = copy.copy(sentence)
    out.words = words
    return out


def fold(ident, folds):
    """Which fold a sentence's article is in."""
    return sum(ident.rsplit(":", 1)[0].encode()) % folds


class Labels:
    """The inventories of labels; those of feats, lemma and rel come from the training treebanks."""

    def __init__(self, table):
        self.table = table
        self.index = {head: {x: i for i, x in enumerate(v)} for head, v in table.items()}

    @classmethod
    def collect(cls, sentences):
        """Inventories from treebank sentences; what occurs once is left out."""
        count = {k: collections.Counter() for k in ("feats", "lemma", "rel")}
        for s in sentences:
            count["feats"].update(s.feats)
            count["rel"].update(s.rels)
            count["lemma"].update(lemma.script(f, x) for f, x in zip(s.words, s.lemmas) if x != "_")
        kept = {k: [x for x, n in sorted(c.items(), key=lambda p: (-p[1], p[0])) if n > 1] for k, c in count.items()}
        return cls({"upos": UPOS, "feats": kept["feats"], "lemma": kept["lemma"], "ner": NER, "sem": SEM, "rel": kept["rel"],
                    "trigger": TRIGGER, "mode": events.MODES, "status": events.STATUS, "flags": events.FLAGS,
                    "role": events.ROLES})

    def ids(self, head, values):
        """Label numbers; -1 for what the inventory lacks."""
        return np.array([self.index[head].get(v, -1) for v in values], np.int32)


class Item:
    """One encoded sentence. Word arrays start with the root, -1 there and wherever nothing is to be learned."""

    __slots__ = ("ids", "shapes", "first", "labels", "fact", "triggers", "sentence", "keeps_case")


def encode(sentence, pieces, labels, limit=256):
    """A sentence as an Item; words that do not fit are cut off, and with them labels that point at them."""
    it = Item()
    ids, first, shapes = [pieces.cls], [0], [[0] for _ in CASES]
    for w in sentence.words:
        p = pieces.word(w)
        if len(ids) + len(p) >= limit:
            break
        first.append(len(ids))
        ids += p
        for out, form in zip(shapes, (w, w.upper(), w.lower(), w[:1].upper() + w[1:])):
            s = 2 * shape(form)
            out += [s] + [s + 1] * (len(p) - 1)
    ids.append(pieces.sep)
    for out in shapes:
        out.append(0)
    it.ids, it.first, it.sentence = np.array(ids, np.int32), np.array(first, np.int32), sentence
    it.shapes = np.array(shapes, np.int32)
    it.labels, it.keeps_case = word_labels(sentence, labels, len(first))
    it.fact = [(i + 1, v, c) for i, v, c in sentence.facts if i + 1 < len(first)]
    it.triggers = [e for e in sentence.events if e["word"] + 1 < len(first)][:TRIGGERS]
    return it


def word_labels(s, labels, n):
    """Head → label numbers of the root and the words; and where the lemma keeps the form's case."""
    out = {}
    for head, values in (("upos", s.upos), ("feats", s.feats), ("ner", s.ner), ("sem", s.sem), ("rel", s.rels),
                         ("trigger", s.trigger)):
        if values is not None:
            out[head] = np.concatenate([[-1], labels.ids(head, values)])[:n]
    keeps = np.zeros(n, bool)
    if s.lemmas is not None:
        scripts = [lemma.script(f, x) if x != "_" else "" for f, x in zip(s.words, s.lemmas)]
        out["lemma"] = np.concatenate([[-1], labels.ids("lemma", scripts)])[:n]
        keeps[1:] = [x[:1] == "k" for x in scripts][:n - 1]
    if s.heads is not None:
        arc = np.concatenate([[-1], np.array(s.heads, np.int32)])[:n]
        out["arc"] = np.where(arc < n, arc, -1)
    return out, keeps


WORD_HEADS = ("upos", "feats", "lemma", "ner", "sem", "rel", "trigger", "arc")


def batch(items, labels, size, rng=None):
    """Items as padded arrays of one shape. With `rng` letter case and final punctuation vary."""
    n = len(items)
    b = {"ids": np.zeros((n, size), np.int32), "shapes": np.zeros((n, size), np.int32), "mask": np.zeros((n, size), bool),
         "first": np.zeros((n, size), np.int32), "words": np.zeros((n, size), bool),
         "fact": np.zeros((n, size), np.float32), "fact_weight": np.zeros((n, size), np.float32),
         "at": np.zeros((n, TRIGGERS), np.int32), "triggers": np.zeros((n, TRIGGERS), bool),
         "mode": np.zeros((n, TRIGGERS, len(labels.table["mode"])), np.float32),
         "status": np.full((n, TRIGGERS), -1, np.int32), "flags": np.zeros((n, TRIGGERS, 2), np.float32),
         "role": np.zeros((n, TRIGGERS, size, len(events.ROLES)), np.float32),
         "judged": np.zeros((n, TRIGGERS, len(events.ROLES)), np.float32)}
    b.update({h: np.full((n, size), -1, np.int32) for h in WORD_HEADS})
    for row, it in enumerate(items):
        fill(b, row, it, labels, rng)
    return b


def fill(b, row, it, labels, rng):
    """One item into its row."""
    words, length, case = len(it.first), len(it.ids), 0
    if rng is not None:
        case = int(rng.choice(4, p=(0.88, 0.04, 0.03, 0.05)))
        if words > 4 and it.sentence.words[words - 2] in ".!?" and rng.random() < 0.06:
            words, length = words - 1, length - 1
    b["ids"][row, :length], b["shapes"][row, :length], b["mask"][row, :length] = it.ids[:length], it.shapes[case, :length], True
    b["ids"][row, length - 1], b["shapes"][row, length - 1] = it.ids[-1], 0
    b["first"][row, :words], b["words"][row, 1:words] = it.first[:words], True
    for head, values in it.labels.items():
        b[head][row, :words] = values[:words]
    b["arc"][row][b["arc"][row] >= words] = -1
    if rng is not None and it.sentence.trigger is not None and it.sentence.upos is None:
        mask_pieces(b["ids"][row], it, length, rng)
    if case:
        b["lemma"][row, :words][it.keeps_case[:words]] = -1
    for i, value, confidence in it.fact:
        if i < words:
            b["fact"][row, i], b["fact_weight"][row, i] = value, confidence
    for k, e in enumerate(it.triggers):
        if e["word"] + 1 < words:
            fill_trigger(b, row, k, e, labels, words)


def mask_pieces(ids, it, length, rng, rate=0.08):
    """Hides some pieces of a coded sentence, triggers' first pieces excepted: few such sentences, easily learned by heart."""
    hidden = rng.random(length) < rate
    hidden[[0, length - 1]] = False
    for e in it.triggers:
        hidden[min(it.first[e["word"] + 1], length - 1)] = False
    ids[:length][hidden] = MASK


def fill_trigger(b, row, k, e, labels, words):
    """The labels of one trigger."""
    b["at"][row, k], b["triggers"][row, k] = e["word"] + 1, True
    b["status"][row, k] = labels.index["status"][e["status"]]
    for m in e["modes"]:
        b["mode"][row, k, labels.index["mode"][m]] = 1
    for f in e["flags"]:
        b["flags"][row, k, labels.index["flags"][f]] = 1
    for r, role in enumerate(events.ROLES):
        if e["roles"][role] is not None:
            b["judged"][row, k, r] = 1
            for i in e["roles"][role]:
                if i + 1 < words:
                    b["role"][row, k, i + 1, r] = 1


def bucket(length):
    """The padded length for a number of pieces."""
    return next(x for x in BUCKETS if length <= x)


def batches(items, labels, pieces_a_batch, rng=None):
    """(size, items' numbers, arrays): batches of one shape a bucket, in random order with `rng`; the last of a bucket is
    filled up with items of the same bucket when training, left short (padded with empty rows) when not."""
    groups = collections.defaultdict(list)
    for i in (rng.permutation(len(items)) if rng is not None else range(len(items))):
        groups[bucket(len(items[i].ids))].append(int(i))
    plan = []
    for size, numbers in groups.items():
        rows = max(4, pieces_a_batch // size)
        for at in range(0, len(numbers), rows):
            chunk = numbers[at:at + rows]
            if rng is not None and len(chunk) < rows:
                chunk = chunk + [numbers[int(j)] for j in rng.integers(len(numbers), size=rows - len(chunk))]
            plan.append((size, rows, chunk))
    if rng is not None:
        rng.shuffle(plan)
    for size, rows, chunk in plan:
        arrays = batch([items[i] for i in chunk], labels, size, rng)
        if len(chunk) < rows:
            arrays = {k: np.concatenate([v, np.zeros((rows - len(chunk), *v.shape[1:]), v.dtype)]) for k, v in arrays.items()}
        yield size, chunk, arrays
