"""The encoder and its heads in JAX: the architecture of docs/model-format.md, its losses, and the weights it starts from.

Parameters are a flat dict; their names and shapes are the file's."""
import json
import math

import jax
import jax.numpy as jnp
import numpy as np

from .wordpiece import SHAPES

CONFIG = {"layers": 12, "d": 384, "heads": 12, "ffn": 1536, "vocab": 30522, "positions": 512, "a": 192, "r": 96, "q": 128}
FROZEN = ("embed.word", "embed.position")
LINEAR = ("upos", "feats", "lemma", "ner", "sem", "trigger", "mode", "status", "flags")


def read_safetensors(path):
    """name → float32 array of a .safetensors file."""
    raw = open(path, "rb").read()
    n = int.from_bytes(raw[:8], "little")
    header = json.loads(raw[8:8 + n])
    out = {}
    for name, t in header.items():
        if name != "__metadata__" and t["dtype"] == "F32":
            a, b = t["data_offsets"]
            out[name] = np.frombuffer(raw[8 + n + a:8 + n + b], np.float32).reshape(t["shape"])
    return out


def from_bert(path):
    """The encoder's parameters from the file of a BERT of its width, as E5-small and MiniLM are; the shapes' embedding starts at nought."""
    t = read_safetensors(path)
    p = {"embed.word": t["embeddings.word_embeddings.weight"],
         "embed.position": t["embeddings.position_embeddings.weight"] + t["embeddings.token_type_embeddings.weight"][0],
         "embed.shape": np.zeros((SHAPES, CONFIG["d"]), np.float32),
         "embed.norm.g": t["embeddings.LayerNorm.weight"], "embed.norm.b": t["embeddings.LayerNorm.bias"]}
    parts = {"q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value",
             "o": "attention.output.dense", "up": "intermediate.dense", "down": "output.dense"}
    norms = {"norm1": "attention.output.LayerNorm", "norm2": "output.LayerNorm"}
    for i in range(CONFIG["layers"]):
        for ours, theirs in parts.items():
            p[f"layer.{i}.{ours}.w"] = t[f"encoder.layer.{i}.{theirs}.weight"]
            p[f"layer.{i}.{ours}.b"] = t[f"encoder.layer.{i}.{theirs}.bias"]
        for ours, theirs in norms.items():
            p[f"layer.{i}.{ours}.g"] = t[f"encoder.layer.{i}.{theirs}.weight"]
            p[f"layer.{i}.{ours}.b"] = t[f"encoder.layer.{i}.{theirs}.bias"]
    return p


def trained(encoder, weights):
    """The parameters that a stage left, and what it kept of the encoder it began from; it has as many layers as they have."""
    own = dict(np.load(weights))
    CONFIG["layers"] = 1 + max(int(name.split(".")[1]) for name in own if name.startswith("layer."))
    return {**from_bert(encoder / "model.safetensors"), **own}


def new_heads(labels, rng):
    """Fresh parameters of every head, for inventories `labels`."""
    c, p = CONFIG, {}

    def dense(name, out, inp, suffix=""):
        p[f"{name}.w{suffix}"] = rng.normal(0, 1 / math.sqrt(inp), (out, inp)).astype(np.float32)
        p[f"{name}.b{suffix}"] = np.zeros(out, np.float32)

    for head in LINEAR:
        dense(head, len(labels[head]), c["d"])
    dense("fact", 1, c["d"])
    for head, width, left, right in (("arc", c["a"], "d", "h"), ("rel", c["r"], "d", "h"), ("role", c["q"], "t", "a")):
        dense(head, width, c["d"], left)
        dense(head, width, c["d"], right)
    p["arc.u"] = rng.normal(0, 0.5 / c["a"], (c["a"] + 1, c["a"])).astype(np.float32)
    p["rel.u"] = rng.normal(0, 0.5 / c["r"], (len(labels["rel"]), c["r"] + 1, c["r"] + 1)).astype(np.float32)
    p["role.u"] = rng.normal(0, 0.5 / c["q"], (len(labels["role"]), c["q"] + 1, c["q"] + 1)).astype(np.float32)
    p["role.u"][:, -1, -1] = -3
    p["trigger.b"][0] = 3
    p["mode.b"][:] = -3
    return p


def noise(seed, shape):
    """Uniform 32-bit integers from a cheap hash of each position: good enough for dropout, and fast on a CPU."""
    x = jax.lax.iota(jnp.uint32, math.prod(shape)).reshape(shape) * jnp.uint32(2654435761) + seed
    x = (x ^ (x >> 16)) * jnp.uint32(0x7feb352d)
    x = (x ^ (x >> 15)) * jnp.uint32(0x846ca68b)
    return x ^ (x >> 16)


