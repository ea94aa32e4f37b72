"""Which parameters are searched for, and the declared range that each may lie in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sim.i18n import Translate, mark
from sim.parameters import Kind, Parameter
from sim.scenario.catalogue import mechanisms
from sim.state.sections import GROUP, MEMBERS
from sim.study.errors import StudyError

DEFAULT_PATHS = (
    "mechanisms.attend.threshold",
    "mechanisms.attend.noise",
    "mechanisms.attend.memory",
    "mechanisms.attend.friends",
    "mechanisms.post.threshold",
    "mechanisms.post.first_word",
    "mechanisms.traits.attachment_spread",
    "mechanisms.traits.voice_spread",
    "mechanisms.traits.chattiness_log",
    "mechanisms.traits.chattiness_spread",
    "mechanisms.traits.need_hazard",
    "mechanisms.converse.share",
    "mechanisms.feel.answered",
    "mechanisms.leave.cost",
)
"""What a log of messages could tell of: attendance, posting, how members differ, answers, the end of needs."""

SEARCHABLE = (Kind.NUMBER, Kind.INTEGER, Kind.SHARE, Kind.DURATION, Kind.MONEY)

NO_SUCH = mark(
    "There is no parameter {path}; write mechanisms.attend.threshold, for one, and see sim explain attend for the names."
)
NO_RANGE = mark("{path} has no declared range; give one with --prior {path}=LOW:HIGH.")
NO_NUMBER = mark("{path} is no number and cannot be calibrated.")
PRIOR_FORM = mark("--prior {text}: write PATH=LOW:HIGH, two numbers with the lower first.")
OUT_OF_BOUNDS = mark("--prior {path}={low}:{high}: the model accepts {least} to {most}.")
NOT_SEARCHED = mark(
    "--prior {path}: it is not among the parameters that are calibrated; name it in --parameters too."
)
NONE_CHOSEN = mark("Name at least one parameter to calibrate.")


@dataclass(frozen=True, slots=True)
class Prior:
    """A parameter with the range it is searched in; every value of it is equally likely beforehand."""

    path: str
    parameter: Parameter
    low: float
    high: float

    @property
    def is_whole(self) -> bool:
        """Whether only whole numbers are meant."""
        return self.parameter.kind is Kind.INTEGER

    def value(self, unit: float) -> float:
        """Return the value at a place between 0 (low) and 1 (high)."""
        if self.is_whole:
            return float(min(self.low + int(unit * (self.high - self.low + 1)), self.high))
        return self.low + unit * (self.high - self.low)

    def unit(self, value: float) -> float:
        """Return the place of a value between 0 and 1; of a whole number, the middle of what maps to it."""
        if self.is_whole:
            return (value - self.low + 0.5) / (self.high - self.low + 1)
        return (value - self.low) / (self.high - self.low)

    def label(self, t: Translate) -> str:
        """Return what people call it, with the mechanism it belongs to."""
        parts = self.path.split(".")
        owner = t(mechanisms()[parts[1]].label) if parts[0] == "mechanisms" else t(_SECTIONS[parts[0]].label)
        return f"{owner}: {t(self.parameter.label)}"


_SECTIONS = {"members": MEMBERS, "group": GROUP}


def chosen(names: Sequence[str] = (), ranges: Sequence[str] = ()) -> tuple[Prior, ...]:
    """Return the parameters to calibrate with their priors.

    Parameters
    ----------
    names
        Paths as in a scenario; :data:`DEFAULT_PATHS` if there are none.
    ranges
        ``path=low:high`` texts that replace declared ranges.

    Raises
    ------
    StudyError
        If a path or a range cannot be used.
    """
    paths = (
        list(dict.fromkeys(name.strip() for name in names if name.strip())) if names else list(DEFAULT_PATHS)
    )
    if not paths:
        raise StudyError(NONE_CHOSEN)
    given = dict(_range(text) for text in ranges)
    for path in given:
        if path not in paths:
            raise StudyError(NOT_SEARCHED, path=path)
    return tuple(_prior(path, given) for path in paths)


def _prior(path: str, given: Mapping[str, tuple[float, float]]) -> Prior:
    parameter = _declared(path)
    if parameter.kind not in SEARCHABLE:
        raise StudyError(NO_NUMBER, path=path)
    low, high = given.get(path, (parameter.low, parameter.high))
    if low is None or high is None or not low < high:
        raise StudyError(NO_RANGE, path=path)
    least, most = parameter.bounds
    if low < least or high > most:
        raise StudyError(
            OUT_OF_BOUNDS, path=path, low=f"{low:g}", high=f"{high:g}", least=f"{least:g}", most=f"{most:g}"
        )
    return Prior(path, parameter, float(low), float(high))


def _declared(path: str) -> Parameter:
    parts = path.split(".")
    known: Sequence[Parameter] = ()
    if len(parts) == 3 and parts[0] == "mechanisms" and parts[1] in mechanisms():
        known = mechanisms()[parts[1]].parameters
    elif len(parts) == 2 and parts[0] in _SECTIONS:
        known = _SECTIONS[parts[0]].parameters
    for parameter in known:
        if parameter.name == parts[-1] and path != "members.initial":
            return parameter
    raise StudyError(NO_SUCH, path=path)


def _range(text: str) -> tuple[str, tuple[float, float]]:
    path, equals, ends = text.partition("=")
    low, colon, high = ends.partition(":")
    try:
        pair = float(low), float(high)
    except ValueError:
        raise StudyError(PRIOR_FORM, text=text) from None
    if not (path.strip() and equals and colon and -1e9 <= pair[0] < pair[1] <= 1e9):
        raise StudyError(PRIOR_FORM, text=text)
    return path.strip(), pair
