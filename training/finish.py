"""Measures the trained weights, writes the model files, their metrics and the model card.

usage: python -m training.finish WEIGHTS_FOLDER HELD_OUT_FOLDER OUT --encoder DIR [--shared DIR] [--corpus DIR]
WEIGHTS_FOLDER is the last stage's. HELD_OUT_FOLDER is the stage's whose log holds the figures on coded articles that it was
not trained on: the trigger's threshold and temperature come from there. OUT gets dateline.dlm (int8), metrics.json and
MODEL_CARD.md; the float32 file and the reference values for testing an engine stay in WEIGHTS_FOLDER."""
import argparse
import datetime
import json
from pathlib import Path

import numpy as np

from . import card, data, evaluate, export, model
from .wordpiece import WordPiece


def options():
    """The command line."""
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("weights", type=Path)
    a.add_argument("held", type=Path)
    a.add_argument("out", type=Path)
    a.add_argument("--encoder", type=Path, required=True)
    a.add_argument("--shared", default="../shared")
    a.add_argument("--corpus", default="training/corpus")
    a.add_argument("--trees")
    a.add_argument("--reference", type=Path, help="also write the int8 values of four examples there, for the engine's tests")
    a.add_argument("--version", default="1")
    a.add_argument("--created", default=datetime.date.today().isoformat())
    return a.parse_args()


def held_out(folder):
    """The last held-out figures of a stage's log: (figures, threshold, temperature)."""
    last = json.loads((folder / "log.jsonl").read_text().splitlines()[-1])
    return last["held"], *last["calibration"]


def main():
    """Everything that follows training."""
    a = options()
    labels = data.Labels(json.loads((a.weights / "labels.json").read_text()))
    pieces = WordPiece.read(a.encoder / "vocab.txt")
    params = model.trained(a.encoder, a.weights / "ema.npz")
    trees = json.loads(Path(a.trees).read_text()) if a.trees else None
    sources, _ = data.read_all(a.shared, a.corpus, trees)
    sets = {k: [data.encode(s, pieces, labels) for s in v] for k, v in sources.items() if k.endswith("-dev")}
    hashes = json.loads((a.weights / "data.json").read_text())
    held, threshold, temperature = held_out(a.held)
    metrics = {"trigger_threshold": threshold, "trigger_temperature": temperature,
               "float32": evaluate.figures(params, sets, labels, threshold)}
    header = {"name": "dateline-en", "version": a.version, "created": a.created, "config": model.CONFIG, "labels": labels.table,
              "metrics": metrics, "data": hashes}
    a.out.mkdir(parents=True, exist_ok=True)
    export.write_file(a.weights / "float32.dlm", params, pieces.pieces, header, float32=True)
    file = a.out / "dateline.dlm"
    export.write_file(file, params, pieces.pieces, header)
    metrics["int8"] = evaluate.figures(export.read_file(file)[1], sets, labels, threshold)
    export.write_file(file, params, pieces.pieces, header)
    values = {name: export.reference(export.read_file(path)[1], labels, pieces)
              for name, path in (("float32", a.weights / "float32.dlm"), ("int8", file))}
    (a.weights / "reference.json").write_text(json.dumps(values, ensure_ascii=False))
    if a.reference:
        a.reference.parent.mkdir(parents=True, exist_ok=True)
        a.reference.write_text(json.dumps({"int8": values["int8"][:4]}, ensure_ascii=False, separators=(",", ":")) + "\n")
    counts = {k: (len(v), sum(len(s.words) for s in v), sum(len(s.events) for s in v)) for k, v in sources.items()}
    metrics = {**metrics, "held_out": held, "data": hashes}
    (a.out / "metrics.json").write_text(json.dumps(metrics, indent=1) + "\n")
    (a.out / "MODEL_CARD.md").write_text(card.text(metrics, counts, data.sha256(file), file.stat().st_size, a))
    print(json.dumps({k: v for k, v in metrics.items() if k != "data"}, indent=1))


if __name__ == "__main__":
    main()
