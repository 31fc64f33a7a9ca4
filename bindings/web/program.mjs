// The program under node: what wasm-bindgen made for a worker, with its WebAssembly.
import { runInThisContext } from "node:vm";

export function program(glue, wasm) {
  const kidd = runInThisContext(`(() => { ${glue}\nreturn kiddWasm; })()`);
  kidd.initSync({ module: new WebAssembly.Module(wasm) });
  return kidd;
}
