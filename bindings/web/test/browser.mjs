// One browser, with the libraries that the tests of the reports have.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

const libraries = createRequire(new URL("../../../tests/browser/browser.mjs", import.meta.url));
const { chromium } = libraries("playwright-core");
const axe = readFileSync(libraries.resolve("axe-core/axe.min.js"), "utf8");

export const root = fileURLToPath(new URL("../../..", import.meta.url));
export const pageFile = fileURLToPath(new URL("../dist/kidd.html", import.meta.url));
export const onDisk = pathToFileURL(pageFile).href;
export const served = { address: "", asked: [] };
let browser, server;

export async function launch() {
  browser = await chromium.launch({ executablePath: process.env.KIDD_BROWSER, args: ["--no-sandbox", "--disable-gpu"] });
  // Whatever the page would ask of the net goes through here, and is written down.
  server = createServer((request, response) => {
    served.asked.push(request.url);
    response.writeHead(200, { "content-type": "text/html" });
    response.end(readFileSync(pageFile));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  served.address = `http://127.0.0.1:${server.address().port}/kidd.html`;
}
export async function close() {
  await browser?.close();
  server?.close();
}

// Opens the page, waits for the program, runs the test; fails if a request left, the console spoke or a script broke.
export async function open(address, options, run) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce", acceptDownloads: true, ...options });
  const trouble = [];
  context.on("request", (request) => {
    if (!/^(file|blob|data):/.test(request.url()) && request.url() !== address.replace(/#.*/, "")) trouble.push(`request: ${request.url()}`);
  });
  const tab = async () => {
    const page = await context.newPage();
    page.on("console", (message) => trouble.push(`console: ${message.text()}`));
    page.on("pageerror", (error) => trouble.push(`error: ${error.message}`));
    page.on("dialog", (dialog) => { trouble.push(`dialog: ${dialog.message()}`); dialog.dismiss().catch(() => {}); });
    await page.goto(address);
    await page.locator("html[data-ready]").waitFor({ state: "attached" });
    return page;
  };
  try {
    await run(await tab(), { context, tab, trouble });
  } finally {
    await context.close();
  }
  assert.deepEqual(trouble, []);
}

// The report, once it stands in its frame.
export async function report(page) {
  await page.locator("#result[data-milliseconds]").waitFor();
  const frame = page.frameLocator("#report");
  await frame.locator("h1").waitFor();
  return frame;
}

export async function violations(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run({ exclude: [["iframe"]] }));
  assert.ok(found.passes.some((one) => one.id === "color-contrast"));
  return found.violations.map((one) => `${one.id}: ${one.nodes[0].html}`);
}
