// The package of npm, packed, installed in an empty folder and used there.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "kidd-npm-"));
after(() => rmSync(folder, { recursive: true }));

test("the package is packed, installed and compares as the program does", () => {
  const run = (program, ...more) => execFileSync(program, more, { cwd: folder, encoding: "utf8", maxBuffer: 1 << 28 });
  const packed = run(join(root, "bindings/web/pack"), folder).trim();
  assert.match(packed, /^kidd-compare-\d+\.\d+\.\d+\.tgz$/);
  writeFileSync(join(folder, "package.json"), '{"private": true, "type": "module"}');
  run("npm", "install", "--silent", "--offline", "--no-audit", "--no-fund", `./${packed}`);
  writeFileSync(
    join(folder, "use.mjs"),
    `import { open } from "kidd-compare";
     import { readFileSync } from "node:fs";
     const kidd = await open();
     const { findings } = kidd.compare("Both sides reaffirmed their ironclad commitment.", { text: "Both sides reaffirmed their commitment.", name: "new" });
     let told = "";
     try { kidd.compare({ text: "", name: "x.txt" }, "Both sides met."); } catch (error) { told = error.message; }
     process.stdout.write(JSON.stringify({
       findings: findings.length,
       told,
       html: new TextDecoder().decode(kidd.report({ edition: "kidd-23" }, { edition: "kidd-sample" }, "html")),
       pdf: kidd.compare({ edition: "kidd-23" }, { text: readFileSync(${JSON.stringify(join(root, "tests/pages/browser.pdf"))}), name: "b.pdf" }).schema,
     }));`,
  );
  const used = JSON.parse(run("node", "use.mjs"));
  assert.ok(used.findings > 0);
  assert.match(used.told, /^x\.txt: is empty/);
  assert.match(used.pdf, /^kidd\.comparison\/\d+$/);
  const measure = execFileSync(process.env.KIDD, ["diff", "23", "sample", "--format", "html"], { cwd: root, encoding: "utf8", maxBuffer: 1 << 28 });
  assert.equal(used.html, measure);
  const manifest = JSON.parse(readFileSync(join(folder, "node_modules/kidd-compare/package.json")));
  assert.match(manifest.repository.url, /^git\+https:/);
});
