"""Crash safety of an archive, measured: crash.py PROGRAM [--short] [--seed N]

Each part counts what it tried and stops at the first state that must not be:

* a run that is killed leaves every earlier edition as it was, and at most what `kidd verify` calls recoverable;
  `--repair` mends it, and the same `add` then leads to the same archive as one that was never cut off;
* a system call that fails (full disk, broken disk) is an error with exit code 2, and leaves nothing behind;
* a run that ends with 0 has its edition in the ledger;
* runs at the same time lose nothing;
* every damage is found, and an archive without damage is called whole.
"""

import argparse
import hashlib
import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import tempfile
import time

# What may change a file system, under the names that the systems have.
CALLS = (
    "openat,open,creat,write,pwrite64,writev,fsync,fdatasync,rename,renameat,renameat2,link,linkat,"
    "mkdir,mkdirat,unlink,unlinkat,rmdir,chmod,fchmod,fchmodat,flock,ftruncate,copy_file_range,sendfile"
).split(",")

TEXT = pathlib.Path(__file__).parent.joinpath("../../statements/kidd/23.txt").read_text()
PAGE = "<!doctype html><title>x</title>" + "".join(f"<p>{part}</p>" for part in TEXT.split("\n\n"))


class Bench:
    def __init__(self, program, work, seed):
        self.program = str(pathlib.Path(program).resolve())
        self.work = pathlib.Path(work)
        self.random = random.Random(seed)
        # The same day in every run, so that archives can be compared byte for byte.
        self.environment = {
            "PATH": os.environ["PATH"], "SOURCE_DATE_EPOCH": "1700000000", "COLUMNS": "120", "LC_ALL": "C",
        }

    def kidd(self, folder, *arguments, before=()):
        command = [*before, self.program, *arguments]
        return subprocess.run(command, cwd=folder, env=self.environment, capture_output=True, text=True)

    def start(self, folder, *arguments):
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return subprocess.Popen([self.program, *arguments], cwd=folder, env=self.environment, **quiet)

    def fresh(self):
        folder = self.work / "case"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return folder


def edition(number):
    return TEXT.replace("23rd", f"{number}th").replace("September 18, 2023", f"September {number - 20}, 2023")


