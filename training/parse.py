"""Trees of the coded sentences, so that phrases are tied to words by their syntactic heads.

usage: python -m training.parse WEIGHTS.npz OUT.json --encoder DIR [--shared DIR] [--corpus DIR]"""
import argparse
import json
from pathlib import Path

import numpy as np

from . import data, evaluate, model
from .wordpiece import WordPiece


def main():
    """Parses every coded sentence; the file maps its name to the heads of its words, counted from 1."""
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("weights", type=Path, help="ema.npz with labels.json beside it")
    a.add_argument("out", type=Path)
    a.add_argument("--encoder", type=Path, required=True)
    a.add_argument("--shared", default="../shared")
    a.add_argument("--corpus", default="training/corpus")
    a = a.parse_args()
    labels = data.Labels(json.loads((a.weights.parent / "labels.json").read_text()))
    params = model.trained(a.encoder, a.weights)
    pieces = WordPiece.read(a.encoder / "vocab.txt")
    sources, _ = data.read_all(a.shared, a.corpus)
    sentences = [s for k, v in sources.items() if not k.startswith(("ewt", "gum")) for s in v]
    items = [data.encode(s, pieces, labels) for s in sentences]
    preds = evaluate.predict(params, items, labels)
    a.out.write_text(json.dumps({s.ident: p["heads"][1:].tolist() for s, p in zip(sentences, preds)}))


if __name__ == "__main__":
    main()
