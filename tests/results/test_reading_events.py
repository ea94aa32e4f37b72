import numpy as np
import pytest

from sim.results import EventLog, ResultError, read_events, write_events

LOG = EventLog(
    t=np.array([10, 20, 20, 30], np.int64), user=np.array([3, 1, 2, 1], np.int32), kind=np.array(["join", "msg", "msg", "push"]),
    target=np.array([-1, 3, -1, 2], np.int32), conv=np.array([-1, 0, 7, -1], np.int32),
)  # fmt: skip
NAMES = ("t", "user", "kind", "target", "conv")


@pytest.mark.parametrize("ending", ["csv", "parquet", "CSV"])
def test_what_was_written_is_read(tmp_path, ending):
    file = tmp_path / f"log.{ending}"
    write_events(file, LOG)
    found = read_events(file)
    for name in NAMES:
        assert getattr(found, name).tolist() == getattr(LOG, name).tolist()
        assert getattr(found, name).dtype.kind == getattr(LOG, name).dtype.kind


def read(tmp_path, text):
    file = tmp_path / "log.csv"
    file.write_text(text, encoding="utf-8")
    return read_events(file)


def test_columns_may_lack_be_extra_and_in_any_order(tmp_path):
    found = read(tmp_path, "kind,text,user,t,target\nmsg,hello,4,100,\nmsg,,5,101,4\n")
    assert found.t.tolist() == [100, 101]
    assert found.target.tolist() == [-1, 4]
    assert found.conv.tolist() == [-1, -1]


def test_rows_are_put_in_order_and_ties_keep_theirs(tmp_path):
    found = read(tmp_path, "t,user,kind\n9,0,msg\n5,1,msg\n9,2,msg\n5,3,msg\n")
    assert found.user.tolist() == [1, 3, 0, 2]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("t,kind\n1,msg\n", "no column 'user'"),
        ("", "cannot be read as CSV"),
        ("t,user,kind\nnoon,1,msg\n", "column 't' holds something else than whole numbers"),
        ("t,user,kind\n1,1.5,msg\n", "column 'user' holds something else"),
        ("t,user,kind\n1,,msg\n", "column 'user' has a blank cell in row 1"),
        ("t,user,kind\n1,99999999999,msg\n", "column 'user'"),
    ],
)
def test_wrong_files_are_refused_in_a_sentence(tmp_path, text, said):
    with pytest.raises(ResultError, match=said):
        read(tmp_path, text)


def test_other_files_are_refused(tmp_path):
    with pytest.raises(ResultError, match="no file"):
        read_events(tmp_path / "none.csv")
    with pytest.raises(ResultError, match=r"\.csv or \.parquet"):
        read_events(tmp_path / "log.txt")
    (tmp_path / "log.parquet").write_text("t,user,kind")
    with pytest.raises(ResultError, match="cannot be read as Parquet"):
        read_events(tmp_path / "log.parquet")


def test_refusals_can_be_translated(tmp_path):
    from sim.i18n import mark

    file = tmp_path / "{odd} name.csv"
    file.write_text("t,user,kind\nnoon,1,msg\n", encoding="utf-8")
    with pytest.raises(ResultError) as refused:
        read_events(file)
    assert str(file) in str(refused.value)
    said = refused.value.text(lambda template, **values: f"{template}|{sorted(values)}")
    assert (
        said == mark("{file}: column {name!r} holds something else than whole numbers.") + "|['file', 'name']"
    )
