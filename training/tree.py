"""The maximum spanning tree with one root, by Chu-Liu and Edmonds."""
import numpy as np


def best_tree(scores):
    """heads[w] for w = 1…n-1 from scores[dependant, head] (word 0 is the root); heads[0] is -1."""
    n = len(scores)
    scores = scores.astype(np.float64).copy()
    scores[np.arange(n), np.arange(n)] = -np.inf
    heads = edmonds(scores)
    roots = np.flatnonzero(heads[1:] == 0) + 1
    if len(roots) == 1:
        return heads
    best = None
    for root in roots:
        only = scores.copy()
        only[1:, 0] = -1e18
        only[root, 0] = scores[root, 0]
        tree = edmonds(only)
        total = only[np.arange(1, n), tree[1:]].sum()
        if best is None or total > best[0]:
            best = (total, tree)
    return best[1]


def edmonds(scores):
    """The best arborescence from node 0, as an array of heads."""
    n = len(scores)
    heads = np.full(n, -1)
    heads[1:] = scores[1:].argmax(1)
    cycle = find_cycle(heads)
    if cycle is None:
        return heads
    inside = np.zeros(n, bool)
    inside[cycle] = True
    rest = np.flatnonzero(~inside)
    small = np.full((len(rest) + 1, len(rest) + 1), -np.inf)
    small[:-1, :-1] = scores[np.ix_(rest, rest)]
    small[:-1, -1] = scores[np.ix_(rest, cycle)].max(1)
    leave = cycle[scores[np.ix_(rest, cycle)].argmax(1)]
    gain = scores[np.ix_(cycle, rest)] - scores[cycle, heads[cycle]][:, None]
    small[-1, :-1], enter = gain.max(0), cycle[gain.argmax(0)]
    tree = edmonds(small)
    out = heads.copy()
    for k, w in enumerate(rest[1:], 1):
        out[w] = leave[k] if tree[k] == len(rest) else rest[tree[k]]
    out[enter[tree[-1]]] = rest[tree[-1]]
    return out


def find_cycle(heads):
    """The nodes of some cycle, or None."""
    colour = np.zeros(len(heads), int)
    for start in range(1, len(heads)):
        path, at = [], start
        while at > 0 and colour[at] == 0:
            colour[at] = start
            path.append(at)
            at = heads[at]
        if at > 0 and colour[at] == start and at in path:
            return np.array(path[path.index(at):])
    return None
