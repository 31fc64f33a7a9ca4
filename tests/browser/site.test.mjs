// The site of an archive, read from a disk.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { isAccessible, launch, open, pages } from "./browser.mjs";

const page = (path) => new URL(`site/${path}`, pages).href;

before(launch);
after(launch.close);

describe("search", () => {
  test("finds words and phrases, and the address remembers", () =>
    open(page("search.html"), {}, async (tab) => {
      await tab.getByLabel("Words, or a phrase").fill('"joint study" missile');
      await tab.keyboard.press("Enter");
      await tab.getByText("2 sentences in 2 editions").waitFor();
      assert.deepEqual(await tab.locator("mark").allTextContents(), ["joint study", "Missile", "missile", "joint study", "Missile", "missile"]);
      await tab.reload();
      await tab.getByText("2 sentences in 2 editions").waitFor();
      await tab.getByRole("link", { name: "kidd-23 ¶10" }).click();
      assert.match(await tab.locator(":target").textContent(), /joint study/);
    }));

  test("takes what is typed as text", () =>
    open(`${page("search.html")}?q=${encodeURIComponent("<img src=x onerror=alert(1)> .* [")}`, {}, async (tab) => {
      await tab.getByText("0 sentences in 0 editions").waitFor();
      assert.equal(await tab.locator("img").count(), 0);
    }));
});

test("the timeline leads to each edition and to what changed", () =>
  open(page("index.html"), {}, async (tab) => {
    await tab.getByRole("link", { name: "What changed since kidd-23" }).click();
    await tab.getByRole("link", { name: "23rd Korea-U.S. Integrated Defense Dialogue Joint Statement" }).first().click();
    await tab.getByRole("link", { name: "What changed until kidd-sample" }).click();
    await tab.getByRole("link", { name: "Timeline" }).click();
    assert.equal(tab.url(), page("index.html"));
  }));

describe("no violation of accessibility", () => {
  for (const path of ["index.html", "search.html?q=missile", "editions/kidd-sample.html", "pairs/kidd-23--kidd-sample.html", "pairs/kidd-23--kidd-sample.html?view=side"]) {
    isAccessible(path, page(path));
  }
});

test("the feeds are well-formed, that of the series too", () =>
  open(page("index.html"), {}, async (tab) => {
    for (const path of ["feed.xml", "feed/kidd.xml"]) {
      const feed = readFileSync(new URL(page(path)), "utf8");
      const root = await tab.evaluate((text) => new DOMParser().parseFromString(text, "text/xml").documentElement.nodeName, feed);
      assert.equal(root, "feed");
    }
    const words = tab.locator(".timeline .words").first();
    assert.ok(await words.locator("del, ins").count() > 0, "the timeline tells old and new words");
  }));
