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
    "refer.reward",  # who brought them is thanked
    "onboard.acquaint",  # whom else they know inside
    "reward.promise",  # what reward is in prospect
    "benefit.announce",  # what is given away today
    "advertise.publish",  # operators post
    "guide.plan",  # is there a topic, a contest, a team task today
    "advertise.notify",  # whom the notices reach, whom they tire
    "guide.announce",  # whom the announcement reaches
    "attend.attend",  # who opens the group
    "reach_out.reach_out",  # whom operators turn to, and who comes for it
    "gather",  # today's visitors are listed
    "welcome.welcome",  # newcomers are welcomed
    "welcome.introduce",  # they, and visitors, are introduced to others
    "reciprocate.fade",  # help received and effort put in fade
    "see.see",  # what they read and what it gives
    "reward.strive",  # whom a reward urges to speak, and who has come to need one
    "grow.strive",  # whom the next level urges to speak
    "post.post",  # who speaks
    "welcome.first_task",  # newcomers do their first task
    "join_in.join_in",  # who takes part in contests, team tasks, calls for contributions
    "moderate.tempt",  # who advertises
    "count_speakers",  # today's speakers are counted
    "converse.expect",  # how many messages there will be
    "converse.write",  # when messages are written
    "converse.sort",  # they stand in order of time
    "converse.choose",  # which answer which
    "tie.meet",  # along which ties
    "tie.tie",  # answers make ties
    "measures.attendance",  # who of which week came back is counted
    "measures.inequality",  # how unequally they speak
    "converse.answer",  # the answers arrive
    "assist.assist",  # operators answer who was left without
    "moderate.moderate",  # moderators take down and remove
    "guide.wind_up",  # speakers are praised, the event becomes a habit or not
    "reciprocate.earn",  # help is remembered, effort adds up
    "feel.feel",  # what the visit leaves behind
    "buy.buy",  # who buys
    "deliver.deliver",  # what they get, and what they make of it
    "buy.book",  # sales are counted and paid
    "progress.advance",  # how far members have come
    "benefit.take",  # who gets a packet
    "grow.earn",  # points and levels
    "reward.pay",  # what was written for a reward, and who gets one
    "climate.climate",  # novelty, topics, safety
    "remove.remove",  # who is removed as a misfit or as idle, and how that feels
    "leave.dissolve",  # a group that is closed today ends
    "leave.expire",  # whose need ends
    "mute.mute",  # who mutes
    "leave.leave",  # who leaves
    "leave.depart",  # they are gone, and their ties with them
    "refer.ask",  # who invites friends, and how many of them come
    "refer.invite",  # these are listed
    "select.select",  # who is chosen for contributing
    "roles.hold",  # who takes on a role, lays it down, and how many hours they give tomorrow
    "reach_out.recall",  # who had left comes back
    "tie.signal",  # who spoke is noticed by friends tomorrow
    "advertise.press",  # sales behind the target mean more pushes tomorrow
    "settle",  # costs and stocks of the day
    "measures.care",
    "measures.feelings",
    "measures.incentives",
    "measures.condition",
    "log_events",  # the day's event log, where one is kept
    "record",  # the day's row of the day table
    "close_day",  # today's marks are cleared
)

FOUNDING = ("arrive.found", "onboard.onboard")
"""First and last step of the stretch of the day that also runs once before day 0."""
