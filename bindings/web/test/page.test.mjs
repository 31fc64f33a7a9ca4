// The page that compares two texts, as people use it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { close, launch, onDisk, open, report, root, served, violations } from "./browser.mjs";

before(launch);
after(close);

const file = (name) => ({ name: name.replace(/.*\//, ""), mimeType: "", buffer: readFileSync(`${root}/${name}`) });
const program = (...texts) =>
  execFileSync(process.env.KIDD, ["diff", ...texts, "--format", "html"], { cwd: root, maxBuffer: 1 << 28 });
const give = (page, side, given) => page.locator(`#${side} input[type=file]`).setInputFiles(given);
const told = (page, side) => page.locator(`#${side} .told`);
const compare = (page) => page.getByRole("button", { name: "Compare" }).click();
const prose = (count) =>
  Array.from({ length: count }, (_, number) =>
    `Both sides pledged to expand cooperation number ${number} on space and cyber by June ${2031 + (number % 9)}.`).join("\n\n");

// Files as a person drops them.
const drop = (page, selector, files) =>
  page.evaluate(([selector, files]) => {
    const transfer = new DataTransfer();
    for (const { name, bytes } of files) transfer.items.add(new File([Uint8Array.from(bytes)], name));
    document.querySelector(selector).dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
  }, [selector, files.map(({ name, buffer }) => ({ name, bytes: [...buffer] }))]);

const saved = async (page, format) => {
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator(`[data-format=${format}]`).click()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
};

for (const where of ["from a disk", "from a server"]) {
  describe(where, () => {
    const address = () => (where === "from a disk" ? onDisk : served.address);

    test("the example is the report of the program, in time", () =>
      open(address(), {}, async (page) => {
        const begun = Date.now();
        await page.getByRole("button", { name: "Show an example" }).click();
        const frame = await report(page);
        const took = Date.now() - begun;
        console.log(`${where}: the shipped pair after ${took} ms, ${await page.locator("#result").getAttribute("data-milliseconds")} ms of it comparing and writing`);
        // The time is told and no test: a busy machine takes many times what a free one takes.
        assert.match(await frame.locator("h1").textContent(), /24th against the 23rd/);
        assert.ok((await frame.locator(".finding").count()) > 5);
        const { name, bytes } = await saved(page, "html");
        assert.equal(name, "kidd-23--kidd-sample.html");
        assert.ok(bytes.equals(program("kidd-23", "kidd-sample")));
      }));

    test("pasted texts are compared", () =>
      open(address(), {}, async (page) => {
        await page.locator("#old textarea").fill("Both sides reaffirmed their ironclad commitment to the defense of the Republic of Korea.");
        await page.locator("#new textarea").fill("Both sides reaffirmed their commitment to the defense of the Republic of Korea.");
        await compare(page);
        const frame = await report(page);
        assert.match(await frame.locator(".findings").textContent(), /ironclad/);
      }));

    test("an edition that a site brings along is the older text", () =>
      open(`${address()}#name=kidd%2D22&older=Both%20sides%20met%20in%20Busan%2E`, {}, async (page) => {
        assert.equal(await page.locator("#old textarea").inputValue(), "Both sides met in Busan.");
        await told(page, "old").getByText("Read: ").waitFor();
        await page.locator("#new textarea").fill("Both sides met in Seoul.");
        await compare(page);
        assert.match(await (await report(page)).locator("h1").textContent(), /pasted-new against kidd-22/);
      }));

    test("files of one name are told apart", () =>
      open(address(), {}, async (page) => {
        const named = (name, text) => ({ name, mimeType: "", buffer: Buffer.from(text) });
        await give(page, "old", named("statement.txt", "Both sides met in Seoul."));
        await give(page, "new", named("statement.txt", "Both sides met in Busan."));
        await compare(page);
        assert.match(await (await report(page)).locator("h1").textContent(), /statement \(newer\) against statement \(older\)/);
        await page.locator("#form-title").click();
        await give(page, "new", named("statement.md", "Both sides met in Busan."));
        await compare(page);
        await (await report(page)).getByRole("heading", { name: "statement.md against statement.txt" }).waitFor();
      }));

    test("files that are dropped are compared, two at once too", () =>
      open(address(), {}, async (page) => {
        await drop(page, "#new", [file("bindings/texts/page.html")]);
        await drop(page, "#old", [file("bindings/texts/dialogue.txt")]);
        await compare(page);
        await (await report(page)).getByRole("heading", { name: "31st against the 30th" }).waitFor();
        await drop(page, "header", [file("bindings/texts/policy.txt"), file("bindings/texts/revised.md")]);
        await page.locator("#form-title").click();
        await compare(page);
        await (await report(page)).getByRole("heading", { name: "18 March 2031 against 29 January 2031" }).waitFor();
      }));

    test("two tabs do not meddle with each other", () =>
      open(address(), {}, async (page, { tab }) => {
        const other = await tab();
        await Promise.all([page, other].map((page) => page.getByRole("button", { name: "Show an example" }).click()));
        await report(page);
        await report(other);
      }));
  });
}

describe("every format", () => {
  for (const name of ["tests/pages/word.docx", "tests/pages/browser.pdf", "bindings/texts/page.html", "bindings/texts/revised.md", "statements/kidd/23.txt"]) {
    test(`${name} is read as the program reads it`, () =>
      open(onDisk, {}, async (page) => {
        await give(page, "old", file("statements/kidd/sample.txt"));
        await give(page, "new", file(name));
        await told(page, "new").getByText(/^Read: .* sentences?/).waitFor();
        await compare(page);
        await report(page);
        const { bytes } = await saved(page, "html");
        assert.ok(bytes.equals(program("statements/kidd/sample.txt", name)));
      }));
  }

  test("is saved as the program writes it", () =>
    open(onDisk, {}, async (page) => {
      await page.getByRole("button", { name: "Show an example" }).click();
      await report(page);
      for (const format of await page.locator("[data-format]").evaluateAll((all) => all.map((one) => one.dataset.format))) {
        const { bytes } = await saved(page, format);
        const measure = execFileSync(process.env.KIDD, ["diff", "23", "sample", "--format", format], { cwd: root, maxBuffer: 1 << 28 });
        assert.ok(bytes.equals(measure), format);
      }
    }));
});

describe("bad files", () => {
  const bad = [
    [file("tests/pages/encrypted.pdf"), /^encrypted\.pdf: is encrypted/],
    [file("tests/pages/scanned.pdf"), /^scanned\.pdf: /],
    [{ name: "empty.txt", mimeType: "", buffer: Buffer.alloc(0) }, /^empty\.txt: is empty/],
    [{ name: "picture.png", mimeType: "", buffer: Buffer.from("\x89PNG\r\n\x1a\n", "latin1") }, /^picture\.png: is an image/],
    [{ name: "cut.docx", mimeType: "", buffer: file("tests/pages/word.docx").buffer.subarray(0, 900) }, /^cut\.docx: /],
    [{ name: "cut.pdf", mimeType: "", buffer: file("tests/pages/browser.pdf").buffer.subarray(0, 2000) }, /^cut\.pdf: /],
    [{ name: "deep.html", mimeType: "", buffer: Buffer.from("<html>" + "<div><b>".repeat(60000)) }, /^deep\.html: /],
    [{ name: "\u202Egpj.txt", mimeType: "", buffer: Buffer.from("\x00\x01\x02") }, /U\+202E/],
  ];
  test("each get their own sentence, and the page goes on", () =>
    open(onDisk, {}, async (page) => {
      for (const [given, expected] of bad) {
        await give(page, "old", given);
        await page.locator("#old .told.wrong").waitFor();
        assert.match(await told(page, "old").textContent(), expected);
        await page.locator("#old .clear").click();
      }
      await give(page, "old", file("bindings/texts/policy.txt"));
      await give(page, "new", bad[0][0]);
      await compare(page);
      await page.locator("#trouble").getByText(/encrypted\.pdf: is encrypted/).waitFor();
      assert.equal(await page.locator("#result").isVisible(), false);
      await give(page, "new", file("bindings/texts/revised.md"));
      await compare(page);
      await report(page);
      assert.equal(await page.locator("#trouble").isVisible(), false);
    }));

  test("damaged at random stop nothing", () =>
    open(onDisk, {}, async (page) => {
      for (const name of ["tests/pages/browser.pdf", "tests/pages/word.docx"]) {
        const whole = file(name);
        for (let part = 1; part < 8; part += 1) {
          const buffer = Buffer.from(whole.buffer);
          const at = Math.floor((buffer.length * part) / 8);
          buffer.fill(0xff, at, at + 16);
          await give(page, "old", { ...whole, buffer });
          await told(page, "old").getByText(/^(Read: |.*(pdf|docx): )/).waitFor();
        }
      }
      await page.getByRole("button", { name: "Show an example" }).click();
      await report(page);
    }));

  test("a missing text is asked for", () =>
    open(onDisk, {}, async (page) => {
      await compare(page);
      await page.locator("#trouble").getByText(/the older text is missing.*the newer text is missing/).waitFor();
    }));

  test("what a text says never becomes markup", () =>
    open(onDisk, {}, async (page) => {
      const text = "<img src=x onerror=alert(1)> <script>alert(2)</script> Both sides met in Seoul. \u202EThey agreed to meet again.";
      await page.locator("#old textarea").fill(text);
      await page.locator("#new textarea").fill(text.replace("Seoul", "Busan"));
      await compare(page);
      const frame = await report(page);
      assert.equal(await frame.locator("img").count(), 0);
      assert.match(await frame.locator("body").textContent(), /U\+202E/);
    }));
});

describe("nine megabytes", () => {
  test("are compared or refused, and the page never stands still", { timeout: 240_000 }, () =>
    open(onDisk, {}, async (page) => {
      const text = prose(90_000).slice(0, 9_000_000);
      await give(page, "old", { name: "large.txt", mimeType: "", buffer: Buffer.from(text) });
      await give(page, "new", { name: "other.txt", mimeType: "", buffer: Buffer.from(text.replaceAll("space", "missiles")) });
      await page.evaluate(() => {
        window.longest = 0;
        let last = performance.now();
        setInterval(() => { const now = performance.now(); window.longest = Math.max(window.longest, now - last); last = now; }, 50);
      });
      const begun = Date.now();
      await compare(page);
      const done = await Promise.race([
        page.locator("#result[data-milliseconds]").waitFor({ timeout: 220_000 }).then(() => "compared"),
        page.locator("#trouble:not([hidden])").waitFor({ timeout: 220_000 }).then(() => "refused"),
      ]);
      const what = done === "refused" ? await page.locator("#trouble").textContent() : "";
      console.log(`nine megabytes: ${done} after ${Date.now() - begun} ms ${what}`);
      const longest = await page.evaluate(() => window.longest);
      assert.ok(done === "compared" || longest < 2000, `the page stood still for ${longest} ms`);
    }));

  test("can be stopped", () =>
    open(onDisk, {}, async (page) => {
      const text = prose(20_000);
      await page.locator("#old textarea").evaluate((field, text) => { field.value = text; field.dispatchEvent(new Event("input")); }, text);
      await page.locator("#new textarea").evaluate((field, text) => { field.value = text; field.dispatchEvent(new Event("input")); }, text.replaceAll("expand", "hold"));
      await compare(page);
      await page.getByRole("button", { name: "Stop" }).click();
      await page.locator("#status").getByText("Stopped.").waitFor();
      await page.getByRole("button", { name: "Show an example" }).click();
      await report(page);
    }));
});

describe("no request", () => {
  test("leaves, whatever tries", () =>
    open(served.address, {}, async (page, { context, trouble }) => {
      await page.getByRole("button", { name: "Show an example" }).click();
      await report(page);
      const asked = served.asked.length;
      const tried = await page.evaluate(async (address) => {
        const outcome = async (run) => { try { await run(); return "let through"; } catch { return "stopped"; } };
        const beacon = navigator.sendBeacon(`${address}?beacon`) ? "queued" : "stopped";
        const image = await new Promise((resolve) => {
          const image = new Image();
          image.onload = () => resolve("let through");
          image.onerror = () => resolve("stopped");
          image.src = `${address}?image`;
        });
        const worker = new Worker(URL.createObjectURL(new Blob([
          `fetch(${JSON.stringify(address + "?worker")}).then(() => postMessage("let through"), () => postMessage("stopped"))`,
        ])));
        const inWorker = await new Promise((resolve) => { worker.onmessage = ({ data }) => resolve(data); });
        return [await outcome(() => fetch(`${address}?fetch`)), image, inWorker, beacon === "queued" ? "stopped" : beacon];
      }, served.address);
      assert.deepEqual(tried, ["stopped", "stopped", "stopped", "stopped"]);
      await page.waitForTimeout(200);
      assert.deepEqual(served.asked.slice(asked), []);
      // The browser says that it stopped them, as it should. It tells of the image before it stops it.
      const stopped = /Content Security Policy|^request: .*\?image$/;
      assert.ok(trouble.every((line) => stopped.test(line)), trouble.join("\n"));
      trouble.length = 0;
      // And without a net it goes on.
      await context.setOffline(true);
      await page.locator("#form-title").click();
      await page.getByRole("button", { name: "Show an example" }).click();
      await report(page);
    }));
});

describe("everyone can use it", () => {
  for (const [width, colorScheme] of [[1280, "light"], [1280, "dark"], [320, "light"], [320, "dark"]]) {
    test(`${width} pixels, ${colorScheme}`, () =>
      open(onDisk, { bypassCSP: true, colorScheme, viewport: { width, height: 800 } }, async (page) => {
        assert.deepEqual(await violations(page), []);
        await give(page, "old", { name: "empty.txt", mimeType: "", buffer: Buffer.alloc(0) });
        await compare(page);
        await page.locator("#trouble").waitFor();
        assert.deepEqual(await violations(page), []);
        await page.getByRole("button", { name: "Show an example" }).click();
        await report(page);
        assert.deepEqual(await violations(page), []);
        const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(sideways <= 0, `scrolls sideways by ${sideways} pixels`);
      }));
  }

  test("by keyboard alone", () =>
    open(onDisk, {}, async (page) => {
      const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.name || document.activeElement.tagName);
      const reached = [];
      for (let step = 0; step < 14 && reached.at(-1) !== "example"; step += 1) {
        await page.keyboard.press("Tab");
        reached.push(await focused());
      }
      for (const wanted of ["old-paste", "new-paste", "file", "edition", "compare", "swap", "example"]) {
        assert.ok(reached.includes(wanted), `${wanted} is not among ${reached}`);
      }
      await page.keyboard.press("Enter");
      await report(page);
      assert.equal(await focused(), "result-title");
    }));

  test("swapping gives the report the other way round", () =>
    open(onDisk, {}, async (page) => {
      await page.locator("#old select").selectOption("kidd-23");
      await page.locator("#new textarea").fill(readFileSync(`${root}/bindings/texts/dialogue.txt`, "utf8"));
      await page.getByRole("button", { name: "Swap the two" }).click();
      await compare(page);
      assert.match(await (await report(page)).locator("h1").textContent(), /23rd against the 30th/);
    }));

  test("on paper the report stands alone", () =>
    open(onDisk, {}, async (page) => {
      await page.getByRole("button", { name: "Show an example" }).click();
      await report(page);
      await page.emulateMedia({ media: "print" });
      for (const selector of ["header", "#downloads", "#form", "footer"]) {
        assert.equal(await page.locator(`body > ${selector}, main ${selector}`).first().isVisible(), false, selector);
      }
      assert.equal(await page.locator("#report").isVisible(), true);
    }));
});
