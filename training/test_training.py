"""Tests that need neither the data nor JAX: python -m unittest training.test_training"""
import datetime
import itertools
import unittest

import numpy as np

from . import conllu, data, events, lemma, tree, wordpiece
from .conllu import Sentence


class Words(unittest.TestCase):
    def test_shape(self):
        table = {"...": 1, "the": 2, "Syria": 3, "A": 3, "US": 4, "U.S.": 4, "McGurk": 5, "iPhone": 5, "B-52": 6, "2nd": 6, "عرب": 2}
        self.assertEqual({w: wordpiece.shape(w) for w in table}, table)

    def test_parts(self):
        self.assertEqual(wordpiece.parts("Café-U.S.\u200b"), ["cafe", "-", "u", ".", "s", "."])

    def test_longest_match(self):
        w = wordpiece.WordPiece(["[UNK]", "[CLS]", "[SEP]", "de", "dei", "##r", "##ir"])
        self.assertEqual([w.pieces[i] for i in w.word("Deir")], ["dei", "##r"])
        self.assertEqual([w.pieces[i] for i in w.word("dex")], ["[UNK]"])

    def test_tokens(self):
        forms = [t[0] for t in events.tokens("The U.S. didn't bomb Assad's US-led $5m camp, it cannot. Mr. Obama's here.")]
        self.assertEqual(forms, ["The", "U.S.", "did", "n't", "bomb", "Assad", "'s", "US", "-", "led", "$", "5", "m", "camp", ",",
                                 "it", "can", "not", ".", "Mr.", "Obama", "'s", "here", "."])


class Lemmas(unittest.TestCase):
    def test_scripts_are_undone(self):
        for form, want in (("killed", "kill"), ("Iraqis", "Iraqi"), ("went", "go"), ("THE", "the"), ("airstrikes", "airstrike"),
                           ("'s", "be"), ("I", "I")):
            self.assertEqual(lemma.apply(lemma.script(form, want), form), want)

    def test_script_too_long_for_the_form(self):
        self.assertEqual(lemma.apply("l:0:5:y", "at"), "at")


class Trees(unittest.TestCase):
    def test_best_tree_against_all_trees(self):
        rng = np.random.default_rng(3)
        for _ in range(30):
            scores = rng.normal(size=(5, 5))
            best = max((t for t in itertools.product(range(5), repeat=4) if single_rooted(t)),
                       key=lambda t: sum(scores[i + 1, h] for i, h in enumerate(t)))
            self.assertEqual(tuple(tree.best_tree(scores)[1:]), best)


def single_rooted(heads):
    """Whether heads (of words 1…) make a tree with one root."""
    if heads.count(0) != 1:
        return False
    for start in range(1, len(heads) + 1):
        at, steps = start, 0
        while at and steps <= len(heads):
            at, steps = heads[at - 1], steps + 1
        if at:
            return False
    return True


class Layers(unittest.TestCase):
    def test_mention_kinds_nested(self):
        misc = ["Entity=(1-person-new(2-place-new)", "_", "Entity=1)|SpaceAfter=No"]
        spans = conllu.mention_spans(misc)
        self.assertEqual(conllu.mention_kinds([3, 3, 0], spans), ["place", "none", "person"])

    def test_names_from_mentions(self):
        words, upos = "President Obama left the University of Chicago".split(), "PROPN PROPN VERB DET PROPN ADP PROPN".split()
        heads, rels = [2, 3, 0, 5, 3, 7, 5], "nmod:desc nsubj root det obj case nmod".split()
        spans = [(6, 6, "place"), (0, 1, "person"), (3, 6, "organization")]
        self.assertEqual(conllu.mention_names(words, upos, heads, rels, spans),
                         ["O", "B-PER", "O", "O", "B-ORG", "I-ORG", "I-ORG"])

    def test_date_words(self):
        day = datetime.date(2013, 6, 16)
        found = events.date_words("on Friday , 14 June 2013".split(), day)
        self.assertIn((4, datetime.date(2013, 6, 14), datetime.date(2013, 6, 14)), found)
        self.assertIn((1, datetime.date(2013, 6, 14), datetime.date(2013, 6, 14)), found)
        for text, first, last in (("On Dec. 6th ,", (2012, 12, 6), (2012, 12, 6)), ("early June", (2013, 6, 1), (2013, 6, 10)),
                                  ("last week ,", (2013, 6, 3), (2013, 6, 9)), ("next month", (2013, 7, 1), (2013, 7, 31))):
            year = " 2012" if "Dec" in text else ""
            self.assertIn((1, datetime.date(*first), datetime.date(*last)), events.date_words((text + year).split(), day), text)

    def test_vary(self):
        s = Sentence("a:1", "On Dec. 6 and in May , Monday 's raid".split())
        seen = {tuple(data.vary(s, np.random.default_rng(seed)).words) for seed in range(40)}
        self.assertGreater(len(seen), 20)
        for words in seen:
            self.assertEqual(len(words), len(s.words))
            self.assertEqual([w for i, w in enumerate(words) if i not in (1, 7)], [w for i, w in enumerate(s.words) if i not in (1, 7)])

    def test_trigger_word(self):
        words = "they called off the suicide attack on Qaim".split()
        self.assertEqual(events.trigger_word(words, [1, 2]), 1)
        self.assertEqual(events.trigger_word(words, [4, 5]), 5)
        self.assertEqual(events.trigger_word(words, [4, 5, 6, 7], [2, 0, 2, 6, 6, 2, 8, 6]), 5)

    def test_a_repeated_definite_mention_is_left_open(self):
        article = {"id": "a", "text": "An attack began.\nThe attack ended.\nNo attack came.",
                   "events": [{"trigger": [3, 9], "event": "ASSAULT", "mode": [], "status": "actual", "attribution": [],
                               "actor": [], "recipient": [], "place": None, "date": None}]}
        got = [s.trigger[1] for s in events.article_sentences(article)]
        self.assertEqual(got, ["ASSAULT", "", "none"])

    def test_phrase_not_in_the_sentence_is_not_judged(self):
        event = {"actor": [{"text": "rebels"}], "recipient": [], "attribution": [], "place": None, "date": None}
        text = "Soldiers fired ."
        spans = [t[1:] for t in events.tokens(text)]
        roles = events.role_words(event, text, text.split(), spans, 1, None)
        self.assertEqual(roles, {"actor": None, "recipient": [], "source": [], "place": [], "date": []})


if __name__ == "__main__":
    unittest.main()
