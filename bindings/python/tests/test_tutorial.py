"""The tutorial for analysts, followed cell by cell: each block prints what stands under it.

`KIDD_UPDATE=1` writes what is printed anew.
"""

import os
import re
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

PAGE = Path(__file__).resolve().parents[3] / "docs" / "tutorial-analyst.md"
# A cell, and what it prints, if that is shown.
CELL = re.compile(r"^```python\n(?P<code>.*?)^```\n(?:\n```text\n(?P<printed>.*?)^```\n)?", re.MULTILINE | re.DOTALL)


def printed(code: str, names: dict) -> str:
    out = StringIO()
    with redirect_stdout(out):
        exec(compile(code, PAGE.name, "exec"), names)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


def test_the_tutorial_prints_what_it_shows():
    pytest.importorskip("pandas")
    page = PAGE.read_text()
    names: dict = {}

    def played(cell: re.Match) -> str:
        answer = printed(cell["code"], names)
        return f"```python\n{cell['code']}```\n" + (f"\n```text\n{answer}```\n" if answer else "")

    now = CELL.sub(played, page)
    assert len(CELL.findall(page)) > 5
    if os.environ.get("KIDD_UPDATE"):
        PAGE.write_text(now)
    assert now == page or os.environ.get("KIDD_UPDATE"), "make it anew with KIDD_UPDATE=1"
