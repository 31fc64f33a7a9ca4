#!/usr/bin/env python3
"""Writes pairs for `kidd batch`: statements/kidd/23.txt, and a copy of it with six edits of wording, order and length.

usage: benches/pairs.py COUNT > pairs.ndjson

Seeded: the same bytes on every machine. A pair has some 17 kB."""
import json, os, random, re, sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
WORDS = ["robust", "regional", "joint", "annual", "further"]


def main():
    dice = random.Random(1)
    old = open(os.path.join(ROOT, "statements/kidd/23.txt"), encoding="utf-8").read()
    sentences = re.split(r"(?<=\.)\s+", old)
    for number in range(int(sys.argv[1])):
        new = list(sentences)
        for _ in range(6):
            at = dice.randrange(4, len(new) - 2)
            kind = dice.random()
            words = new[at].split(" ")
            if kind < 0.3: new[at] = new[at].replace("pledged", "agreed").replace("both sides", "the two sides")
            elif kind < 0.6 and len(words) > 6:
                words[dice.randrange(1, len(words) - 1)] = dice.choice(WORDS)
                new[at] = " ".join(words)
            elif kind < 0.8: del new[at]
            else: new[at], new[at + 1] = new[at + 1], new[at]
        text = "\n\n".join(" ".join(new[at:at + 3]) for at in range(0, len(new), 3))
        print(json.dumps({"id": number, "from": {"text": old, "name": "old"}, "to": {"text": text, "name": "new"}}))


if __name__ == "__main__":
    main()
