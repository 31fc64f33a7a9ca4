"""The wheel, as an analyst uses it. `KIDD` names the program whose answers are the measure."""

import json
import os
import pickle
import subprocess
import sys
import threading
from pathlib import Path

import pytest

import kidd

ROOT = Path(__file__).resolve().parents[3]
TEXTS = ROOT / "bindings" / "texts"
OLD = "Both sides reaffirmed their ironclad commitment to the defense of the Republic of Korea."
NEW = "Both sides reaffirmed their commitment to the defense of the Republic of Korea."

PAIRS = [
    (TEXTS / "dialogue.txt", TEXTS / "page.html"),
    (TEXTS / "page.html", TEXTS / "meeting.txt"),
    (TEXTS / "policy.txt", TEXTS / "revised.md"),
    (TEXTS / "policy.txt", TEXTS / "plain.txt"),
    (ROOT / "tests/pages/word.docx", ROOT / "tests/pages/browser.pdf"),
]


def program(*arguments: str) -> bytes:
    name = os.environ.get("KIDD")
    if not name:
        pytest.skip("KIDD names no program to compare with")
    return subprocess.run([name, *arguments], cwd=ROOT, check=True, capture_output=True).stdout


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair[0].name + " " + pair[1].name)
@pytest.mark.parametrize("format", ["html", "docx", "json", "markdown", "brief"])
def test_a_report_is_byte_for_byte_that_of_the_program(pair, format):
    old, new = (path.relative_to(ROOT) for path in pair)
    names = (str(old), str(new))
    comparison = kidd.compare((ROOT / old).read_bytes(), (ROOT / new).read_bytes(), names=names)
    report = getattr(comparison, f"to_{format}")()
    report = report if isinstance(report, bytes) else report.encode()
    assert report == program("diff", *names, "--format", format)


def test_texts_of_one_name_are_told_apart_as_the_program_does(tmp_path):
    for folder, text in (("o", OLD), ("n", NEW)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "statement.txt").write_text(text)
    names = [str(tmp_path / folder / "statement.txt") for folder in "on"]
    report = kidd.compare(*map(Path, names)).to_html().encode()
    assert report == program("diff", *names, "--format", "html")
    assert b"o/statement.txt" in report


def test_editions_of_the_archive_that_ships_are_compared_by_name():
    comparison = kidd.Archive().compare("23", "sample")
    assert comparison.to_html().encode() == program("diff", "23", "sample", "--format", "html")


def test_findings_changes_and_claims_are_objects():
    comparison = kidd.compare(OLD, NEW)
    finding = next(finding for finding in comparison.findings if "ironclad" in finding.message)
    assert finding.old and "ironclad" in finding.old
    assert finding.change in {change.id for change in comparison.changes}
    change = comparison.changes[0]
    assert (change.kind, change.old, change.new) == ("reworded", OLD, NEW)
    assert [phrase.kind for phrase in change.phrases]
    sides = {claim.side for claim in comparison.claims}
    assert sides == {"old", "new"}
    assert comparison.summary["reworded"] == 1
    with pytest.raises(AttributeError):
        finding.rule = "other"


def test_both_texts_rebuild_from_the_changes():
    comparison = kidd.compare(TEXTS / "dialogue.txt", TEXTS / "page.html")
    for side, key in ((comparison.old, "from"), (comparison.new, "to")):
        found = [sentence["sentence"] for change in comparison.changes for sentence in change.raw[key]]
        assert sorted(found) == [sentence.index for sentence in side.sentences]


def test_a_text_is_a_str_bytes_a_buffer_or_a_path():
    expected = kidd.compare(OLD, NEW).to_json()
    for old in (OLD.encode(), bytearray(OLD.encode()), memoryview(OLD.encode())):
        assert kidd.compare(old, NEW).to_json() == expected
    assert kidd.read(TEXTS / "policy.txt").series == "fomc"
    wide = kidd.read(OLD.encode("utf-16"))
    assert wide.sentences[0].text == OLD


def test_the_series_can_be_named():
    assert kidd.read(OLD).series is None
    assert kidd.read(OLD, "kidd").series == "kidd"
    assert kidd.compare(OLD, NEW, "kidd").raw["from"]["series"] == "kidd"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "old: is empty"),
        (b"\x89PNG\r\n\x1a\n", "old: is an image, not text"),
        (b"%PDF-1.7\nnonsense", "old: "),
        (b"PK\x03\x04" + b"x" * 64, "old: "),
        ((ROOT / "tests/pages/encrypted.pdf").read_bytes(), "old: is encrypted"),
        ((ROOT / "tests/pages/scanned.pdf").read_bytes(), "old: "),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old: is an old or encrypted office document"),
    ],
)
def test_a_bad_file_is_one_sentence_that_says_what_to_do(data, expected):
    with pytest.raises(kidd.Error) as caught:
        kidd.compare(data, NEW)
    told = str(caught.value)
    assert told.startswith(expected) and "\n" not in told and len(told) < 300
    assert caught.value.message in told
    if caught.value.advice:
        assert told.endswith(caught.value.advice)
    assert isinstance(caught.value, ValueError)


