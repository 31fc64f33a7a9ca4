// Puts the page together: `node assemble.mjs BUILT OUT`. BUILT has what wasm-bindgen made, OUT gets `kidd.html`, one
// file with everything inside, and what node needs to make reports with it.
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { program } from "./program.mjs";

const [built, out] = process.argv.slice(2);
const here = (name) => readFileSync(new URL(name, import.meta.url), "utf8");
const digest = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

// The report brings a policy of its own, and a frame obeys the page's as well: so the page lets in exactly the style and
// the script that the report has.
function reportPolicy(kidd) {
  const desk = new kidd.Desk();
  const names = JSON.parse(desk.editions()).map((edition) => edition.name);
  desk.pick("old", names[0]);
  desk.pick("new", names.at(-1));
  const html = new TextDecoder().decode(desk.report("html"));
  const policy = html.match(/http-equiv="Content-Security-Policy" content="([^"]*)"/)[1].replaceAll("&#39;", "'").replaceAll("&#x27;", "'");
  const of = (name) => policy.match(new RegExp(`${name} ((?:'sha256-[^']*' ?)+)`))[1].trim();
  return { style: of("style-src"), script: of("script-src") };
}

function policy(style, script, report) {
  return [
    "default-src 'none'",
    // No address at all: nothing can be sent and nothing fetched, by the page, its worker or the report in it.
    "connect-src 'none'",
    `style-src ${digest(style)} ${report.style}`,
    `script-src ${digest(script)} ${report.script} 'wasm-unsafe-eval'`,
    "worker-src blob:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

const glue = readFileSync(`${built}/kidd_web.js`, "utf8");
const wasm = readFileSync(`${built}/kidd_web_bg.wasm`);
const kidd = program(glue, wasm);
const [style, script] = [here("page/page.css"), here("page/page.js")];
const packed = gzipSync(wasm, { level: 9 });
const parts = {
  policy: policy(style, script, reportPolicy(kidd)),
  version: kidd.Desk.version(),
  style,
  script,
  worker: `${glue}\n${here("page/worker.js")}`,
  wasm: packed.toString("base64"),
};
for (const [name, text] of Object.entries(parts)) {
  // What stands inside an element must not be able to end it.
  if (/<\/(script|style)|<!--/i.test(text)) throw new Error(`${name} would end its own element`);
}
const page = here("page/index.html").replace(/\{\{(\w+)\}\}/g, (_, name) => parts[name]);
mkdirSync(out, { recursive: true });
writeFileSync(`${out}/kidd.html`, page);
for (const file of ["kidd_web.js", "kidd_web_bg.wasm"]) cpSync(`${built}/${file}`, `${out}/${file}`);
const size = (bytes) => `${(bytes / 1e6).toFixed(2)} MB`;
console.log(`wasm ${size(wasm.length)}, compressed ${size(packed.length)}, kidd.html ${size(page.length)}`);
