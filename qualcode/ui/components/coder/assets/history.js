/**
 * What a coder can undo and do again. It lasts as long as the tab, also over a reload; the server knows each
 * operation, and refuses what cannot be undone any more.
 */

import { UNDOABLE } from "./operations.js";

const STORAGE_KEY = "qualcode.coder.history";
const KEPT = 200;
const NOT_AGAIN = new Set(["op", "kind", "identity", "at", "shown_at", "seen"]);

export class History {
  /**
   * @param {string} identity Version and coder that the operations are of.
   * @param {object[]} suggestions What was refused in a text before and came along to this one can be undone here.
   */
  constructor(identity, suggestions) {
    this.identity = identity;
    const { done = cameAlong(suggestions), undone = [], present = [] } = restored(identity);
    this.present = new Map(present); // former name or id of a coding -> the one it has now
    this.done = done; // operations that can be undone, oldest first
    this.undone = undone; // operations that can be done again, the latest undone last
  }

  /** Take note of an operation; `again` when it does again what was undone. */
  add(operation, again = false) {
    if (operation.kind === "undo") this.#takeBack(operation.of);
    else if (UNDOABLE.has(operation.kind)) {
      this.done.push(operation);
      if (!again) this.undone = [];
    }
    this.keep();
  }

  #takeBack(op) {
    const operation = this.done.find((each) => each.op === op);
    this.done = this.done.filter((each) => each !== operation);
    if (operation?.kind) this.undone.push(operation);
  }

  /**
   * Forget an operation that was refused; what was done in another window and stands in its way can be undone here,
   * but not done again.
   */
  refuse({ op, undo }, operation) {
    this.done = this.done.filter((each) => each.op !== op && each.op !== undo);
    if (operation?.kind === "undo") this.undone = this.undone.filter((each) => each.op !== operation.of);
    if (undo) this.done.push({ op: undo, kind: null });
    this.keep();
  }

  /** The id of the operation that undo takes back now, if any. */
  get last() {
    return this.done.at(-1)?.op;
  }

  /** Take out what is to be done again, or null: its kind and fields, and the operation that was undone. */
  again() {
    const operation = this.undone.pop();
    if (!operation) return null;
    const fields = Object.fromEntries(Object.entries(operation).filter(([name]) => !NOT_AGAIN.has(name)));
    return { kind: operation.kind, fields, former: operation.op };
  }

  keep() {
    const state = {
      identity: this.identity,
      done: this.done.slice(-KEPT),
      undone: this.undone.slice(-KEPT),
      present: [...this.present].slice(-2 * KEPT),
    };
    try {
      sessionStorage.setItem(STORAGE_KEY, JSON.stringify(state));
    } catch (error) {
      console.warn("qualcode: a reload would lose what can be undone", error);
    }
  }
}

/** The decisions on suggestions of a text before, oldest first; the server knows which operations made them. */
function cameAlong(suggestions) {
  return suggestions
    .filter(({ carried }) => carried !== undefined)
    .sort((one, other) => one.carried - other.carried)
    .map(({ id, verdict }) => ({ op: `s:${id}`, kind: verdict === "skipped" ? "skip" : "reject", suggestion: id }));
}

function restored(identity) {
  try {
    const state = JSON.parse(sessionStorage.getItem(STORAGE_KEY) ?? "{}");
    return state.identity === identity ? state : {};
  } catch {
    return {};
  }
}