def test_the_sentence_is_that_of_the_program(tmp_path):
    name = os.environ.get("KIDD")
    if not name:
        pytest.skip("KIDD names no program to compare with")
    bad = tmp_path / "bad.bin"
    bad.write_bytes(b"\x89PNG\r\n\x1a\n")
    done = subprocess.run([name, "diff", "23", str(bad)], cwd=ROOT, capture_output=True, text=True)
    with pytest.raises(kidd.Error) as caught:
        kidd.read(bad)
    assert done.stderr.strip() == f"kidd: {caught.value}"
    assert done.returncode == 2


def test_what_is_no_text_at_all_is_refused():
    with pytest.raises(TypeError, match="not int"):
        kidd.compare(1, NEW)
    with pytest.raises(kidd.Error, match="half a character"):
        kidd.compare("a \ud800 b", NEW)
    with pytest.raises(kidd.Error, match="nowhere.txt: cannot be read"):
        kidd.read(Path("nowhere.txt"))


def test_a_damaged_file_is_an_error_and_no_word_on_standard_error(capfd):
    whole = (ROOT / "tests/pages/browser.pdf").read_bytes()
    told = 0
    for at in range(0, len(whole), max(1, len(whole) // 60)):
        damaged = whole[:at] + b"\xff\xff\xff" + whole[at + 3 :]
        try:
            kidd.read(damaged)
        except kidd.Error:
            told += 1
    assert told > 0
    assert capfd.readouterr().err == ""


def test_what_must_not_be_shown_raw_is_not():
    comparison = kidd.compare(TEXTS / "dialogue.txt", TEXTS / "page.html")
    for text in (comparison.to_html(), comparison.to_markdown(), comparison.to_json(), comparison._repr_html_()):
        assert "\u202e" not in text
    assert "<script>alert" not in comparison.to_html()


def test_a_notebook_shows_the_page_in_a_frame_of_its_own():
    shown = kidd.compare(OLD, NEW)._repr_html_()
    assert shown.startswith("<iframe") and 'sandbox="' in shown
    assert "allow-same-origin" not in shown
    assert shown.count("<") == 2


def test_tables():
    pandas = pytest.importorskip("pandas")
    comparison = kidd.compare(OLD, NEW)
    findings = comparison.to_dataframe()
    assert isinstance(findings, pandas.DataFrame)
    assert len(findings) == len(comparison.findings) and "message" in findings.columns
    assert list(comparison.to_dataframe("changes")["kind"]) == ["reworded"]
    assert set(comparison.to_dataframe("claims")["side"]) == {"old", "new"}
    with pytest.raises(ValueError, match="there is no table"):
        comparison.to_dataframe("rows")
    assert list(kidd.compare(OLD, OLD).to_dataframe().columns) == list(findings.columns)


def test_without_pandas_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ImportError, match="pip install"):
        kidd.compare(OLD, NEW).to_dataframe()


def test_an_archive_is_a_folder_or_the_one_that_ships(tmp_path):
    shipped = kidd.Archive()
    assert [edition.id for edition in shipped][:1] == ["kidd-23"]
    assert kidd.Archive(ROOT / "statements").editions == shipped.editions
    with pytest.raises(kidd.Error, match="is no archive"):
        kidd.Archive(tmp_path)
    with pytest.raises(kidd.Error, match="there is no such edition in the archive; did you mean kidd-23"):
        shipped.statement("kidd-24")
    draft = shipped.read(TEXTS / "dialogue.txt")
    assert shipped.compare("23", draft).new.title.endswith("30th Korea-U.S. Integrated Defense Dialogue")


def test_threads_compare_at_once_and_agree():
    """While one thread compares, another one runs: the lock of the interpreter is not held."""
    expected = kidd.Archive().compare("23", "sample").to_json()
    answers = []
    threads = [
        threading.Thread(target=lambda: answers.append(kidd.Archive().compare("23", "sample").to_json()))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [expected] * 4


def test_the_lock_of_the_interpreter_is_released():
    long = " ".join(f"Both sides pledged to expand exercise number {number} by June 2031." for number in range(3000))
    done = threading.Event()
    thread = threading.Thread(target=lambda: (kidd.compare(long, long.replace("expand", "hold")), done.set()))
    counted = 0
    thread.start()
    while not done.is_set():
        counted += 1
    thread.join()
    # With the lock held, this loop would be let in a few times only.
    assert counted > 10_000


def test_findings_travel_to_other_processes():
    finding = kidd.compare(OLD, NEW).findings[0]
    assert pickle.loads(pickle.dumps(finding)) == finding


def test_the_same_texts_give_the_same_bytes_in_any_process():
    code = f"import kidd, sys; sys.stdout.write(kidd.compare({OLD!r}, {NEW!r}).to_json())"
    answers = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": str(seed), "TZ": zone, "LC_ALL": "C"},
            check=True,
            capture_output=True,
        ).stdout
        for seed, zone in ((1, "UTC"), (2, "Asia/Seoul"))
    }
    assert len(answers) == 1
    assert json.loads(answers.pop())["schema"].startswith("kidd.comparison/")
