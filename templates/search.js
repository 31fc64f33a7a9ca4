// Search in the sentences of the archive. The index is loaded from files beside the page, so that it works from a disk.
"use strict";
const kidd = { shards: [], take(shard) { this.shards.push(shard); } };
(() => {
  const one = (selector) => document.querySelector(selector);
  const form = one(".search");
  const query = one("#query");
  const within = one("#within");
  const status = one("#status");
  const results = one("#results");
  // More sentences than this and nobody reads them.
  const MOST = 200;
  let loaded;

  const load = () => {
    loaded ??= Promise.all(form.dataset.shards.split(" ").filter(Boolean).map((file) => new Promise((done) => {
      const script = document.createElement("script");
      script.src = file;
      script.onload = script.onerror = () => done();
      document.head.append(script);
    })));
    return loaded;
  };

  // The same length as the text, so that places in one are places in the other.
  const fold = (text) => Array.from(text, (c) => {
    const plain = "‘’ʼ′".includes(c) ? "'" : "“”″".includes(c) ? '"' : "–—‑‐".includes(c) ? "-" : c.toLowerCase();
    return plain.length === c.length ? plain : c;
  }).join("");
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

  const matches = (terms, series) => {
    const found = [];
    for (const shard of kidd.shards) {
      if (series && shard.series !== series) continue;
      for (const edition of shard.editions) {
        for (const [position, paragraph, section, text] of edition.lines) {
          const folded = fold(text);
          const spans = terms.map((term) => places(folded, term));
          if (spans.every((span) => span.length)) {
            found.push({ edition, position, paragraph, section, text, spans: spans.flat().sort((a, b) => a[0] - b[0]) });
          }
        }
      }
    }
    return found.sort((a, b) => b.edition.date.localeCompare(a.edition.date)
      || a.edition.name.localeCompare(b.edition.name) || a.position - b.position);
  };

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

  const search = async () => {
    const asked = new URLSearchParams();
    if (query.value.trim()) asked.set("q", query.value.trim());
    if (within.value) asked.set("series", within.value);
    try { history.replaceState(null, "", "?" + asked); } catch { /* the address just does not remember */ }
    const terms = wanted(query.value);
    if (!terms.length) {
      results.replaceChildren();
      status.textContent = "";
      return;
    }
    status.textContent = "Searching";
    await load();
    const found = matches(terms, within.value);
    const editions = new Set(found.map((match) => match.edition.name)).size;
    results.replaceChildren(...found.slice(0, MOST).map(shown));
    status.textContent = found.length + (found.length === 1 ? " sentence" : " sentences") + " in "
      + editions + (editions === 1 ? " edition" : " editions")
      + (found.length > MOST ? ", the newest " + MOST + " shown" : "");
  };
  form.addEventListener("submit", (event) => { event.preventDefault(); search(); });
  const asked = new URLSearchParams(location.search);
  query.value = asked.get("q") || "";
  if (Array.from(within.options).some((option) => option.value === asked.get("series"))) within.value = asked.get("series");
  if (query.value) search();
})();
