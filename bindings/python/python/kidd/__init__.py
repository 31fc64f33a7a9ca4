"""Compares two diplomatic statements: what is new, what was dropped, which words moved.

>>> import kidd
>>> comparison = kidd.compare(
...     "Both sides reaffirmed their ironclad commitment to the defense of the Republic of Korea.",
...     "Both sides reaffirmed their commitment to the defense of the Republic of Korea.",
... )
>>> any("ironclad" in finding.message for finding in comparison.findings)
True

Texts come as `str`, as `bytes` in any format that kidd reads (text, web page, Word, PDF, OpenDocument, RTF, EPUB, Markdown,
mail), or as a `pathlib.Path`. What is wrong with one is a `kidd.Error` that says in one sentence what to do.
"""

from ._archive import Archive, Edition
from ._compare import Source, compare, read
from ._kidd import Error, __version__
from ._model import Change, Claim, Comparison, Finding, Phrase, Sentence, Statement

__all__ = [
    "Archive",
    "Change",
    "Claim",
    "Comparison",
    "Edition",
    "Error",
    "Finding",
    "Phrase",
    "Sentence",
    "Source",
    "Statement",
    "__version__",
    "compare",
    "read",
]
