"""Test of what is read out of an ONNX file; needs onnx and no data: python -m unittest training.test_dequantise"""
import tempfile
import unittest
from pathlib import Path

import numpy as np
from onnx import helper, numpy_helper

from . import dequantise, model


class Tensors(unittest.TestCase):
    def test_matrices_get_the_name_of_their_bias_and_their_scale_by_channel(self):
        matrix, scale, zero = np.array([[1, -2, 3], [4, 5, -6]], np.int8), np.array([0.5, 2, 1], np.float32), np.array([0, 1, 0], np.int8)
        words = np.array([[128, 130]], np.uint8)
        arrays = {"onnx::MatMul_7_quantized": matrix, "onnx::MatMul_7_scale": scale, "onnx::MatMul_7_zero_point": zero,
                  "encoder.layer.0.output.dense.bias": np.zeros(3, np.float32)}
        for part in ("word", "position", "token_type"):
            name = f"embeddings.{part}_embeddings.weight"
            arrays |= {name + "_quantized": words, name + "_scale": np.float32(0.25), name + "_zero_point": np.uint8(128)}
        nodes = [helper.make_node("MatMulInteger", ["x", "onnx::MatMul_7_quantized"], ["a"]), helper.make_node("Cast", ["a"], ["b"], to=1),
                 helper.make_node("Mul", ["b", "s"], ["c"]), helper.make_node("Add", ["encoder.layer.0.output.dense.bias", "c"], ["y"])]
        graph = helper.make_graph(nodes, "g", [], [], [numpy_helper.from_array(np.asarray(a), name) for name, a in arrays.items()])
        got = dequantise.tensors(graph)
        np.testing.assert_array_equal(got["encoder.layer.0.output.dense.weight"], [[0.5, 2], [-6, 8], [3, -6]])
        np.testing.assert_array_equal(got["embeddings.word_embeddings.weight"], [[0, 0.5]])
        with tempfile.TemporaryDirectory() as folder:
            dequantise.write_safetensors(Path(folder) / "m.safetensors", got)
            back = model.read_safetensors(Path(folder) / "m.safetensors")
        self.assertEqual(back.keys(), got.keys())
        for name, a in got.items():
            np.testing.assert_array_equal(back[name], a)


if __name__ == "__main__":
    unittest.main()
