"""A group's own record: what kernels keep about the group as a whole, and its tasks for operators."""

from __future__ import annotations

import numpy as np

_f8, _i8 = np.float64, np.int64

CARE, SELLING = "care", "selling"

TASKS = {
    "screening": CARE,
    "recruiting": SELLING,
    "positioning": CARE,
    "moderation": CARE,
    "onboarding": CARE,
    "incentives": CARE,
    "content": CARE,
    "conversation": CARE,
    "answering": CARE,
    "koc": CARE,
    "referral": SELLING,
    "selling": SELLING,
    "service": CARE,
    "outreach": CARE,
    "operation": CARE,
}
"""What operators' hours and money go into, and which of two classes it is when hours are short. Each has an
``hours_*`` and a ``money_*`` lever, and a cost of its own, so that a strategy's cost can be told apart."""

HELPED = ("moderation", "onboarding", "conversation", "answering")
"""Tasks that members in a role can do instead of operators."""

N_CAUSES = 8

STOCKS: dict[str, tuple[type[np.generic], str, str]] = {
    "n_rows": (_i8, "memberships", "memberships ever"),
    "n_present": (_i8, "people", "present members"),
    "n_visiting": (_i8, "people", "members who open the group today"),
    "n_touched": (_i8, "people", "members who open the group or noticed something in it today"),
    "n_messages": (_i8, "messages", "messages in today's list"),
    "n_prospects": (_i8, "people", "people at the door today, in the rows behind n_rows"),
    "n_gone": (_i8, "memberships", "memberships that ended today"),
    "n_events": (_i8, "events", "events logged so far"),
    "logged_rows": (_i8, "memberships", "memberships whose joining has been logged"),
    "sends_head": (_i8, "", "first entry of the 30-day list of sends"),
    "sends_tail": (_i8, "", "behind the last entry of the 30-day list of sends"),
    "ties_dropped": (_i8, "ties", "acquaintances of the start that found no slot"),
    "conversations": (_i8, "conversations", "conversations opened so far"),
    "need": (_f8, "", "strength of the need in this group, its own purpose included"),
    "need_spread": (_f8, "", "spread of log need between groups set up alike"),
    "contact_pace": (_f8, "1/day", "1 / half-life of a contact"),
    "contact": (_f8, "contacts", "what a contact of today counts: 2**(day x contact_pace - contact_shift)"),
    "contact_shift": (_f8, "", "powers of two by which all strengths of ties were made smaller"),
    "due_pushes": (_f8, "messages", "part of a push still due; below 0 before the first"),
    "due_contents": (_f8, "messages", "part of a content post still due; below 0 before the first"),
    "expected": (_f8, "people", "prospects expected tomorrow, as far as channels tell"),
    "novelty": (_f8, "share", "novelty stock, 0 to 1"),
    "atmosphere": (_f8, "people", "distinct speakers of the last seven days"),
    "first_posts": (_f8, "messages", "first posts of newcomers lately, fading"),
    "first_posts_answered": (_f8, "messages", "of these, answered"),
    "enforcement": (_f8, "share", "share of spam that moderators took down lately"),
    "centre_x": (_f8, "spreads", "centre of the talk lately, first interest"),
    "centre_y": (_f8, "spreads", "centre of the talk lately, second interest"),
    "unanswered": (_f8, "messages", "members' questions waiting for an operator"),
    "founded": (_i8, "", "1 once the members of day 0 are in"),
    "topic_breadth": (_f8, "spreads", "spread of what is shared around the topic"),
    "alive_speakers": (_f8, "people", "distinct speakers in seven days below which the group counts as dead"),
    "top20_share": (_f8, "share", "share of messages by the top fifth of speakers, trailing 30 days, weekly"),
    "gini": (_f8, "share", "Gini of messages among speakers, trailing 30 days, weekly"),
    "helper_hours": (_f8, "h", "hours that members in a role give to the group's care, today"),
    "reward_bar": (_f8, "messages/day", "messages a day that last sufficed for a reward"),
    "rewarded_ever": (_i8, "", "rewards, levels and stipends that members have got so far"),
    "mean_dependence": (_f8, "share", "mean dependence on rewards of present members, weekly"),
    "mean_level": (_f8, "levels", "mean level of present members, weekly"),
    "benefit_worn": (_f8, "share", "how far members are used to benefits, 0 to 1"),
    "benefit_crowd": (_f8, "people", "members who wanted a packet last time"),
    "filler": (_f8, "share", "share of members' talk lately that says nothing, written for a reward"),
    "role_holders": (_i8, "people", "present KOCs and managers, this morning"),
    "crisis": (_f8, "share", "sense of crisis among members after removals, 0 to 1"),
    "gratitude_pace": (_f8, "1/day", "1 / half-life of gratitude"),
    "effort_pace": (_f8, "1/day", "1 / half-life of effort"),
    "usual_value": (_f8, "value", "value of a visit lately; 0 where nobody noted it"),
    "ritual": (_f8, "share", "strength of the habit of fixed events, 0 to 1"),
    "topic_x": (_f8, "spreads", "today's guided topic, first interest"),
    "topic_y": (_f8, "spreads", "today's guided topic, second interest"),
    "topic_pull": (_f8, "log odds", "what today's guided topic adds to speaking for those whom it concerns"),
    "event_pull": (_f8, "log odds", "what today's event adds to visiting"),
    "sales_seen": (_f8, "sales", "purchases in the group that members have seen lately, fading"),
    "usual_discount": (_f8, "share", "discount that members have come to expect"),
    "service_due": (_f8, "h", "hours of service that yesterday's purchases ask for"),
    "wage_factor": (_f8, "", "pay of an hour's work relative to the wage, by skill"),
    "pay_of_hour": (_f8, "", "pay of an operator's hour relative to the wage"),
    "open_from": (_i8, "day", "first day of those whose prospects still stand at the door"),
    "n_invited": (_i8, "people", "friends of members who will come to the door when it next opens"),
    "promised_inviter": (_f8, "yuan", "bait promised yesterday to who brings somebody in"),
    "promised_invited": (_f8, "yuan", "bait promised yesterday to who is brought in"),
    "quota_pushes": (_f8, "1/day", "pushes added tomorrow because sales are behind the target"),
    "closing_soon": (_f8, "", "1 on days on which members know that the group will close"),
    "super_users": (_f8, "people", "super users present at the last selection"),
}
"""Fields that live from day to day: type, unit, meaning."""

