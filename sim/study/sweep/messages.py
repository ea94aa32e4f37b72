"""Every sentence a study file can be refused with, beside those of scenarios."""

from __future__ import annotations

from sim.i18n import mark
from sim.scenario.problems import Message

NO_STUDY = Message(
    mark("there is no study {name!r}"), mark("`sim list studies` lists those that are shipped")
)
NO_STUDY_NEAR = Message(mark("there is no study {name!r}"), mark("did you mean {nearest}?"))
NO_BASE = Message(mark("the study has no base"), mark("write for example `base: types/interest_group`"))
BASE_FORM = Message(
    mark("{value!r} is not a scenario"),
    mark("write a name such as `types/interest_group`, or a list of names"),
)
SET_BLOCK = Message(
    mark("{value!r} stands where values by path should be"),
    mark("write for example `set: {{members.initial: 500}}`"),
)
NO_FACTORS = Message(
    mark("nothing differs between the points"), mark("write at least one factor under `strategies`")
)
FACTOR_FORM = Message(
    mark("{value!r} is not a factor"),
    mark("write a block with `path` and `values`, with `path`, `low` and `high`, or with `levels`"),
)
FACTOR_TWICE = Message(mark("there is a factor {key!r} already"), mark("give one of them another name"))
FACTOR_NAME = Message(
    mark("a factor cannot be called {key!r}: tables have a column of this name"), mark("give it another name")
)
SAME_PATH = Message(
    mark("{a!r} and {b!r} both set {path}"), mark("a value of the scenario belongs to one factor")
)
SAME_BASE = Message(
    mark("two of the scenarios are {name!r}"), mark("each can stand here once, and each needs its own name")
)
FACTOR_WAYS = Message(
    mark("the factor says both {a} and {b}"), mark("a factor has `values`, or `levels`, or `low` and `high`")
)
FACTOR_EMPTY = Message(
    mark("the factor does not say what differs"), mark("write `values`, or `levels`, or `low` and `high`")
)
NO_PATH = Message(
    mark("the factor does not say which value it sets"),
    mark("write for example `path: strategies.selling.pushes_per_day`"),
)
VALUES_FORM = Message(mark("{value!r} is not a list of values"), mark("write for example [0, 0.5, 1]"))
LEVELS_FORM = Message(
    mark("{value!r} is not a block of levels"),
    mark("write one line a level, such as `few: {{members.initial: 50}}`"),
)
VALUE_TWICE = Message(mark("{value!r} stands here twice"), mark("delete one of them"))
RANGE_ORDER = Message(
    mark("the range begins at {low} and ends at {high}"), mark("`high` must be larger than `low`")
)
RANGE_LOG = Message(
    mark("a range from {low} cannot be filled by its logarithm"), mark("begin above 0, or leave `log` out")
)
RANGE_IN_GRID = Message(
    mark("{key!r} has a range, and a grid needs values"),
    mark("write `values`, or choose the design latin_hypercube or sobol"),
)
RANGE_IN_LIST = Message(
    mark("{key!r} has a range, and a list needs values"), mark("write `values` or `levels`")
)
NO_POINTS = Message(
    mark("the design {design} needs a number of points"),
    mark("write for example `design: {{strategies: {{design: sobol, points: 64}}}}`"),
)
NO_LIST = Message(
    mark("the design list has no `list`"),
    mark("write `list`, with a line a point, such as - {{pushes: 1, koc: none}}"),
)
LIST_UNUSED = Message(
    mark("the design {design} makes its own points"), mark("delete `list`, or choose the design list")
)
DESIGN_FORM = Message(
    mark("{value!r} is not a design"),
    mark("write one of grid, list, latin_hypercube and sobol, or a block for strategies and uncertainties"),
)
DESIGN_UNUSED = Message(
    mark("a design stands here for factors that the study does not have"), mark("delete it")
)
POINTS_UNUSED = Message(mark("the design {design} makes its own number of points"), mark("delete `points`"))
LISTED_FORM = Message(
    mark("{value!r} is not a point"),
    mark("give each factor one of its values, such as {{pushes: 1, koc: none}}"),
)
LISTED_MISSING = Message(
    mark("the point says nothing of {key!r}"), mark("give each factor one of its values")
)
LISTED_TWICE = Message(mark("this point stands in the list already"), mark("delete one of them"))
LEVELS_SAME = Message(
    mark("{a!r} and {b!r} put the same over the scenario"), mark("delete one of them, or let them differ")
)
NOT_A_LEVEL = Message(mark("{value!r} is not a value of {key!r}"), mark("it has {valid}"))
MANY_POINTS = Message(
    mark("the study has {n} points"),
    mark("at most {most} are possible: take fewer values, or a sobol design"),
)
UNKNOWN_OUTCOME = Message(
    mark("there is no outcome {key!r}"), mark("did you mean {nearest!r}? `sim list measures` lists them")
)
UNKNOWN_MEASURE = Message(
    mark("there is no measure {key!r}"), mark("did you mean {nearest!r}? `sim list measures` lists them")
)
NAMES_FORM = Message(
    mark("{value!r} is not a list of names"), mark("write for example [visiting_late, profit_total]")
)
PRECISION_OUTCOME = Message(
    mark("{key!r} is not among the outcomes of the study"), mark("add it to `outcomes`")
)
PRECISION_WORLDS = Message(
    mark("most_worlds is {most}, and the first try takes {first}"),
    mark("`most_worlds` must be larger than `worlds`"),
)
CORNER = Message(mark("{said} (at {point})"), mark("{advice}"))
HORIZON_FACTOR = Message(mark("the horizon cannot differ between points"), mark("make a study for each"))
