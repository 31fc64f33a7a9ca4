// Comfort for the report: the address remembers the view, keys step through the changes, a button copies a citation.
// Nothing here is needed to read the page, and nothing here makes markup of text.
"use strict";
(() => {
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  const one = (selector, root = document) => root.querySelector(selector);
  const status = one("#status");
  const rule = one("#rule");
  const keys = one("#keys");
  const boxes = all('input[name="show"]');
  const entries = all(".section > .entry, .section > .fold > .entry.noisy");
  const bar = one(".controls");
  const say = (text) => { status.textContent = text; };
  all(".scripted, .copy").forEach((element) => { element.hidden = false; });

  // The address: view, what is hidden, noise, finding.
  const read = () => {
    const asked = new URLSearchParams(location.search);
    if (asked.get("view") === "side") one("#view-side").checked = true;
    const hidden = (asked.get("hide") || "").split(",");
    boxes.forEach((box) => { box.checked = !hidden.includes(box.value); });
    one("#show-noise").checked = asked.has("noise");
    one("#show-same").checked = asked.has("same");
    const wanted = asked.get("rule") || "";
    rule.value = Array.from(rule.options).some((option) => option.value === wanted) ? wanted : "";
  };
  const write = (anchor) => {
    const asked = new URLSearchParams();
    if (one("#view-side").checked) asked.set("view", "side");
    const hidden = boxes.filter((box) => !box.checked).map((box) => box.value);
    if (hidden.length) asked.set("hide", hidden.join(","));
    if (one("#show-noise").checked) asked.set("noise", "1");
    if (one("#show-same").checked) asked.set("same", "1");
    if (rule.value) asked.set("rule", rule.value);
    const query = asked.toString();
    const place = anchor === undefined ? location.hash : "#" + anchor;
    // Some viewers of attachments forbid this; then the address just does not remember.
    try { history.replaceState(null, "", (query ? "?" + query : location.pathname) + place); } catch { /* as said */ }
  };
  const isShown = (entry) => entry.offsetParent !== null && entry.getClientRects().length > 0;
  const apply = () => {
    all(".fold").forEach((fold) => {
      fold.open = one("#show-same").checked || (fold.classList.contains("noisy") && one("#show-noise").checked);
    });
    entries.forEach((entry) => {
      const rules = entry.dataset.rules.split(" ");
      entry.hidden = rule.value === "*" ? rules[0] === "" : rule.value !== "" && !rules.includes(rule.value);
    });
    all(".stub").forEach((stub) => { stub.hidden = rule.value !== ""; });
    const changed = entries.filter((entry) => !entry.parentElement.matches(".fold"));
    say(changed.filter(isShown).length + " of " + changed.length + " changes shown");
  };
  read();
  apply();
  // Where the bar of controls stays in view, places that are jumped to stop below it.
  const edge = () => (getComputedStyle(bar).position === "sticky" ? bar.offsetHeight : 0);
  const clear = () => { document.documentElement.style.scrollPaddingTop = edge() + 12 + "px"; };
  new ResizeObserver(clear).observe(bar);
  clear();
  bar.addEventListener("change", () => { apply(); write(); });
  bar.addEventListener("submit", (event) => event.preventDefault());

  // A place inside a fold, or one that the filter hides, is shown when it is linked to.
  const reveal = () => {
    const place = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!place) return;
    const fold = place.closest("details");
    if (fold) fold.open = true;
    if (place.matches(".entry, .stub") && !isShown(place)) {
      boxes.forEach((box) => { box.checked = true; });
      rule.value = "";
      apply();
      write();
    }
    place.scrollIntoView({ block: "start" });
  };
  window.addEventListener("hashchange", reveal);
  reveal();

  // Next and previous change.
  const step = (by) => {
    const shown = entries.filter(isShown);
    if (!shown.length) return;
    const held = document.activeElement.closest(".entry");
    let at = shown.indexOf(held);
    if (at < 0) {
      const below = shown.findIndex((entry) => entry.getBoundingClientRect().top > edge() + 16);
      at = by > 0 ? (below < 0 ? shown.length : below) - 1 : below < 0 ? shown.length : below;
    }
    const next = Math.min(Math.max(at + by, 0), shown.length - 1);
    shown[next].scrollIntoView({ block: "start" });
    shown[next].focus({ preventScroll: true });
    write(shown[next].id);
    say("Change " + (next + 1) + " of " + shown.length);
  };
  one("#next").addEventListener("click", () => step(1));
  one("#previous").addEventListener("click", () => step(-1));
  document.addEventListener("keydown", (event) => {
    if (!keys.checked || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input[type=text], textarea, select")) return;
    if (event.key === "n") step(1);
    else if (event.key === "p") step(-1);
    else if (event.key === "v") {
      one(one("#view-side").checked ? "#view-inline" : "#view-side").checked = true;
      write();
      say(one("#view-side").checked ? "Side by side" : "Inline");
    } else return;
    event.preventDefault();
  });

  // Citations: what each side says, where, in which bytes.
  const citation = (entry) => {
    const lines = all(".cell", entry).map((cell) => {
      const text = all(".sentence", cell).map((sentence) => sentence.textContent).join(" ");
      const edition = one('.edition[data-side="' + cell.dataset.side.toLowerCase() + '"]');
      return text && "“" + text + "” (" + edition.dataset.citation + ", " + cell.dataset.place + ")";
    });
    const said = lines[0] && lines[1] ? ["Old: " + lines[0], "New: " + lines[1]] : [lines[1] || lines[0] + " [removed]"];
    return said.join("\n") + "\n#" + entry.id;
  };
  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const field = document.createElement("textarea");
      field.value = text;
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
    }
  };
  document.addEventListener("click", async (event) => {
    const button = event.target.closest(".copy");
    if (!button) return;
    await copy(citation(button.closest(".entry")));
    button.focus();
    button.textContent = "Copied";
    say("Citation copied");
    setTimeout(() => { button.textContent = "Copy citation"; }, 2000);
  });
})();