class Dropout:
    """Inverted dropout; each call draws anew from the seed. seed None: off."""

    def __init__(self, seed):
        self.seed, self.calls = seed, 0

    def __call__(self, x, rate):
        if self.seed is None:
            return x
        self.calls += 1
        seed = self.seed + jnp.uint32((self.calls * 0x9E3779B9) & 0xFFFFFFFF)
        return jnp.where(noise(seed, x.shape) >= jnp.uint32(int(rate * 2**32)), x / (1 - rate), 0)


def layer_norm(x, g, b):
    """LayerNorm with eps 1e-12 over the last axis."""
    m = x.mean(-1, keepdims=True)
    v = jnp.square(x - m).mean(-1, keepdims=True)
    return (x - m) * jax.lax.rsqrt(v + 1e-12) * g + b


@jax.custom_vjp
def times(x, w):
    """x W' for x of any rank. XLA's CPU compiler is two to three times as fast on plain matrices that already lie in the order of
    the product as on what it fuses around them: hence the barriers and the gradient by hand."""
    hold = jax.lax.optimization_barrier
    return hold(hold(x.reshape(-1, x.shape[-1])) @ hold(w.T)).reshape(*x.shape[:-1], w.shape[0])


def times_backward(kept, g):
    """The gradients of `times` by x and by W."""
    x, w = kept
    hold = jax.lax.optimization_barrier
    g = hold(g.reshape(-1, g.shape[-1]))
    return hold(g @ w).reshape(x.shape), hold(g.T @ hold(x.reshape(-1, x.shape[-1])))


times.defvjp(lambda x, w: (times(x, w), (x, w)), times_backward)


@jax.custom_vjp
def gelu(x):
    """x Φ(x), exactly; its slope is kept from the way forward instead of being computed anew."""
    return jax.nn.gelu(x, approximate=False)


def gelu_forward(x):
    """gelu and its slope Φ(x) + x φ(x)."""
    below = 0.5 * (1 + jax.lax.erf(x * np.float32(math.sqrt(0.5))))
    return x * below, below + x * jnp.exp(-0.5 * x * x) * np.float32(1 / math.sqrt(2 * math.pi))


gelu.defvjp(gelu_forward, lambda slope, g: (g * slope,))


def linear(p, name, x, suffix=""):
    """x W' + b."""
    return times(x, p[f"{name}.w{suffix}"]) + p[f"{name}.b{suffix}"]


def encode(p, ids, shapes, mask, drop):
    """[B,T] pieces → [B,T,d] last layer."""
    x = p["embed.word"][ids] + p["embed.position"][:ids.shape[1]] + jax.nn.one_hot(shapes, SHAPES) @ p["embed.shape"]
    x = drop(layer_norm(x, p["embed.norm.g"], p["embed.norm.b"]), 0.1)
    bias = jnp.where(mask, 0, -1e9)[:, None, None, :]
    for i in range(CONFIG["layers"]):
        n = f"layer.{i}"
        x = layer_norm(x + drop(attention(p, n, x, bias, drop), 0.1), p[n + ".norm1.g"], p[n + ".norm1.b"])
        y = linear(p, n + ".down", gelu(linear(p, n + ".up", x)))
        x = layer_norm(x + drop(y, 0.1), p[n + ".norm2.g"], p[n + ".norm2.b"])
    return x


