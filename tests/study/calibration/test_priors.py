"""Parameters that can be calibrated, and the ranges that can be given."""

import pytest

from sim.study import StudyError
from sim.study.calibration import DEFAULT_PATHS, chosen


def test_by_default_every_prior_is_the_declared_range():
    found = chosen()
    assert [prior.path for prior in found] == list(DEFAULT_PATHS)
    assert all((prior.low, prior.high) == (prior.parameter.low, prior.parameter.high) for prior in found)


def test_a_range_can_be_given():
    (found,) = chosen(["mechanisms.post.cap"], ["mechanisms.post.cap=12:15"])
    assert (found.low, found.high) == (12, 15)
    assert sorted({found.value(k / 100) for k in range(101)}) == [12, 13, 14, 15]
    assert found.value(found.unit(13)) == 13


@pytest.mark.parametrize(
    ("names", "ranges", "word"),
    [
        (["mechanisms.attend.nothing"], [], "no parameter"),
        (["members.initial"], [], "no parameter"),
        ([], ["mechanisms.attend.threshold=5:3"], "lower first"),
        ([], ["mechanisms.attend.threshold"], "LOW:HIGH"),
        ([], ["mechanisms.converse.share=0:2"], "accepts 0 to 1"),
        (["mechanisms.post.cap"], ["mechanisms.attend.noise=1:2"], "not among"),
    ],
)
def test_what_cannot_be_used_is_refused_in_a_sentence(names, ranges, word):
    with pytest.raises(StudyError, match=word):
        chosen(names, ranges)
