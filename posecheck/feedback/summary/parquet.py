"""summary.parquet: the rows of summary.csv as a typed table, for those who compute with them."""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module
from pathlib import Path

from posecheck.feedback.atomic import unwritable
from posecheck.feedback.summary.entries import COLUMNS, NUMBERS


def write_parquet(table: Path, path: Path) -> bool:
    """Turn summary.csv into summary.parquet; False, and nothing written, without pyarrow.

    Rows pass through in blocks, so that the table need not fit into memory. Raises OutputError
    where the file cannot be written.
    """
    try:
        pa, arrow_csv, parquet = (
            import_module(name) for name in ("pyarrow", "pyarrow.csv", "pyarrow.parquet")
        )
    except ImportError:
        return False
    types = {name: pa.float64() if name in NUMBERS else pa.string() for name in COLUMNS}
    unfinished = path.with_name(f".posecheck-{path.name}.part")
    try:
        convert = arrow_csv.ConvertOptions(column_types=types, strings_can_be_null=True)
        with (
            arrow_csv.open_csv(table, convert_options=convert) as rows,
            parquet.ParquetWriter(unfinished, rows.schema) as writer,
        ):
            for block in rows:
                writer.write_batch(block)
        unfinished.replace(path)
    except OSError as error:
        raise unwritable(path, error) from error
    finally:
        with suppress(OSError):
            unfinished.unlink()
    return True
