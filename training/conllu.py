"""Readers of the treebanks and of what lies over them: UD CoNLL-U, GUM's entities, Universal NER, UDS factuality."""
import re

KINDS = "person organization place object event time abstract substance animal plant".split()


class Sentence:
    """Words with the layers some source gives; a layer that is absent is None.

    heads count words from 1, 0 is the root; `facts` are (word index from 0, factuality, confidence)."""

    def __init__(self, ident, words, **layers):
        self.ident, self.words = ident, words
        self.upos = self.feats = self.lemmas = self.heads = self.rels = self.ner = self.sem = self.trigger = None
        self.facts, self.events = [], []
        self.__dict__.update(layers)


def read_rows(path):
    """(sent_id, rows of ten columns) of each sentence, multiword ranges and empty nodes left out."""
    ident, rows = "", []
    with open(path, encoding="utf-8") as f:
        for line in f:
            if line.startswith("# sent_id"):
                ident = line.split("=", 1)[1].strip()
            elif line.strip() == "" and rows:
                yield ident, rows
                rows = []
            elif line[0].isdigit():
                row = line.rstrip("\n").split("\t")
                if row[0].isdigit():
                    rows.append(row)


def read_treebank(path, entities=False):
    """The sentences of a CoNLL-U file; with `entities`, the kinds of GUM's mentions at their head words, and names."""
    out = []
    for ident, rows in read_rows(path):
        s = Sentence(ident, [r[1] for r in rows], upos=[r[3] for r in rows], feats=[r[5] for r in rows],
                     lemmas=[r[2] for r in rows], heads=[int(r[6]) for r in rows], rels=[r[7] for r in rows])
        if entities:
            spans = mention_spans([r[9] for r in rows])
            s.sem = mention_kinds(s.heads, spans)
            s.ner = mention_names(s.words, s.upos, s.heads, s.rels, spans)
        out.append(s)
    return out


def mention_spans(misc):
    """(first, last, kind) of GUM's mentions, counted from 0, the widest last. Mentions that leave the sentence are passed over."""
    opened, spans = {}, []
    for i, m in enumerate(misc):
        value = next((f[7:] for f in m.split("|") if f.startswith("Entity=")), "")
        for opening, closing in re.findall(r"\(([^()]+\)?)|([^()]+)\)", value):
            if opening:
                ident, kind = opening.rstrip(")").split("-")[:2]
                if opening.endswith(")"):
                    spans.append((i, i, kind))
                else:
                    opened.setdefault(ident, []).append((i, kind))
            elif opened.get(closing):
                start, kind = opened[closing].pop()
                spans.append((start, i, kind))
    return sorted(spans, key=lambda s: s[1] - s[0])


def span_head(start, end, heads):
    """The word of a span that hangs on a word outside it, or None."""
    return next((i for i in range(start, end + 1) if not start < heads[i] <= end + 1), None)


def mention_kinds(heads, spans):
    """The kind of the widest mention each word heads, `none` elsewhere."""
    kinds = ["none"] * len(heads)
    for start, end, kind in spans:
        head = span_head(start, end, heads)
        if head is not None and kind in KINDS:
            kinds[head] = kind
    return kinds


def mention_names(words, upos, heads, rels, spans):
    """Universal NER's tags made from GUM's mentions: the proper name at a mention's head, without titles. A proper noun that no
    mention accounts for is left open ('')."""
    tags = ["" if u == "PROPN" else "O" for u in upos]
    for start, end, kind in reversed(spans):
        head = span_head(start, end, heads)
        if head is None or upos[head] != "PROPN":
            continue
        first, last = name_span(words, upos, rels, start, end, head, kind in ("organization", "place"))
        tag = {"person": "PER", "organization": "ORG", "place": "LOC"}.get(kind)
        if any(tags[i][:2] in ("B-", "I-") for i in range(first, last + 1)):
            continue
        for i in range(start, end + 1):
            if tag is None and tags[i] == "" or first <= i <= last or rels[i] == "nmod:desc" and tags[i] == "":
                tags[i] = "O"
        if tag:
            tags[first:last + 1] = ["B-" + tag] + ["I-" + tag] * (last - first)
    return tags


def name_span(words, upos, rels, start, end, head, with_of):
    """The run of proper nouns around a mention's head; `of` joins the names of bodies and places."""
    first = last = head
    while first > start and rels[first - 1] != "nmod:desc" and (
            upos[first - 1] == "PROPN" or words[first - 1] == "-" and first - 2 >= start and upos[first - 2] == "PROPN"):
        first -= 1
    while last < end:
        if upos[last + 1] == "PROPN":
            last += 1
        elif last + 2 <= end and upos[last + 2] == "PROPN" and (words[last + 1] == "-" or with_of and words[last + 1] == "of"):
            last += 2
        else:
            break
    return first, last


def read_ner(path):
    """sent_id → (words, tags) of a Universal NER file, OTH spans as O."""
    out, ident, words, tags = {}, "", [], []
    with open(path, encoding="utf-8") as f:
        for line in list(f) + ["\n"]:
            if line.startswith("# sent_id"):
                ident = line.split("=", 1)[1].strip()
            elif not line.strip() and words:
                out[ident] = (words, repair(tags))
                words, tags = [], []
            elif line[0].isdigit():
                row = line.rstrip("\n").split("\t")
                words.append(row[1])
                tags.append(row[2] if row[2][2:] in ("PER", "ORG", "LOC") else "O")
    return out


def repair(tags):
    """An I- that follows nothing of its kind opens a span."""
    return ["B" + t[1:] if t[0] == "I" and (i == 0 or tags[i - 1][1:] != t[1:]) else t for i, t in enumerate(tags)]


def add_ner(sentences, tagged):
    """Gives sentences their entity tags where the words agree; says how many did."""
    hits = 0
    for s in sentences:
        words, tags = tagged.get(s.ident, (None, None))
        if words == s.words:
            s.ner, hits = tags, hits + 1
    return hits


def add_facts(sentences, path, split):
    """Gives sentences the factuality judgements of one split; says how many words they cover."""
    by_ident, hits = {s.ident: s for s in sentences}, 0
    with open(path, encoding="utf-8") as f:
        next(f)
        for line in f:
            part, ident, token, form, _, _, fact, confidence = line.rstrip("\n").split("\t")
            s, i = by_ident.get(ident), int(token) - 1
            if part == split and s and i < len(s.words) and s.words[i] == form:
                s.facts.append((i, float(fact), float(confidence)))
                hits += 1
    return hits
