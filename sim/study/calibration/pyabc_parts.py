"""The only file that imports pyABC, and is itself imported only when a search begins.

pyABC draws proposals from NumPy's global generator, whose state would make results hang on the
number of threads. Here every proposal is drawn while no other thread draws, in the order of their
numbers, from a generator that is seeded anew for each generation; simulations then run side by
side. Numbers are therefore the same for any number of threads, and after any interruption.
"""

from __future__ import annotations

import hashlib
import logging
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event, local
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyabc import ABCSMC, RV, Distribution, Parameter, QuantileEpsilon
from pyabc.sampler import Sampler
from pyabc.transition import Transition
from scipy.special import ndtr, ndtri

Array = NDArray[np.float64]
Simulate = Callable[[int, int, Array], Array]
"""From generation, number and places within the priors to patterns in scales."""

TINY = 2.0**-40
"""How near a draw may come to an end of its prior."""

logging.getLogger("ABC").setLevel(logging.ERROR)


class TablePrior(Distribution):  # type: ignore[misc] # pyABC has no types
    """Independent standard normals whose draws are the rows of a table, one after another.

    The search goes on in probits of the places within the priors: within hard walls, kernels lose
    mass at every edge, and in a dozen dimensions a few draws in corners get all the weight.
    """

    def __init__(self, units: Array) -> None:
        super().__init__({name: RV("norm", 0, 1) for name in names_of(units.shape[1])})
        self._rows = ndtri(units)
        self._next = 0

    def rvs(self, *_args: object, **_options: object) -> Any:  # noqa: ANN401 - pyABC's
        """Return the next row, from the start again after the last."""
        row = self._rows[self._next % len(self._rows)]
        self._next += 1
        return Parameter(dict(zip(self.keys(), row.tolist(), strict=True)))

    def pdf(self, x: Any) -> float:  # noqa: ANN401 - pyABC's
        """Return the density."""
        return float(np.exp(-0.5 * sum(x[name] ** 2 for name in self)))


class BroadGaussian(Transition):  # type: ignore[misc] # pyABC has no types
    """Proposals from one normal distribution, wider than the last generation, and a tenth from the prior.

    pyABC's kernels around single draws fail here: in a dozen dimensions some hundred kernels do not
    touch, so weights of draws hang on how far each fell from its parent (18 effective draws of 400
    were seen). One normal covers what hardly differs from the prior; the tenth bounds all weights.
    """

    WIDER = 1.25
    FROM_PRIOR = 0.1

    def fit(self, X: Any, w: Array) -> None:  # noqa: ANN401, N803 - pyABC's
        """Take mean and covariance from a weighted generation."""
        rows = X.to_numpy()
        share = np.asarray(w) / np.sum(w)
        self._names = list(X.columns)
        self._mean = share @ rows
        centred = rows - self._mean
        within = (centred * share[:, None]).T @ centred
        self._root = np.linalg.cholesky(self.WIDER * within + 1e-6 * np.eye(len(within)))
        self._scale = float(np.prod(np.diag(self._root)))

    def rvs_single(self) -> Any:  # noqa: ANN401 - pyABC's
        """Draw a proposal."""
        luck = np.random.standard_normal(len(self._mean))  # noqa: NPY002, TID251 - pyABC's generator
        is_prior = np.random.uniform() < self.FROM_PRIOR  # noqa: NPY002, TID251 - pyABC's generator
        return Parameter(
            dict(zip(self._names, luck if is_prior else self._mean + self._root @ luck, strict=True))
        )

    def pdf(self, x: Any) -> float:  # noqa: ANN401 - pyABC's
        """Return the density of a proposal, up to what the prior's leaves out as well."""
        place = np.array([x[name] for name in self._names])
        luck = np.linalg.solve(self._root, place - self._mean)
        normal = float(np.exp(-0.5 * luck @ luck)) / self._scale
        return (1 - self.FROM_PRIOR) * normal + self.FROM_PRIOR * float(np.exp(-0.5 * place @ place))


