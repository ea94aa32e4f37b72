"""Churn on a graph: the rules that all implementations share, and their constants.

A group of ``n`` members who know each other along a Watts-Strogatz graph with ``TIES`` ties each and
rewiring ``REWIRING`` (Nature 393, 1998, 440-442). Each member has

- an *attachment*, normal with mean ``ATTACHMENT_MEAN`` and standard deviation ``ATTACHMENT_SD``, fixed;
- a *trace* of visits, 1 at the start;
- the *silence*: days since the last visit, 0 at the start;
- whether they *were active* yesterday, true at the start.

On each day everybody who is present, all at once, reacting to the state of the morning:

1. ``f`` = number of friends who were active yesterday (who has left is not active);
2. *visits* with probability ``logistic(attachment + TRACE_WEIGHT * trace + FRIEND_WEIGHT * f)``;
3. ``trace = TRACE_KEEP * trace + visit``; ``silence = 0`` after a visit, else ``silence + 1``;
4. who did not visit *leaves* for good with probability
   ``min(LEAVE_MAX, LEAVE_PER_DAY * silence) / (1 + f)``.

Counted are *member-days*, those present in the morning summed over days, and all visits.
"""

TIES = 6
REWIRING = 0.1
ATTACHMENT_MEAN = -2.6
ATTACHMENT_SD = 1.0
TRACE_WEIGHT = 0.25
TRACE_KEEP = 0.9
FRIEND_WEIGHT = 0.3
LEAVE_PER_DAY = 0.003
LEAVE_MAX = 0.05
