"""The order of a day, written once. Read it aloud.

Names are ``mechanism.step``; those without a mechanism are the engine's own housekeeping
(``engine/house.py``, ``engine/events.py``) or a measure's step. Everybody reacts to the state of the
step before, never to what somebody else does within the same step, so the order of members cannot
matter.
"""

from __future__ import annotations

DAY = (
    "open_day",  # yesterday's counts are cleared
    "operate.ration",  # operators' hours are shared out
    "arrive.arrive",  # people come to the door
    "arrive.found",  # the members of day 0 (only once, before the first day)
    "traits.draw_traits",  # who they are
    "admit.admit",  # who wants in, and who is let in
    "onboard.onboard",  # how their membership starts
    "onboard.acquaint",  # whom they know inside
    "advertise.publish",  # operators post
    "advertise.notify",  # whom the notices reach, whom they tire
    "attend.attend",  # who opens the group
    "gather",  # today's visitors are listed
    "measures.attendance",  # who of which week came back is counted
    "see.see",  # what they read and what it gives
    "post.post",  # who speaks
    "moderate.tempt",  # who advertises
    "count_speakers",  # today's speakers are counted
    "converse.write",  # when messages are written
    "converse.choose",  # which answer which
    "converse.answer",  # the answers arrive
    "assist.assist",  # operators answer who was left without
    "tie.tie",  # answers make ties
    "moderate.moderate",  # moderators take down and remove
    "feel.feel",  # what the visit leaves behind
    "climate.climate",  # novelty, topics, safety
    "mute.mute",  # who mutes
    "leave.expire",  # whose need ends
    "leave.leave",  # who leaves
    "leave.depart",  # they are gone, and their ties with them
    "tie.signal",  # who spoke is noticed by friends tomorrow
    "settle",  # costs and stocks of the day
    "measures.inequality",
    "measures.feelings",
    "measures.condition",
    "log_events",  # the day's event log, where one is kept
    "record",  # the day's row of the day table
    "close_day",  # today's marks are cleared
)

FOUNDING = ("arrive.found", "onboard.onboard")
"""First and last step of the stretch of the day that also runs once before day 0."""
