"""The rows that the product is built from: types, causes, strategies, responses, money, claims.

They were distilled from five articles on running member communities. Declarations name the rows that they
cover (``rows``); a row is only done once something that works covers it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One row: its id, such as ``S14``, and what it is called."""

    id: str
    label: str

    @property
    def letter(self) -> str:
        """What kind of row it is: T type, D cause of decline, S strategy, R response, M money, H claim."""
        return self.id[0]


TYPES = (
    ArticleRow("T1", "Flash group"),
    ArticleRow("T2", "New-customer group"),
    ArticleRow("T3", "Super-user group"),
    ArticleRow("T4", "Delivery group: learning"),
    ArticleRow("T5", "Delivery group: service"),
    ArticleRow("T6", "Knowledge or interest group"),
    ArticleRow("T7", "Good-products group"),
    ArticleRow("T8", "Private-domain group of an app"),
    ArticleRow("T9", "Trial-course conversion group"),
    ArticleRow("T10", "In-group sales"),
    ArticleRow("T11", "Distributor group"),
    ArticleRow("T12", "Free group without a goal"),
    ArticleRow("T13", "Timed discussion group"),
    ArticleRow("T14", "No group at all, broadcast only"),
    ArticleRow("T15", "Native community"),
    ArticleRow("T16", "Service community"),
    ArticleRow("T17", "Neighbourhood group-buy"),
    ArticleRow("T18", "Beauty salon and consumer offers"),
)
CAUSES = (
    ArticleRow("D1", "Heat fades in the end"),
    ArticleRow("D2", "No goal, nothing of value"),
    ArticleRow("D3", "No rules, no managers"),
    ArticleRow("D4", "Nothing but product pushes"),
    ArticleRow("D5", "Selling before there are ties"),
    ArticleRow("D6", "Wrong people, pulled in unasked"),
    ArticleRow("D7", "Newcomers never shown the value"),
    ArticleRow("D8", "No tie among members"),
    ArticleRow("D9", "Standard stimulation wears off"),
    ArticleRow("D10", "Overload"),
    ArticleRow("D11", "Too large a group"),
    ArticleRow("D12", "One operator, too many groups"),
    ArticleRow("D13", "Blow-up"),
    ArticleRow("D14", "Channels dry up"),
    ArticleRow("D15", "Planted accounts seen through"),
    ArticleRow("D16", "One routine for every type"),
    ArticleRow("D17", "Silence and forgetting"),
    ArticleRow("D18", "Bargain hunters leave after the campaign"),
    ArticleRow("D19", "Pseudo-need, bad product"),
    ArticleRow("D20", "Spiral of growth and targets"),
    ArticleRow("D21", "The operator is replaced"),
    ArticleRow("D22", "Competitors fish in the pond"),
    ArticleRow("D23", "Shock from outside"),
)
STRATEGIES = (
    ArticleRow("S1", "Entry threshold"),
    ArticleRow("S2", "Joined by themselves or pulled in"),
    ArticleRow("S3", "Targeting"),
    ArticleRow("S4", "Vertical focus"),
    ArticleRow("S5", "Small by design"),
    ArticleRow("S6", "Group rules"),
    ArticleRow("S7", "Guiding newcomers"),
    ArticleRow("S8", "Rewards for speakers"),
    ArticleRow("S9", "Regular benefits"),
    ArticleRow("S10", "Removing misfits"),
    ArticleRow("S11", "Planned content"),
    ArticleRow("S12", "Guided topics"),
    ArticleRow("S13", "Expert evening"),
    ArticleRow("S14", "KOC"),
    ArticleRow("S15", "Planted cast"),
    ArticleRow("S16", "Referral"),
    ArticleRow("S17", "Frequency of pushes"),
    ArticleRow("S18", "Campaign"),
    ArticleRow("S19", "Growth system"),
    ArticleRow("S20", "Contests and relays"),
    ArticleRow("S21", "Private talk and answers"),
    ArticleRow("S22", "Co-creation with members"),
    ArticleRow("S23", "Offline meetings"),
    ArticleRow("S24", "Selecting super-users"),
    ArticleRow("S25", "Quality of delivery"),
    ArticleRow("S26", "Heavy, medium or light operation"),
    ArticleRow("S27", "Closing on a date"),
    ArticleRow("S28", "Answer to a blow-up"),
    ArticleRow("S29", "Recruiting channels"),
    ArticleRow("S30", "Hooks and previews"),
    ArticleRow("S31", "Waking and winning back"),
    ArticleRow("S32", "Momentum before the sale"),
    ArticleRow("S33", "Portfolio of groups"),
    ArticleRow("S34", "Mix of roles"),
    ArticleRow("S35", "Introducing members to each other"),
    ArticleRow("S36", "Team tasks"),
    ArticleRow("S37", "Selling knowledge, teaching by products"),
    ArticleRow("S38", "Personal identity"),
    ArticleRow("S39", "Team and acquaintances at the opening"),
    ArticleRow("S40", "Review and adapt"),
    ArticleRow("S41", "Asking what members need"),
    ArticleRow("S42", "Pilot, then copy"),
    ArticleRow("S43", "Members' own content"),
    ArticleRow("S44", "Exchange with other groups"),
    ArticleRow("S45", "Launch check"),
    ArticleRow("S46", "Choice of goods"),
    ArticleRow("S47", "Wording of notices"),
    ArticleRow("S48", "Voicing values"),
    ArticleRow("S49", "Tools"),
)
RESPONSES = (
    ArticleRow("R1", "A few carry the talk"),
    ArticleRow("R2", "Readers and speakers"),
    ArticleRow("R3", "Two-way exchange"),
    ArticleRow("R4", "Belonging and shared values"),
    ArticleRow("R5", "Trust from quality and answers"),
    ArticleRow("R6", "Newcomers' safety"),
    ArticleRow("R7", "Expectation"),
    ArticleRow("R8", "Muting is not leaving"),
    ArticleRow("R9", "Casual talk draws people"),
    ArticleRow("R10", "Contagion from the active"),
    ArticleRow("R11", "Habit from fixed events"),
    ArticleRow("R12", "Reciprocity"),
    ArticleRow("R13", "Effort put in"),
    ArticleRow("R14", "Seeing others buy"),
    ArticleRow("R15", "First-time experiences"),
)
MONEY = (
    ArticleRow("M1", "Sales and profit"),
    ArticleRow("M2", "Stages multiply"),
    ArticleRow("M3", "Price and frequency"),
    ArticleRow("M4", "Acquire, keep, activate, convert"),
    ArticleRow("M5", "Lifetime value and referral"),
    ArticleRow("M6", "Every strategy has its cost"),
    ArticleRow("M7", "One-to-many selling"),
)
CLAIMS = (
    ArticleRow("H1", "Without method most groups die soon"),
    ArticleRow("H2", "A threshold: fewer joins, more activity"),
    ArticleRow("H3", "Free unmanaged groups become ad dumps"),
    ArticleRow("H4", "A fifth writes most messages"),
    ArticleRow("H5", "Rewards, once stopped, leave less than before"),
    ArticleRow("H6", "Benefits help and wear off"),
    ArticleRow("H7", "Removing misfits activates the rest"),
    ArticleRow("H8", "A best push frequency in between"),
    ArticleRow("H9", "Selling from day 3 against warming up"),
    ArticleRow("H10", "KOCs keep groups alive at lower cost"),
    ArticleRow("H11", "Who came by themselves buy more"),
    ArticleRow("H12", "A vertical topic holds better"),
    ArticleRow("H13", "Small groups are cheaper to keep alive"),
    ArticleRow("H14", "Limited seats: selection or desire"),
    ArticleRow("H15", "Referral needs all its conditions"),
    ArticleRow("H16", "Onboarding lowers early churn"),
    ArticleRow("H17", "Shared topics beat product talk"),
    ArticleRow("H18", "30/70 against 100 % super-users"),
    ArticleRow("H19", "Over-delivery pays"),
    ArticleRow("H20", "Planted accounts lift, and cost trust"),
    ArticleRow("H21", "Flash groups kept open lose value"),
    ArticleRow("H22", "Heavy operation beats light"),
    ArticleRow("H23", "One stage cannot make good another"),
    ArticleRow("H24", "Goods between the good kinds take more effort"),
    ArticleRow("H25", "Groups per operator: a threshold"),
    ArticleRow("H26", "Quick open answers save most"),
    ArticleRow("H27", "Paid groups outlive free ones"),
    ArticleRow("H28", "Evenings and weekends reach more"),
    ArticleRow("H29", "Break-even retention"),
    ArticleRow("H30", "Moving members up beats one group"),
    ArticleRow("H31", "A playbook that fits the type wins"),
    ArticleRow("H32", "Silence has a tipping point"),
    ArticleRow("H33", "Losing the core kills most surely"),
    ArticleRow("H34", "Without the active the others fall silent"),
    ArticleRow("H35", "Same need, different roles"),
    ArticleRow("H36", "Ties before the first sale predict"),
    ArticleRow("H37", "Team tasks tie, rewards make messages"),
    ArticleRow("H38", "Bargain hunters make the fall steeper"),
    ArticleRow("H39", "Nothing rescues a pseudo-need"),
    ArticleRow("H40", "Light operation with quality does as well"),
    ArticleRow("H41", "Lack of topics kills more than ads"),
    ArticleRow("H42", "Unpaid users: broadcast beats a group"),
    ArticleRow("H43", "A fee selects best"),
    ArticleRow("H44", "Selling knowledge, teaching by products: what each brings"),
    ArticleRow("H45", "A person wins trust faster"),
    ArticleRow("H46", "Fixed schedule against random timing"),
    ArticleRow("H47", "Acquaintances at opening beat hours"),
    ArticleRow("H48", "Needs solved matter, not days waited"),
    ArticleRow("H49", "Effort predicts staying"),
    ArticleRow("H50", "Pilot then copy beats all at once"),
    ArticleRow("H51", "Irrelevant bait: more joins, less value"),
    ArticleRow("H52", "Members' content outlasts operators'"),
    ArticleRow("H53", "Between strict rules and freedom"),
    ArticleRow("H54", "First-time experiences move the young"),
    ArticleRow("H55", "Precise recruiting against a wide net"),
    ArticleRow("H56", "Service brings unpaid referral"),
    ArticleRow("H57", "Publishing the rule raises effort"),
    ArticleRow("H58", "Type sets the best, skill the worst"),
    ArticleRow("H59", "Steady value earns without selling"),
)

ROWS: Mapping[str, ArticleRow] = MappingProxyType(
    {row.id: row for row in (*TYPES, *CAUSES, *STRATEGIES, *RESPONSES, *MONEY, *CLAIMS)}
)
"""Every row by its id, in the order of the page."""
