"""What a comparison is, as objects. They are views of the JSON that the program writes; `raw` has all of it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any, Literal

from . import _kidd

if TYPE_CHECKING:
    import pandas

Side = Literal["old", "new"]


def day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


@dataclass(frozen=True)
class Finding:
    """A change that means something, the most important first."""

    rule: str
    weight: str
    """How much it matters."""
    subject: str
    message: str
    section: str
    change: str
    """The id of the first change that it concerns."""
    old: str | None
    """The older text's words, exactly as published."""
    new: str | None
    """The newer text's words."""
    why: tuple[str, ...]
    history: str | None
    """What earlier editions of the archive know of it."""
    raw: dict[str, Any] = field(repr=False, compare=False)

    @classmethod
    def of(cls, raw: dict[str, Any]) -> Finding:
        return cls(
            rule=raw["rule"],
            weight=raw.get("weight") or raw["level"],
            subject=raw["subject"],
            message=raw["message"],
            section=raw["section"],
            change=raw["change"],
            old=raw["from"],
            new=raw["to"],
            why=tuple(raw["why"]),
            history=raw["history"],
            raw=raw,
        )


@dataclass(frozen=True)
class Phrase:
    """Changed words that can be quoted."""

    kind: str
    """replaced, inserted or deleted"""
    old: str | None
    new: str | None
    trivial: bool
    """A difference that says nothing."""

    @classmethod
    def of(cls, raw: dict[str, Any]) -> Phrase:
        return cls(kind=raw["kind"], old=raw["from"], new=raw["to"], trivial=raw["trivial"])


@dataclass(frozen=True)
class Change:
    """Sentences of both texts that belong together. Every sentence stands in exactly one of them."""

    id: str
    kind: str
    """same, reworded, added, removed, split or merged"""
    moved: bool
    section: str
    old: str | None
    """The older text's sentences, joined by one space."""
    new: str | None
    similarity: float
    phrases: tuple[Phrase, ...]
    raw: dict[str, Any] = field(repr=False, compare=False)

    @classmethod
    def of(cls, raw: dict[str, Any]) -> Change:
        def joined(sentences: list[dict[str, Any]]) -> str | None:
            return " ".join(sentence["text"] for sentence in sentences) if sentences else None

        return cls(
            id=raw["id"],
            kind=raw["kind"],
            moved=raw["moved"],
            section=raw["section"],
            old=joined(raw["from"]),
            new=joined(raw["to"]),
            similarity=raw["similarity"],
            phrases=tuple(Phrase.of(phrase) for phrase in raw["phrases"]),
            raw=raw,
        )


@dataclass(frozen=True)
class Claim:
    """What one clause says: who, with which force, about what."""

    side: Side | None
    """The text of a comparison that says it."""
    kind: str
    """pledge, assurance, warning, schedule, assessment, …"""
    speaker: str
    text: str
    sentence: int
    """The position of its sentence."""
    section: str
    deadline: str | None
    rule: str
    raw: dict[str, Any] = field(repr=False, compare=False)

    @classmethod
    def of(cls, raw: dict[str, Any], section: str, side: Side | None = None) -> Claim:
        deadline = raw["deadline"]
        return cls(
            side=side,
            kind=raw["kind"],
            speaker=raw["speaker"],
            text=raw["text"],
            sentence=raw["sentence"],
            section=section,
            deadline=deadline and deadline["text"],
            rule=raw["rule"],
            raw=raw,
        )


@dataclass(frozen=True)
class Sentence:
    """A sentence of the body, as published."""

    index: int
    paragraph: int
    section: str
    speaker: str
    text: str
    raw: dict[str, Any] = field(repr=False, compare=False)

    @classmethod
    def of(cls, raw: dict[str, Any]) -> Sentence:
        return cls(
            index=raw["index"],
            paragraph=raw["paragraph"],
            section=raw["section"],
            speaker=raw["speaker"],
            text=raw["text"],
            raw=raw,
        )


