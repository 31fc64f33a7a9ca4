// One browser for the tests of a file, and pages that must not make trouble.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

// Where the tests of the library put the pages that are tried here.
export const pages = pathToFileURL(`${process.env.KIDD_PAGES}/`);

const axe = readFileSync(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
let browser;

export async function launch() {
  browser = await chromium.launch({ executablePath: process.env.KIDD_BROWSER, args: ["--no-sandbox", "--disable-gpu"] });
}
launch.close = () => browser?.close();

// Opens a page, runs the test, and fails if a request left, the console spoke or a script broke.
export async function open(address, options, run) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: "reduce", ...options });
  const trouble = [];
  const page = await context.newPage();
  page.on("console", (message) => trouble.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => trouble.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => { trouble.push(`dialog: ${dialog.message()}`); dialog.dismiss().catch(() => {}); });
  page.on("request", (request) => {
    if (!request.url().startsWith("file:")) trouble.push(`request: ${request.url()}`);
  });
  try {
    await page.goto(address);
    await run(page, context);
  } finally {
    await context.close();
  }
  assert.deepEqual(trouble, []);
}

// A page has nothing that hampers a reader, wide and narrow, light and dark.
export function isAccessible(name, address) {
  for (const [width, colorScheme] of [[1280, "light"], [1280, "dark"], [320, "light"], [320, "dark"]]) {
    test(`${name}, ${width} pixels, ${colorScheme}`, () =>
      open(address, { bypassCSP: true, colorScheme, viewport: { width, height: 800 } }, async (page) => {
        assert.deepEqual(await violations(page), []);
        const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(sideways <= 0, `scrolls sideways by ${sideways} pixels`);
      }));
  }
}

// What an accessibility checker finds wrong, with everything unfolded.
async function violations(page) {
  await page.evaluate(() => document.querySelectorAll("details").forEach((fold) => { fold.open = true; }));
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run());
  assert.ok(found.passes.some((one) => one.id === "color-contrast"));
  return found.violations.map((one) => `${one.id}: ${one.nodes[0].html}`);
}
