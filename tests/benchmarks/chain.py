"""The layout's chain model, fitted: a conditional random field over the four states of a line.

States are 0 before the article, 1 in it, 2 an insert within it, 3 after it. Only text and inserts have weights; the
other two score nothing. The loss is the negative log-likelihood with a cost for each wrong line (softmax-margin), so
that long lines matter more, and losing text more than keeping furniture. Needs numpy and scipy (the extra `bench`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import scipy.optimize
import scipy.sparse

_NEVER = -1e4
_TINY = 1e-300
_TURNS = ((0, 1), (1, 2), (2, 1), (1, 3), (2, 2))  # enter, into, back, leave, stay
_CLOSED = np.array([1.0, 1.0, 0.0, 1.0])
"""A page may end before the article, in it or after it, but not in an insert."""


class Chain(NamedTuple):
    """One page for fitting."""

    traits: Any
    """A sparse matrix: a line a row, a trait a column."""
    allowed: Any
    """A boolean matrix: the states that the annotation allows to each line."""
    costs: Any
    """What a wrong state of each line costs."""
    weight: float
    """How much the page counts."""


class _Batch(NamedTuple):
    traits: Any
    place: Any
    valid: Any
    cost: Any
    gold: Any
    weights: Any


def fit(chains: Sequence[Chain], start: Any, *, ridge: float, ridge_insert: float, rounds: int) -> Any:
    """The weights: one of each trait for text, one for inserts, then the five turns; `start` has the same shape."""
    count = chains[0].traits.shape[1]
    batches = _batches(chains)

    def loss(theta: Any) -> tuple[float, Any]:
        body, insert, turns = theta[:count], theta[count : 2 * count], theta[2 * count :]
        total = 0.5 * ridge * (body @ body) + 0.5 * ridge_insert * (insert @ insert) + 0.05 * (turns @ turns)
        of_body, of_insert, of_turns = ridge * body, ridge_insert * insert, 0.1 * turns
        for batch in batches:
            scores = np.zeros((batch.traits.shape[0], 4))
            scores[:, 1], scores[:, 2] = batch.traits @ body, batch.traits @ insert
            mask = batch.valid[:, :, None]
            free = _forward_backward((scores + batch.cost)[batch.place] * mask, batch.valid, turns)
            told = _forward_backward((scores + batch.gold)[batch.place] * mask, batch.valid, turns)
            total += (batch.weights * (free[0] - told[0])).sum()
            change = (free[1] - told[1]) * batch.weights[None, :, None]
            slope = np.zeros((batch.traits.shape[0], 4))
            slope[batch.place[batch.valid]] = change[batch.valid]
            of_body = of_body + batch.traits.T @ slope[:, 1]
            of_insert = of_insert + batch.traits.T @ slope[:, 2]
            of_turns = of_turns + ((free[2] - told[2]) * batch.weights).sum(1)
        return total, np.concatenate([of_body, of_insert, of_turns])

    found = scipy.optimize.minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": rounds})
    return found.x


def _batches(chains: Sequence[Chain], groups: int = 24) -> list[_Batch]:
    """Pages of like length side by side, so that a step of the recursion does many at once."""
    order = np.argsort([chain.traits.shape[0] for chain in chains])
    batches = []
    for members in np.array_split(order, min(groups, len(chains))):
        some = [chains[i] for i in members]
        lengths = [chain.traits.shape[0] for chain in some]
        place = np.zeros((max(lengths), len(some)), int)
        valid = np.zeros((max(lengths), len(some)), bool)
        at = 0
        for column, length in enumerate(lengths):
            place[:length, column] = np.arange(at, at + length)
            valid[:length, column] = True
            at += length
        allowed = np.concatenate([chain.allowed for chain in some])
        costs = np.concatenate([chain.costs for chain in some])
        text = allowed[:, 1] & (allowed.sum(1) == 1)
        cost = np.zeros(allowed.shape)
        cost[np.ix_(text, [0, 2, 3])] = costs[text][:, None]
        cost[~allowed[:, 1], 1] = costs[~allowed[:, 1]]
        traits = scipy.sparse.vstack([chain.traits for chain in some]).tocsr()
        weights = np.array([chain.weight for chain in some])
        batches.append(_Batch(traits, place, valid, cost, np.where(allowed, 0.0, _NEVER), weights))
    return batches


def _forward_backward(scores: Any, valid: Any, turns: Any) -> tuple[Any, Any, Any]:
    """Log partition, state probabilities, expected counts of the turns; `scores` is lines x pages x states.

    Probabilities are kept as such and scaled to a sum of one at each line (Rabiner's scaling): several times faster
    than sums of logarithms, and exact where no path is less likely than the best by a factor of 1e300.
    """
    rows, pages, _ = scores.shape
    top = scores.max(2, keepdims=True)
    here = np.exp(scores - top)
    matrix = np.zeros((4, 4))
    matrix[0, 0] = matrix[1, 1] = matrix[3, 3] = 1.0
    for (a, b), turn in zip(_TURNS, turns, strict=True):
        matrix[a, b] = np.exp(turn)
    ahead = np.empty((rows, pages, 4))
    scale = np.ones((rows, pages, 1))
    now = np.tile(np.array([1.0, 0.0, 0.0, 0.0]), (pages, 1))  # before the first line, every page is before the article
    for t in range(rows):
        then = (now @ matrix) * here[t]
        scale[t] = np.where(valid[t][:, None], then.sum(1, keepdims=True) + _TINY, 1.0)
        now = np.where(valid[t][:, None], then / scale[t], now)
        ahead[t] = now
    last = now @ _CLOSED
    total = np.log(last) + (np.log(scale[:, :, 0]) + top[:, :, 0] * valid).sum(0)
    behind = np.empty((rows, pages, 4))
    behind[rows - 1] = closed = _CLOSED / last[:, None]
    here /= scale
    for t in range(rows - 2, -1, -1):
        then = (here[t + 1] * behind[t + 1]) @ matrix.T
        behind[t] = np.where(valid[t + 1][:, None], then, closed)
    chances = ahead * behind
    onward = here[1:] * behind[1:] * valid[1:, :, None]
    counts = [(ahead[:-1, :, a] * onward[:, :, b]).sum(0) * matrix[a, b] for a, b in _TURNS]
    counts[0] = counts[0] + chances[0, :, 1]
    return total, chances, np.array(counts)