def attention(p, n, x, bias, drop):
    """Multi-head self-attention without its residual."""
    b, t, d = x.shape
    heads = CONFIG["heads"]
    q, k, v = (linear(p, f"{n}.{c}", x).reshape(b, t, heads, d // heads).transpose(0, 2, 1, 3) for c in "qkv")
    a = jax.nn.softmax(q @ k.transpose(0, 1, 3, 2) * (heads / d) ** 0.5 + bias, axis=-1)
    return linear(p, n + ".o", (drop(a, 0.1) @ v).transpose(0, 2, 1, 3).reshape(b, t, d))


def one(x):
    """x with a 1 appended."""
    return jnp.concatenate([x, jnp.ones((*x.shape[:-1], 1), x.dtype)], -1)


def projections(p, head, h, drop):
    """The two relu projections of a biaffine head."""
    left, right = ("t", "a") if head == "role" else ("d", "h")
    return tuple(drop(jax.nn.relu(linear(p, head, h, s)), 0.25) for s in (left, right))


def arc_scores(p, h, words, drop):
    """[B,W,W]: dependant × head, with the root at head 0; what is no word is out of reach."""
    x, y = projections(p, "arc", h, drop)
    s = one(x) @ p["arc.u"] @ y.transpose(0, 2, 1)
    n = words.shape[1]
    reachable = (words | (jnp.arange(n) == 0))[:, None, :] & ~jnp.eye(n, dtype=bool)
    return jnp.where(reachable, s, -1e9)


def rel_scores(p, h, heads, drop):
    """[B,W,R]: each word's relation to the given head."""
    x, y = projections(p, "rel", h, drop)
    y = pick(one(y), jnp.maximum(heads, 0))
    return jnp.einsum("bwkj,bwj->bwk", jnp.einsum("bwi,kij->bwkj", one(x), p["rel.u"]), y)


def role_scores(p, h, at, drop):
    """[B,P,W,K]: triggers × words × roles."""
    x, y = projections(p, "role", h, drop)
    x = pick(one(x), at)
    return jnp.einsum("bpkj,bwj->bpwk", jnp.einsum("bpi,kij->bpkj", x, p["role.u"]), one(y))


def pick(x, at):
    """[B,T,n], [B,W] → [B,W,n]: rows by number, as a product, since a gather's gradient is slow on CPUs."""
    return jax.nn.one_hot(at, x.shape[1], dtype=x.dtype) @ x


def words_of(p, b, drop):
    """h(w) of the root and the words."""
    x = encode(p, b["ids"], b["shapes"], b["mask"], drop)
    return pick(x, b["first"])


def outputs(p, b):
    """Every head's scores without dropout, and h; relations apart (rel_scores), since they need the tree."""
    drop = Dropout(None)
    h = words_of(p, b, drop)
    out = {head: linear(p, head, h) for head in LINEAR}
    out["fact"] = linear(p, "fact", h)[..., 0]
    out["arc"] = arc_scores(p, h, b["words"], drop)
    out["role"] = role_scores(p, h, b["at"], drop)
    out["h"] = h
    return out


def cross_entropy(scores, gold, smooth=0.0):
    """Mean over what is labelled (gold ≥ 0), `smooth` of each label's weight spread over all labels."""
    seen = gold >= 0
    want = jax.nn.one_hot(gold, scores.shape[-1]) * (1 - smooth) + seen[..., None] * smooth / scores.shape[-1]
    return -(jax.nn.log_softmax(scores) * want).sum() / jnp.maximum(seen.sum(), 1)


def binary(scores, gold, weight):
    """Weighted mean of the logistic loss."""
    loss = jnp.maximum(scores, 0) - scores * gold + jnp.log1p(jnp.exp(-jnp.abs(scores)))
    return (loss * weight).sum() / jnp.maximum(weight.sum(), 1)


WEIGHTS = {"upos": 0.6, "feats": 0.5, "lemma": 1.0, "ner": 1.5, "sem": 0.4, "arc": 1.2, "rel": 0.8, "trigger": 2.0, "mode": 0.5,
           "status": 0.5, "flags": 0.2, "fact": 0.4, "role": 1.0}


def losses(p, b, seed):
    """head → its mean loss on the batch, with dropout."""
    drop = Dropout(seed)
    h = drop(words_of(p, b, drop), 0.2)
    out = {}
    for head in ("upos", "feats", "lemma", "ner", "sem", "trigger"):
        out[head] = cross_entropy(linear(p, head, h), b[head])
    out["arc"] = cross_entropy(arc_scores(p, h, b["words"], drop), b["arc"])
    out["rel"] = cross_entropy(rel_scores(p, h, b["arc"], drop), b["rel"])
    miss = jnp.square(linear(p, "fact", h)[..., 0] - b["fact"])
    out["fact"] = (miss * b["fact_weight"]).sum() / jnp.maximum(b["fact_weight"].sum(), 1)
    t = pick(h, b["at"])
    there = b["triggers"].astype(jnp.float32)[..., None]
    out["status"] = cross_entropy(linear(p, "status", t), jnp.where(b["triggers"], b["status"], -1), 0.05)
    out["mode"] = binary(linear(p, "mode", t), b["mode"], jnp.broadcast_to(there, b["mode"].shape)) * 10
    out["flags"] = binary(linear(p, "flags", t), b["flags"], jnp.broadcast_to(there, b["flags"].shape))
    weight = (there * b["judged"])[:, :, None, :] * b["words"][:, None, :, None]
    out["role"] = binary(role_scores(p, h, b["at"], drop), b["role"], weight) * 8
    return out
