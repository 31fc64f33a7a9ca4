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

// The findings and the changes of the fixture.
const FINDINGS = 7;

describe("the opening", () => {
  for (const [width, height] of [[1280, 800], [390, 844]]) {
    test(`has the first finding in sight, ${width} × ${height}`, () =>
      open(report, { viewport: { width, height } }, async (page) => {
        const box = await page.locator(".finding .words").first().boundingBox();
        assert.ok(box.y + box.height < height, `the first finding ends at ${box.y + box.height}`);
      }));
  }

  test("says in its title what there is", () =>
    open(report, {}, async (page) => {
      assert.equal(await page.locator("h1").textContent(), "24th against the 23rd: 5 changes that matter");
      assert.equal(await page.title(), "24th against the 23rd: 5 changes that matter");
    }));

  test("leads with the changed words, old struck and new underlined, inside their sentence", () =>
    open(report, {}, async (page) => {
      const words = page.locator(".finding").nth(1).locator(".words");
      assert.equal(await words.locator("del").first().textContent(), "complete");
      assert.match(await words.textContent(), /reaffirmed the goal of the complete denuclearization of the/);
      const style = (element) => getComputedStyle(element).textDecorationLine;
      assert.equal(await words.locator("del").first().evaluate(style), "line-through");
      assert.equal(await words.locator("ins").first().evaluate(style), "underline");
    }));
});

describe("three views", () => {
  const shown = async (page) => {
    const parts = [];
    for (const name of ["redline", "side", "findings"]) if (await isShown(page, `#${name}`)) parts.push(name);
    return parts.join(" ");
  };

  for (const javaScriptEnabled of [true, false]) {
    test(`are places in the address, script ${javaScriptEnabled ? "on" : "off"}`, () =>
      open(report, { javaScriptEnabled }, async (page) => {
        assert.equal(await shown(page), "redline findings");
        await page.getByRole("link", { name: "Side by side" }).click();
        assert.equal(await shown(page), "side");
        assert.equal(new URL(page.url()).hash, "#side");
        await page.reload();
        assert.equal(await shown(page), "side");
        await page.getByRole("link", { name: "Findings only" }).click();
        assert.equal(await shown(page), "findings");
        assert.equal(await page.locator(".finding:visible").count(), FINDINGS);
        await page.getByRole("link", { name: "Redline", exact: true }).click();
        assert.equal(await shown(page), "redline findings");
      }));
  }

  test("the newer statement stands in its own order and paragraphs", () =>
    open(report, {}, async (page) => {
      const numbers = await page.locator(".row:not(.went) .pin").allTextContents();
      assert.deepEqual(numbers, [1, 2, 3, 4, 5, 6, 7, 8].map((number) => `¶${number}`));
    }));

  test("what went stands where it stood", () =>
    open(report, {}, async (page) => {
      const text = await page.locator(".row", { hasText: "They assessed that UFS23" }).locator(".para").textContent();
      assert.ok(text.indexOf("They assessed") < text.indexOf("Based on these outcomes"), text);
    }));

  test("notes stand beside their paragraph, on a phone below it", async () => {
    const boxes = (page) => Promise.all([".row.changed .para", ".row.changed .notes"].map((part) => page.locator(part).first().boundingBox()));
    await open(report, {}, async (page) => {
      const [text, notes] = await boxes(page);
      assert.ok(notes.x >= text.x + text.width && notes.y < text.y + text.height);
    });
    await open(report, { viewport: { width: 390, height: 844 } }, async (page) => {
      const [text, notes] = await boxes(page);
      assert.ok(notes.y >= text.y + text.height && notes.x < text.x + text.width);
    });
  });

  test("a number in the text leads to its note, and every finding has one", () =>
    open(report, {}, async (page) => {
      assert.equal(await page.locator(".note").count(), FINDINGS);
      assert.equal(await page.locator(".ref").count(), FINDINGS);
      await page.locator(".ref").first().click();
      assert.match(await page.locator(":target").getAttribute("class"), /^note /);
    }));

  test("both editions stand level with each other", () =>
    open(`${report}#side`, {}, async (page) => {
      for (const sides of await page.locator(".section > .entry .sides").all()) {
        const [old, fresh] = await Promise.all((await sides.locator(".cell").all()).map((cell) => cell.boundingBox()));
        assert.equal(old.y, fresh.y);
        assert.ok(old.x + old.width < fresh.x);
      }
    }));

  test("a line of the statement holds 60 to 75 letters", () =>
    open(report, {}, async (page) => {
      const letters = await page.locator(".row.changed .para").first().evaluate((para) => {
        const probe = document.createElement("span");
        probe.textContent = para.querySelector(".run").textContent;
        probe.style.cssText = "position: absolute; white-space: nowrap";
        para.append(probe);
        return para.clientWidth / (probe.getBoundingClientRect().width / probe.textContent.length);
      });
      assert.ok(letters > 60 && letters < 75, `${letters} letters a line`);
    }));
});

