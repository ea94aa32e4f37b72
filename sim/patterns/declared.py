"""All patterns, in the order in which they are shown: the one declaration of their names and ranges.

Ranges are those of the six group chats of ``evidence/README.md`` ("The eighteen member patterns
and their acceptance ranges"); slow patterns are from the four long records.
"""

from __future__ import annotations

from functools import partial

from sim.i18n import mark
from sim.patterns import (
    answers,
    bursts,
    cohorts,
    concentration,
    decline,
    lifetimes,
    lurkers,
    newcomers,
    rhythm,
    stickiness,
    tails,
)  # fmt: skip
from sim.patterns.pattern import Pattern, Range

MEMBER_PATTERNS = (
    Pattern(name="gone_24h", label=mark("Gone within 24 hours"), unit="share", range=Range(0.47, 0.60),
            compute=lifetimes.gone_within_a_day,
            doc=mark("Share of new members whose last message comes less than a day after the first, and who have departed.")),
    Pattern(name="survival_7d", label=mark("Still writing after 7 days"), unit="share", range=Range(0.39, 0.48),
            compute=partial(lifetimes.survival_at, days=7.0),
            doc=mark("Kaplan-Meier share of new members whose messages span more than 7 days.")),
    Pattern(name="survival_30d", label=mark("Still writing after 30 days"), unit="share", range=Range(0.30, 0.39),
            compute=partial(lifetimes.survival_at, days=30.0),
            doc=mark("Kaplan-Meier share of new members whose messages span more than 30 days.")),
    Pattern(name="survival_180d", label=mark("Still writing after 180 days"), unit="share", range=Range(0.17, 0.31),
            compute=partial(lifetimes.survival_at, days=180.0),
            doc=mark("Kaplan-Meier share of new members whose messages span more than 180 days.")),
    Pattern(name="weibull_shape", label=mark("Weibull shape of lifetimes"), range=Range(0.33, 0.47), fitted=True,
            compute=tails.weibull_shape,
            doc=mark("Below 1: who has stayed longer is less likely to leave. Fitted to lifetimes above an hour.")),
    Pattern(name="retention_exponent", label=mark("Retention exponent"), range=Range(0.29, 0.46),
            compute=cohorts.retention_exponent,
            doc=mark("How fast the share active in week k falls: as k to minus this.")),
    Pattern(name="active_week_1", label=mark("Active in week 1"), unit="share", range=Range(0.07, 0.24),
            compute=partial(cohorts.active_in_week, week=1),
            doc=mark("Share of new members who write in the week after their first week.")),
    Pattern(name="active_week_4", label=mark("Active in week 4"), unit="share", range=Range(0.07, 0.12),
            compute=partial(cohorts.active_in_week, week=4),
            doc=mark("Share of new members who write in the fourth week after their first week.")),
    Pattern(name="active_week_13", label=mark("Active in week 13"), unit="share", range=Range(0.05, 0.07),
            compute=partial(cohorts.active_in_week, week=13),
            doc=mark("Share of new members who write in the thirteenth week after their first week.")),
    Pattern(name="reactivation_exponent", label=mark("Reactivation exponent"), range=Range(0.85, 1.10),
            compute=cohorts.reactivation_exponent,
            doc=mark("How fast the chance to write again falls with s weeks of silence: as s to minus this.")),
    Pattern(name="top_1_share", label=mark("Messages by the top 1 %"), unit="share", range=Range(0.18, 0.56),
            compute=partial(concentration.share_of_top, q=0.01),
            doc=mark("Share of all messages written by the most active hundredth of senders.")),
    Pattern(name="top_20_share", label=mark("Messages by the top 20 %"), unit="share", range=Range(0.80, 0.96),
            compute=partial(concentration.share_of_top, q=0.2),
            doc=mark("Share of all messages written by the most active fifth of senders.")),
    Pattern(name="gini", label=mark("Gini of messages"), range=Range(0.76, 0.93),
            compute=concentration.gini_of_messages,
            doc=mark("0 if all senders write equally much, near 1 if one writes everything.")),
    Pattern(name="one_message", label=mark("Wrote a single message"), unit="share", range=Range(0.09, 0.17),
            compute=concentration.one_message_share, doc=mark("Share of senders who wrote exactly once.")),
    Pattern(name="burstiness", label=mark("Burstiness"), range=Range(0.56, 0.72), compute=bursts.burstiness,
            doc=mark("-1 for even gaps between a member's messages, 0 for chance, near 1 for clumps; members with 50 messages or more.")),
    Pattern(name="dau_mau", label=mark("DAU / MAU"), unit="share", range=Range(0.03, 0.14), compute=stickiness.dau_mau,
            doc=mark("Senders of a day over senders of the last 30 days, at about 60 days, averaged.")),
    Pattern(name="clustering", label=mark("Clustering over random"), range=Range(6.0, 69.0),
            compute=answers.clustering_over_random,
            doc=mark("How many times more often two members who talk with a third also talk with each other than in a random graph.")),
    Pattern(name="lurkers", label=mark("Lurkers among joiners"), unit="share", range=Range(0.59, 0.71),
            compute=lurkers.lurkers, doc=mark("Of those who are seen to join, the share that never writes.")),
)  # fmt: skip
"""The eighteen patterns of members that a default population has to reproduce."""

