"""Guessed triggers on open news that nobody coded: the codebook's words, checked by a model of an earlier stage.

usage: python -m training.weak WEIGHTS.npz OUT.json --minilm DIR [--shared DIR] [--corpus DIR] [--codebook FILE]

A word is labelled with a type where the codebook names it without doubt and the model does not contradict, or where it names it
as ambiguous and the model is sure, or where the model alone is very sure; `none` where neither sees anything; else left open."""
import argparse
import collections
import json
import re
from pathlib import Path

import numpy as np

from . import data, evaluate, events, lemma, model
from .wordpiece import WordPiece

POS = {"v": "VERB", "n": "NOUN", "a": "ADJ"}


def read_codebook(path):
    """(lemma, UPOS) → {type: whether it is ambiguous} from triggers.yaml; phrasal entries are passed over."""
    out, kind = {}, None
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        if re.match(r"[A-Z]+:", line):
            kind = line.split(":")[0]
        for word, pos, doubt in re.findall(r"(?<![\w_-])([a-z-]+)/([vna])(\?)?(?!\S)", line.split("#")[0]):
            kinds = out.setdefault((word, POS[pos]), {})
            kinds[kind] = bool(doubt) and kinds.get(kind, True)
    return out


def shingles(text):
    """The runs of eight words of a text."""
    w = re.findall(r"\w+", text.lower())
    return {tuple(w[i:i + 8]) for i in range(len(w) - 7)}


def uncoded(shared, corpus):
    """The open news texts that share no passage with a coded article, train or dev, as articles without events."""
    gold = Path(shared) / "gold"
    seen = set()
    for a in data.read_articles(gold / "dev.gold.jsonl") + data.read_articles(gold / "train.gold.jsonl") + data.read_corpus(corpus):
        seen |= shingles(a["text"])
    for a in data.read_articles(Path(shared) / "data/open-news.jsonl"):
        if len(shingles(a["text"]) & seen) < 4:
            yield {"id": "open-" + a["id"], "text": a["text"], "published": a["date"], "events": []}


def guess(named, probs):
    """The label of one word from the codebook's {type: ambiguous} and the model's probabilities; '' leaves it open."""
    best = int(probs.argmax())
    kind, sure = data.TRIGGER[best], float(probs[best])
    if not named:
        if kind == "none":
            return "none" if sure > 0.8 else ""
        return kind if sure > 0.85 else ""
    certain = [k for k, ambiguous in named.items() if not ambiguous]
    event = 1 - float(probs[0])
    if len(certain) == 1 and len(named) == 1 and event > 0.25:
        return certain[0]
    if kind in named and sure > 0.5:
        return kind
    return "none" if event < 0.08 else ""


def label(sentences, params, labels, pieces, codebook):
    """Guesses for the words of each sentence, [(words, labels)]."""
    items, out = [data.encode(s, pieces, labels, 160) for s in sentences], []
    for it, p in zip(items, evaluate.predict(params, items, labels)):
        words = it.sentence.words[:len(it.first) - 1]
        x = p["trigger"][1:]
        probs = np.exp(x - x.max(-1, keepdims=True))
        probs /= probs.sum(-1, keepdims=True)
        upos = [labels.table["upos"][i] for i in p["upos"][1:].argmax(-1)]
        lemmas = [lemma.apply(labels.table["lemma"][i], w).lower() for i, w in zip(p["lemma"][1:].argmax(-1), words)]
        out.append((words, [guess(codebook.get((m, u)), q) for m, u, q in zip(lemmas, upos, probs)]))
    return out


def agreement(sentences, guesses):
    """How the guesses agree with coded sentences: F1 of triggers with type, over the words not left open."""
    pairs = [(g, t) for s, (_, row) in zip(sentences, guesses) for g, t in zip(row, s.trigger) if g and t]
    return evaluate.f1(sum(g == t != "none" for g, t in pairs), sum(g != "none" for g, _ in pairs),
                       sum(t != "none" for _, t in pairs))


def options():
    """The command line."""
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("weights", type=Path, help="ema.npz with labels.json beside it")
    a.add_argument("out", type=Path)
    a.add_argument("--minilm", type=Path, required=True)
    a.add_argument("--shared", default="../shared")
    a.add_argument("--corpus", default="training/corpus")
    a.add_argument("--codebook", default="internal/coding/codebook/triggers.yaml")
    a.add_argument("--holdout", type=int, default=8, help="the fold that the weights have not seen, to judge the guesses on")
    return a.parse_args()


def main():
    """Labels the texts, writes [{"id", "words", "trigger"}], and says how good such guesses are on the held-out articles."""
    a = options()
    labels = data.Labels(json.loads((a.weights.parent / "labels.json").read_text()))
    params = model.trained(a.minilm, a.weights)
    pieces, codebook = WordPiece.read(a.minilm / "vocab.txt"), read_codebook(a.codebook)
    sources, _ = data.read_all(a.shared, a.corpus)
    held = [s for k in ("gold-train", "corpus-train") for s in sources[k] if data.fold(s.ident, a.holdout) == 0]
    print("held-out articles:", agreement(held, label(held, params, labels, pieces, codebook)))
    sentences = [s for x in uncoded(a.shared, a.corpus) for s in events.article_sentences(x) if len(s.words) > 3]
    out = [{"id": s.ident, "words": words, "trigger": guesses}
           for s, (words, guesses) in zip(sentences, label(sentences, params, labels, pieces, codebook))]
    a.out.write_text(json.dumps(out, ensure_ascii=False))
    count = collections.Counter(g for s in out for g in s["trigger"])
    print(len(out), "sentences", dict(count))


if __name__ == "__main__":
    main()
