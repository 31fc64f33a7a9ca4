// kidd for JavaScript: two statements in, the report of the program out. Nothing is sent anywhere.
import init from "./glue.mjs";

/** The words of a text are UTF-8. */
const bytesOf = (given) => (typeof given === "string" ? new TextEncoder().encode(given) : new Uint8Array(given));

const local = async () => {
  const place = new URL("./kidd.wasm", import.meta.url);
  if (place.protocol !== "file:" || typeof process === "undefined") return place;
  // node fetches no files.
  return (await import("node:fs/promises")).readFile(place);
};

let ready;

/** Loads the WebAssembly, once. Without an argument: the file beside this one. */
export const load = (wasm) => (ready ??= Promise.resolve(wasm ?? local()).then((module_or_path) => init({ module_or_path })));

/** Reads and compares: an edition that ships is named, a text is given with its name. */
export const open = async (wasm) => {
  await load(wasm);
  const desk = new init.Desk();
  const side = (which, given) => {
    if (given && typeof given === "object" && typeof given.edition === "string") return JSON.parse(desk.pick(which, given.edition));
    const { name = which, text } = given && typeof given === "object" && "text" in given ? given : { text: given };
    return JSON.parse(desk.read(which, name, bytesOf(text)));
  };
  return {
    editions: JSON.parse(desk.editions()),
    formats: JSON.parse(init.Desk.formats()),
    version: init.Desk.version(),
    /** The report in a format, as bytes: the same that the program writes. */
    report(older, newer, format = "json") {
      side("old", older);
      side("new", newer);
      return desk.report(format);
    },
    /** The comparison as an object: kidd.comparison. */
    compare(older, newer) {
      return JSON.parse(new TextDecoder().decode(this.report(older, newer)));
    },
    /** Frees what the WebAssembly holds. */
    close() {
      desk.free();
    },
  };
};
