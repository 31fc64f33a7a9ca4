/** A statement: its text, the bytes of a file in any format that kidd reads, either with a name, or an edition that ships. */
export type Statement =
  | string
  | Uint8Array
  | ArrayBuffer
  | { text: string | Uint8Array | ArrayBuffer; name?: string }
  | { edition: string };

/** A change that means something. */
export interface Finding {
  rule: string;
  weight: "key" | "notable" | "minor";
  subject: string;
  message: string;
  section: string;
  change: string;
  /** The older text's words, or null. */
  from: string | null;
  /** The newer text's words, or null. */
  to: string | null;
  why: string[];
  history: string | null;
  [more: string]: unknown;
}

/** `kidd.comparison`; docs/schema/comparison.json has all of it. */
export interface Comparison {
  schema: string;
  cautions: string[];
  summary: Record<"same" | "reworded" | "added" | "removed" | "split" | "merged" | "moved" | "noise", number>;
  findings: Finding[];
  changes: Record<string, unknown>[];
  [more: string]: unknown;
}

export interface Kidd {
  readonly editions: { name: string; date: string | null; illustrative: boolean; source: string | null }[];
  readonly formats: { name: string; title: string; ending: string; media_type: string }[];
  readonly version: string;
  /** Throws an `Error` with one sentence that says what is wrong with a text and what to do. */
  report(older: Statement, newer: Statement, format?: string): Uint8Array;
  compare(older: Statement, newer: Statement): Comparison;
  close(): void;
}

/** Loads the WebAssembly, once. Without an argument: `kidd.wasm` beside the module. */
export function load(wasm?: BufferSource | WebAssembly.Module | URL | Response | Promise<Response>): Promise<unknown>;
export function open(wasm?: BufferSource | WebAssembly.Module | URL | Response | Promise<Response>): Promise<Kidd>;
