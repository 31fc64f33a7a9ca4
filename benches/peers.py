#!/usr/bin/env python3
"""Compares the speed of kidd with wdiff and git's word diff, and prints the table as Markdown.

usage: benches/peers.py [--runs N] [--kidd PATH] [CASE ...]

Needs `cargo build --release`, and wdiff and git (Debian packages). Every input is made here from a fixed seed, from
statements/kidd/23.txt: the same bytes on every machine. For each case the tools run in turn, N times (5), and the table
gives medians of the wall time of the whole process (in brackets: of the time of all processors) and the most memory that
it held. The ratios are of wall times. `kidd align` reads the same
words, one sentence a line."""
import argparse, os, random, re, statistics, subprocess, sys, tempfile, threading, time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LIMIT = 120  # seconds after which a tool is given up


def body():
    text = open(os.path.join(ROOT, "statements/kidd/23.txt"), encoding="utf-8").read()
    return [block for block in text.split("\n\n") if len(block.split()) > 20]


def invented(dice, count):
    """Words that no statement has."""
    parts = ["ba", "co", "di", "fe", "gu", "la", "mo", "ni", "pe", "ra", "so", "tu", "va", "wi", "za"]
    return ["".join(dice.choice(parts) for _ in range(dice.randint(2, 4))) for _ in range(count)]


