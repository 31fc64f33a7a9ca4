#!/usr/bin/env python3
"""Measures where kidd ends sentences, against sentences that people have cut.

    benches/sentences.py [--kidd PROGRAM] [--conllu FILE ...] [--min RULES]

First, the 48 golden rules of English that pySBD measures itself with (MIT), fetched from PyPI into a temporary folder. Each
is put into a statement as a paragraph of its own; the labels that kidd takes off a paragraph count as its start, and white
space is not compared. With --min the command fails where fewer rules hold.

Then, for each file in CoNLL-U format that is given (UD_English-GUM's en_gum-ud-test.conllu, which no package ships), the
precision, recall and F1 of sentence ends. Its sentences are joined to paragraphs as its own marks say (newpar); what
stands apart from its neighbours is not measured, so the last sentence of a paragraph counts for nothing.
"""

import argparse
import importlib.util
import json
import pathlib
import re
import subprocess
import sys
import tarfile
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
PACKAGE = "pysbd==0.3.3"
RULES = "pysbd-0.3.3/benchmarks/english_golden_rules.py"
OPENING = "Both sides met in Seoul on May 14, 2024 and agreed on what follows."
# A statement may have so many paragraphs of a corpus; reading is linear, and one run is cheaper than many.
PARAGRAPHS = 200


def golden_rules(folder):
    subprocess.run(
        [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:", "-d", folder, PACKAGE],
        check=True,
    )
    (archive,) = pathlib.Path(folder).glob("*.tar.gz")
    with tarfile.open(archive) as files:
        source = files.extractfile(RULES).read()
    path = pathlib.Path(folder, "rules.py")
    path.write_bytes(source)
    spec = importlib.util.spec_from_file_location("rules", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.GOLDEN_EN_RULES


def read(kidd, folder, paragraphs):
    """The sentences of each paragraph, with the labels that were taken off; none where kidd made other paragraphs."""
    path = pathlib.Path(folder, "page.txt")
    path.write_text("\n\n".join(["Joint Statement", OPENING, *paragraphs]) + "\n", encoding="utf-8")
    shown = subprocess.run([kidd, "show", path, "--format", "json"], capture_output=True, text=True, check=True)
    statement = json.loads(shown.stdout)
    blocks = [block for block in statement["blocks"] if block["index"] is not None]
    found = [[] for _ in blocks]
    for sentence in statement["sentences"]:
        sentences = found[sentence["paragraph"]]
        label = blocks[sentence["paragraph"]]["label"] if not sentences else None
        sentences.append((label or "") + sentence["text"])
    return found[1:]


def bare(text):
    return re.sub(r"\s+", "", text)


def measure_rules(kidd, folder):
    held = 0
    rules = golden_rules(folder)
    for number, (text, expected) in enumerate(rules, 1):
        found = [sentence for paragraph in read(kidd, folder, [text]) for sentence in paragraph]
        if [bare(sentence) for sentence in found] == [bare(sentence) for sentence in expected]:
            held += 1
        else:
            print(f"  rule {number}: {found}")
    print(f"golden rules of English: {held} of {len(rules)}")
    return held


def corpus(path):
    """The paragraphs of a CoNLL-U file as lists of sentences."""
    paragraphs = []
    for line in pathlib.Path(path).read_text(encoding="utf-8").splitlines():
        if line.startswith(("# newpar", "# newdoc")):
            if not paragraphs or paragraphs[-1]:
                paragraphs.append([])
        elif line.startswith("# text = "):
            if not paragraphs:
                paragraphs.append([])
            paragraphs[-1].append(line.removeprefix("# text = ").strip())
    return [sentences for sentences in paragraphs if len(sentences) > 1]


def ends(sentences):
    """The ends of all sentences but the last, as numbers of characters without white space."""
    at, found = 0, set()
    for sentence in sentences[:-1]:
        at += len(bare(sentence))
        found.add(at)
    return found


def measure_corpus(kidd, folder, path):
    paragraphs = corpus(path)
    right = wrong = missed = left_out = 0
    for start in range(0, len(paragraphs), PARAGRAPHS):
        some = paragraphs[start : start + PARAGRAPHS]
        found = read(kidd, folder, [" ".join(sentences) for sentences in some])
        by_text = {bare("".join(sentences)): sentences for sentences in found}
        for gold in some:
            sentences = by_text.get(bare("".join(gold)))
            if sentences is None:
                left_out += 1
                continue
            here, there = ends(sentences), ends(gold)
            right += len(here & there)
            wrong += len(here - there)
            missed += len(there - here)
    precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    name = pathlib.Path(path).name
    print(f"{name}: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f} on {right + missed} ends")
    if left_out:
        print(f"  {left_out} of {len(paragraphs)} paragraphs were not read as one, and are left out")


def main():
    options = argparse.ArgumentParser(description="Measures where kidd ends sentences.")
    options.add_argument("--kidd", default=ROOT / "target/release/kidd", help="the program (target/release/kidd)")
    options.add_argument("--conllu", nargs="*", default=[], metavar="FILE", help="treebanks with gold sentence ends")
    options.add_argument("--min", type=int, default=0, metavar="RULES", help="how many golden rules must hold")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        held = measure_rules(chosen.kidd, folder)
        for path in chosen.conllu:
            measure_corpus(chosen.kidd, folder, path)
    return int(held < chosen.min)


if __name__ == "__main__":
    sys.exit(main())
