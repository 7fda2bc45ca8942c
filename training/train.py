"""Joint training of the encoder and all heads on the CPU (or whatever JAX finds).

usage: python -m training.train OUT --encoder DIR [--shared DIR] [--corpus DIR] [--epochs N] [--init CHECKPOINT] …
Writes OUT/state.npz (resumable), OUT/ema.npz (the averaged weights), OUT/labels.json, OUT/log.jsonl."""
import argparse
import json
import queue
import threading
import time
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np

from . import data, evaluate, model
from .wordpiece import WordPiece


def learning_rates(params, encoder, heads, decay):
    """Each parameter's peak rate: lower layers learn more slowly, frozen ones not at all."""
    out, last = {}, model.CONFIG["layers"]
    for name in params:
        if name in model.FROZEN:
            out[name] = 0.0
        elif name.startswith("layer."):
            out[name] = encoder * decay ** (last - 1 - int(name.split(".")[1]))
        elif name == "embed.shape":
            out[name] = heads
        elif name.startswith("embed."):
            out[name] = encoder * decay ** last
        else:
            out[name] = heads
    return out


def pace(t, total):
    """The share of the peak rate at step t: warm-up, then linear decay."""
    warmup = min(300, total // 8)
    return np.float32(min(t / warmup, max(0.0, (total - t) / (total - warmup))))


def make_step(rates, weights, ema_decay):
    """The compiled update: AdamW, clipped at norm 1, and an average of the weights."""
    trained = [k for k, r in rates.items() if r > 0]

    def objective(moving, fixed, batch, seed):
        each = model.losses({**fixed, **moving}, batch, seed)
        return sum(weights[h] * v for h, v in each.items()), each

    def step(state, fixed, batch, pace):
        p, m, v, ema, t = state
        (_, each), g = jax.value_and_grad(objective, has_aux=True)(p, fixed, batch, t.astype(jnp.uint32) * jnp.uint32(2246822519))
        t = t + 1
        norm = jnp.sqrt(sum(jnp.square(x).sum() for x in g.values()))
        scale = jnp.minimum(1.0, 1.0 / (norm + 1e-6))
        keep = jnp.minimum(ema_decay, (1 + t) / (10 + t))
        for k in trained:
            grad = g[k] * scale
            m[k] = 0.9 * m[k] + 0.1 * grad
            v[k] = 0.98 * v[k] + 0.02 * grad * grad
            update = (m[k] / (1 - 0.9 ** t)) / (jnp.sqrt(v[k] / (1 - 0.98 ** t)) + 1e-8)
            decay = 0.01 if p[k].ndim > 1 else 0.0
            p[k] = p[k] - pace * rates[k] * (update + decay * p[k])
            ema[k] = keep * ema[k] + (1 - keep) * p[k]
        return (p, m, v, ema, t), each

    return jax.jit(step, donate_argnums=0)


def save(folder, state):
    """Writes the whole state and, apart, the averaged weights; renames last, so that a kill leaves the old ones."""
    p, m, v, ema, t = jax.tree.map(np.asarray, state)
    flat = {f"{k}|{name}": x for k, part in zip("pmve", (p, m, v, ema)) for name, x in part.items()}
    for name, arrays in (("state", {**flat, "t": t}), ("ema", ema)):
        np.savez(folder / f"{name}.tmp.npz", **arrays)
        (folder / f"{name}.tmp.npz").rename(folder / f"{name}.npz")


def load_state(path):
    """The state that `save` wrote."""
    z = np.load(path)
    parts = {k: {} for k in "pmve"}
    for name in z.files:
        if name != "t":
            parts[name[0]][name[2:]] = z[name]
    return tuple(parts[k] for k in "pmve") + (z["t"],)


def training_items(sources, pieces, labels, a):
    """(training items of every source, event items repeated with other dates; held-out event items)."""
    train, held, rng = [], [], np.random.default_rng(a.seed)
    for name, sentences in sources.items():
        if name.endswith("-dev"):
            continue
        coded = not name.startswith(("ewt", "gum"))
        for s in sentences:
            if coded and a.holdout and data.fold(s.ident, a.holdout) == 0:
                held.append(data.encode(s, pieces, labels))
            else:
                train += [data.encode(data.vary(s, rng) if n else s, pieces, labels, 160) for n in range(a.repeat if coded else 1)]
    return train, held


def options():
    """The command line."""
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("out", type=Path)
    a.add_argument("--encoder", type=Path, required=True, help="folder with model.safetensors and vocab.txt")
    a.add_argument("--shared", default="../shared")
    a.add_argument("--corpus", default="training/corpus")
    a.add_argument("--trees", help="JSON of heads for coded sentences (training.parse)")
    a.add_argument("--init", type=Path, help="weights to start from (ema.npz), with labels.json beside them")
    a.add_argument("--layers", type=int, default=model.CONFIG["layers"], help="keep the encoder's first N layers: faster, less exact")
    a.add_argument("--epochs", type=float, default=18)
    a.add_argument("--repeat", type=int, default=2, help="times that coded sentences are seen in an epoch")
    a.add_argument("--holdout", type=int, default=0, help="keep every n-th coded article out, to calibrate on")
    a.add_argument("--batch", type=int, default=2400, help="pieces a batch")
    a.add_argument("--encoder-rate", type=float, default=2.5e-4)
    a.add_argument("--head-rate", type=float, default=1.5e-3)
    a.add_argument("--layer-decay", type=float, default=0.9)
    a.add_argument("--ema", type=float, default=0.998)
    a.add_argument("--weights", default="{}", help="JSON: loss weights that differ from model.WEIGHTS")
    a.add_argument("--every", type=int, default=250, help="steps between measurements and checkpoints")
    a.add_argument("--seed", type=int, default=1)
    return a.parse_args()


def prepare(a, sources):
    """Labels, and the parameters to start from."""
    if a.init:
        labels = data.Labels(json.loads((a.init.parent / "labels.json").read_text()))
    else:
        labels = data.Labels.collect(sources["ewt-train"] + sources["gum-train"])
    params = model.from_bert(a.encoder / "model.safetensors")
    params.update(model.new_heads(labels.table, np.random.default_rng(a.seed)))
    if a.init:
        z = np.load(a.init)
        params.update({k: z[k] for k in z.files if k in params})
    return labels, params


def measure(params, dev, held, labels):
    """The figures that the log shows."""
    out = evaluate.figures(params, dev, labels)
    if held:
        preds = evaluate.predict(params, held, labels)
        out["held"] = evaluate.event_figures(held, preds, labels)
        out["calibration"] = evaluate.calibrate(held, preds)
    return out


def brief(f):
    """One line of the figures that matter."""
    e = f["events"]
    line = (f"upos {f['ewt']['upos']} feats {f['ewt']['feats']} lemma {f['ewt']['lemma']} uas {f['ewt']['uas']} las {f['ewt']['las']} "
            f"ner {f['ner']['f1']:.3f} sem {f['sem']['f1']:.3f} fact {f['fact']:.3f} | detect {e['detect']['f1']:.3f} typed "
            f"{e['trigger']['f1']:.3f} status {e['status']:.3f} mode {e['mode']['f1']:.3f} roles "
            + " ".join(f"{x['f1']:.2f}" for x in e["role"].values()))
    if "held" in f:
        line += f" | held {f['held']['trigger']['f1']:.3f} status {f['held']['status']:.3f} {f['calibration']}"
    return line


def main():
    """Trains to the end of the schedule, from the last checkpoint if there is one."""
    a = options()
    model.CONFIG["layers"] = a.layers
    a.out.mkdir(parents=True, exist_ok=True)
    jax.config.update("jax_compilation_cache_dir", str(a.out.parent / "cache"))
    trees = json.loads(Path(a.trees).read_text()) if a.trees else None
    sources, hashes = data.read_all(a.shared, a.corpus, trees)
    pieces = WordPiece.read(a.encoder / "vocab.txt")
    labels, params = prepare(a, sources)
    (a.out / "labels.json").write_text(json.dumps(labels.table, ensure_ascii=False))
    (a.out / "data.json").write_text(json.dumps(hashes, indent=1))
    train, held = training_items(sources, pieces, labels, a)
    dev = {k: [data.encode(s, pieces, labels) for s in v] for k, v in sources.items() if k.endswith("-dev")}
    rates = learning_rates(params, a.encoder_rate, a.head_rate, a.layer_decay)
    moving = {k: jnp.asarray(v) for k, v in params.items() if rates[k] > 0}
    fixed = {k: jnp.asarray(v) for k, v in params.items() if rates[k] == 0}
    per_epoch = sum(1 for _ in data.batches(train, labels, a.batch, np.random.default_rng(0)))
    total = int(a.epochs * per_epoch)
    print(f"{len(train)} sentences, {sum(len(i.ids) for i in train)} pieces, {per_epoch} batches an epoch, {total} steps", flush=True)
    zero = jax.tree.map(jnp.zeros_like, moving)
    state = (moving, zero, jax.tree.map(jnp.copy, zero), jax.tree.map(jnp.copy, moving), jnp.int32(0))
    if (a.out / "state.npz").exists():
        state = jax.tree.map(jnp.asarray, load_state(a.out / "state.npz"))
    step = make_step(rates, {**model.WEIGHTS, **json.loads(a.weights)}, a.ema)
    run(a, step, state, fixed, train, (dev, held), labels, total)


def ahead(batches, depth=3):
    """The batches, made by a thread of their own while the step computes; an error in making them is raised here."""
    ready, end = queue.Queue(depth), object()

    def make():
        try:
            for b in batches:
                ready.put((b, None))
            ready.put((end, None))
        except Exception as e:
            ready.put((end, e))

    threading.Thread(target=make, daemon=True).start()
    while True:
        b, error = ready.get()
        if error:
            raise error
        if b is end:
            return
        yield b


def run(a, step, state, fixed, train, measured, labels, total):
    """The loop: an epoch's batches over and over until the schedule ends."""
    t, epoch, began, seen, sums = int(state[4]), 0, time.time(), 0, {}
    while t < total:
        rng = np.random.default_rng((a.seed, t, epoch))
        for _, _, arrays in ahead(data.batches(train, labels, a.batch, rng)):
            state, each = step(state, fixed, arrays, pace(t + 1, total))
            t, seen = t + 1, seen + int(arrays["mask"].sum())
            for k, v in each.items():
                sums[k] = 0.98 * sums.get(k, float(v)) + 0.02 * float(v)
            if t % 25 == 0:
                print(f"{t}/{total} {seen / (time.time() - began):.0f} pieces/s "
                      + " ".join(f"{k} {v:.3f}" for k, v in sums.items()), flush=True)
            if t % a.every == 0 or t == total:
                save(a.out, state)
                f = measure({**fixed, **state[3]}, *measured, labels)
                with open(a.out / "log.jsonl", "a") as log:
                    log.write(json.dumps({"step": t, "seconds": round(time.time() - began), **f}) + "\n")
                print(f"== {t}: {brief(f)}", flush=True)
            if t == total:
                return
        epoch += 1


if __name__ == "__main__":
    main()
