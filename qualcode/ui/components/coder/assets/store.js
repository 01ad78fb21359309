/**
 * What the coder sees of a transcript: what the server confirmed, with the operations on their way on top.
 */

import { Positions } from "./positions.js";
import { UNDOABLE, applyOperation, asCoding, asSuggestion, codingKey, isOpen, suggestionKey } from "./operations.js";

export class Store {
  /**
   * @param {object} doc The `doc` of the contract.
   * @param {object[]} pending Operations of this transcript that wait in the outbox.
   */
  constructor(doc, pending) {
    this.turns = doc.turns;
    this.positions = new Positions(doc.turns);
    this.indexOfTurn = new Map(doc.turns.map((turn, index) => [turn.n, index]));
    this.attributes = new Map(doc.attributes.map((attribute) => [attribute.id, attribute]));
    this.present = new Map(); // former name or id of a coding -> the one it has now
    this.expected = new Map(); // the same, by operations that are not acknowledged yet
    this.effects = new Map(); // operation id -> Effect
    this.history = []; // operation ids that undo can take back, oldest first
    this.load(doc, pending);
  }

  /** Take over the server's picture of the same transcript version; the text stays. */
  load(doc, pending) {
    this.codes = new Map(doc.codes.map((code) => [code.id, code]));
    this.display = doc.display;
    this.readonly = doc.readonly;
    this.pending = [...pending];
    this.confirmed = {
      codings: new Map(doc.codings.map(asCoding).map((coding) => [coding.key, coding])),
      suggestions: new Map(doc.suggestions.map(asSuggestion).map((suggestion) => [suggestion.key, suggestion])),
      readUpto: doc.read_upto,
      readInFull: doc.read_in_full,
    };
    this.#replay();
  }

  /** Show an operation of this coder at once. */
  perform(operation) {
    this.pending.push(operation);
    this.shown = copyOf(this.shown);
    this.#apply(operation);
    if (operation.kind === "undo") this.history = this.history.filter((op) => op !== operation.of);
    else if (UNDOABLE.has(operation.kind)) this.history.push(operation.op);
  }

  /**
   * Take in the server's answer to one operation; a refused one is taken back. What was done in another window and
   * stands in its way can be undone here.
   */
  acknowledge(ack) {
    this.pending = this.pending.filter((operation) => operation.op !== ack.op);
    if (ack.ok) this.#confirm(ack);
    else this.history = [...this.history.filter((op) => op !== ack.op && op !== ack.undo), ...(ack.undo ? [ack.undo] : [])];
  }

  /** To be called after a batch of `acknowledge`. */
  settle() {
    this.#replay();
  }

  #confirm(ack) {
    const { codings, suggestions } = this.confirmed;
    for (const id of ack.removed) codings.delete(codingKey(id));
    for (const coding of ack.codings.map(asCoding)) codings.set(coding.key, coding);
    if (ack.codings.length) this.#rename(ack.op, ack.codings[0].id);
    for (const { id, verdict } of ack.suggestions) {
      const suggestion = suggestions.get(suggestionKey(id));
      if (suggestion) suggestions.set(suggestion.key, { ...suggestion, verdict });
    }
    this.confirmed.readUpto = ack.read_upto ?? this.confirmed.readUpto;
    this.confirmed.readInFull = ack.read_in_full ?? this.confirmed.readInFull;
  }

  #rename(op, id) {
    const restored = this.effects.get(op)?.restored ?? [];
    for (const name of [`op:${op}`, ...restored.map(([former]) => former)]) this.present.set(name, id);
    this.present.delete(id);
  }

  #replay() {
    this.shown = copyOf(this.confirmed);
    this.expected.clear();
    for (const operation of this.pending) this.#apply(operation);
  }

  #apply(operation) {
    const known = { resolve: (id) => this.resolve(id), effectOf: (op) => this.effects.get(op) };
    const effect = applyOperation(this.shown, operation, known);
    for (const [former, name] of effect.restored) this.expected.set(former, name);
    if (!this.effects.has(operation.op)) this.effects.set(operation.op, effect);
  }

  /** The present id of a coding that may be named by its operation. */
  resolve(id) {
    let now = id;
    for (;;) {
      const next = this.expected.get(now) ?? this.present.get(now);
      if (next === undefined) return now;
      now = next;
    }
  }

  /** The present key of an item that was remembered by key. */
  resolveKey(key) {
    if (!key?.startsWith("c:")) return key;
    const name = key.slice(2);
    return codingKey(this.resolve(name.startsWith("op:") ? name : Number(name)));
  }

  /** @returns {object|undefined} The coding or suggestion with this key. */
  item(key) {
    return this.shown.codings.get(key) ?? this.shown.suggestions.get(key);
  }

  code(id) {
    return this.codes.get(id) ?? { id, label: id, family: "", path: "", colour: 7, definition: "", attributes: [] };
  }

  /** Attributes that a code takes, in the codebook's order. */
  attributesOf(code) {
    return this.code(code).attributes.map((id) => this.attributes.get(id)).filter(Boolean);
  }

  /** Whether the suggestions of a turn may be seen by now. */
  revealed(turnIndex) {
    if (this.display === "always") return true;
    return this.display === "after_turn" && this.turns[turnIndex].n <= this.shown.readUpto;
  }

  /** Whether suggestions were visible in any turn of a span. */
  seen(span) {
    const [first, last] = this.positions.turnsOf(span);
    return this.turns.slice(first, last + 1).some((_, index) => this.revealed(first + index));
  }

  /** Open, revealed suggestions in reading order. */
  openSuggestions() {
    return [...this.shown.suggestions.values()]
      .filter((suggestion) => isOpen(suggestion) && this.revealed(this.positions.turnAt(suggestion.start)))
      .sort(inReadingOrder);
  }

  /** Whether a required attribute of a coding has no value that a person chose. */
  undetermined(coding) {
    return this.attributesOf(coding.code).some(({ id, required }) => required && coding.sources[id] !== "person");
  }
}

export const inReadingOrder = (one, other) => one.start - other.start || one.end - other.end;

function copyOf(picture) {
  return { ...picture, codings: new Map(picture.codings), suggestions: new Map(picture.suggestions) };
}