class Statement:
    """What one text says."""

    def __init__(self, read: _kidd.Read) -> None:
        self._read = read

    def to_json(self) -> str:
        """As `kidd show --format json` has it."""
        return self._read.json().decode()

    @cached_property
    def raw(self) -> dict[str, Any]:
        """The same, as plain data."""
        return json.loads(self.to_json())

    @property
    def id(self) -> str:
        return self.raw["id"]

    @property
    def series(self) -> str | None:
        """The series whose rules read it."""
        return self.raw["series"]

    @property
    def title(self) -> str:
        return self.raw["title"]

    @property
    def date(self) -> date | None:
        return day(self.raw["date"])

    @property
    def text(self) -> str:
        """The body as published, without what the page adds around it."""
        return self.raw["clean_text"]

    @property
    def illustrative(self) -> bool:
        """Whether it is a made-up text."""
        return self.raw["illustrative"]

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        return tuple(Sentence.of(raw) for raw in self.raw["sentences"])

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """What its clauses say, in the order of the text."""
        return self._claims(None)

    def _claims(self, side: Side | None) -> tuple[Claim, ...]:
        raw = self.raw
        claims = raw.get("claims") or [*raw["commitments"], *raw["assessments"]]
        claims = sorted(claims, key=lambda claim: claim["sentence"])
        return tuple(Claim.of(claim, self.sentences[claim["sentence"]].section, side) for claim in claims)

    def __repr__(self) -> str:
        return f"<kidd.Statement {self.id!r}, {len(self.sentences)} sentences>"


class Comparison:
    """What changed between two texts. Every report is a view of it; in a notebook it shows itself."""

    def __init__(self, desk: _kidd.Desk, old: Statement, new: Statement) -> None:
        self._desk = desk
        self.old = old
        self.new = new
        # Made at once, so that what is wrong is told here and not at the first look.
        self._json = self._report("json")

    def _report(self, format: str) -> bytes:
        return self._desk.report(self.old._read, self.new._read, format)

    @cached_property
    def raw(self) -> dict[str, Any]:
        """`kidd diff --format json`, as plain data."""
        return json.loads(self._json)

    @property
    def cautions(self) -> tuple[str, ...]:
        """What to know before trusting the comparison."""
        return tuple(self.raw["cautions"])

    @property
    def summary(self) -> dict[str, int]:
        """How many entries of `changes` are of which kind."""
        return dict(self.raw["summary"])

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What the changes mean, the most important first."""
        return tuple(Finding.of(raw) for raw in self.raw["findings"])

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Every sentence of both texts, in the newer one's order."""
        return tuple(Change.of(raw) for raw in self.raw["changes"])

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """What both texts say, the older one's first."""
        return self.old._claims("old") + self.new._claims("new")

    def to_json(self) -> str:
        """As `kidd diff --format json` writes it, byte for byte."""
        return self._json.decode()

    def to_html(self) -> str:
        """The page that `kidd diff --format html` writes, byte for byte."""
        return self._report("html").decode()

    def to_markdown(self) -> str:
        """As `kidd diff --format markdown` writes it."""
        return self._report("markdown").decode()

    def to_brief(self) -> str:
        """As `kidd diff --format brief` writes it: what an editor reads first."""
        return self._report("brief").decode()

    def to_dataframe(self, what: Literal["findings", "changes", "claims"] = "findings") -> pandas.DataFrame:
        """A table with a row for each finding, change or claim. It needs pandas."""
        try:
            import pandas
        except ImportError as cause:
            raise ImportError("to_dataframe needs pandas: pip install 'kidd[pandas]'") from cause
        columns = COLUMNS.get(what)
        if columns is None:
            raise ValueError(f"there is no table of {what!r}: name {', '.join(COLUMNS)}")
        rows = [[getattr(row, column) for column in columns] for row in getattr(self, what)]
        return pandas.DataFrame(rows, columns=columns)

    def _repr_html_(self) -> str:
        # The page has a policy and a style of its own, so it stands in a frame: neither can touch the notebook.
        page = escape(self.to_html(), quote=True)
        title = escape(f"What changed from {self.old.id} to {self.new.id}", quote=True)
        return (
            f'<iframe title="{title}" sandbox="allow-scripts allow-popups" srcdoc="{page}" '
            'style="width: 100%; height: 40rem; border: 1px solid #888; border-radius: 4px"></iframe>'
        )

    def __repr__(self) -> str:
        return f"<kidd.Comparison {self.old.id!r} → {self.new.id!r}, {len(self.findings)} findings>"


COLUMNS = {
    "findings": ["rule", "weight", "subject", "message", "section", "change", "old", "new", "history"],
    "changes": ["id", "kind", "moved", "section", "old", "new", "similarity"],
    "claims": ["side", "kind", "speaker", "section", "sentence", "deadline", "text", "rule"],
}
