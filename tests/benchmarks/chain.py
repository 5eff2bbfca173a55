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
_TURNS = ((0, 1), (1, 2), (2, 1), (1, 3), (2, 2))  # enter, into, back, leave, stay
_END = np.array([0.0, 0.0, _NEVER, 0.0])


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


def _batches(chains: Sequence[Chain], groups: int = 10) -> list[_Batch]:
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
    """Log partition, state probabilities, expected counts of the turns; `scores` is lines x pages x states."""
    enter, into, back, leave, stay = turns
    rows, pages, _ = scores.shape
    add = np.logaddexp
    ahead = np.empty((rows, pages, 4))
    ahead[0] = scores[0] + np.array([0.0, enter, _NEVER, _NEVER])
    for t in range(1, rows):
        was = ahead[t - 1]
        now = np.stack([
            was[:, 0],
            add(add(was[:, 0] + enter, was[:, 1]), was[:, 2] + back),
            add(was[:, 1] + into, was[:, 2] + stay),
            add(was[:, 1] + leave, was[:, 3]),
        ], axis=1)
        ahead[t] = np.where(valid[t][:, None], now + scores[t], was)
    last = ahead[rows - 1] + _END
    top = last.max(1)
    total = top + np.log(np.exp(last - top[:, None]).sum(1))
    behind = np.empty((rows, pages, 4))
    behind[rows - 1] = _END
    for t in range(rows - 2, -1, -1):
        then = scores[t + 1] + behind[t + 1]
        now = np.stack([
            add(then[:, 0], then[:, 1] + enter),
            add(add(then[:, 1], then[:, 2] + into), then[:, 3] + leave),
            add(then[:, 1] + back, then[:, 2] + stay),
            then[:, 3],
        ], axis=1)
        behind[t] = np.where(valid[t + 1][:, None], now, _END)
    chances = np.exp(ahead + behind - total[None, :, None])
    counts = [
        (np.exp(ahead[:-1, :, a] + turn + scores[1:, :, b] + behind[1:, :, b] - total[None]) * valid[1:]).sum(0)
        for (a, b), turn in zip(_TURNS, turns, strict=True)
    ]
    counts[0] = counts[0] + chances[0, :, 1]
    return total, chances, np.array(counts)
