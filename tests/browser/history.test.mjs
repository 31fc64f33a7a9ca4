// A history as a page of its own and on a site, with its plots and what pages of pairs say of it.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { isAccessible, launch, open, pages } from "./browser.mjs";

const page = (path) => new URL(path, pages).href;
const subject = "talks/history/harbour.body-tide-committee.html";

before(launch);
after(launch.close);

describe("no violation of accessibility", () => {
  for (const path of ["drift.html", "talks/history.html", "talks/history/harbour.html", subject, "talks/history/harbour.commitment-tebf13f.html", "talks/pairs/harbour-3--harbour-5.html"]) {
    isAccessible(path, page(path));
  }
});

test("behind every plot there is a table with as many rows", () =>
  open(page("drift.html"), { javaScriptEnabled: false }, async (tab) => {
    const plots = tab.locator("svg.plot");
    assert.ok(await plots.count() >= 4);
    assert.equal(await plots.count(), await tab.locator("details.data table").count());
    const folded = tab.locator("details.data:not([open]) > summary");
    while (await folded.count() > 0) await folded.first().click();
    for (const table of await tab.locator("details.data table").all()) {
      assert.ok(await table.isVisible());
      assert.ok(await table.locator("tbody tr").count() > 0);
    }
  }));

test("what has fallen silent leads to its lifeline, and a lifeline to the sentence", () =>
  open(page("talks/history/harbour.html"), {}, async (tab) => {
    await tab.locator("#silent ~ ul a").first().click();
    assert.equal(await tab.locator(":target").count(), 1);
    await tab.goto(page(subject));
    await tab.locator(".runs a").first().click();
    assert.match(await tab.locator(":target").textContent(), /Tide Committee/);
  }));

test("a page of a pair says what earlier editions know", () =>
  open(page("talks/pairs/harbour-3--harbour-5.html"), {}, async (tab) => {
    const finding = tab.locator(".finding", { hasText: "pilots for the winter convoys" });
    assert.match(await finding.first().textContent(), /first time since the 2nd/);
  }));

test("on paper no plot and no table is cut off", () =>
  open(page("drift.html"), {}, async (tab) => {
    await tab.emulateMedia({ media: "print" });
    assert.ok(await tab.locator("svg.plot").first().isVisible());
    const cut = await tab.evaluate(() => Array.from(document.querySelectorAll(".wide"))
      .filter((box) => getComputedStyle(box).overflowX !== "visible").length);
    assert.equal(cut, 0);
    const sheet = await tab.pdf({ format: "A4" });
    assert.ok(sheet.length > 10_000);
    // An A4 sheet with usual margins is 680 pixels wide.
    await tab.setViewportSize({ width: 680, height: 960 });
    const over = await tab.evaluate(() => Array.from(document.querySelectorAll("svg.plot, .wide > table"))
      .filter((one) => one.getBoundingClientRect().right > innerWidth).map((one) => one.outerHTML.slice(0, 80)));
    assert.deepEqual(over, []);
  }));