def series(statements, seed):
    """Statements after each other, no two alike, and a copy with 14.5 edits a statement, one of seven kinds each:
    words deleted, inserted, replaced, paragraphs moved anywhere, sentences split and merged, noise."""
    dice = random.Random(seed)
    words = invented(dice, 3000)
    old = []
    for _ in range(statements):
        for block in body():
            old.append([dice.choice(words) if dice.random() < 0.12 and w.isalpha() and w.islower() else w
                        for w in block.split()])
    new = [list(block) for block in old]
    for _ in range(statements * 29 // 2):
        block = dice.choice(new)
        at = dice.randrange(len(block) - 1)
        kind = dice.randrange(7)
        ends = lambda mark: [i for i, w in enumerate(block[:-1]) if w.endswith(mark) and len(w) > 4]
        if kind == 0 and len(block) > 20: del block[at]
        elif kind == 1: block.insert(at, dice.choice(words))
        elif kind == 2: block[at] = dice.choice(words)
        elif kind == 3:  # A paragraph moves.
            moved = new.pop(dice.randrange(len(new)))
            new.insert(dice.randrange(len(new)), moved)
        elif kind == 4 and ends(","):  # A sentence is split.
            at = dice.choice(ends(","))
            block[at] = block[at][:-1] + "."
            block[at + 1] = block[at + 1].capitalize()
        elif kind == 5 and ends("."):  # Two are merged.
            at = dice.choice(ends("."))
            block[at] = block[at][:-1] + ", and"
        else: block[at] = block[at].replace("'", "\u2019").replace("U.S.-ROK", "ROK-U.S.")  # Noise.
    text = lambda blocks: "\n\n".join(" ".join(block) for block in blocks) + "\n"
    return text(old), text(new)


def wrapped(words, width=12):
    return "\n".join(" ".join(words[at:at + width]) for at in range(0, len(words), width)) + "\n"


def vocabulary(count, size, seed, law=None):
    def one(dice):
        names = ["w%d" % n for n in range(size)]
        weights = [1 / (n + 1) for n in range(size)] if law == "zipf" else None
        return dice.choices(names, weights, k=count)
    dice = random.Random(seed)
    return wrapped(one(dice)), wrapped(one(dice))


def disjoint():
    return wrapped(["a%d" % n for n in range(20000)]), wrapped(["b%d" % n for n in range(20000)])


def equal_words():
    dice = random.Random(3)
    return wrapped(["word"] * 100_000), wrapped(["word" if dice.random() < 0.5 else "other" for _ in range(100_000)])


def one_line():
    old, new = series(600, 5)
    return tuple(" ".join(text.split()) + "\n" for text in (old, new))


def short():
    dice = random.Random(9)
    side = lambda: "\n".join("- We will %d." % dice.randrange(10 ** 6) for _ in range(55_000)) + "\n"
    return side(), side()


def reordered(how):
    words = ["w%d" % n for n in range(1_000_000)]
    other = list(reversed(words))
    if how == "shuffled":
        other = list(words)
        random.Random(4).shuffle(other)
    return wrapped(words), wrapped(other)


CASES = {
    "pair": ("the shipped pair, 8.8 kB", lambda: tuple(
        open(os.path.join(ROOT, "statements/kidd", name), encoding="utf-8").read() for name in ("23.txt", "sample.txt"))),
    "few": ("27 statements, 0.2 MB, scattered edits", lambda: series(27, 3)),
    "mega": ("108 statements, 0.9 MB, scattered edits", lambda: series(108, 1)),
    "many": ("432 statements, 3.8 MB, scattered edits", lambda: series(432, 4)),
    "tens": ("1,080 statements, 9 MB, scattered edits", lambda: series(1080, 2)),
    "random": ("200,000 words of 5,000 at random", lambda: vocabulary(200_000, 5000, 6)),
    "disjoint": ("20,000 words, none in common", disjoint),
    "equal": ("100,000 equal words, half replaced by one other", equal_words),
    "line": ("5 MB on one line, scattered edits", one_line),
    "short": ("55,000 sentences of three words, few in common", short),
    "reversed": ("1,000,000 words, reversed", lambda: reordered("reversed")),
    "shuffled": ("1,000,000 words, shuffled", lambda: reordered("shuffled")),
    "two": ("1,000,000 words, two-valued at random", lambda: vocabulary(1_000_000, 2, 7)),
    "zipf": ("1,000,000 words of 50,000 by Zipf's law", lambda: vocabulary(1_000_000, 50_000, 8, "zipf")),
}


def sentences(text):
    return re.sub(r"(?<=[a-z)]{2}[.?!]) (?=[A-Z])", "\n", text)


def write(folder, name):
    for side, text in zip(("old", "new"), CASES[name][1]()):
        for ending, text in (("txt", text), ("lines", sentences(text))):
            with open(os.path.join(folder, side + "." + ending), "w", encoding="utf-8") as file:
                file.write(text)


def run(command, folder):
    """Wall seconds, seconds of processor time and MiB of one run; None where it was given up."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    alarm = threading.Timer(LIMIT, process.kill)
    alarm.start()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    alarm.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode < 0:
        return None
    if process.returncode > 1:
        sys.exit("%s: exit %d" % (" ".join(command), process.returncode))
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--kidd", default=os.path.join(ROOT, "target/release/kidd"))
    parser.add_argument("cases", nargs="*", metavar="CASE", help=", ".join(CASES))
    parser.add_argument("--make", metavar="FOLDER", help="only write the inputs of one case")
    options = parser.parse_args()
    if options.make:
        return write(options.make, options.cases[0])
    tools = {
        "kidd diff": [options.kidd, "diff", "old.txt", "new.txt"],
        "kidd align": [options.kidd, "align", "old.lines", "new.lines"],
        "wdiff": ["wdiff", "old.txt", "new.txt"],
        "git": ["git", "diff", "--no-index", "--word-diff", "old.txt", "new.txt"],
    }
    print("| input | " + " | ".join(tools) + " | diff/git | align/git | wdiff/diff | wdiff/align |")
    print("|---" * (len(tools) + 5) + "|")
    for name in options.cases or CASES:
        title = CASES[name][0]
        with tempfile.TemporaryDirectory() as folder:
            # In a process of its own: what this one holds would count as the memory of those that it starts.
            subprocess.run([sys.executable, os.path.abspath(__file__), "--make", folder, name], check=True)
            taken = {tool: [] for tool in tools}
            for _ in range(options.runs):
                for tool, command in tools.items():
                    if None not in taken[tool]: taken[tool].append(run(command, folder))
        cells, wall = [], {}
        for tool, times in taken.items():
            if None in times:
                cells.append("> %d s" % LIMIT); wall[tool] = float("inf"); continue
            wall[tool], cpu = (statistics.median(time[which] for time in times) for which in (0, 1))
            cells.append("%.3f s (%.3f), %d MiB" % (wall[tool], cpu, max(time[2] for time in times)))
        ratio = lambda one, other: "%.1f" % (wall[one] / wall[other])
        cells += [ratio("kidd diff", "git"), ratio("kidd align", "git"), ratio("wdiff", "kidd diff"),
                  ratio("wdiff", "kidd align")]
        print("| %s | %s |" % (title, " | ".join(cells)), flush=True)


if __name__ == "__main__":
    main()
