"""What a model gets right on material it was not trained on: a figure for each head.

usage: python -m training.evaluate MODEL.dlm [--shared DIR] [--corpus DIR]   (prints JSON)"""
import argparse
import json

import jax
import numpy as np

from . import data, events, lemma, model, tree
from .wordpiece import WordPiece

_outputs = jax.jit(model.outputs)
_rel = jax.jit(lambda p, h, heads: model.rel_scores(p, h, heads, model.Dropout(None)))


def predict(params, items, labels, pieces_a_batch=2000):
    """For each item a dict of its scores on its own words (row 0 the root), with the tree decoded."""
    out = [None] * len(items)
    for _, chunk, arrays in data.batches(items, labels, pieces_a_batch):
        b = {k: arrays[k] for k in ("ids", "shapes", "mask", "first", "words", "at")}
        scores = _outputs(params, b)
        h = scores["h"]
        scores = {k: np.asarray(v) for k, v in scores.items()}
        heads = np.full(b["first"].shape, -1, np.int32)
        for row, i in enumerate(chunk):
            n = len(items[i].first)
            heads[row, :n] = tree.best_tree(scores["arc"][row, :n, :n])
        rel = np.asarray(_rel(params, h, heads))
        for row, i in enumerate(chunk):
            n = len(items[i].first)
            out[i] = {k: v[row, :n] for k, v in scores.items() if k not in ("arc", "role")}
            out[i].update(heads=heads[row, :n], rel=rel[row, :n], role=scores["role"][row, :, :n])
    return out


def f1(right, given, wanted):
    """Precision, recall and F1 from three counts."""
    p, r = right / max(given, 1), right / max(wanted, 1)
    return {"p": round(p, 4), "r": round(r, 4), "f1": round(2 * p * r / max(p + r, 1e-9), 4), "right": int(right),
            "given": int(given), "wanted": int(wanted)}


def syntax(items, preds, labels):
    """Accuracies in percent over all words, as the UD evaluation counts them with gold tokens."""
    n = 0
    hits = dict.fromkeys(("upos", "feats", "lemma", "uas", "las"), 0)
    for it, p in zip(items, preds):
        s, k = it.sentence, len(it.first) - 1
        n += len(s.words)
        name = {h: [labels.table[h][i] for i in p[h][1:].argmax(-1)] for h in ("upos", "feats", "lemma", "rel")}
        for i in range(k):
            hits["upos"] += name["upos"][i] == s.upos[i]
            hits["feats"] += name["feats"][i] == s.feats[i]
            hits["lemma"] += lemma.apply(name["lemma"][i], s.words[i]) == s.lemmas[i]
            right = p["heads"][i + 1] == s.heads[i]
            hits["uas"] += right
            hits["las"] += right and name["rel"][i] == s.rels[i]
    return {h: round(100 * v / n, 2) for h, v in hits.items()}


def spans(tags):
    """The entity spans of IOB2 tags; an I- that follows nothing of its kind opens one."""
    out, start = [], None
    for i, t in enumerate([*tags, "O"]):
        if start is not None and (t[0] != "I" or t[2:] != tags[start][2:]):
            out.append((start, i, tags[start][2:]))
            start = None
        if t[0] == "B" or t[0] == "I" and start is None:
            start = i
    return out


def entity_tags(scores, names):
    """The best sequence of tags in which I-X follows only B-X or I-X, by Viterbi on the log-probabilities."""
    x = scores - np.logaddexp.reduce(scores, axis=-1, keepdims=True)
    allowed = np.array([[b[0] != "I" or a[2:] == b[2:] for b in names] for a in names])
    block = np.where(allowed, 0, -np.inf)
    best, back = x[0] + block[names.index("O")], []
    for row in x[1:]:
        paths = best[:, None] + block
        back.append(paths.argmax(0))
        best = paths.max(0) + row
    tags = [int(best.argmax())]
    for pointers in reversed(back):
        tags.append(int(pointers[tags[-1]]))
    return [names[i] for i in reversed(tags)]


def entities(items, preds, labels):
    """F1 of entity spans with their kind."""
    right = given = wanted = 0
    for it, p in zip(items, preds):
        if it.sentence.ner:
            g = set(spans(it.sentence.ner))
            c = set(spans(entity_tags(p["ner"][1:], labels.table["ner"])))
            right, given, wanted = right + len(g & c), given + len(c), wanted + len(g)
    return f1(right, given, wanted)


def mentions(items, preds, labels):
    """F1 of mention heads with their kind."""
    gold = np.concatenate([it.labels["sem"][1:] for it in items])
    got = np.concatenate([p["sem"][1:].argmax(-1) for p in preds])
    return f1(((gold == got) & (gold > 0)).sum(), (got > 0).sum(), (gold > 0).sum())