describe("the filter", () => {
  const open_filter = (page) => page.getByText("Filter", { exact: true }).click();

  test("hides findings of a level with their notes, and the address remembers", () =>
    open(report, {}, async (page) => {
      assert.equal(await isShown(page, ".note.minor"), true);
      await page.getByLabel("2 minor").uncheck();
      assert.equal(await isShown(page, ".note.minor"), false);
      assert.equal(await page.locator("#status").textContent(), "5 of 7 findings");
      await page.reload();
      assert.equal(await isShown(page, ".note.minor"), false);
    }));

  test("shows a kind of change as the newer edition has it", () =>
    open(report, {}, async (page) => {
      assert.equal(await isShown(page, ".run.removed del"), true);
      await open_filter(page);
      await page.getByLabel("2 removed").uncheck();
      assert.equal(await isShown(page, ".run.removed del"), false);
      await page.goto(`${page.url()}#side`);
      assert.equal(await isShown(page, ".entry.removed"), false);
    }));

  test("works without script", () =>
    open(report, { javaScriptEnabled: false }, async (page) => {
      await page.locator("#show-notable").uncheck();
      assert.equal(await isShown(page, ".note.notable"), false);
      assert.equal(await isShown(page, ".copy"), false);
      await page.locator(".finding a").first().click();
      assert.match(page.url(), /#c-[0-9a-f]{8}$/);
    }));

  test("shows the findings of one kind", () =>
    open(report, {}, async (page) => {
      await open_filter(page);
      await page.getByLabel("Findings of one kind").selectOption("deadline/changed");
      assert.equal(await page.locator(".note:visible").count(), 1);
      await page.goto(`${page.url()}#side`);
      assert.equal(await page.locator(".section > .entry:visible").count(), 1);
      assert.equal(await isShown(page, ".entry.split"), true);
    }));

  test("gives way to a link to what it hides", () =>
    open(report, {}, async (page) => {
      await page.getByLabel("2 minor").uncheck();
      const note = await page.locator(".note.minor").first().getAttribute("id");
      await page.evaluate((id) => { location.hash = id; }, note);
      await page.locator(`#${note}`).waitFor();
    }));

  test("shows noise on request", () =>
    open(report, {}, async (page) => {
      assert.equal(await isShown(page, ".para del.noise"), false);
      await open_filter(page);
      await page.getByLabel("1 with noise").check();
      assert.equal(await isShown(page, ".para del.noise"), true);
    }));

  test("unfolds unchanged text on request", () =>
    open(`${report}#side`, {}, async (page) => {
      assert.equal(await isShown(page, ".entry.same"), false);
      await open_filter(page);
      await page.getByLabel("unchanged text").check();
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
      await page.keyboard.press("n");
      assert.match(await held(), /^side-c-/);
      await page.keyboard.press("v");
      assert.equal(await isShown(page, ".redline"), false);
      await page.keyboard.press("v");
      assert.equal(await isShown(page, ".redline"), true);
    }));

  test("the keys can be switched off", () =>
    open(report, {}, async (page) => {
      await page.getByText("Filter", { exact: true }).click();
      await page.getByLabel("Keys").uncheck();
      await page.locator("body").press("n");
      assert.doesNotMatch(await page.evaluate(() => document.activeElement.id), /^c-/);
    }));

  test("everything that can be pressed can be reached, and shows where the focus is", () =>
    open(report, {}, async (page) => {
      const all = await page.evaluate(() =>
        Array.from(document.querySelectorAll("a[href], button, select, summary, input, [tabindex='0']"))
          .filter((element) => element.checkVisibility()).length);
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
  open(`${report}#side`, { permissions: ["clipboard-read", "clipboard-write"] }, async (page) => {
    const entry = page.locator(".entry.reworded").nth(1);
    await entry.getByRole("button", { name: "Copy citation" }).click();
    await page.getByRole("button", { name: "Copied" }).waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.equal(copied, [
      "Old: “Both sides reaffirmed the goal of the complete denuclearization of the DPRK.” (kidd-23, 23rd Korea-U.S. Integrated Defense Dialogue Joint Statement, 18 September 2023, Seoul, https://example.org/kidd-23, sha256 6878a430, ¶2)",
      "New: “Both sides reaffirmed the goal of the denuclearization of the Korean Peninsula.” (kidd-sample, 24th Korea-U.S. Integrated Defense Dialogue Joint Statement, 26–27 October 2023, Washington, D.C., illustrative: a made-up text, javascript:alert(1), sha256 6878a430, ¶2)",
      `#${(await entry.getAttribute("id")).replace("side-", "")}`,
    ].join("\n"));
  }));

test("moves link both of their ends, in both views", async () => {
  await open(report, {}, async (page) => {
    await page.getByRole("link", { name: /^moved from/ }).click();
    assert.match(await page.locator(":target").getAttribute("class"), /origin/);
    await page.locator(":target a.move").click();
    assert.match(await page.locator(":target").getAttribute("class"), /moved/);
  });
  await open(`${report}#side`, {}, async (page) => {
    await page.getByRole("link", { name: "Where it stood before" }).click();
    assert.equal(await page.locator(":target").getAttribute("class"), "stub");
    await page.locator(":target a").click();
    assert.match(await page.locator(":target").getAttribute("class"), /moved/);
  });
});

describe("no violation of accessibility", () => {
  for (const place of ["", "#side", "#findings", "?noise=1&same=1"]) {
    isAccessible(place || "redline", report + place);
  }
});

describe("at 400 % zoom", () => {
  // A window of 1280 × 1024 pixels has 320 × 256 of them left.
  const zoomed = { viewport: { width: 320, height: 256 } };

  test("nothing stays in the way of the text, and nothing scrolls sideways", async () => {
    for (const place of ["", "#side", "#findings"]) {
      await open(report + place, zoomed, async (page) => {
        const inTheWay = await page.evaluate(() => Array.from(document.querySelectorAll("body *"))
          .filter((element) => ["sticky", "fixed"].includes(getComputedStyle(element).position)).length);
        assert.equal(inTheWay, 0);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
      });
    }
  });

  test("everything can be done", () =>
    open(report, zoomed, async (page) => {
      await page.getByRole("link", { name: "Side by side" }).click();
      assert.equal(await isShown(page, ".entry .sides"), true);
      await page.getByRole("button", { name: "Next" }).click();
      const box = await page.locator(".entry:focus").boundingBox();
      assert.ok(box.y >= 0 && box.y < 256, `the change is out of sight at ${box.y}`);
    }));
});

test("what is jumped to is not hidden by the bar that stays in view", () =>
  open(report, {}, async (page) => {
    for (let step = 0; step < 6; step += 1) {
      await page.keyboard.press("n");
      const box = await page.locator(".run:focus").boundingBox();
      const bar = await page.locator(".bar").boundingBox();
      assert.ok(box.y >= bar.y + bar.height || box.y + box.height <= bar.y, `change at ${box.y}, bar to ${bar.y + bar.height}`);
    }
  }));

test("a request that leaves would be noticed", () =>
  assert.rejects(open(report, { bypassCSP: true }, async (page) => {
    await page.evaluate(() => { new Image().src = "https://kidd.invalid/x.png"; });
    await page.waitForTimeout(300);
  }), /request: https:\/\/kidd\.invalid/));

test("on paper it is a redline of the whole text, marked on every page", () =>
  open(report, {}, async (page) => {
    await page.emulateMedia({ media: "print" });
    for (const part of [".rail", ".bar", ".copy", ".fold > summary"]) assert.equal(await isShown(page, part), false, part);
    const style = (selector) => page.locator(selector).first().evaluate((element) => getComputedStyle(element).textDecorationLine);
    assert.equal(await style(".para del:not(.noise)"), "line-through");
    assert.equal(await style(".para ins:not(.noise)"), "underline");
    // What did not change is no less a part of the statement.
    for (const text of await page.locator(".flow .fold .para").all()) assert.ok((await text.boundingBox()).height > 0);
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
      assert.ok(await page.locator(".run.added").count() >= 1000);
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
