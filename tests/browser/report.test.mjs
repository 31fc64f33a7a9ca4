// The report of a comparison, as people use it.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { isAccessible, launch, open, pages } from "./browser.mjs";

const folder = pages;
const report = new URL("report.html", folder).href;

before(launch);
after(launch.close);

const isShown = (page, selector) => page.locator(selector).first().isVisible();

describe("two ways of reading", () => {
  test("are switched without reload and remembered in the address", () =>
    open(report, {}, async (page) => {
      await page.evaluate(() => { window.still = true; });
      assert.equal(await isShown(page, ".entry .inline"), true);
      assert.equal(await isShown(page, ".entry .sides"), false);
      await page.getByLabel("Side by side").check();
      assert.equal(await isShown(page, ".entry .inline"), false);
      assert.equal(await isShown(page, ".entry .sides"), true);
      assert.equal(new URL(page.url()).searchParams.get("view"), "side");
      assert.equal(await page.evaluate(() => window.still), true);
      await page.reload();
      assert.equal(await isShown(page, ".entry .sides"), true);
    }));

  test("work without script", () =>
    open(report, { javaScriptEnabled: false }, async (page) => {
      await page.getByLabel("Side by side").check();
      assert.equal(await isShown(page, ".entry .sides"), true);
      await page.getByLabel("Inline").check();
      assert.equal(await isShown(page, ".entry .sides"), false);
      assert.equal(await isShown(page, ".copy"), false);
      await page.getByLabel("added (1)").uncheck();
      assert.equal(await isShown(page, ".entry.added"), false);
      await page.locator(".finding a").first().click();
      assert.match(page.url(), /#c-[0-9a-f]{8}$/);
    }));

  test("put both editions level with each other", () =>
    open(`${report}?view=side`, {}, async (page) => {
      for (const sides of await page.locator(".section > .entry .sides").all()) {
        const [old, fresh] = await Promise.all((await sides.locator(".cell").all()).map((cell) => cell.boundingBox()));
        assert.equal(old.y, fresh.y);
        assert.ok(old.x + old.width < fresh.x);
      }
    }));
});

describe("the filter", () => {
  test("hides kinds of change, and the address remembers", () =>
    open(report, {}, async (page) => {
      const status = page.locator("#status");
      assert.equal(await status.textContent(), "9 of 9 changes shown");
      await page.getByLabel("removed (2)").uncheck();
      assert.equal(await isShown(page, ".entry.removed"), false);
      assert.equal(await status.textContent(), "7 of 9 changes shown");
      await page.reload();
      assert.equal(await isShown(page, ".entry.removed"), false);
    }));

  test("shows the changes of one finding", () =>
    open(report, {}, async (page) => {
      await page.getByLabel("Finding", { exact: true }).selectOption("deadline/changed");
      assert.equal(await page.locator(".section > .entry:visible").count(), 1);
      assert.equal(await isShown(page, ".entry.split"), true);
    }));

  test("gives way to a link to what it hides", () =>
    open(report, {}, async (page) => {
      await page.getByLabel("removed (2)").uncheck();
      await page.getByRole("link", { name: "FOC certification", exact: true }).click();
      await page.locator(".entry.removed").first().waitFor();
    }));

  test("shows noise on request", () =>
    open(report, {}, async (page) => {
      assert.equal(await isShown(page, ".inline del.noise"), false);
      await page.getByLabel("noise (1)").check();
      assert.equal(await isShown(page, ".inline del.noise"), true);
    }));

  test("unfolds unchanged text on request", () =>
    open(report, {}, async (page) => {
      assert.equal(await isShown(page, ".entry.same"), false);
      await page.getByLabel("unchanged", { exact: true }).check();
      assert.equal(await isShown(page, ".entry.same"), true);
    }));
});

describe("by keyboard", () => {
  test("n and p step through the changes, v switches the view", () =>
    open(report, {}, async (page) => {
      const held = () => page.evaluate(() => document.activeElement.id);
      await page.keyboard.press("n");
      const first = await held();
      await page.keyboard.press("n");
      const second = await held();
      assert.match(first, /^c-/);
      assert.notEqual(first, second);
      assert.equal(new URL(page.url()).hash, `#${second}`);
      await page.keyboard.press("p");
      assert.equal(await held(), first);
      await page.keyboard.press("v");
      assert.equal(await isShown(page, ".entry .sides"), true);
    }));

  test("the keys can be switched off", () =>
    open(report, {}, async (page) => {
      await page.getByLabel("Keys").uncheck();
      await page.locator("body").press("n");
      assert.doesNotMatch(await page.evaluate(() => document.activeElement.id), /^c-/);
    }));

  test("everything that can be pressed can be reached, and shows where the focus is", () =>
    open(report, {}, async (page) => {
      const all = await page.evaluate(() =>
        Array.from(document.querySelectorAll("a[href], button, select, summary, input"))
          .filter((element) => element.checkVisibility() && !(element.type === "radio" && !element.checked)).length);
      let reached = 0;
      for (;;) {
        await page.keyboard.press("Tab");
        const state = await page.evaluate(() => {
          const element = document.activeElement;
          if (element === document.body || element.dataset.seen) return null;
          element.dataset.seen = "1";
          return getComputedStyle(element).outlineStyle;
        });
        if (state === null) break;
        assert.notEqual(state, "none");
        reached += 1;
      }
      assert.equal(reached, all);
    }));
});

test("a citation is copied with quote, edition, paragraph, source and digest", () =>
  open(report, { permissions: ["clipboard-read", "clipboard-write"] }, async (page) => {
    const entry = page.locator(".entry.reworded").nth(1);
    await entry.getByRole("button", { name: "Copy citation" }).click();
    await page.getByRole("button", { name: "Copied" }).waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.equal(copied, [
      "Old: “Both sides reaffirmed the goal of the complete denuclearization of the DPRK.” (kidd-23, 23rd Korea-U.S. Integrated Defense Dialogue Joint Statement, 18 September 2023, Seoul, https://example.org/kidd-23, sha256 6878a430, ¶2)",
      "New: “Both sides reaffirmed the goal of the denuclearization of the Korean Peninsula.” (kidd-sample, 24th Korea-U.S. Integrated Defense Dialogue Joint Statement, 26–27 October 2023, Washington, D.C., illustrative: a made-up text, javascript:alert(1), sha256 6878a430, ¶2)",
      `#${await entry.getAttribute("id")}`,
    ].join("\n"));
  }));

test("moves link both of their ends", () =>
  open(report, {}, async (page) => {
    await page.getByRole("link", { name: "Where it stood before" }).click();
    assert.equal(await page.locator(":target").getAttribute("class"), "stub");
    await page.locator(":target a").click();
    assert.match(await page.locator(":target").getAttribute("class"), /moved/);
  }));

describe("no violation of accessibility", () => {
  for (const query of ["", "?view=side&noise=1&same=1"]) {
    isAccessible(query || "inline", report + query);
  }
});

describe("at 400 % zoom", () => {
  // A window of 1280 × 1024 pixels has 320 × 256 of them left.
  const zoomed = { viewport: { width: 320, height: 256 } };

  test("nothing stays in the way of the text, and nothing scrolls sideways", () =>
    open(`${report}?view=side`, zoomed, async (page) => {
      const inTheWay = await page.evaluate(() => Array.from(document.querySelectorAll("body *"))
        .filter((element) => ["sticky", "fixed"].includes(getComputedStyle(element).position)).length);
      assert.equal(inTheWay, 0);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    }));

  test("everything can be done", () =>
    open(report, zoomed, async (page) => {
      await page.getByLabel("Side by side").check();
      assert.equal(await isShown(page, ".entry .sides"), true);
      await page.getByRole("button", { name: "Next" }).click();
      const box = await page.locator(".entry:focus").boundingBox();
      assert.ok(box.y >= 0 && box.y < 256, `the change is out of sight at ${box.y}`);
    }));
});

test("what is jumped to is not hidden by the controls that stay in view", () =>
  open(report, {}, async (page) => {
    for (let step = 0; step < 6; step += 1) {
      await page.keyboard.press("n");
      const box = await page.locator(".entry:focus").boundingBox();
      const bar = await page.locator(".controls").boundingBox();
      assert.ok(box.y >= bar.y + bar.height || box.y + box.height <= bar.y, `change at ${box.y}, controls to ${bar.y + bar.height}`);
    }
  }));

test("a request that leaves would be noticed", () =>
  assert.rejects(open(report, { bypassCSP: true }, async (page) => {
    await page.evaluate(() => { new Image().src = "https://kidd.invalid/x.png"; });
    await page.waitForTimeout(300);
  }), /request: https:\/\/kidd\.invalid/));

test("on paper it is a redline, marked on every page", () =>
  open(report, {}, async (page) => {
    await page.emulateMedia({ media: "print" });
    assert.equal(await isShown(page, ".aside"), false);
    assert.equal(await isShown(page, ".copy"), false);
    const style = (selector) => page.locator(selector).first().evaluate((element) => getComputedStyle(element).textDecorationLine);
    assert.equal(await style(".inline del"), "line-through");
    assert.equal(await style(".inline ins:not(.noise)"), "underline");
    // The head of a table is repeated on every sheet.
    const display = await page.locator(".illustrative").evaluate((element) => getComputedStyle(element).display);
    assert.equal(display, "table-header-group");
  }));

describe("a thousand hostile strings", () => {
  const run = (name, options, check) => open(new URL(name, folder).href, options, check);
  // What our own page has and no other thing may add to; plots have shapes and the names of their rows.
  const census = (page) => page.evaluate(() => ({
    scripts: document.scripts.length,
    foreign: document.querySelectorAll("img, iframe, object, embed, base, style ~ style, svg :not(rect, line, polygon, text), [onload], [onerror], [onclick]").length,
    ran: window.ran || 0,
  }));

  test("run nothing, with the policy removed too", () =>
    run("hostile.html", { bypassCSP: true }, async (page) => {
      assert.ok(await page.locator(".entry.added").count() >= 1000);
      for (const link of await page.locator('a[href^="javascript"]').all()) assert.fail(await link.innerHTML());
      assert.deepEqual(await census(page), { scripts: 1, foreign: 0, ran: 0 });
    }));

  test("run nothing in title, source address and file name either", async () => {
    for (let number = 0; number < 20; number += 1) {
      await run(`hostile-${number}.html`, { bypassCSP: true }, async (page) => {
        assert.deepEqual(await census(page), { scripts: 1, foreign: 0, ran: 0 });
        assert.equal(await page.locator('a[href^="javascript"], a[href^="data"], dd a').count(), 0);
      });
    }
  });

  test("run nothing in a history: phrases, bodies, sections, sentences, names of editions", async () => {
    for (let number = 0; number < 20; number += 1) {
      await run(`hostile-drift-${number}.html`, { bypassCSP: true }, async (page) => {
        await page.evaluate(() => document.querySelectorAll("details").forEach((fold) => { fold.open = true; }));
        assert.deepEqual(await census(page), { scripts: 0, foreign: 0, ran: 0 });
        assert.equal(await page.locator('a[href]:not([href^="#"])').count(), 0);
      });
    }
  });

  test("run nothing on the pages of a site", async () => {
    const sites = (name) => readdirSync(new URL(`hostile-site/${name}`, folder)).map((file) => `${name}/${file}`);
    const all = ["index.html", "search.html?q=script", ...sites("editions"), ...sites("pairs")];
    assert.equal(all.length, 2 + 20 + 19);
    const histories = sites("history");
    assert.ok(histories.length > 3);
    all.push("history.html", ...histories);
    for (const name of all) {
      await run(`hostile-site/${name}`, { bypassCSP: true }, async (page) => {
        if (name.startsWith("search")) await page.getByText(/^\d+ sentences in 20 editions/).waitFor();
        const { scripts, ...rest } = await census(page);
        assert.deepEqual(rest, { foreign: 0, ran: 0 }, name);
        assert.equal(scripts, name.startsWith("search") ? 2 : Number(name.startsWith("pairs")), name);
      });
    }
  });

  test("would run if they were not escaped", () =>
    assert.rejects(run("hostile-raw.html", { bypassCSP: true }, (page) => page.waitForFunction(() => window.ran)), /dialog: 1/));

  test("and the policy alone would hold them", async () => {
    const held = run("hostile-raw.html", {}, async (page) => {
      await page.waitForTimeout(300);
      assert.equal((await census(page)).ran, 0);
    });
    await assert.rejects(held, (error) => /Content Security Policy/.test(error.message) && !/dialog/.test(error.message));
  });
});
