"""An encoder of BERT's kind out of an ONNX file with int8 weights, as float32 in a .safetensors file that `model` reads.

usage: python -m training.dequantise MODEL.onnx TOKENIZER.json OUT_FOLDER
Writes OUT_FOLDER/model.safetensors and OUT_FOLDER/vocab.txt. A weight is (integer − zero point) · scale, by output channel."""
import json
import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper


def dequantise(name, arrays):
    """The float32 of a quantised array: its scale and zero point lie beside it."""
    return ((arrays[name + "_quantized"].astype(np.float32) - arrays[name + "_zero_point"]) * arrays[name + "_scale"]).astype(np.float32)


def products(graph):
    """The bias that is added to each product of a quantised matrix → the matrix's name; ONNX names the matrices by number only."""
    readers, out = {}, {}
    for node in graph.node:
        for name in node.input:
            readers.setdefault(name, []).append(node)
    for node in graph.node:
        weights = [i for i in node.input if i.startswith("onnx::") and i.endswith("_quantized")]
        while weights:
            node = next(n for n in readers[node.output[0]] if n.op_type in ("Cast", "Mul", "Add"))
            biases = [i for i in node.input if i.endswith(".bias")]
            if biases:
                out[biases[0]] = weights[0].removesuffix("_quantized")
                break
    return out


def tensors(graph):
    """name → float32 array, by the names of the model's PyTorch file."""
    arrays = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    out = {name: a for name, a in arrays.items() if a.dtype == np.float32 and name.endswith((".weight", ".bias"))}
    for part in ("word", "position", "token_type"):
        name = f"embeddings.{part}_embeddings.weight"
        out[name] = dequantise(name, arrays)
    for bias, matrix in products(graph).items():
        out[bias.removesuffix("bias") + "weight"] = np.ascontiguousarray(dequantise(matrix, arrays).T)
    return out


def write_safetensors(path, arrays):
    """Writes float32 arrays: the length of a JSON header, the header, the numbers."""
    header, at = {}, 0
    for name, a in arrays.items():
        header[name] = {"dtype": "F32", "shape": list(a.shape), "data_offsets": [at, at + a.nbytes]}
        at += a.nbytes
    text = json.dumps(header).encode()
    with open(path, "wb") as f:
        f.write(len(text).to_bytes(8, "little") + text)
        for a in arrays.values():
            f.write(a.astype("<f4").tobytes())


def main():
    """Converts one model."""
    source, tokenizer, out = map(Path, sys.argv[1:])
    out.mkdir(parents=True, exist_ok=True)
    write_safetensors(out / "model.safetensors", tensors(onnx.load(str(source)).graph))
    vocabulary = json.loads(tokenizer.read_text())["model"]["vocab"]
    (out / "vocab.txt").write_text("".join(w + "\n" for w in sorted(vocabulary, key=vocabulary.get)))


if __name__ == "__main__":
    main()
