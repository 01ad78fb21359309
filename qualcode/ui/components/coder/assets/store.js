/**
 * What the coder sees of a transcript: what the server confirmed, with the operations on their way on top.
 */

import { History } from "./history.js";
import { Positions } from "./positions.js";
import { PROVISIONAL, applyOperation, asCoding, asSuggestion, asWaiting, codingKey, isOpen, suggestionKey } from "./operations.js";

const LIKELY = 3; // codes that are offered at once

export class Store {
  /**
   * @param {object} doc The `doc` of the contract.
   * @param {object[]} pending Operations of this transcript that wait in the outbox.
   * @param {string} identity Version and coder.
   */
  constructor(doc, pending, identity) {
    this.turns = doc.turns;
    this.positions = new Positions(doc.turns);
    this.indexOfTurn = new Map(doc.turns.map((turn, index) => [turn.n, index]));
    this.attributes = new Map(doc.attributes.map((attribute) => [attribute.id, attribute]));
    this.expected = new Map(); // the same, by operations that are not acknowledged yet
    this.effects = new Map(); // operation id -> Effect
    this.history = new History(identity, doc.suggestions);
    this.present = this.history.present;
    this.load(doc, pending);
  }

  /** Take over the server's picture of the same transcript version; the text stays. */
  load(doc, pending) {
    this.codes = new Map(doc.codes.map((code) => [code.id, code]));
    this.display = doc.display;
    this.readonly = doc.readonly;
    this.areas = doc.areas;
    this.notes = doc.notes;
    this.likely = doc.likely; // likeliest first
    this.lost = new Map(doc.waiting.map(asWaiting).map((coding) => [coding.id, coding]));
    this.pending = [...pending];
    this.confirmed = {
      codings: new Map(doc.codings.map(asCoding).map((coding) => [coding.key, coding])),
      suggestions: new Map(doc.suggestions.map(asSuggestion).map((suggestion) => [suggestion.key, suggestion])),
      waiting: new Map(this.lost),
      note: doc.note,
      readUpto: doc.read_upto,
      readInFull: doc.read_in_full,
    };
    this.#replay();
  }

  /** Show an operation of this coder at once; `again` when it does again what was undone. */
  perform(operation, again) {
    this.pending.push(operation);
    this.shown = copyOf(this.shown);
    this.#apply(operation);
    this.history.add(operation, again);
  }

  /**
   * Take in the server's answer to one operation; a refused one is taken back. What was done in another window and
   * stands in its way can be undone here.
   */
  acknowledge(ack) {
    const operation = this.pending.find(({ op }) => op === ack.op);
    this.pending = this.pending.filter((each) => each !== operation);
    if (ack.ok) this.#confirm(ack);
    else this.history.refuse(ack, operation);
  }

  /** To be called after a batch of `acknowledge`. */
  settle() {
    this.#replay();
  }

  #confirm(ack) {
    const { codings, suggestions } = this.confirmed;
    if (ack.code) this.codes.set(ack.code.id, ack.code);
    for (const id of ack.removed) codings.delete(codingKey(id));
    for (const coding of ack.codings.map(asCoding)) codings.set(coding.key, coding);
    this.#rename(ack);
    for (const { id, verdict } of ack.suggestions) {
      const suggestion = suggestions.get(suggestionKey(id));
      if (suggestion) suggestions.set(suggestion.key, { ...suggestion, verdict });
    }
    for (const id of ack.removed) this.confirmed.waiting.delete(id);
    for (const id of ack.waiting ?? []) if (this.lost.has(id)) this.confirmed.waiting.set(id, this.lost.get(id));
    this.confirmed.note = ack.note ?? this.confirmed.note;
    this.confirmed.readUpto = ack.read_upto ?? this.confirmed.readUpto;
    this.confirmed.readInFull = ack.read_in_full ?? this.confirmed.readInFull;
  }

  /** New codings come in the order in which they were made; those that undo brought back, in the order they had. */
  #rename({ op, codings }) {
    const restored = this.effects.get(op)?.restored ?? [];
    codings.forEach(({ id }, at) => {
      const [former, name] = restored[at] ?? [null, `op:${op}`];
      for (const known of [name, former]) if (known !== null && (at === 0 || restored[at])) this.present.set(known, id);
      this.present.delete(id);
    });
    this.history.keep();
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

  /** What an operation made before it was undone is from now on what the operation that did it again makes. */
  replaceBy(former, op) {
    this.present.set(this.resolve(`op:${former}`), `op:${op}`);
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
    const { codings, suggestions, waiting } = this.shown;
    return codings.get(key) ?? suggestions.get(key) ?? [...waiting.values()].find((coding) => coding.key === key);
  }

  code(id) {
    const label = id.startsWith(PROVISIONAL) ? id.slice(PROVISIONAL.length) : id;
    return this.codes.get(id) ?? { id, label, family: "", path: "", colour: 7, definition: "", attributes: [] };
  }

  /** Codings and suggestions that share words with a span, without this one, in order of the text. */
  sharing(span, key, items) {
    const here = [...items].filter((item) => item.key !== key && item.start < span.end && span.start < item.end);
    return here.sort(inReadingOrder);
  }

  /** Attributes that a code takes, in the codebook's order. */
  attributesOf(code) {
    return this.code(code).attributes.map((id) => this.attributes.get(id)).filter(Boolean);
  }

  /** Digit -> [attribute, value], as far as all values of an attribute still have one. */
  valuesByDigit(code) {
    const digits = new Map();
    for (const attribute of this.attributesOf(code)) {
      if (digits.size + attribute.values.length > 9) break;
      for (const value of attribute.values) digits.set(String(digits.size + 1), [attribute, value]);
    }
    return digits;
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

  /** Codes that may well belong to these words, likeliest first, as far as suggestions may be seen there by now. */
  likelyCodes(span) {
    const here = this.likely.filter(
      ({ start, end }) => start < span.end && span.start < end && this.revealed(this.positions.turnAt(start)),
    );
    const given = this.sharing(span, null, this.shown.codings.values()).map(({ code }) => code);
    const codes = [...new Set(here.map(({ code }) => code))].filter((code) => this.codes.has(code) && !given.includes(code));
    return codes.slice(0, LIKELY);
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
  const { codings, suggestions, waiting } = picture;
  return { ...picture, codings: new Map(codings), suggestions: new Map(suggestions), waiting: new Map(waiting) };
}
