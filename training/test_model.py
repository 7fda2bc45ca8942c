"""Tests of the arrays and the file; they need JAX but no data: python -m unittest training.test_model"""
import tempfile
import unittest
import unittest.mock
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np

from . import data, evaluate, export, model, train
from .conllu import Sentence
from .wordpiece import WordPiece

PIECES = WordPiece(["[UNK]", "[CLS]", "[SEP]", "troops", "attack", "##ed", "they", "."])


def inventories():
    """Labels of a tiny treebank."""
    s = Sentence("s", ["Troops", "attacked", "."], upos=["NOUN", "VERB", "PUNCT"], feats=["_", "Tense=Past", "_"],
                 lemmas=["troop", "attack", "."], heads=[2, 0, 2], rels=["nsubj", "root", "punct"])
    s.trigger = ["none", "ASSAULT", "none"]
    s.events = [{"word": 1, "type": "ASSAULT", "modes": [], "status": "actual", "flags": [],
                 "roles": {"actor": [0], "recipient": None, "source": [], "place": [], "date": []}}]
    return s, data.Labels.collect([s, s])


class Batches(unittest.TestCase):
    def test_labels_stand_at_words_and_the_root_has_none(self):
        s, labels = inventories()
        b = data.batch([data.encode(s, PIECES, labels)], labels, 12)
        self.assertEqual(b["first"][0, :4].tolist(), [0, 1, 2, 4])
        self.assertEqual(b["arc"][0, :5].tolist(), [-1, 2, 0, 2, -1])
        self.assertEqual(b["shapes"][0, :6].tolist(), [0, 6, 4, 5, 2, 0])
        self.assertEqual((b["at"][0, 0], b["role"][0, 0, 1, 0]), (2, 1))

    def test_a_role_that_is_not_judged_has_no_weight(self):
        s, labels = inventories()
        b = data.batch([data.encode(s, PIECES, labels)], labels, 12)
        self.assertEqual(b["judged"][0, 0].tolist(), [1, 0, 1, 1, 1])

    def test_hidden_pieces_spare_the_trigger(self):
        s, labels = inventories()
        it = data.encode(s, PIECES, labels)
        ids = it.ids.copy()
        data.mask_pieces(ids, it, len(ids), np.random.default_rng(0), rate=1.0)
        self.assertEqual(ids.tolist(), [1, data.MASK, it.ids[2], data.MASK, data.MASK, 2])


class Decoding(unittest.TestCase):
    def test_entity_tags_agree_within_a_name(self):
        scores = np.zeros((2, len(data.NER)))
        scores[0, data.NER.index("B-LOC")] = 2.0
        scores[0, data.NER.index("B-ORG")] = 1.9
        scores[1, data.NER.index("I-ORG")] = 3.0
        self.assertEqual(evaluate.entity_tags(scores, data.NER), ["B-ORG", "I-ORG"])

    def test_spans(self):
        self.assertEqual(evaluate.spans(["B-PER", "I-PER", "B-PER", "O", "I-LOC"]), [(0, 2, "PER"), (2, 3, "PER"), (4, 5, "LOC")])


class Files(unittest.TestCase):
    def test_a_file_reads_back_and_is_the_same_each_time(self):
        _, labels = inventories()
        params = model.new_heads(labels.table, np.random.default_rng(0))
        header = {"name": "t", "version": "0", "created": "", "config": model.CONFIG, "labels": labels.table, "metrics": {},
                  "data": {}}
        with tempfile.TemporaryDirectory() as folder:
            paths = [Path(folder) / n for n in ("a", "b")]
            for p in paths:
                export.write_file(p, params, PIECES.pieces, header)
            self.assertEqual(paths[0].read_bytes(), paths[1].read_bytes())
            got, back, vocabulary = export.read_file(paths[0])
        self.assertEqual(vocabulary, PIECES.pieces)
        self.assertEqual(back.keys(), params.keys())
        self.assertTrue(all(t["offset"] % 64 == 0 for t in got["tensors"]))
        for name in params:
            step = np.abs(params[name]).max() / 127 if export.quantised(name) else 0
            self.assertLessEqual(np.abs(back[name] - params[name]).max(), step * 0.51, name)


class Products(unittest.TestCase):
    def test_the_gradients_by_hand_are_those_of_the_plain_expressions(self):
        rng = np.random.default_rng(1)
        x, w, c = (jnp.asarray(rng.normal(size=s), jnp.float32) for s in ((3, 5, 16), (8, 16), (3, 5, 8)))
        ours = jax.grad(lambda x, w: (c * model.gelu(model.times(x, w))).sum(), (0, 1))(x, w)
        plain = jax.grad(lambda x, w: (c * jax.nn.gelu(x @ w.T, approximate=False)).sum(), (0, 1))(x, w)
        for a, b in zip(ours, plain):
            np.testing.assert_allclose(a, b, rtol=1e-4, atol=1e-5)


class Ahead(unittest.TestCase):
    def test_batches_come_in_order_and_their_errors_come_too(self):
        self.assertEqual(list(train.ahead(iter(range(9)))), list(range(9)))
        with self.assertRaises(ZeroDivisionError):
            list(train.ahead(1 // (2 - k) for k in range(9)))


class Layers(unittest.TestCase):
    def tearDown(self):
        model.CONFIG["layers"] = 12

    def test_weights_of_fewer_layers_make_a_shorter_encoder(self):
        with tempfile.TemporaryDirectory() as folder:
            np.savez(Path(folder) / "ema.npz", **{f"layer.{i}.norm1.g": np.full(384, i, np.float32) for i in range(2)})
            with unittest.mock.patch.object(model, "from_bert", lambda path: {f"layer.{i}.norm1.g": None for i in range(model.CONFIG["layers"])}):
                got = model.trained(Path(folder), Path(folder) / "ema.npz")
        self.assertEqual(sorted(got), ["layer.0.norm1.g", "layer.1.norm1.g"])
        self.assertEqual(float(got["layer.1.norm1.g"][0]), 1)
        rates = train.learning_rates({**got, "embed.word": None}, 1.0, 2.0, 0.5)
        self.assertEqual(rates, {"layer.0.norm1.g": 0.5, "layer.1.norm1.g": 1.0, "embed.word": 0.0})


if __name__ == "__main__":
    unittest.main()
