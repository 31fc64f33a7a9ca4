// Comfort for the report: the address remembers the filters, keys step through the changes, a button copies a citation.
// Nothing here is needed to read the page, and nothing here makes markup of text.
"use strict";
(() => {
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  const one = (selector, root = document) => root.querySelector(selector);
  const status = one("#status");
  const rule = one("#rule");
  const keys = one("#keys");
  const bar = one(".bar");
  const boxes = all('input[name="show"], input[name="weight"]');
  const views = ["redline", "side", "findings"];
  const say = (text) => { status.textContent = text; };
  all(".scripted, .copy").forEach((element) => { element.hidden = false; });

  // The address: what is hidden, what is shown as well, and one kind of finding. Which view it is stands behind its #.
  const read = () => {
    const asked = new URLSearchParams(location.search);
    const hidden = (asked.get("hide") || "").split(",");
    boxes.forEach((box) => { box.checked = !hidden.includes(box.value); });
    one("#show-noise").checked = asked.has("noise");
    one("#show-same").checked = asked.has("same");
    const wanted = asked.get("rule") || "";
    if (rule) rule.value = Array.from(rule.options).some((option) => option.value === wanted) ? wanted : "";
  };
  const write = (anchor) => {
    const asked = new URLSearchParams();
    const hidden = boxes.filter((box) => !box.checked).map((box) => box.value);
    if (hidden.length) asked.set("hide", hidden.join(","));
    if (one("#show-noise").checked) asked.set("noise", "1");
    if (one("#show-same").checked) asked.set("same", "1");
    if (rule && rule.value) asked.set("rule", rule.value);
    const query = asked.toString();
    const place = anchor === undefined ? location.hash : "#" + anchor;
    // Some viewers of attachments forbid this; then the address just does not remember.
    try { history.replaceState(null, "", (query ? "?" + query : location.pathname) + place); } catch { /* as said */ }
  };
  const isShown = (element) => element.checkVisibility ? element.checkVisibility() : element.getClientRects().length > 0;
  const view = () => views.find((id) => isShown(one("#" + id)) && (id !== "findings" || !isShown(one("#redline")))) || "redline";
  const apply = () => {
    const same = one("#show-same").checked;
    const noise = one("#show-noise").checked;
    all(".fold").forEach((fold) => { fold.open = same || (noise && fold.classList.contains("noisy")); });
    const only = rule ? rule.value : "";
    all(".finding, .note").forEach((element) => { element.hidden = only !== "" && element.dataset.rule !== only; });
    all(".entry").forEach((entry) => { entry.hidden = only !== "" && !entry.dataset.rules.split(" ").includes(only); });
    all(".stub").forEach((stub) => { stub.hidden = only !== ""; });
  };
  read();
  apply();
  // Where the bar stays in view, places that are jumped to stop below it.
  const edge = () => (getComputedStyle(bar).position === "sticky" ? bar.offsetHeight : 0);
  const clear = () => { document.documentElement.style.scrollPaddingTop = edge() + 12 + "px"; };
  new ResizeObserver(clear).observe(bar);
  clear();
  bar.addEventListener("change", () => {
    apply();
    write();
    const findings = all(".finding");
    const shown = findings.filter((finding) => !finding.hidden && one("#show-" + finding.classList[1]).checked);
    say(shown.length === findings.length ? "" : shown.length + " of " + findings.length + " findings");
  });
  bar.addEventListener("submit", (event) => event.preventDefault());

  // The view that is shown is told to those who do not see it.
  const current = () => {
    const shown = view();
    all(".views a").forEach((link) => {
      if (link.hash === "#" + shown) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
  };
  // A place inside a fold, or one that the filter hides, is shown when it is linked to.
  const reveal = () => {
    current();
    const place = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!place || views.includes(place.id)) return;
    const fold = place.closest(".fold");
    if (fold) fold.open = true;
    if (place.matches(".entry, .stub, .run, .finding, .note") && !isShown(place)) {
      boxes.forEach((box) => { box.checked = true; });
      if (rule) rule.value = "";
      apply();
      write();
    }
    place.scrollIntoView({ block: "start" });
  };
  // The same change in the other view: what was in sight stays in sight.
  const top = () => {
    const places = all(view() === "side" ? ".entry" : ".run[id]").filter(isShown);
    return places.find((place) => place.getBoundingClientRect().bottom > edge() + 16 && place.getBoundingClientRect().top < innerHeight);
  };
  let held = null;
  const remember = () => { held = scrollY > bar.offsetTop + innerHeight / 2 ? top() : null; };
  const keep = () => {
    if (!held) return;
    const id = held.dataset.target || "side-" + held.id;
    held = null;
    const place = document.getElementById(id);
    if (place && isShown(place)) place.scrollIntoView({ block: "start" });
  };
  one(".views").addEventListener("click", remember);
  window.addEventListener("hashchange", () => { reveal(); keep(); });
  reveal();

  // Next and previous change.
  const places = () => {
    const shown = view();
    return all(shown === "side" ? ".section > .entry" : shown === "findings" ? ".finding" : ".run.changed[id]").filter(isShown);
  };
  const step = (by) => {
    const shown = places();
    if (!shown.length) return;
    let at = shown.indexOf(document.activeElement.closest(".entry, .run, .finding"));
    if (at < 0) {
      const below = shown.findIndex((place) => place.getBoundingClientRect().top > edge() + 16);
      at = by > 0 ? (below < 0 ? shown.length : below) - 1 : below < 0 ? shown.length : below;
    }
    const next = Math.min(Math.max(at + by, 0), shown.length - 1);
    shown[next].scrollIntoView({ block: "start" });
    shown[next].focus({ preventScroll: true });
    if (view() !== "findings") write(shown[next].id);
    say("Change " + (next + 1) + " of " + shown.length);
  };
  one("#next").addEventListener("click", () => step(1));
  one("#previous").addEventListener("click", () => step(-1));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") one(".filter").open = false;
    if (!keys.checked || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input:not([type=checkbox]), textarea, select")) return;
    if (event.key === "n") step(1);
    else if (event.key === "p") step(-1);
    else if (event.key === "v") {
      remember();
      location.hash = views[(views.indexOf(view()) + 1) % views.length];
    } else return;
    event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest(".filter")) one(".filter").open = false;
  });

  // Citations: what each side says, where, in which bytes.
  const citation = (entry) => {
    const lines = all(".cell", entry).map((cell) => {
      const text = all(".sentence", cell).map((sentence) => sentence.textContent).join(" ");
      const edition = one('.edition[data-side="' + cell.dataset.side.toLowerCase() + '"]');
      return text && "“" + text + "” (" + edition.dataset.citation + ", " + cell.dataset.place + ")";
    });
    const said = lines[0] && lines[1] ? ["Old: " + lines[0], "New: " + lines[1]] : [lines[1] || lines[0] + " [removed]"];
    return said.join("\n") + "\n#" + entry.dataset.target;
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
    const entry = button.closest(".entry") || document.getElementById("side-" + button.dataset.entry);
    await copy(citation(entry));
    button.focus();
    button.textContent = "Copied";
    say("Citation copied");
    setTimeout(() => { button.textContent = "Copy citation"; }, 2000);
  });
})();
