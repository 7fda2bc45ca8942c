"""The model file of docs/model-format.md: writing it in float32 or int8, reading it back, and reference values for the engine.

usage: python -m training.export WEIGHTS.npz OUT.dlm [--encoder DIR] [--float32] [--metrics FILE] …"""
import argparse
import json
from pathlib import Path

import jax
import numpy as np

from . import data, evaluate, model
from .conllu import Sentence
from .modelfile import DTYPES, read_file
from .wordpiece import WordPiece


def quantised(name):
    """Whether a tensor is stored as int8: the embeddings' and the encoder's matrices and the heads' wide ones."""
    if name in ("arc.wd", "arc.wh", "rel.wd", "rel.wh", "role.wt", "role.wa", "feats.w", "lemma.w"):
        return True
    return name in ("embed.word", "embed.position", "embed.shape") or name.startswith("layer.") and name.endswith(".w")


def quantise(w):
    """int8 rows and their scales: value = scale[row] * int8."""
    scale = np.abs(w).max(1) / 127
    scale = np.where(scale > 0, scale, 1).astype(np.float32)
    return np.clip(np.rint(w / scale[:, None]), -127, 127).astype(np.int8), scale


def write_file(path, params, vocabulary, header, float32=False):
    """Writes a model file; the same arguments give the same bytes."""
    arrays, tensors = [], []

    def add(name, dtype, array, scale=""):
        offset = sum(-(-a.nbytes // 64) * 64 for a in arrays)
        tensors.append({"name": name, "dtype": dtype, "shape": list(array.shape), "offset": offset, "scale": scale})
        arrays.append(np.ascontiguousarray(array, DTYPES[dtype]))

    add("vocab", "u8", np.frombuffer("\n".join(vocabulary).encode() + b"\n", np.uint8))
    for name in sorted(params):
        if quantised(name) and not float32:
            q, scale = quantise(np.asarray(params[name], np.float32))
            add(name, "i8", q, name + ".scale")
            add(name + ".scale", "f32", scale)
        else:
            add(name, "f32", np.asarray(params[name], np.float32))
    text = json.dumps({"format": 1, **header, "tensors": tensors}, ensure_ascii=False, separators=(",", ":")).encode()
    with open(path, "wb") as f:
        f.write(b"DLM1" + len(text).to_bytes(4, "little") + text)
        f.write(b"\0" * (-(8 + len(text)) % 64))
        for a in arrays:
            f.write(a.tobytes() + b"\0" * (-a.nbytes % 64))


EXAMPLES = """The US-led coalition said on Tuesday that its aircraft struck two buses near Deir Ezzor , killing at least 30 fighters .
McGurk demanded that all the fighters be killed .
RUSSIA DENIES BOMBING HOSPITAL IN ALEPPO
" We ca n't accept this , " the U.N. envoy told reporters in Geneva .
Talks between the two sides are scheduled to resume next week .
Police fired tear gas at 2,000 protesters in São Paulo on 14 June 2013 .
iPhone sales rose 5 % ☃ .
Yes""".split("\n")


def reference(params, labels, pieces, texts=EXAMPLES):
    """Inputs and results of the examples, for testing an engine: ids, shapes, h of the first four words, every head's scores,
    the tree and its relations. Row 0 of a head is [CLS]; roles are for the word of best non-none trigger score."""
    out = []
    for text in texts:
        it = data.encode(Sentence("", text.split(), trigger=None), pieces, labels)
        arrays = data.batch([it], labels, data.bucket(len(it.ids)))
        n = len(it.first)
        scores = {k: np.asarray(v)[0] for k, v in evaluate._outputs(params, arrays).items()}
        at = int(scores["trigger"][1:n, 1:].max(-1).argmax()) + 1
        arrays["at"][:] = at
        p = evaluate.predict(params, [it], labels)[0]
        role = np.asarray(evaluate._outputs(params, arrays)["role"])[0, 0, :n]
        out.append({"words": text.split(), "ids": it.ids.tolist(), "shapes": it.shapes[0].tolist(), "first": it.first.tolist(),
                    "h": rounded(scores["h"][:5]), "heads": p["heads"].tolist(), "rel": p["rel"][1:].argmax(-1).tolist(),
                    "rel_scores": rounded(p["rel"][1:]), "role_at": at, "role": rounded(role), "fact": rounded(scores["fact"][:n]),
                    "arc": rounded(np.maximum(scores["arc"][:n, :n], -1e9)),
                    **{h: rounded(scores[h][:n]) for h in model.LINEAR}})
    return out


def rounded(x):
    """A nested list with four decimals."""
    return np.round(np.asarray(x, np.float64), 4).tolist()


def main():
    """Writes the int8 (or float32) file of some weights, and with --reference the values to test an engine against."""
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("weights", type=Path, help="ema.npz, with labels.json and data.json beside it")
    a.add_argument("out", type=Path)
    a.add_argument("--encoder", type=Path, required=True)
    a.add_argument("--metrics", type=Path, help="JSON object for the header")
    a.add_argument("--name", default="dateline-en")
    a.add_argument("--version", default="0")
    a.add_argument("--created", default="", help="a date to write into the header")
    a.add_argument("--float32", action="store_true")
    a.add_argument("--reference", type=Path, help="also write the examples' values as this file's weights give them")
    a = a.parse_args()
    labels = data.Labels(json.loads((a.weights.parent / "labels.json").read_text()))
    params = model.trained(a.encoder, a.weights)
    pieces = WordPiece.read(a.encoder / "vocab.txt")
    header = {"name": a.name, "version": a.version, "created": a.created, "config": model.CONFIG, "labels": labels.table,
              "metrics": json.loads(a.metrics.read_text()) if a.metrics else {},
              "data": json.loads((a.weights.parent / "data.json").read_text())}
    write_file(a.out, params, pieces.pieces, header, a.float32)
    if a.reference:
        with jax.default_matmul_precision("highest"):
            values = reference(read_file(a.out)[1], labels, pieces)
        a.reference.write_text(json.dumps(values, ensure_ascii=False))


if __name__ == "__main__":
    main()
