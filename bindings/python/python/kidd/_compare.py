"""Texts of any kind, read and compared by the rules that ship."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import Union

from . import _kidd
from ._model import Comparison, Statement

Source = Union[str, bytes, bytearray, memoryview, "os.PathLike[str]"]
"""A text, a file's bytes, or a file's path (`pathlib.Path`; a `str` is always a text)."""


def compare(
    old: Source | Statement,
    new: Source | Statement,
    series: str | None = None,
    *,
    names: tuple[str | None, str | None] = (None, None),
) -> Comparison:
    """What changed from the older text to the newer one.

    `series` names the rules; without it each text shows its own. `names` are what reports call the two texts: a path's
    own name, else `old` and `new`.
    """
    desk = shipped()
    sides = [
        text if isinstance(text, Statement) else opened(desk, text, series, name, default)
        for text, name, default in zip((old, new), names, ("old", "new"))
    ]
    return Comparison(desk, *sides)


def read(text: Source, series: str | None = None, *, name: str | None = None) -> Statement:
    """What one text says: its sentences by section, and the claims in them."""
    return opened(shipped(), text, series, name, "text")


@lru_cache(maxsize=None)
def shipped() -> _kidd.Desk:
    """The desk beside the editions and rules that ship."""
    return _kidd.Desk()


def opened(desk: _kidd.Desk, text: Source, series: str | None, name: str | None, default: str) -> Statement:
    if isinstance(text, str):
        # What is no text in any encoding is told as such, and not as a fault of the program.
        try:
            data = text.encode()
        except UnicodeEncodeError as cause:
            raise _kidd.Error(
                f"{name or default}: holds half a character at position {cause.start}; give the bytes as they were published"
            ) from cause
    elif isinstance(text, (bytes, bytearray, memoryview)):
        data = bytes(text)
    elif isinstance(text, os.PathLike):
        path = Path(text)
        name = name or str(path)
        try:
            data = path.read_bytes()
        except OSError as cause:
            reason = (cause.strerror or str(cause)).lower()
            raise _kidd.Error(f"{name}: cannot be read ({reason})") from cause
    else:
        raise TypeError(f"a text is str, bytes or a path, not {type(text).__name__}")
    return Statement(desk.read(name or default, data, series))