def factuality(items, preds):
    """Pearson's r between predicted and judged factuality."""
    pairs = [(p["fact"][i], v) for it, p in zip(items, preds) for i, v, _ in it.fact]
    return round(float(np.corrcoef(np.array(pairs).T)[0, 1]), 4)


def trigger_margin(items, preds):
    """For every word of coded sentences: gold class, best event class, and the probability that it is an event."""
    gold = np.concatenate([it.labels["trigger"][1:] for it in items])
    x = np.concatenate([p["trigger"][1:] for p in preds])
    prob = np.exp(x - x.max(-1, keepdims=True))
    prob /= prob.sum(-1, keepdims=True)
    return gold, x[:, 1:].argmax(-1) + 1, 1 - prob[:, 0], x


def triggers(items, preds, threshold=0.5):
    """F1 of trigger words, and of trigger words with their type, at a threshold on 1 - p(none)."""
    gold, kind, prob, _ = trigger_margin(items, preds)
    got = prob >= threshold
    detect = f1((got & (gold > 0)).sum(), got.sum(), (gold > 0).sum())
    return detect, f1((got & (gold == kind)).sum(), got.sum(), (gold > 0).sum())


def calibrate(items, preds):
    """The threshold of best type F1 and the temperature of least cross-entropy: on held-out training articles only."""
    best = max(np.arange(0.1, 0.9, 0.025), key=lambda t: triggers(items, preds, t)[1]["f1"])
    gold, _, _, x = trigger_margin(items, preds)
    gold, x = gold[gold >= 0], x[gold >= 0]

    def nll(t):
        z = x / t
        return -(z[np.arange(len(gold)), gold] - np.log(np.exp(z - z.max(-1, keepdims=True)).sum(-1)) - z.max(-1)).mean()

    return round(float(best), 3), round(float(min(np.arange(0.6, 2.5, 0.05), key=nll)), 2)


def given_triggers(items, preds, labels):
    """Status accuracy, mode F1, flag F1 and role F1 where the gold triggers are given."""
    right = n = 0
    mode, flags = [0, 0, 0], [0, 0, 0]
    roles = {r: [0, 0, 0] for r in events.ROLES}

    def add(count, gold, got):
        for k, x in enumerate((gold & got, got, gold)):
            count[k] += len(x)

    for it, p in zip(items, preds):
        for k, e in enumerate(it.triggers):
            w = e["word"] + 1
            right, n = right + (labels.table["status"][p["status"][w].argmax()] == e["status"]), n + 1
            kind = e["type"] + "."
            add(mode, set(e["modes"]),
                {m for m, x in zip(labels.table["mode"], p["mode"][w]) if x > 0 and m.startswith(kind)})
            add(flags, set(e["flags"]), {m for m, x in zip(labels.table["flags"], p["flags"][w]) if x > 0})
            for r, role in enumerate(events.ROLES):
                if e["roles"][role] is not None:
                    add(roles[role], set(e["roles"][role]), set(np.flatnonzero(p["role"][k, 1:, r] > 0).tolist()))
    return {"status": round(right / max(n, 1), 4), "mode": f1(*mode), "flags": f1(*flags),
            "role": {r: f1(*c) for r, c in roles.items()}}


def event_figures(items, preds, labels, threshold=0.5):
    """All figures on coded articles."""
    detect, typed = triggers(items, preds, threshold)
    return {"threshold": threshold, "detect": detect, "trigger": typed, **given_triggers(items, preds, labels)}


def figures(params, sets, labels, threshold=0.5):
    """Every figure on the dev sets. `sets`: name → items."""
    preds = {k: predict(params, v, labels) for k, v in sets.items()}
    ewt, gum, gold = (sets[k] for k in ("ewt-dev", "gum-dev", "gold-dev"))
    return {"ewt": syntax(ewt, preds["ewt-dev"], labels), "gum": syntax(gum, preds["gum-dev"], labels),
            "ner": entities(ewt, preds["ewt-dev"], labels), "sem": mentions(gum, preds["gum-dev"], labels),
            "fact": factuality(ewt, preds["ewt-dev"]), "events": event_figures(gold, preds["gold-dev"], labels, threshold)}


def main():
    """Measures a model file on the dev sets."""
    from .export import read_file
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("model")
    a.add_argument("--shared", default="../shared")
    a.add_argument("--corpus", default="training/corpus")
    a = a.parse_args()
    header, params, vocabulary = read_file(a.model)
    model.CONFIG.update(header["config"])
    labels, pieces = data.Labels(header["labels"]), WordPiece(vocabulary)
    sources, _ = data.read_all(a.shared, a.corpus)
    sets = {k: [data.encode(s, pieces, labels) for s in v] for k, v in sources.items() if k.endswith("-dev")}
    threshold = header["metrics"].get("trigger_threshold", 0.5)
    print(json.dumps(figures(params, sets, labels, threshold), indent=1))


if __name__ == "__main__":
    main()
