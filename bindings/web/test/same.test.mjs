// What the page makes is what the program makes, byte for byte.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { program } from "../program.mjs";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const built = (name) => new URL(`../dist/${name}`, import.meta.url);
const kidd = program(readFileSync(built("kidd_web.js"), "utf8"), readFileSync(built("kidd_web_bg.wasm")));
const desk = new kidd.Desk();

const pairs = [
  ["kidd-23", "kidd-sample"],
  ["kidd-sample", "kidd-23"],
  ["kidd-23", "bindings/texts/dialogue.txt"],
  ["bindings/texts/dialogue.txt", "bindings/texts/dialogue.html"],
  ["bindings/texts/dialogue.html", "bindings/texts/meeting.txt"],
  ["bindings/texts/policy.txt", "bindings/texts/policy.md"],
  ["bindings/texts/policy.txt", "bindings/texts/plain.txt"],
  ["tests/pages/word.docx", "tests/pages/browser.pdf"],
  ["statements/kidd/23.txt", "statements/kidd/sample.txt"],
];

const give = (side, name) =>
  name.includes("/") ? desk.read(side, name, readFileSync(`${root}/${name}`)) : desk.pick(side, name);

for (const { name: format } of JSON.parse(kidd.Desk.formats())) {
  for (const [before, after] of pairs) {
    test(`${format} of ${before} and ${after}`, () => {
      give("old", before);
      give("new", after);
      const made = Buffer.from(desk.report(format));
      const measure = execFileSync(process.env.KIDD, ["diff", before, after, "--format", format], {
        cwd: root,
        maxBuffer: 1 << 28,
        // The archive that ships, whatever the machine has.
        env: { ...process.env, KIDD_ARCHIVE: `${root}/statements` },
      });
      assert.ok(made.equals(measure), `${made.length} bytes, the program has ${measure.length}`);
    });
  }
}

test("a bad file is told in the sentence of the program", () => {
  for (const name of ["tests/pages/encrypted.pdf", "tests/pages/scanned.pdf", "tests/pages/make.py", "Cargo.lock"]) {
    let told = "";
    try {
      desk.read("old", name, readFileSync(`${root}/${name}`));
    } catch (error) {
      told = error.message;
    }
    let measure = "";
    try {
      execFileSync(process.env.KIDD, ["diff", name, "kidd-23"], { cwd: root, stdio: "pipe" });
    } catch (error) {
      measure = String(error.stderr);
    }
    assert.equal(told && `kidd: ${told}\n`, measure, name);
  }
});

test("a report wants both texts", () => {
  const fresh = new kidd.Desk();
  fresh.pick("old", "kidd-23");
  assert.throws(() => fresh.report("html"), /one of the two texts is missing/);
  assert.throws(() => fresh.read("new", "x.txt", new Uint8Array()), /x\.txt: is empty/);
  assert.throws(() => fresh.report("html"), /missing/);
});
