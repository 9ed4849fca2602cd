"""docs/failures.md names tests that there are."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROWS = [line for line in (ROOT / "docs" / "failures.md").read_text().splitlines() if line.startswith("| ")][
    1:
]
KINDS = 34


def test_every_kind_stands_there() -> None:
    """As many as the terminal is to survive."""
    assert len(ROWS) >= KINDS
    assert len({row.split("|")[1] for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=[row.split("|")[1].strip() for row in ROWS])
def test_each_is_played(row: str) -> None:
    """In the file and by the name that the row gives."""
    found = re.search(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", row)
    assert found, row
    tree = ast.parse((ROOT / found[1]).read_text())
    names = {one.name for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)}
    assert found[2] in names or (found[2] is None and any(name.startswith("test_") for name in names))
