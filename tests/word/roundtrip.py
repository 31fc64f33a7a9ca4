"""Makes redlines of pairs of texts and holds them against both texts: by LibreOffice, by their XML, by kidd itself."""

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
import unicodedata
import zipfile
from xml.etree import ElementTree

import uno
from com.sun.star.beans import PropertyValue

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# What goes when all changes are accepted, and when all are rejected.
GONE = {"new": ("del", "moveFrom"), "old": ("ins", "moveTo")}
COMMANDS = {"new": ".uno:AcceptAllTrackedChanges", "old": ".uno:RejectAllTrackedChanges"}
PORT = 2002


class Office:
    """A LibreOffice without windows, spoken to over a socket."""

    def __init__(self, folder):
        accept = f"socket,host=localhost,port={PORT};urp;"
        command = ["soffice", "--headless", "--norestore", "--nologo", f"-env:UserInstallation=file://{folder}/profile"]
        self.process = subprocess.Popen(
            [*command, f"--accept={accept}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        for _ in range(240):
            try:
                context = resolver.resolve(f"uno:{accept}StarOffice.ComponentContext")
                break
            except Exception:
                time.sleep(0.5)
        else:
            sys.exit("LibreOffice did not start")
        make = context.ServiceManager.createInstanceWithContext
        self.desktop = make("com.sun.star.frame.Desktop", context)
        self.dispatcher = make("com.sun.star.frame.DispatchHelper", context)

    def close(self):
        try:
            self.desktop.terminate()
        except Exception:
            pass
        self.process.wait(30)

    def decided(self, path, side):
        """The paragraphs after all changes are accepted or rejected, and how many changes and comments there were."""
        hidden = PropertyValue()
        hidden.Name, hidden.Value = "Hidden", True
        document = self.desktop.loadComponentFromURL(f"file://{path}", "_blank", 0, (hidden,))
        if document is None:
            return ["LibreOffice does not open it"], 0, 0, 0
        try:
            changes = len(list(items(document.Redlines)))
            annotation = "com.sun.star.text.textfield.Annotation"
            comments = sum(field.supportsService(annotation) for field in items(document.TextFields))
            self.dispatcher.executeDispatch(document.CurrentController.Frame, COMMANDS[side], "", 0, ())
            left = len(list(items(document.Redlines)))
            return [text(paragraph) for paragraph in items(document.Text)], changes, comments, left
        finally:
            document.close(False)


def items(collection):
    walk = collection.createEnumeration()
    while walk.hasMoreElements():
        yield walk.nextElement()


def text(paragraph):
    return "".join(portion.String for portion in items(paragraph) if portion.TextPortionType == "Text")


def by_xml(path, side):
    """The same paragraphs by the rules of the format alone."""
    with zipfile.ZipFile(path) as package:
        root = ElementTree.fromstring(package.read("word/document.xml"))
    paragraphs, current = [], []

    def walk(element):
        for child in element:
            name = child.tag.removeprefix(WORD)
            if name in GONE[side]:
                continue
            if name in ("ins", "del", "moveFrom", "moveTo", "r"):
                walk(child)
            elif name in ("t", "delText"):
                current.append(child.text or "")
            elif name in ("tab", "br"):
                current.append({"tab": "\t", "br": "\n"}[name])

    for paragraph in root.find(f"{WORD}body").findall(f"{WORD}p"):
        walk(paragraph)
        mark = paragraph.find(f"{WORD}pPr/{WORD}rPr")
        if mark is None or not any(mark.find(WORD + name) is not None for name in GONE[side]):
            paragraphs.append("".join(current))
            current.clear()
    if current:
        paragraphs.append("".join(current) + " (without an end)")
    return paragraphs


def shown(words):
    """Characters that kidd spells out wherever it shows a text."""
    hidden = {"\u00ad", "\u061c", "\ufeff", "\ufffe", "\uffff"} | {chr(c) for c in [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)]}
    spelled = lambda c: c in hidden or unicodedata.category(c) == "Cc" and c not in "\t\n"
    return "".join(f"U+{ord(c):04X}" if spelled(c) else c for c in words)


def expected(kidd, argument):
    """Every block of a statement as kidd reads it, its label in front."""
    run = subprocess.run([kidd, "show", argument, "--format", "json"], capture_output=True, text=True, check=True)
    blocks = json.loads(run.stdout)["blocks"]
    return [shown((f"{block['label']}\t" if block["label"] else "") + block["text"]) for block in blocks]


def clean(kidd, *arguments):
    """The clean text, white space made one."""
    run = subprocess.run([kidd, "show", *arguments, "--format", "text"], capture_output=True, text=True, check=True)
    # Whether a printed number is a label depends on what stands around it, in a file as in the text it is made of.
    lines = [re.sub(r"^\d+\. ", "", " ".join(line.split())) for line in run.stdout.split("\n\n")]
    return [shown(line) for line in lines if line and not line.startswith("[illustrative")]


WORDS = ["ironclad", "steadfast", "allies and partners", "denuclearization", "by the end of 2027", "in principle", "30 %"]


def changed(random, paragraphs):
    """A copy with some of everything that drafters do."""
    copy = list(paragraphs)
    for _ in range(random.randint(1, 12)):
        at = random.randrange(len(copy))
        words = copy[at].split(" ")
        place = random.randrange(len(words))
        kind = random.choice(["word", "word", "drop", "put", "gone", "new", "move", "split", "join", "sentence", "item"])
        if kind == "word":
            words[place] = random.choice(WORDS)
        elif kind == "drop" and len(words) > 5:
            del words[place : place + random.randint(1, 4)]
        elif kind == "put":
            words.insert(place, random.choice(WORDS))
        copy[at] = " ".join(words)
        if kind == "gone" and len(copy) > 4:
            del copy[at]
        elif kind == "new":
            new = f"The two sides pledged to hold {random.choice(WORDS)} talks on {random.choice(words)} in 2027."
            copy.insert(at, new)
        elif kind == "move":
            copy.insert(random.randrange(len(copy)), copy.pop(at))
        elif kind == "split":
            copy[at] = copy[at].replace(". ", ".\n\n", 1)
        elif kind == "join" and at + 1 < len(copy):
            copy[at : at + 2] = [f"{copy[at]} {copy[at + 1]}"]
        elif kind == "sentence":
            sentences = copy[at].split(". ")
            random.shuffle(sentences)
            copy[at] = ". ".join(sentences)
        elif kind == "item":
            copy[at : at + 1] = [copy[at], "1. The first undertaking of both sides.", "2. Another undertaking of theirs."]
    return copy


HOSTILE = [
    "The <w:del> side </w:t></w:r> pledged ]]> & <script>alert(1)</script> &amp; &#x41; to act.",
    "Both sides noted { HYPERLINK \"http://example.org\" } and { PAGE \\* MERGEFORMAT } and the MERGEFIELD «Name».",
    "They welcomed the te\u200bxt of the a\u202egree\u202cment, the soft\u00adhyphen and the \u0007bell of the ship.",
    "The two sides discussed 한국어 text, עברית text, \U0001f600 and a\u0301 combined mark, \ufffe aside.",
    "=cmd|' /C calc'!A0 was mentioned by both sides in the talks, as was %s%n and $(id).",
]


def pairs(arguments, folder):
    yield "23", "sample"
    yield "23", "23"
    yield "sample", "23"
    original = subprocess.run([arguments.kidd, "show", "23", "--original"], capture_output=True, text=True, check=True)
    paragraphs = [part for part in original.stdout.replace("\r\n", "\n").split("\n\n") if part.strip()]

    def files(number, before, after):
        old, new = (os.path.join(folder, f"{number}-{side}.txt") for side in ("old", "new"))
        for path, content in ((old, before), (new, after)):
            with open(path, "w", encoding="utf-8") as file:
                file.write("\n\n".join(content) + "\n")
        return old, new

    yield files("hostile", paragraphs[:6] + HOSTILE[:3], paragraphs[:5] + HOSTILE[2:])
    yield files("all-new", paragraphs[:4], paragraphs[9:12])
    yield files("one", paragraphs[3:4], paragraphs[3:5])
    for number in range(arguments.pairs):
        seeded = random.Random(number)
        before = paragraphs if number % 3 else changed(seeded, paragraphs)
        yield files(number, before, changed(seeded, before))
    if arguments.also:
        with open(arguments.also, encoding="utf-8") as lines:
            yield from (tuple(line.strip().split("|")) for line in lines)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("kidd")
    parser.add_argument("--pairs", type=int, default=12)
    parser.add_argument("--also")
    arguments = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="kidd-word-")
    office = Office(folder)
    failed = tried = changes_seen = comments_seen = 0
    done = False
    try:
        for number, (old, new) in enumerate(pairs(arguments, folder)):
            path = os.path.join(folder, f"redline-{number}.docx")
            subprocess.run([arguments.kidd, "diff", old, new, "--format", "docx", "-o", path], check=True)
            for side, argument in (("old", old), ("new", new)):
                tried += 1
                want = expected(arguments.kidd, argument)
                found, changes, comments, left = office.decided(path, side)
                changes_seen, comments_seen = changes_seen + changes, comments_seen + comments
                answers = {"LibreOffice": found, "the XML": by_xml(path, side)}
                for reader, answer in answers.items():
                    if answer != want or left:
                        failed += 1
                        differing = [pair for pair in zip(answer, want) if pair[0] != pair[1]]
                        print(f"{old} → {new}, {side} by {reader}: {len(answer)} paragraphs for {len(want)}, {left} changes left")
                        for one, other in differing[:1]:
                            print(f"  has   {one!r}\n  wants {other!r}")
                if changes:
                    back, clear = clean(arguments.kidd, path, "--tracked", side), clean(arguments.kidd, argument)
                    if back != clear:
                        failed += 1
                        differing = [pair for pair in zip(back, clear) if pair[0] != pair[1]]
                        print(f"{old} → {new}, {side} read back by kidd: {len(back)} paragraphs for {len(clear)}")
                        for one, other in differing[:1]:
                            print(f"  has   {one!r}\n  wants {other!r}")
        done = True
    finally:
        office.close()
        if done and not failed:
            shutil.rmtree(folder)
    print(f"{tried} texts of redlines, {changes_seen} changes and {comments_seen} comments seen, {failed} wrong")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
