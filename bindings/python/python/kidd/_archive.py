"""An archive of editions: a folder, or the one that ships."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Iterator

from . import _kidd
from ._compare import Source, opened, shipped
from ._model import Comparison, Statement, day


@dataclass(frozen=True)
class Edition:
    """A revision of an edition that an archive holds."""

    id: str
    revision: int
    series: str
    date: date | None
    source: str | None
    sha256: str
    illustrative: bool
    raw: dict[str, Any] = field(repr=False, compare=False)

    @classmethod
    def of(cls, raw: dict[str, Any]) -> Edition:
        return cls(
            id=raw["id"],
            revision=raw["revision"],
            series=raw["series"],
            date=day(raw["date"]),
            source=raw["source"],
            sha256=raw["sha256"],
            illustrative=raw["illustrative"],
            raw=raw,
        )


class Archive:
    """An archive that `kidd add` made; without a path the one that ships.

    >>> archive = Archive()
    >>> archive.compare("23", "sample").new.illustrative
    True
    """

    def __init__(self, path: str | os.PathLike[str] | None = None) -> None:
        self._desk = shipped() if path is None else _kidd.Desk(os.fspath(path))
        self.path = None if path is None else os.fspath(path)

    @property
    def editions(self) -> tuple[Edition, ...]:
        """Every revision that is held, by series and date."""
        return tuple(Edition.of(raw) for raw in json.loads(self._desk.listing())["revisions"])

    def __iter__(self) -> Iterator[Edition]:
        return iter(self.editions)

    def __len__(self) -> int:
        return len(self.editions)

    def statement(self, name: str, series: str | None = None) -> Statement:
        """What an edition says: `23`, `kidd-23`, `kidd-23@1`."""
        return Statement(self._desk.edition(name, series))

    def compare(self, old: str | Statement, new: str | Statement, series: str | None = None) -> Comparison:
        """What changed between two editions. A draft that is no edition yet is read by `read`."""
        sides = [side if isinstance(side, Statement) else self.statement(side, series) for side in (old, new)]
        return Comparison(self._desk, *sides)

    def read(self, text: Source, series: str | None = None, *, name: str | None = None) -> Statement:
        """What a text says, by the rules of this archive."""
        return opened(self._desk, text, series, name, "text")

    def __repr__(self) -> str:
        return f"kidd.Archive({self.path!r})" if self.path else "kidd.Archive()"