class OrderedSampler(Sampler):  # type: ignore[misc] # pyABC has no types
    """Simulates in threads and accepts in the order of proposals; stops when a budget is spent.

    Parameters
    ----------
    jobs
        Threads.
    seed
        Seeds each generation.
    budget
        Simulations after generation 0, whose simulations are there already.
    """

    def __init__(self, jobs: int, seed: int, budget: int) -> None:
        super().__init__()
        self._jobs, self._seed, self._left = jobs, seed, budget
        self._generation = 0
        self._own = local()
        self.unfinished: Any = None
        """The generation in which the budget ended, if it did."""

    def drawn(self) -> tuple[int, int]:
        """Return generation and number of this thread's proposal, and let the next one be drawn."""
        self._own.drawn.set()
        return self._generation, self._own.number

    def sample_until_n_accepted(self, n: int, simulate_one: Any, t: int, **_options: Any) -> Any:  # noqa: ANN401
        """Return a generation; not ok if the budget ends before ``n`` are accepted."""
        np.random.seed(_seed_of(self._seed, t))  # noqa: NPY002, TID251 - what pyABC draws from
        self._generation = t
        sample = self._create_empty_sample()
        waiting: deque[Future[Any]] = deque()
        most = self._left if t > 0 else None
        submitted = taken = 0
        pool = ThreadPoolExecutor(self._jobs)
        try:
            while sample.n_accepted < n:
                while len(waiting) < self._jobs and (most is None or submitted < most):
                    waiting.append(self._submitted(pool, simulate_one, submitted))
                    submitted += 1
                if not waiting:
                    sample.ok, self.unfinished = False, sample
                    break
                sample.append(waiting.popleft().result())
                taken += 1
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
        self.nr_evaluations_ = taken
        if most is not None:
            self._left = most - taken
        return sample

    def _submitted(self, pool: ThreadPoolExecutor, simulate_one: Any, number: int) -> Future[Any]:  # noqa: ANN401
        """Begin a proposal and return when it is drawn."""
        drawn = Event()

        def one() -> Any:  # noqa: ANN401 - pyABC's
            self._own.number, self._own.drawn = number, drawn
            try:
                return simulate_one()
            finally:
                drawn.set()

        future = pool.submit(one)
        drawn.wait()
        return future


def search(  # noqa: PLR0913, PLR0917 - what a search consists of
    units: Array,
    target: Array,
    first_border: float,
    distance: Callable[[Array, Array], float],
    simulate: Simulate,
    sampler: OrderedSampler,
    size: int,
    most_generations: int,
) -> tuple[Array, Array, Array, Array, int]:
    """Run ABC-SMC (Toni et al. 2009, doi:10.1098/rsif.2008.0172) in pyABC.

    Returns
    -------
    units, standard, distance, weights, generations
        Of the last generation: the one in which the budget ended if half of it was accepted, since it
        is as right as a complete one, else the one before.
    """
    names = names_of(units.shape[1])
    prior = TablePrior(units)

    def places(parameters: Any) -> Array:  # noqa: ANN401 - pyABC's
        found: Array = np.clip(ndtr(np.array([parameters[name] for name in names])), TINY, 1 - TINY)
        return found

    def model(parameters: Any) -> dict[str, Array]:  # noqa: ANN401 - pyABC's
        generation, number = sampler.drawn()
        return {"patterns": simulate(generation, number, places(parameters))}

    abc = ABCSMC(
        model,
        prior,
        lambda x, x_0: distance(x["patterns"], x_0["patterns"]),
        population_size=size,
        transitions=BroadGaussian(),
        eps=QuantileEpsilon(initial_epsilon=first_border, alpha=0.5),
        sampler=sampler,
    )
    abc.new("sqlite://", {"patterns": target})
    history = abc.run(max_nr_populations=most_generations)
    particles, generations = history.get_population().particles, int(history.max_t)
    if sampler.unfinished is not None and sampler.unfinished.n_accepted >= size / 2:
        particles = [each for each in sampler.unfinished.all_particles if each.accepted]
        generations += 1
    found = np.array([places(particle.parameter) for particle in particles])
    standard = np.array([particle.sum_stat["patterns"] for particle in particles])
    weights = np.array([particle.weight for particle in particles])
    away = np.array([particle.distance for particle in particles])
    return found, standard, away, weights / weights.sum(), generations


def names_of(n: int) -> list[str]:
    """Return names of parameters whose alphabetical order is theirs."""
    return [f"p{place:03d}" for place in range(n)]


def _seed_of(seed: int, generation: int) -> int:
    digest = hashlib.blake2b(f"{seed}/generation {generation}".encode(), digest_size=4).digest()
    return int.from_bytes(digest, "little")
