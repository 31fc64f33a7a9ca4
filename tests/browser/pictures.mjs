// Takes the pictures of the README: node pictures.mjs REPORT FOLDER
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [report, folder] = process.argv.slice(2);
const executablePath = process.env.KIDD_BROWSER ?? "/usr/bin/chromium";
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
for (const [name, colorScheme, place] of [
  ["report-light", "light", ""],
  ["report-dark", "dark", "#s-extended-deterrence"],
]) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme, reducedMotion: "reduce" });
  await page.goto(pathToFileURL(report).href + place);
  await page.screenshot({ path: `${folder}/${name}.png` });
}
await browser.close();
