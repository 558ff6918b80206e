"""summary.parquet is an extra: without pyarrow there is none, and no complaint."""

import sys

from posecheck.feedback.summary.parquet import write_parquet


def test_without_pyarrow_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    table = tmp_path / "summary.csv"
    table.write_text("clip\n")
    assert not write_parquet(table, tmp_path / "summary.parquet")
    assert list(tmp_path.iterdir()) == [table]