def tree(folder):
    """Every file and folder with what it holds."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }


class Scenario:
    """An archive before a run, the run, and the archive that it is to lead to."""

    def __init__(self, bench, name, held, source, ending):
        self.bench, self.name = bench, name
        self.before = bench.work / f"{name}-before"
        self.before.mkdir()
        for number in held:
            (self.before / "in.txt").write_text(edition(number))
            must(bench.kidd(self.before, "add", "in.txt"))
        (self.before / "in.txt").unlink(missing_ok=True)
        (self.before / f"in.{ending}").write_text(source)
        self.arguments = ("add", f"in.{ending}")
        after = bench.work / f"{name}-after"
        shutil.copytree(self.before, after)
        must(bench.kidd(after, *self.arguments))
        self.trees = tree(self.before), tree(after)
        ledger = self.before / "statements/ledger.jsonl"
        self.ledger = ledger.read_text() if ledger.exists() else ""

    def copy(self):
        folder = self.bench.fresh()
        shutil.copytree(self.before, folder, dirs_exist_ok=True)
        return folder

    def counts(self):
        """How often the run makes each call."""
        trace = self.bench.work / "trace"
        known = [call for call in CALLS if subprocess.run(
            ["strace", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "true"], capture_output=True).returncode == 0]
        before = ["strace", "-qq", "-o", str(trace), "-e", f"trace={','.join(known)}"]
        must(self.bench.kidd(self.copy(), *self.arguments, before=before))
        counts = {}
        for line in trace.read_text().splitlines():
            found = re.match(r"(?:\d+ +)?(\w+)\(", line)
            # What only reads is no step of a write; opening the folder to lock and to sync it is.
            if found and not (found[1] in ("openat", "open") and "O_CREAT" not in line and "statements" not in line):
                counts.setdefault(found[1], []).append(line)
        places = {}
        seen = {}
        for line in trace.read_text().splitlines():
            found = re.match(r"(?:\d+ +)?(\w+)\(", line)
            if not found:
                continue
            seen[found[1]] = seen.get(found[1], 0) + 1
            if line in counts.get(found[1], []):
                places.setdefault(found[1], []).append(seen[found[1]])
        return places

    def check_killed(self, folder, what, code):
        """What must hold after a run was cut off; True if it had come to its end."""
        root = folder / "statements"
        found = tree(folder)
        for path, digest in self.trees[0].items():
            if path != "statements/ledger.jsonl" and found.get(path) != digest:
                fail(folder, f"{what}: {path} was there before and is not as it was")
        ledger = root / "ledger.jsonl"
        text = ledger.read_text() if ledger.exists() else ""
        if not text.startswith(self.ledger):
            fail(folder, f"{what}: the ledger lost a line")
        done = text == (self.bench.work / f"{self.name}-after/statements/ledger.jsonl").read_text()
        if code == 0 and not done:
            fail(folder, f"{what}: ended with 0 and is not in the ledger")
        if ledger.exists():
            verdict = self.bench.kidd(folder, "verify")
            if verdict.returncode != 0:
                fail(folder, f"{what}: verify calls it damaged: {verdict.stdout}{verdict.stderr}")
            must(self.bench.kidd(folder, "verify", "--repair"), folder, what)
            must(self.bench.kidd(folder, "verify", "--strict"), folder, what)
        must(self.bench.kidd(folder, *self.arguments), folder, what)
        if not text:
            # Without a ledger there was nothing to repair yet.
            must(self.bench.kidd(folder, "verify"), folder, what)
            must(self.bench.kidd(folder, "verify", "--repair"), folder, what)
        must(self.bench.kidd(folder, "verify", "--strict"), folder, what)
        names = {path for path in tree(folder) if not path.endswith("ledger.jsonl")}
        wanted = {path for path in self.trees[1] if not path.endswith("ledger.jsonl")}
        if names != wanted:
            fail(folder, f"{what}: left {sorted(names ^ wanted)}")
        return done

    def check_failed(self, folder, what, done, call, mute=False):
        """What must hold after a system call failed; `mute` if that of standard error did, too."""
        found = tree(folder)
        announced = {path: known for path, known in found.items() if not path.endswith(".line")}
        if call.startswith("unlink") and announced == self.trees[1] != found:
            # The text is in; only what announced its line could not be removed. It must be told, and mended.
            left = sorted(set(found) - set(self.trees[1]))
            if len(left) != 1 or not re.fullmatch(r"statements/\.kidd-[0-9a-f]{12}\.line", left[0]):
                fail(folder, f"{what}: left behind {left}")
            if done.returncode not in (0, 2):
                fail(folder, f"{what}: ended with {done.returncode}: {done.stderr}")
            must(self.bench.kidd(folder, "verify"), folder, what)
            if self.bench.kidd(folder, "verify", "--strict").returncode != 1:
                fail(folder, f"{what}: {left} is not told")
            must(self.bench.kidd(folder, "verify", "--repair"), folder, what)
            found = tree(folder)
            if found != self.trees[1]:
                fail(folder, f"{what}: was not mended")
        if found == self.trees[1]:
            return "told and done" if done.returncode == 2 else "done"
        if done.returncode == 0:
            fail(folder, f"{what}: ended with 0 and is not in the archive")
        if done.returncode != 2 or not (mute or done.stderr.startswith("kidd: ")):
            fail(folder, f"{what}: ended with {done.returncode}: {done.stderr}")
        # Whoever removes what is left behind may meet a broken disk, too.
        if found != self.trees[0] and not call.startswith(("unlink", "rmdir")):
            fail(folder, f"{what}: left behind {sorted(set(found.items()) ^ set(self.trees[0].items()))}")
        self.check_killed(folder, what, done.returncode)
        return "nothing left behind"


def must(done, folder=None, what=""):
    if done.returncode != 0:
        fail(folder, f"{what}: {done.args[-3:]} ended with {done.returncode}: {done.stdout}{done.stderr}")
    return done


def fail(folder, message):
    if folder:
        kept = tempfile.mkdtemp(prefix="kidd-crash-")
        shutil.copytree(folder, kept, dirs_exist_ok=True)
        message += f"\nthe folder is kept in {kept}"
    raise SystemExit(f"crash safety FAILED: {message}")


def kills_at_calls(bench, scenarios, step):
    tried = done = 0
    for scenario in scenarios:
        for call, places in scenario.counts().items():
            for place in places[::step]:
                folder = scenario.copy()
                what = f"{scenario.name}, killed at {call} {place}"
                inject = ["strace", "-qq", "-o", "/dev/null", "-e", f"inject={call}:signal=KILL:when={place}"]
                code = bench.kidd(folder, *scenario.arguments, before=inject).returncode
                if code in (0, 2):
                    fail(folder, f"{what}: was not killed ({code})")
                done += scenario.check_killed(folder, what, code)
                tried += 1
    print(f"killed at a system call: {tried}; nothing lost, {done} had come to their end")


def kills_at_times(bench, scenario, count):
    folder = scenario.copy()
    start = time.monotonic()
    must(bench.kidd(folder, *scenario.arguments))
    whole = time.monotonic() - start
    done = killed = 0
    for number in range(count):
        folder = scenario.copy()
        child = bench.start(folder, *scenario.arguments)
        time.sleep(bench.random.uniform(0, whole * 1.2))
        child.send_signal(signal.SIGKILL)
        code = child.wait()
        killed += code < 0
        done += scenario.check_killed(folder, f"{scenario.name}, killed at a random time ({number})", code)
    print(f"killed at a random time: {count}, of which {killed} while it ran; nothing lost, {done} had come to their end")


def failing_calls(bench, scenarios, step):
    for error in ("ENOSPC", "EIO"):
        outcomes = {}
        tried = 0
        for scenario in scenarios:
            for call, places in scenario.counts().items():
                for place in places[::step]:
                    folder = scenario.copy()
                    inject = ["strace", "-qq", "-o", "/dev/null", "-e", f"inject={call}:error={error}:when={place}"]
                    run = bench.kidd(folder, *scenario.arguments, before=inject)
                    what = f"{scenario.name}, {error} at {call} {place}"
                    outcome = scenario.check_failed(folder, what, run, call)
                    outcomes[outcome] = outcomes.get(outcome, 0) + 1
                    tried += 1
                    # A disk that is full stays so: from here on every call of the kind fails.
                    if call in ("write", "fsync"):
                        folder = scenario.copy()
                        inject[-1] = f"inject={call}:error={error}:when={place}+"
                        run = bench.kidd(folder, *scenario.arguments, before=inject)
                        outcome = scenario.check_failed(folder, what + " and later", run, call, mute=call == "write")
                        outcomes[outcome] = outcomes.get(outcome, 0) + 1
                        tried += 1
        print(f"{error}: {tried} ({', '.join(f'{name}: {count}' for name, count in sorted(outcomes.items()))})")


def races(bench, rounds):
    for number in range(rounds):
        folder = bench.fresh()
        editions = range(24, 32)
        for each in editions:
            (folder / f"{each}.txt").write_text(edition(each))
        children = [bench.start(folder, "add", f"{each}.txt") for each in editions]
        codes = [child.wait() for child in children]
        if any(codes):
            fail(folder, f"round {number}: ended with {codes}")
        must(bench.kidd(folder, "verify", "--strict"), folder, f"round {number}")
        lines = (folder / "statements/ledger.jsonl").read_text().splitlines()
        if len(lines) != len(editions):
            fail(folder, f"round {number}: {len(lines)} of {len(editions)} are in the ledger")
    print(f"rounds of 8 runs at the same time: {rounds}; none lost")


def damages(bench, count):
    whole = bench.work / "whole"
    whole.mkdir()
    for number in range(24, 28):
        (whole / "in.txt").write_text(edition(number))
        must(bench.kidd(whole, "add", "in.txt"))
    (whole / "in.txt").write_text(edition(27).replace("ironclad", "enduring"))
    must(bench.kidd(whole, "add", "in.txt"))
    (whole / "in.html").write_text(PAGE)
    must(bench.kidd(whole, "add", "in.html"))
    for source in whole.glob("in.*"):
        source.unlink()
    ledger = (whole / "statements/ledger.jsonl").read_text()
    base = bench.work / "base.jsonl"
    base.write_text(ledger)
    kinds = {"flip": 0, "truncate": 0, "delete": 0, "swap": 0}
    graded = {"damage": 0, "recoverable": 0}
    for number in range(count):
        folder = bench.fresh()
        shutil.copytree(whole, folder, dirs_exist_ok=True)
        # The ledger vouches for all but what git is told about ends of lines, which has tests of its own.
        files = sorted(
            path for path in (folder / "statements").rglob("*") if path.is_file() and path.name != ".gitattributes"
        )
        for path in files:
            path.chmod(0o644)
        kind = bench.random.choice(list(kinds))
        path = bench.random.choice(files)
        data = bytearray(path.read_bytes())
        if kind == "flip":
            data[bench.random.randrange(len(data))] ^= 1 << bench.random.randrange(8)
            path.write_bytes(data)
        elif kind == "truncate":
            path.write_bytes(data[: bench.random.randrange(len(data))])
        elif kind == "delete":
            path.unlink()
        elif path.name == "ledger.jsonl":
            lines = ledger.splitlines(keepends=True)
            one, other = bench.random.sample(range(len(lines)), 2)
            lines[one], lines[other] = lines[other], lines[one]
            path.write_text("".join(lines))
        else:
            other = bench.random.choice([file for file in files if file not in (path, folder / "statements/ledger.jsonl")])
            path.write_bytes(other.read_bytes())
            other.write_bytes(data)
        what = f"{kind} in {path.name} ({number})"
        if bench.kidd(folder, "verify", "--strict", "--archive", ".").returncode == 0:
            fail(folder, f"{what}: was not found")
        if bench.kidd(folder, "verify", "--against", str(base), "--archive", ".").returncode == 0:
            fail(folder, f"{what}: was not found against an earlier state")
        plain = bench.kidd(folder, "verify", "--archive", ".").returncode
        if plain == 0 and path.name != "ledger.jsonl":
            fail(folder, f"{what}: was called recoverable")
        graded["recoverable" if plain == 0 else "damage"] += 1
        kinds[kind] += 1
    told = ", ".join(f"{kind}: {count}" for kind, count in kinds.items())
    print(f"damages: {count} ({told}); all found, {graded['recoverable']} as what a cut-off run leaves")
    calm = max(count // 10, 10)
    for number in range(calm):
        folder = bench.fresh()
        shutil.copytree(whole, folder, dirs_exist_ok=True)
        for path in (folder / "statements").rglob("*"):
            os.utime(path, (number, number))
        must(bench.kidd(folder, "verify", "--strict", "--against", str(base)), folder, "false alarm")
    print(f"archives without damage: {calm}; no false alarm")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--seed", type=int, default=23)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        bench = Bench(arguments.program, work, arguments.seed)
        scenarios = [
            Scenario(bench, "first edition", [], edition(24), "txt"),
            Scenario(bench, "next edition", [24, 25], edition(26), "txt"),
            Scenario(bench, "revision", [24, 25], edition(25).replace("ironclad", "enduring"), "txt"),
            Scenario(bench, "web page", [24], PAGE, "html"),
        ]
        short = arguments.short
        print(f"seed {arguments.seed}")
        kills_at_calls(bench, scenarios[1:2] if short else scenarios, 2 if short else 1)
        kills_at_times(bench, scenarios[1], 10 if short else 200)
        failing_calls(bench, scenarios[:1] if short else scenarios, 2 if short else 1)
        races(bench, 2 if short else 50)
        damages(bench, 40 if short else 1000)


main()
