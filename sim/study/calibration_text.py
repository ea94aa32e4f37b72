"""A calibration in people's words, for the terminal and for reports."""

from __future__ import annotations

import math
from collections.abc import Iterator

from sim.i18n import Translate
from sim.study.calibration import Calibration, Check, Coverage, Estimate, Told
from sim.study.calibration.coverage import LEAST_PSEUDO, WANTED
from sim.study.calibration.settings import LEAST_TABLE_FOR_COVERAGE
from sim.study.table import number_text

FEW_DRAWS = 100
"""Below so many effective draws, 5 % and 95 % points rest on a handful of simulations."""


def band_text(band: tuple[float, float, float], t: Translate) -> str:
    """Write a median with its 90 % interval; a dash where there is none."""
    low, median, high = band
    if math.isnan(median):
        return "-"
    return t(
        "{median} ({low} to {high})", median=number_text(median), low=number_text(low), high=number_text(high)
    )


def told_text(estimate: Estimate, t: Translate) -> str:
    """Say what the log tells of a parameter."""
    return t(estimate.told.value)


def verdict_text(check: Check, t: Translate) -> str:
    """Say whether the log lies in the band of simulated worlds."""
    if check.inside is None:
        return t("not comparable")
    verdict = t("inside") if check.inside else t("outside")
    return verdict if check.used else t("{verdict} (not used)", verdict=verdict)


def sums(found: Calibration, t: Translate) -> Iterator[str]:
    """Yield what a calibration comes to, one sentence or two at a time."""
    if found.posterior is not None:
        yield told_sentence(found.posterior.estimates(), t)
        yield checks_sentence(found.checks, t)
        yield effort_sentence(found, t)
    yield coverage_sentence(found, t)
    yield found.task.seen.truncation.text(t)


def told_sentence(estimates: tuple[Estimate, ...], t: Translate) -> str:
    """Say which parameters the log tells, and which it cannot."""
    named = {told: [e.prior.label(t) for e in estimates if e.told is told] for told in Told}
    said = []
    if named[Told.WELL]:
        said.append(t("The log tells well: {names}.", names=t.join(named[Told.WELL])))
    if named[Told.ROUGHLY]:
        said.append(t("It tells roughly: {names}.", names=t.join(named[Told.ROUGHLY])))
    if named[Told.NOT]:
        said.append(
            t(
                "This data cannot tell: {names}. There the answer is the prior, and any claim that hangs on it is unproven.",
                names=t.join(named[Told.NOT]),
            )
        )
    return t.sentences(said)


def count_sentence(checks: tuple[Check, ...], t: Translate) -> str:
    """Say how many patterns of the log lie where simulated worlds do."""
    known = [check for check in checks if check.inside is not None]
    return t(
        "{k} of {n} patterns of the log lie within what 90% of simulated worlds show.",
        k=sum(bool(check.inside) for check in known),
        n=len(known),
    )


def checks_sentence(checks: tuple[Check, ...], t: Translate) -> str:
    """Say the same, with those that do not."""
    known = [check for check in checks if check.inside is not None]
    said = [count_sentence(checks, t)]
    if outside := [t(check.pattern.label) for check in known if not check.inside]:
        said.append(t("Outside: {names}.", names=t.join(outside)))
    if beyond := [
        t(check.pattern.label)
        for check in known
        if check.used and check.inside is False and check.reachable is False
    ]:
        said.append(
            t(
                "Even the prior hardly reaches {names}: there the model, the scenario or the priors do not fit this group.",
                names=t.join(beyond),
            )
        )
    return t.sentences(said)


def effort_sentence(found: Calibration, t: Translate) -> str:
    """Say how many simulations the posterior rests on, and warn if they are few."""
    posterior = found.posterior
    assert posterior is not None
    said = [
        t("{n} simulations; {draws} draws in generation {generations}, worth {effective} independent ones.",
          n=t.number(found.simulations, 0), draws=len(posterior.weights), generations=posterior.generations + 1,
          effective=t.number(posterior.effective, 0))
    ]  # fmt: skip
    if posterior.effective < FEW_DRAWS:
        said.append(
            t(
                "That is few: ends of intervals are uncertain. Ask for more simulations; the same folder goes on from here."
            )
        )
    return t.sentences(said)


def coverage_sentence(found: Calibration, t: Translate) -> str:
    """Say whether intervals can be trusted."""
    measured = found.coverage
    if measured is None:
        return t("Coverage of intervals was not measured: the table has {n} simulations, and at least {least} are needed for {pseudo} pseudo-observations.",
                 n=found.settings.table, least=LEAST_TABLE_FOR_COVERAGE, pseudo=LEAST_PSEUDO)  # fmt: skip
    return t.sentences((_measured(measured, t), _judged(measured, t)))


def _measured(measured: Coverage, t: Translate) -> str:
    return t(
        "Coverage: over {n} pseudo-observations, 90% intervals held the true value in {share} of cases (standard error {error}); by parameter {low} to {high}, each give or take {each}.",
        n=measured.pseudo, share=t.percent(measured.overall, 1), error=t.percent(measured.overall_error, 1),
        low=t.percent(float(measured.by_parameter.min()), 1), high=t.percent(float(measured.by_parameter.max()), 1),
        each=t.percent(measured.error, 1),
    )  # fmt: skip


def _judged(measured: Coverage, t: Translate) -> str:
    values = {"low": t.percent(WANTED[0]), "high": t.percent(WANTED[1])}
    outside = len(measured.by_parameter) - measured.within
    if not measured.is_right:
        return t(
            "That is not within {low} to {high}: intervals cannot be trusted; ask for more simulations.",
            **values,
        )
    if outside:
        return t("That is within {low} to {high}; of single parameters, {k} are not.", k=outside, **values)
    return t("That is within {low} to {high}, and so is every parameter.", **values)