FITTED = (
    Pattern(name="weibull_scale", label=mark("Weibull scale of lifetimes"), unit="days", fitted=True,
            compute=lambda log: tails.weibull(log).scale, doc=mark("About 63 % of lifetimes above an hour end before it.")),
    Pattern(name="sbg_alpha", label=mark("Beta-geometric alpha"), fitted=True,
            compute=lambda log: tails.beta_geometric(log).alpha,
            doc=mark("Shifted beta-geometric on weeks: alpha over alpha plus beta is the share that leaves in the first week.")),
    Pattern(name="sbg_beta", label=mark("Beta-geometric beta"), fitted=True,
            compute=lambda log: tails.beta_geometric(log).beta,
            doc=mark("Shifted beta-geometric on weeks: the smaller both are, the more members differ.")),
    Pattern(name="gap_tail", label=mark("Tail exponent of gaps"), fitted=True,
            compute=lambda log: bursts.gap_tail(log).alpha,
            doc=mark("Power-law tail of gaps between a member's messages, by Clauset, Shalizi and Newman.")),
)  # fmt: skip
"""Forms fitted to whole distributions; left out of calibration."""

NEWCOMERS = (
    Pattern(name="newcomer_answered", label=mark("Newcomers answered"), unit="share", compute=newcomers.share_answered,
            doc=mark("Share of new members whose first message another member answers within 24 hours.")),
    Pattern(name="return_if_answered", label=mark("Return if answered"), unit="share", compute=newcomers.return_if_answered,
            doc=mark("Of answered newcomers, the share that writes again after 24 hours and within 30 days. Observed, not caused.")),
    Pattern(name="return_if_not", label=mark("Return if not answered"), unit="share", compute=newcomers.return_if_not,
            doc=mark("Of newcomers without an answer, the share that writes again after 24 hours and within 30 days.")),
    Pattern(name="return_difference", label=mark("Return, answered minus not"), unit="share",
            compute=newcomers.stratified_difference,
            doc=mark("Among newcomers who wrote about as much on their first day. Observed, not caused.")),
)  # fmt: skip
"""Newcomers and answers."""


def _decline(name: str, label: str, form: str, value: str, doc: str) -> Pattern:
    searched = form in ("stretched_exponential", "exponential_plus_floor")
    return Pattern(name=name, label=label, doc=doc, fitted=searched,
                   compute=partial(decline.value_of, form=form, name=value))  # fmt: skip


def _aic(form: str, label: str) -> Pattern:
    doc = mark("Akaike's criterion of this form of decline; the lowest describes the fall best.")
    return Pattern(name=f"aic_{form}", label=label, doc=doc, compute=partial(decline.aic_of, form=form))


def _forecast(form: str, label: str) -> Pattern:
    doc = mark("Mean absolute error, in logs, on the second half of the fall when fitted to the first.")
    return Pattern(
        name=f"forecast_{form}", label=label, doc=doc, compute=partial(decline.error_of, form=form)
    )


DECLINE = (
    _decline("decay_rate", mark("Exponential decline, a week"), "exponential", "rate",
             mark("Rate at which weekly actives fall after their peak.")),
    _decline("decay_exponent", mark("Power-law decline, exponent"), "power_law", "exponent",
             mark("Weekly actives after their peak as week to minus this.")),
    _decline("decay_stretch", mark("Stretched decline, beta"), "stretched_exponential", "beta",
             mark("1 is the exponential; below 1 the fall slows down, above 1 it speeds up.")),
    _decline("decay_floor", mark("Decline to a floor, actives"), "exponential_plus_floor", "floor",
             mark("Weekly actives that an exponential decline comes to rest at.")),
    _decline("decay_floor_rate", mark("Decline to a floor, a week"), "exponential_plus_floor", "rate",
             mark("Rate at which weekly actives fall towards the floor.")),
    _aic("exponential", mark("AIC, exponential")),
    _aic("power_law", mark("AIC, power law")),
    _aic("stretched_exponential", mark("AIC, stretched exponential")),
    _aic("exponential_plus_floor", mark("AIC, exponential with floor")),
    _forecast("exponential", mark("Forecast error, exponential")),
    _forecast("power_law", mark("Forecast error, power law")),
    _forecast("flat", mark("Forecast error, no change")),
)  # fmt: skip
"""How weekly actives fall after their peak."""


def _weekday(number: int, name: str, label: str) -> Pattern:
    return Pattern(name=f"share_{name}", label=label, unit="share", doc=mark("Share of messages on this weekday, in UTC."),
                   compute=partial(rhythm.weekday_share, weekday=number))  # fmt: skip


RHYTHM = (
    Pattern(name="weekend_weekday", label=mark("Weekend over weekday"), compute=rhythm.weekend_over_weekday,
            doc=mark("Messages on a day of the weekend over messages on another day.")),
    _weekday(0, "monday", mark("On Mondays")),
    _weekday(1, "tuesday", mark("On Tuesdays")),
    _weekday(2, "wednesday", mark("On Wednesdays")),
    _weekday(3, "thursday", mark("On Thursdays")),
    _weekday(4, "friday", mark("On Fridays")),
    _weekday(5, "saturday", mark("On Saturdays")),
    _weekday(6, "sunday", mark("On Sundays")),
)  # fmt: skip
"""Rhythm of the week."""

FAMILIES: tuple[tuple[str, tuple[Pattern, ...]], ...] = (
    (mark("Member patterns"), MEMBER_PATTERNS),
    (mark("Fitted forms"), FITTED),
    (mark("Newcomers and answers"), NEWCOMERS),
    (mark("Decline of weekly actives"), DECLINE),
    (mark("Rhythm of the week"), RHYTHM),
)
"""All patterns by heading."""

PATTERNS: tuple[Pattern, ...] = tuple(pattern for _, family in FAMILIES for pattern in family)
