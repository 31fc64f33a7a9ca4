"""The library in Rust. `kidd` is what is meant to be used."""

import os

__version__: str

class Error(ValueError):
    """What is wrong with an input, where, and what to do about it: the sentence that the program says."""

    message: str
    """What is wrong, without place and advice."""
    advice: str | None
    """What to do about it."""
    line: int | None
    """The line in the input, counted from 1."""

class Read:
    """A statement that was read."""

    def json(self) -> bytes: ...

class Desk:
    """An archive, and the place where its statements are read and compared."""

    def __init__(self, folder: str | os.PathLike[str] | None = None) -> None: ...
    def listing(self) -> bytes: ...
    def read(self, name: str, bytes: bytes, series: str | None = None) -> Read: ...
    def edition(self, name: str, series: str | None = None) -> Read: ...
    def report(self, old: Read, new: Read, format: str) -> bytes: ...
