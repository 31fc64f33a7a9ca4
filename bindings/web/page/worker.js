// The worker: it holds the program and answers one question at a time, so that the page never stands still.
"use strict";
let desk;

// The program comes as text: base64 of what gzip made of it.
const unpacked = async (text) => {
  const packed = Uint8Array.from(atob(text.trim()), (letter) => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
};

const answers = {
  async start({ wasm }) {
    await kiddWasm({ module_or_path: await WebAssembly.compile(await unpacked(wasm)) });
    desk = new kiddWasm.Desk();
    return { editions: JSON.parse(desk.editions()), formats: JSON.parse(kiddWasm.Desk.formats()) };
  },
  async read({ side, name, blob }) {
    const bytes = await blob.arrayBuffer().catch((error) => {
      throw new Error(`${name}: cannot be read (${error.message}); choose it again`);
    });
    return JSON.parse(desk.read(side, name, new Uint8Array(bytes)));
  },
  async pick({ side, edition }) {
    return JSON.parse(desk.pick(side, edition));
  },
  async report({ format }) {
    return desk.report(format);
  },
};

self.onmessage = async ({ data }) => {
  try {
    const answer = await answers[data.what](data);
    self.postMessage({ number: data.number, answer });
  } catch (error) {
    // What the program says is an Error; anything else is the program itself having stopped for good.
    const stopped = error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
    self.postMessage({ number: data.number, error: String(error.message), stopped });
  }
};