_PEOPLE: dict[str, tuple[str, str]] = {
    "prospects": ("people", "people at the door today"),
    "refused": ("people", "people at the door who did not get in or did not want to"),
    "joins": ("people", "newcomers today"),
    "joins_own": ("people", "newcomers who came by themselves"),
    "joins_pulled": ("people", "newcomers pulled in unasked"),
    "leaves": ("people", "memberships that ended today"),
    "members": ("people", "present members at the end of the day"),
    "muted": ("people", "of these, muted"),
    "removed": ("people", "members removed by moderators"),
}
"""People coming and going."""

_TALK: dict[str, tuple[str, str]] = {
    "reached": ("people", "members who opened the group or noticed something in it"),
    "visiting": ("people", "members who opened the group"),
    "posters": ("people", "members who spoke"),
    "messages": ("messages", "messages by members, without advertisements"),
    "spam": ("messages", "advertisements by members that stood"),
    "spam_removed": ("messages", "advertisements taken down"),
    "talk_removed": ("messages", "honest messages taken down by mistake"),
    "contents": ("messages", "operators' content posts"),
    "pushes": ("messages", "product pushes"),
    "answers_given": ("messages", "answers by operators"),
    "answered": ("messages", "members' messages that a member answered"),
    "first_posts_today": ("messages", "newcomers' first posts"),
    "first_answered_today": ("messages", "of these, answered on the day"),
    "ties_made": ("ties", "new ties"),
    "mau": ("people", "people who opened the group in the last 30 days"),
    "dau_mau": ("share", "visiting over mau"),
    "speakers_week": ("people", "distinct speakers of the last seven days"),
    "silent": ("", "1 if the last seven days had too few speakers"),
}
"""What is read and said."""

_FEELINGS: dict[str, tuple[str, str]] = {
    "mean_belonging": ("share", "mean belonging of present members"),
    "mean_trust": ("share", "mean trust of present members"),
    "mean_fatigue": ("pushes", "mean push fatigue of present members"),
}
"""How members feel."""

_CARED: dict[str, tuple[str, str]] = {
    "welcomed": ("people", "newcomers welcomed"),
    "introduced": ("ties", "ties made by introductions"),
    "topics": ("topics", "guided topics"),
    "hard_topics": ("topics", "of these, about the product"),
    "contests": ("contests", "contests and relays"),
    "team_tasks": ("tasks", "tasks for teams"),
    "calls": ("calls", "calls for members' own contributions"),
    "contest_entries": ("messages", "entries to contests and relays"),
    "team_ties": ("ties", "ties made or strengthened in teams"),
    "member_contents": ("messages", "contributions that members made on a call"),
    "mentioned": ("people", "quiet members mentioned by name"),
    "private_talks": ("people", "members talked to in private"),
    "private_answers": ("people", "of these, who answered"),
    "called_silent": ("people", "silent members written to"),
    "woken": ("people", "of these, who opened the group"),
    "asked_back": ("people", "people who had left and were asked back"),
    "recalled": ("people", "of these, who joined again"),
    "mean_gratitude": ("answers", "mean gratitude of today's visitors"),
    "mean_effort": ("h", "mean effort of today's visitors"),
}
"""What operators do for members, and what members give back."""

