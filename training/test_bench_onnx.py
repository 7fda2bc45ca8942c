"""Tests of the graph that ONNX Runtime is timed on; they need bench_onnx.txt's packages: python -m unittest training.test_bench_onnx"""
import unittest
from pathlib import Path

from . import bench_onnx
from .modelfile import read_file


class Graphs(unittest.TestCase):
    def test_the_graph_gives_the_vectors_of_the_shipped_model(self):
        header, params, _ = read_file("internal/nlp/model/dateline.dlm")
        self.assertLess(bench_onnx.check(params, header["config"], Path("internal/nlp/testdata/reference.json")), 1e-3)


if __name__ == "__main__":
    unittest.main()
