"""Times ONNX Runtime on a model file's encoder, to set beside `go test -run XXX -bench 'Engine|Encoder' ./internal/nlp`.

usage: python -m training.bench_onnx [MODEL.dlm]      (packages: training/bench_onnx.txt, in an environment of their own)
Builds the graph itself, in float32 (int8 matrices spread out) and with ONNX Runtime's own int8 matrices; first holds it against the
reference values of the engine's tests where they are this file's, then runs 24 sentences of 32 pieces on one thread."""
import argparse
import json
import tempfile
import time
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from .modelfile import read_file


class Graph:
    """An ONNX graph under construction; each method adds a node and gives its output's name."""

    def __init__(self, params):
        self.params, self.nodes, self.constants, self.stored = params, [], [], {}

    def node(self, op, *inputs, outputs=1, **attributes):
        """One node."""
        names = [f"{op}_{len(self.nodes)}_{k}" for k in range(outputs)]
        self.nodes.append(helper.make_node(op, list(inputs), names, **attributes))
        return names[0] if outputs == 1 else names

    def constant(self, name, array):
        """A named array, stored once."""
        if name not in self.stored:
            self.stored[name] = name
            self.constants.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def linear(self, x, name, w, b):
        """x W' + b."""
        return self.node("Add", self.node("MatMul", x, self.constant(name + ".w", w.T)), self.constant(name + ".b", b))

    def norm(self, x, name):
        """LayerNorm over the last axis."""
        g, b = (self.constant(f"{name}.{k}", self.params[f"{name}.{k}"]) for k in "gb")
        return self.node("LayerNormalization", x, g, b, axis=-1, epsilon=1e-12)

    def embed(self, length):
        """The first layer's input, for sentences of one length."""
        p = self.params
        word = self.node("Gather", self.constant("embed.word", p["embed.word"]), "ids")
        shape = self.node("Gather", self.constant("embed.shape", p["embed.shape"]), "shapes")
        x = self.node("Add", self.node("Add", word, shape), self.constant("position", p["embed.position"][:length]))
        return self.norm(x, "embed.norm")

    def attention(self, x, n, config):
        """Multi-head self-attention of one layer without its residual; queries, keys and values in one product."""
        d, heads, p = config["d"], config["heads"], self.params
        scale = np.float32((heads / d) ** 0.5)
        w = np.concatenate([p[n + ".q.w"] * scale, p[n + ".k.w"], p[n + ".v.w"]])
        b = np.concatenate([p[n + ".q.b"] * scale, p[n + ".k.b"], p[n + ".v.b"]])
        parts = self.node("Split", self.linear(x, n + ".qkv", w, b), outputs=3, axis=-1, num_outputs=3)
        shape = self.constant("heads", np.array([0, 0, heads, d // heads], np.int64))
        q, k, v = (self.node("Transpose", self.node("Reshape", part, shape), perm=perm)
                   for part, perm in zip(parts, ([0, 2, 1, 3], [0, 2, 3, 1], [0, 2, 1, 3])))
        mixed = self.node("MatMul", self.node("Softmax", self.node("MatMul", q, k), axis=-1), v)
        flat = self.node("Reshape", self.node("Transpose", mixed, perm=[0, 2, 1, 3]), self.constant("flat", np.array([0, 0, d], np.int64)))
        return self.linear(flat, n + ".o", p[n + ".o.w"], p[n + ".o.b"])


def build(params, config, length):
    """The encoder for sentences of `length` pieces as a serialised ONNX model."""
    g = Graph(params)
    x = g.embed(length)
    for i in range(config["layers"]):
        n = f"layer.{i}"
        x = g.norm(g.node("Add", x, g.attention(x, n, config)), n + ".norm1")
        y = g.node("Gelu", g.linear(x, n + ".up", params[n + ".up.w"], params[n + ".up.b"]))
        x = g.norm(g.node("Add", x, g.linear(y, n + ".down", params[n + ".down.w"], params[n + ".down.b"])), n + ".norm2")
    g.nodes.append(helper.make_node("Identity", [x], ["h"]))
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", length]) for name in ("ids", "shapes")]
    output = helper.make_tensor_value_info("h", TensorProto.FLOAT, ["batch", length, config["d"]])
    graph = helper.make_graph(g.nodes, "encoder", inputs, [output], g.constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=10)
    onnx.checker.check_model(model)
    return model


def session(model):
    """A session of one thread."""
    o = onnxruntime.SessionOptions()
    o.intra_op_num_threads = o.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(model.SerializeToString(), o, providers=["CPUExecutionProvider"])


def quantised(model, folder):
    """The same with ONNX Runtime's int8 matrices, activations scaled as they come."""
    before, after = Path(folder) / "float32.onnx", Path(folder) / "int8.onnx"
    onnx.save(model, before)
    quantize_dynamic(before, after, weight_type=QuantType.QInt8, per_channel=True, reduce_range=False)
    return onnx.load(after)


def check(params, config, reference):
    """The largest difference from the reference's vectors, over its sentences."""
    worst = 0.0
    for x in json.loads(reference.read_text())["int8"]:
        ids, shapes = (np.array([x[k]], np.int64) for k in ("ids", "shapes"))
        h = session(build(params, config, len(x["ids"]))).run(None, {"ids": ids, "shapes": shapes})[0][0]
        worst = max(worst, float(np.abs(h[x["first"][:len(x["h"])]] - np.array(x["h"])).max()))
    return worst


def rate(run, inputs, seconds):
    """Pieces a second, the best of all runs within some seconds: others may use the machine."""
    run(None, inputs)
    best, end = float("inf"), time.perf_counter() + seconds
    while time.perf_counter() < end:
        began = time.perf_counter()
        run(None, inputs)
        best = min(best, time.perf_counter() - began)
    return inputs["ids"].size / best


def main():
    """Builds, checks, times."""
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("model", nargs="?", default="internal/nlp/model/dateline.dlm")
    a.add_argument("--reference", type=Path, default=Path("internal/nlp/testdata/reference.json"), help="values that the encoder must give")
    a.add_argument("--sentences", type=int, default=24)
    a.add_argument("--pieces", type=int, default=32, help="of each sentence")
    a.add_argument("--seconds", type=float, default=4)
    a = a.parse_args()
    header, params, _ = read_file(a.model)
    c = header["config"]
    print(f"ONNX Runtime {onnxruntime.__version__}, {c['layers']} layers of {c['d']}, one thread, {a.sentences} sentences of {a.pieces} pieces")
    if a.reference.exists():
        print(f"largest difference from {a.reference}: {check(params, c, a.reference):.5f}")
    rng = np.random.default_rng(1)
    inputs = {"ids": rng.integers(0, c["vocab"], (a.sentences, a.pieces)), "shapes": rng.integers(0, len(params["embed.shape"]), (a.sentences, a.pieces))}
    model = build(params, c, a.pieces)
    operations = 2 * c["layers"] * (4 * c["d"] ** 2 + 2 * c["d"] * c["ffn"])
    with tempfile.TemporaryDirectory() as folder:
        for name, m in (("float32", model), ("int8", quantised(model, folder))):
            pieces = rate(session(m).run, inputs, a.seconds)
            print(f"{name:8} {pieces:8.0f} pieces/s {pieces * operations / 1e9:8.1f} GOP/s")


if __name__ == "__main__":
    main()