_WORK: dict[str, tuple[str, str]] = {
    "answer_delay": ("days", "days a question waits for an operator"),
    "hours_asked": ("h", "operators' hours asked for"),
    "hours_given": ("h", "operators' hours worked"),
    "hours_helped": ("h", "hours that members in a role worked instead"),
    "cost": ("yuan", "cost of the day, yuan"),
}
"""Operators' work."""

_MONEY: dict[str, tuple[str, str]] = {
    "revenue_fees": ("yuan", "entry fees paid today"),
    "revenue_sales": ("yuan", "paid for goods today"),
    "refunds": ("yuan", "paid back today"),
    "goods": ("yuan", "cost of the goods sold today"),
    "revenue": ("yuan", "fees and sales less refunds"),
    "profit": ("yuan", "revenue less goods and cost"),
}
"""Money of the day apart from what tasks cost; every amount is in whole fen."""

_SALES: dict[str, tuple[str, str]] = {
    "sales": ("purchases", "purchases today"),
    "sales_repeat": ("purchases", "of these, by members who had bought before"),
    "sales_hot": ("purchases", "of these, of the hot item"),
    "complaints": ("complaints", "buyers who complained today"),
    "stopped": ("people", "buyers who will buy here no more since today"),
    "conversion": ("share", "purchases over members reached today"),
}
"""What is bought."""

_FUNNEL: dict[str, tuple[str, str]] = {
    "activated": ("people", "members who today spoke or bought first, or came often enough while new"),
    "became_active": ("people", "members who today came back long after joining, for the first time"),
    "bought": ("people", "members who bought for the first time today"),
    "bought_again": ("people", "members who bought for the second time today"),
    "referred": ("people", "members who brought somebody for the first time today"),
    "invitations": ("people", "people whom members invited today"),
    "joins_referred": ("people", "newcomers brought by a member"),
}
"""How far members come: each counted once, on the day on which a stage is reached."""

_ENTRY: dict[str, tuple[str, str]] = {
    "joins_team": ("people", "newcomers whom the team brought; they count as come by themselves"),
    "refused_full": ("people", "people who were let in but for the lack of a seat"),
    "chosen": ("people", "members chosen as super users"),
    "closed": ("", "1 on days on which the group is closed"),
}
"""Who comes in through whom, and how the group is run."""

_ROLES: dict[str, tuple[str, str]] = {
    "reward_appeal": ("", "what the reward in prospect is worth to a member who is near it"),
    "benefit": ("", "how much today's packets attract, 0 to 1"),
    "benefit_for_speaking": ("", "of that, what only those who speak can get"),
    "empty": ("messages", "members' messages that say nothing, written for a reward"),
    "rewarded": ("people", "members who got a reward for speaking"),
    "benefits_taken": ("packets", "packets taken"),
    "levels_reached": ("levels", "levels reached in the growth system"),
    "kocs": ("people", "present KOCs"),
    "managers": ("people", "present managers from among the members"),
    "koc_quits": ("people", "KOCs and managers who laid down their role"),
    "removed_misfits": ("people", "members removed because they seemed not to match"),
    "removed_idle": ("people", "members removed because they stayed away"),
}
"""Incentives, roles and removal."""

_CONDITION: dict[str, tuple[str, str]] = {
    "reached_muted": ("people", "muted members who opened the group or noticed something in it"),
    "visitors_week": ("people", "people who opened the group in the last seven days"),
    "ad_dump": ("share", "1 if members' advertisements drown what members say, over the last seven days"),
    "quiet_alive": ("share", "1 if too few speak, yet many read or somebody buys"),
    "load": ("times", "operators' hours asked for over the hours there are"),
}
"""In what state the group is, beyond its numbers."""

COUNTS: dict[str, tuple[str, str]] = {
    **_PEOPLE,
    **_TALK,
    **_FEELINGS,
    **_CARED,
    **_WORK,
    **_MONEY,
    **_SALES,
    **_FUNNEL,
    **_ENTRY,
    **_ROLES,
    **_CONDITION,
}
"""Fields that are set to 0 each morning, float64: unit, meaning."""

SIGNED = ("profit", "topic_x", "topic_y", "topic_pull", "event_pull")
"""Of these, those that may be negative."""

PER_TASK = {
    "asked": "hours asked for the task today",
    "given": "hours worked on the task today, members' included",
    "helped": "of these, given by members in a role, whom nobody pays by the hour",
    "spent": "money spent on the task today, wages apart, yuan",
    "cost": "wages and money together, yuan",
}

RECORD = np.dtype(
    [(name, kind) for name, (kind, _, _) in STOCKS.items()]
    + [(name, _f8) for name in COUNTS]
    + [(f"left_{cause}", _f8) for cause in range(N_CAUSES)]
    + [(f"{what}_{task}", _f8) for what in PER_TASK for task in TASKS]
)
"""One record a group."""
