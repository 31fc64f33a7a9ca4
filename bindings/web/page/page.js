// The page round the program: it takes two texts, asks the worker, and shows the report in a frame of its own.
"use strict";
(() => {
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  // What the program takes at most; a larger file is not even read into memory.
  const MOST = 64 * 1024 * 1024;
  // Until a reader is told that he may stop it, in milliseconds.
  const PATIENCE = 4000;
  const NAMES = { old: "older", new: "newer" };
  const status = one("#status");
  const trouble = one("#trouble");

  // ---- the worker

  let worker;
  let started;
  let number = 0;
  const open = new Map();
  // Which text of each side the worker has read.
  let held = {};
  const source = URL.createObjectURL(new Blob([one("#worker").textContent], { type: "text/javascript" }));
  const wasm = one("#wasm").textContent;

  const ask = (question) => new Promise((resolve, reject) => {
    number += 1;
    open.set(number, { resolve, reject });
    worker.postMessage({ ...question, number });
  });
  const STOPPED = "stopped";
  // A program that stopped for good, or that the reader stops, gives way to a fresh one.
  const restart = (why) => {
    worker.terminate();
    for (const waiting of open.values()) waiting.reject(Object.assign(new Error(why), { stopped: true }));
    open.clear();
    start();
  };
  const unable = (why) =>
    say("", `The program cannot run in this browser (${why}). A browser of the last three years can.`);
  const start = () => {
    held = {};
    worker = new Worker(source);
    worker.onmessage = ({ data }) => {
      const waiting = open.get(data.number);
      open.delete(data.number);
      if (!waiting) return;
      if (data.error === undefined) waiting.resolve(data.answer);
      else waiting.reject(Object.assign(new Error(data.error), { stopped: data.stopped }));
    };
    worker.onerror = (event) => {
      event.preventDefault();
      unable(event.message || "its worker is not let in");
    };
    started = ask({ what: "start", wasm });
    started.catch((error) => error.stopped || unable(error.message));
  };

  // ---- what is said

  function say(text, wrong = "") {
    status.textContent = text;
    trouble.textContent = wrong;
    trouble.hidden = wrong === "";
  }
  const tell = (side, text, wrong = false) => {
    const told = one(".told", side.box);
    told.textContent = text;
    told.classList.toggle("wrong", wrong);
    // A screen reader is told of trouble at once.
    told.setAttribute("role", wrong ? "alert" : "status");
  };

  // ---- the two sides

  const sides = {};
  for (const id of ["old", "new"]) {
    sides[id] = { id, box: one(`#${id}`), text: null, version: 0 };
  }
  // A text is an edition, a file, or what was pasted; the last that was given counts.
  const give = (side, text) => {
    side.text = text;
    side.version += 1;
    side.read = null;
    const box = side.box;
    if (!text || text.kind !== "edition") one("select", box).value = "";
    if (!text || text.kind !== "paste") one("textarea", box).value = "";
    if (!text || text.kind !== "file") one("input", box).value = "";
    one(".clear", box).hidden = !text;
    tell(side, "");
    if (text && text.kind !== "paste") read(side).catch(() => {});
  };
  const describe = (read) => {
    const parts = [read.title || read.id, read.date, `${read.sentences} ${read.sentences === 1 ? "sentence" : "sentences"}`];
    if (read.illustrative) parts.push("a made-up text");
    return `Read: ${parts.filter(Boolean).join(", ")}.`;
  };
  // Has the worker read a side, unless it has; tells what was read or what is wrong.
  const read = async (side) => {
    const { text, version } = side;
    if (!text) throw new Error(`the ${NAMES[side.id]} text is missing; paste it, drop a file, or choose an edition`);
    try {
      if (text.kind === "file" && text.blob.size > MOST) {
        throw new Error(`${text.name}: is larger than 64 MiB, the most that one statement may have`);
      }
      await started;
      if (held[side.id] === version) return;
      tell(side, `Reading ${text.name} …`);
      const answer = text.kind === "edition"
        ? await ask({ what: "pick", side: side.id, edition: text.name })
        : await ask({ what: "read", side: side.id, name: text.name, blob: text.blob });
      if (side.version !== version) return;
      held[side.id] = version;
      tell(side, describe(answer));
    } catch (error) {
      if (side.version !== version) return;
      held[side.id] = undefined;
      const crashed = error.stopped && error.message !== STOPPED;
      if (crashed) restart(STOPPED);
      const told = crashed
        ? `${text.name}: is damaged: its parser gave up on it; get it anew, or save the statement as text`
        : error.stopped ? `${text.name}: was not read to its end` : error.message;
      tell(side, told, true);
      throw Object.assign(new Error(told), { stopped: error.stopped && !crashed });
    }
  };

  const fileOf = (file) => ({ kind: "file", name: file.name || "file", blob: file });
  for (const side of Object.values(sides)) {
    const box = side.box;
    one("input", box).addEventListener("change", (event) => {
      const file = event.target.files[0];
      if (file) give(side, fileOf(file));
    });
    one("select", box).addEventListener("change", (event) => {
      const name = event.target.value;
      give(side, name ? { kind: "edition", name } : null);
    });
    one("textarea", box).addEventListener("input", (event) => {
      const text = event.target.value;
      give(side, text.trim() ? { kind: "paste", name: `pasted-${side.id}.txt`, blob: new Blob([text]) } : null);
    });
    one(".clear", box).addEventListener("click", () => {
      give(side, null);
      one("textarea", box).focus();
    });
  }

  // Files that are dropped on a side are its; elsewhere the first is the older, unless that is there already.
  const filesOf = (transfer) => (transfer ? Array.from(transfer.files) : []);
  const take = (files, box) => {
    const [first, second] = files;
    if (!first) return;
    if (second) {
      give(sides.old, fileOf(first));
      give(sides.new, fileOf(second));
      if (files.length > 2) say("", `${files.length} files were dropped, and two are compared: ${first.name} and ${second.name}.`);
      return;
    }
    const side = box ? sides[box.id] : sides.old.text && !sides.new.text ? sides.new : sides.old;
    give(side, fileOf(first));
  };
  const over = (event) => {
    all(".side").forEach((box) => box.classList.toggle("over", event.type === "dragover" && box.contains(event.target)));
  };
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    over(event);
  });
  document.addEventListener("dragleave", over);
  document.addEventListener("drop", (event) => {
    over(event);
    const files = filesOf(event.dataTransfer);
    // Words that are dropped on a field are the browser's to put there.
    if (!files.length) return;
    event.preventDefault();
    take(files, event.target.closest(".side"));
  });
  document.addEventListener("paste", (event) => {
    const files = filesOf(event.clipboardData);
    const box = event.target.closest(".side");
    if (files.length) {
      event.preventDefault();
      take(files, box);
      return;
    }
    if (box || event.target.closest("iframe")) return;
    const side = sides.old.text && !sides.new.text ? sides.new : sides.old;
    const field = one("textarea", side.box);
    field.value = event.clipboardData.getData("text/plain");
    field.dispatchEvent(new Event("input"));
    field.focus();
    event.preventDefault();
  });

  // ---- comparing

  const frame = one("#report");
  const result = one("#result");
  let formats = [];
  let shown = null;
  let busy = false;
  const working = (is) => {
    busy = is;
    one("#compare").disabled = is;
    one("#stop").hidden = !is;
  };
  const compare = async () => {
    if (busy) return;
    working(true);
    delete result.dataset.milliseconds;
    const begun = performance.now();
    const patience = setTimeout(() => {
      status.textContent += " This takes long; it can be stopped.";
    }, PATIENCE);
    try {
      say("Reading …");
      const done = await Promise.allSettled([read(sides.old), read(sides.new)]);
      const failed = done.filter((one) => one.status === "rejected").map((one) => one.reason);
      if (failed.some((error) => error.stopped)) {
        say("Stopped.");
        return;
      }
      if (failed.length) {
        say("", failed.map((error) => error.message).join(" — "));
        return;
      }
      say("Comparing …");
      const bytes = await ask({ what: "report", format: "html" });
      show(bytes);
      result.dataset.milliseconds = Math.round(performance.now() - begun);
      say("The report is ready.");
    } catch (error) {
      if (error.stopped && error.message === STOPPED) {
        say("Stopped.");
        return;
      }
      if (error.stopped) restart(STOPPED);
      say("", `The texts cannot be compared: ${error.stopped ? "they are too large for a browser" : error.message}`);
    } finally {
      clearTimeout(patience);
      working(false);
    }
  };
  const show = (bytes) => {
    if (shown) URL.revokeObjectURL(shown.address);
    const blob = new Blob([bytes], { type: "text/html" });
    const names = ["old", "new"].map((id) => sides[id].text.name.replace(/\.[^.]*$/, "").replace(/[^\p{L}\p{N}.-]+/gu, "-"));
    shown = { blob, address: URL.createObjectURL(blob), name: names.join("--") };
    // Not by its address: on a disk a page of that kind cannot jump to its own places.
    frame.srcdoc = new TextDecoder().decode(bytes);
    result.hidden = false;
    one("#form").open = false;
    one("#form-title").textContent = `The two texts: ${sides.old.text.name} → ${sides.new.text.name}`;
    one("#result-title").focus();
  };
  const save = async ({ name, title, ending, media_type: type }) => {
    try {
      const bytes = name === "html" ? await shown.blob.arrayBuffer() : await ask({ what: "report", format: name });
      const address = URL.createObjectURL(new Blob([bytes], { type }));
      const link = document.createElement("a");
      link.href = address;
      link.download = `${shown.name}.${ending}`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(address), 60000);
      say(`${title} saved as ${link.download}.`);
    } catch (error) {
      say("", `${title} cannot be made: ${error.message}`);
    }
  };

  one("#texts").addEventListener("submit", (event) => {
    event.preventDefault();
    compare();
  });
  one("#stop").addEventListener("click", () => {
    restart(STOPPED);
    one("#compare").focus();
  });
  one("#swap").addEventListener("click", () => {
    const [before, after] = [sides.old.text, sides.new.text];
    for (const [side, text] of [[sides.old, after], [sides.new, before]]) {
      const pasted = text?.kind === "paste" ? one("textarea", sides[side.id === "old" ? "new" : "old"].box).value : "";
      side.next = { text, pasted };
    }
    for (const side of Object.values(sides)) {
      const { text, pasted } = side.next;
      give(side, text);
      if (text?.kind === "paste") one("textarea", side.box).value = pasted;
      if (text?.kind === "edition") one("select", side.box).value = text.name;
    }
    say("Swapped.");
  });
  one("#example").addEventListener("click", () => {
    const names = all("option", sides.old.box).map((option) => option.value).filter(Boolean);
    for (const [side, name] of [[sides.old, names[0]], [sides.new, names.at(-1)]]) {
      give(side, { kind: "edition", name });
      one("select", side.box).value = name;
    }
    compare();
  });
  // Links of the report: its own places are shown in the frame, all else in a tab of its own, for the frame lets nothing in.
  frame.addEventListener("load", () => {
    const inside = frame.contentDocument;
    inside.addEventListener("click", (event) => {
      const link = event.target.closest("a[href]");
      if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      const to = link.getAttribute("href");
      if (to.startsWith("#")) frame.contentWindow.location.hash = to;
      else if (/^https?:\/\//.test(to)) window.open(to, "_blank", "noopener,noreferrer");
    });
  });
  one("#tab").hidden = location.protocol === "file:";
  one("#tab").addEventListener("click", () => window.open(shown.address, "_blank"));
  one("#print").addEventListener("click", () => frame.contentWindow.print());

  // A page of a site brings an edition along behind the `#`, which no server sees.
  const brought = new URLSearchParams(location.hash.slice(1));
  const bring = () => {
    const older = brought.get("older");
    if (!older) return;
    const name = (brought.get("name") || "edition").slice(0, 200);
    give(sides.old, { kind: "paste", name, blob: new Blob([older]) });
    one("textarea", sides.old.box).value = older;
    read(sides.old).catch(() => {});
    say(`The older text is ${name}. Give yours as the newer one.`);
    one("textarea", sides.new.box).focus();
  };

  start();
  started.then((program) => {
    formats = program.formats;
    for (const select of all("select")) {
      for (const edition of program.editions) {
        const words = [edition.name, edition.date, edition.illustrative ? "made up" : ""].filter(Boolean).join(", ");
        select.append(new Option(words, edition.name));
      }
    }
    const before = one("#print");
    for (const format of formats) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = `Save ${format.title}`;
      button.dataset.format = format.name;
      button.addEventListener("click", () => save(format));
      before.before(button);
    }
    bring();
    document.documentElement.dataset.ready = "yes";
  }).catch(() => {});
})();
