// Search in the sentences of the archive. The index is loaded from files beside the page, so that it works from a disk.
"use strict";
const kidd = { take() {} };
(() => {
  const one = (selector) => document.querySelector(selector);
  const form = one(".search");
  const query = one("#query");
  const within = one("#within");
  const status = one("#status");
  const results = one("#results");
  // More sentences than this and nobody reads them.
  const MOST = 200;

  // Parts of the index, the newest first. Each is fetched once and kept; a search takes them as they come.
  const parts = form.dataset.shards.split(" ").filter(Boolean).reverse().map((file) => {
    let shard;
    return () => {
      shard ??= new Promise((done) => {
        const script = document.createElement("script");
        script.src = file;
        script.onload = () => done(script.taken);
        script.onerror = () => done(undefined);
        document.head.append(script);
      });
      return shard;
    };
  });
  kidd.take = (shard) => { document.currentScript.taken = shard; };

  // The same length as the text, so that places in one are places in the other.
  const lower = (text) => {
    const plain = text.toLowerCase();
    return plain.length === text.length ? plain : Array.from(text, (c) => (c.toLowerCase().length === c.length ? c.toLowerCase() : c)).join("");
  };
  const fold = (text) => lower(text).replace(/[‘’ʼ′]/g, "'").replace(/[“”″]/g, '"').replace(/[–—‑‐]/g, "-");
  const isLetter = (c) => c !== undefined && /[\p{L}\p{N}]/u.test(c);

  // Words may go on behind what was typed, phrases may not; both begin where a word begins.
  const wanted = (text) => Array.from(fold(text).matchAll(/"([^"]+)"?|(\S+)/g), (found) =>
    found[1] ? { text: found[1].trim().replace(/\s+/g, " "), whole: true } : { text: found[2], whole: false })
    .filter((term) => term.text);
  const places = (folded, term) => {
    const found = [];
    for (let at = folded.indexOf(term.text); at >= 0; at = folded.indexOf(term.text, at + 1)) {
      const end = at + term.text.length;
      const inside = isLetter(folded[at - 1]) && isLetter(folded[at]);
      const open = term.whole && isLetter(folded[end - 1]) && isLetter(folded[end]);
      if (!inside && !open) found.push([at, end]);
    }
    return found;
  };

  const matches = (shard, terms, series) => {
    const found = [];
    if (!shard || (series && shard.series !== series)) return found;
    for (const edition of shard.editions) {
      for (const [position, paragraph, section, text] of edition.lines) {
        const folded = fold(text);
        const spans = [];
        for (const term of terms) {
          const own = places(folded, term);
          if (!own.length) break;
          spans.push(own);
        }
        if (spans.length === terms.length) {
          found.push({ edition, position, paragraph, section: edition.sections[section], text, spans: spans.flat().sort((a, b) => a[0] - b[0]) });
        }
      }
    }
    return found;
  };
  const byDate = (a, b) => b.edition.date.localeCompare(a.edition.date)
    || a.edition.name.localeCompare(b.edition.name) || a.position - b.position;

  const element = (name, text, kind) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (kind) made.className = kind;
    return made;
  };
  const shown = (match) => {
    const item = element("li");
    const link = element("a", match.edition.name + " ¶" + match.paragraph);
    link.href = match.edition.page + "#n" + match.position;
    const place = element("p", "", "said");
    place.append(link, " " + [match.section, match.edition.when, match.edition.illustrative ? "made-up text" : ""].filter(Boolean).join(", "));
    const text = element("p");
    let at = 0;
    for (const [start, end] of match.spans) {
      if (start < at) continue;
      text.append(match.text.slice(at, start), element("mark", match.text.slice(start, end)));
      at = end;
    }
    text.append(match.text.slice(at));
    item.append(place, text);
    return item;
  };

  // A search that began later makes this one stop.
  let latest = 0;
  const search = async () => {
    const mine = ++latest;
    const asked = new URLSearchParams();
    if (query.value.trim()) asked.set("q", query.value.trim());
    if (within.value) asked.set("series", within.value);
    try { history.replaceState(null, "", "?" + asked); } catch { /* the address just does not remember */ }
    const terms = wanted(query.value);
    results.replaceChildren();
    if (!terms.length) {
      status.textContent = "";
      return;
    }
    const found = [];
    let missing = 0;
    let drawn = performance.now();
    const draw = () => {
      drawn = performance.now();
      results.replaceChildren(...found.sort(byDate).slice(0, MOST).map(shown));
    };
    for (const [number, part] of parts.entries()) {
      // The next one is on its way while this one is searched.
      parts[number + 1]?.();
      const shard = await part();
      if (mine !== latest) return;
      if (!shard) missing += 1;
      found.push(...matches(shard, terms, within.value));
      if (performance.now() - drawn > 500) {
        draw();
        status.textContent = "Searched " + (number + 1) + " of " + parts.length + " parts: " + found.length + " so far";
      }
    }
    draw();
    const editions = new Set(found.map((match) => match.edition.name)).size;
    status.textContent = found.length + (found.length === 1 ? " sentence" : " sentences") + " in "
      + editions + (editions === 1 ? " edition" : " editions")
      + (found.length > MOST ? ", the newest " + MOST + " shown" : "")
      + (missing ? ". " + missing + " of " + parts.length + " parts of the index could not be read" : "");
  };
  form.addEventListener("submit", (event) => { event.preventDefault(); search(); });
  const asked = new URLSearchParams(location.search);
  query.value = asked.get("q") || "";
  if (Array.from(within.options).some((option) => option.value === asked.get("series"))) within.value = asked.get("series");
  if (query.value) search();
})();
