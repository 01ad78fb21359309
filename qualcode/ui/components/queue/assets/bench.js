/** The bench: one item after the other, what keys do with it, and the way to the server. */

import { element, keysAreFree, translator, uuid } from "../qualcode.coder/dom.js";
import { showTheme } from "../qualcode.coder/ground.js";
import { Keys } from "../qualcode.coder/keys.js";
import * as marks from "../qualcode.coder/marks.js";
import { Outbox } from "../qualcode.coder/outbox.js";
import { openedOverlay } from "../qualcode.coder/overlay.js";
import { Card } from "./card.js";
import { COMMANDS, KEYS, ON_ITEM } from "./commands.js";
import { Tally } from "./tally.js";
import { Work } from "./work.js";

const ASK_AGAIN = 2000;
const FEW = 60;

export class Bench {
  /** @param {HTMLElement} parent Element that Streamlit gives to the component. */
  constructor(parent) {
    this.root = element("div.coder.queue");
    this.live = element("div.coder-unseen", { role: "status", "aria-live": "polite" });
    parent.append(this.root);
    this.keys = new Keys(KEYS);
    this.away = new Map(); // operation that was taken back without an item here -> what it was about
    this.outbox = new Outbox(
      (operations) => this.#send(operations),
      () => this.card?.showSaved(),
    );
    for (const type of ["keydown", "keypress", "keyup"]) this.root.addEventListener(type, keepFromPage);
    this.root.addEventListener("keydown", (event) => this.#onKey(event));
    this.sizes = new ResizeObserver(() => this.#fit()); // what stands above comes and goes
    this.sizes.observe(this.root.closest("[data-testid=stMainBlockContainer]") ?? this.root);
    this.resized = () => this.#fit();
    window.addEventListener("resize", this.resized);
  }

  /**
   * Take in what Python sent.
   * @param {object} data Payload of the contract.
   * @param {(name: string, value: unknown) => void} trigger Sends a trigger value to Python.
   */
  receive(data, trigger) {
    this.trigger = trigger;
    showTheme(this.root);
    if (data === this.data) return;
    this.data = data;
    this.outbox.server.answered();
    if (data.labels) this.t = translator(data.labels);
    if (data.queue) this.#open(data);
    else if (!this.work || data.identity !== this.identity) this.#ask("resend", uuid());
    if (data.more && this.work) this.#append(data.more);
    this.#answer(data.acks ?? []);
  }

  #open({ identity, queue }) {
    clearTimeout(this.asking);
    this.identity = identity;
    openedOverlay()?.close();
    this.mark = queue.mark;
    this.determines = queue.determines;
    this.total = queue.total;
    this.ended = queue.ended;
    this.codes = new Map(queue.codes.map((code) => [code.id, code]));
    this.attributes = new Map(queue.attributes.map((attribute) => [attribute.id, attribute]));
    const before = this.work;
    this.work = new Work(queue.items.map(named), (code) => this.attributesOf(code, true));
    this.work.history = joined(queue.undoable, before?.of === identity ? before.history : []);
    this.work.of = identity;
    this.early = 0; // presses that came before there was anything to decide on
    this.edits = null;
    this.shownAt = new Map(); // item id -> when it was first on the card
    this.card = new Card(this);
    this.root.replaceChildren(this.card.node, this.live);
    if (before?.of === identity) this.work.goTo(before.item?.id);
    if (this.work.has(this.back)) this.work.goTo(this.back);
    this.back = undefined;
    for (const operation of this.outbox.operations.values()) this.#replay(operation);
    if (this.work.item?.id !== before?.item?.id) this.arrived = performance.now();
    const open = new Set(this.work.items.map(({ id }) => id));
    this.counted = [...this.work.done.keys()].filter((id) => !open.has(id)).length; // the total knew of them already
    this.tally = new Tally(identity);
    this.earlier = Math.max(0, this.tally.decided - this.work.done.size); // decided before the queue was opened like this
    this.refresh();
    if (this.outbox.size) setTimeout(() => this.outbox.flush());
    if (keysAreFree()) this.focus();
  }

  /** What was done before the page was loaded again is under way, and is not asked for anew. */
  #replay(operation) {
    const known = this.work.history.find(({ op }) => op === operation.op);
    this.work.history = this.work.history.filter((each) => each !== known);
    this.work.perform(operation);
    if (known && this.work.history.at(-1)?.op !== known.op) this.work.history.push(known); // it is no item any more
  }

  #append({ after, items }) {
    clearTimeout(this.asking);
    if (JSON.stringify(after) !== JSON.stringify(this.work.items.at(-1)?.after)) return;
    this.ended = !items.length;
    if (!this.work.item) this.arrived = performance.now();
    this.work.append(items.map(named));
    this.refresh();
  }

  /** Ask Python for something until it is there. */
  #ask(what, value) {
    clearTimeout(this.asking);
    this.trigger(what, value);
    this.asking = setTimeout(() => this.#ask(what, value), ASK_AGAIN);
  }

  #askForMore() {
    const after = this.work.items.at(-1)?.after;
    if (this.ended || !after || this.work.ahead >= FEW || this.askedAfter === after) return;
    this.askedAfter = after;
    this.#ask("more", { after, nonce: uuid() });
  }

  #send(operations) {
    for (const { op } of operations) marks.note(op, "sent");
    this.trigger("ops", operations);
  }

  #answer(acks) {
    const answered = this.outbox.take(acks);
    for (const [ack, operation] of answered) {
      marks.note(ack.op, "acked");
      if (ack.ok) this.#confirm(ack, operation);
      else if (this.work) this.#refuse(ack, operation);
    }
    if (answered.length && this.work) this.refresh();
  }

  #confirm(ack, operation) {
    if (this.away.has(operation.of)) this.#fetch(operation.of);
    if (!ack.repeats?.length || !this.work?.history.some(({ op }) => op === ack.op)) return;
    const { suggestion, identity } = operation;
    this.work.offers.push({ of: ack.op, suggestion, identity, repeats: ack.repeats });
    this.say(this.t("repeats_offered", { n: ack.repeats.length }));
  }

  /** What was taken back is no item here: the queue comes again with it. */
  #fetch(of) {
    this.back = this.away.get(of);
    this.away.delete(of);
    this.#ask("resend", uuid());
  }

  #refuse(ack, operation) {
    this.work.refuse(operation, ack.undo);
    this.card.fail(ack.error);
  }

  /** Carry out a command by name; a click gives the keyboard back to the queue. */
  run(command, event) {
    this.card.hint("");
    if (event?.type === "click") this.focus();
    if (this.#isMeant(command, event)) COMMANDS[command](this, event);
  }

  /** Not the second click of a double click, nor a press on an item that came before it was there; the coder is told. */
  #isMeant(command, event) {
    if (event?.type === "click" && event.detail > 1) this.tell(this.t("double_click"));
    else if (!ON_ITEM.has(command)) return true;
    else if (!this.work.item && this.ended) this.tell(this.card.atTheEnd());
    else if (!this.work.item || event?.timeStamp < this.arrived) this.tell(this.t("pressed_early", { n: ++this.early }));
    else return true;
    return false;
  }

  /** Show an operation on an item (or on what another operation did), remember it and send it. */
  perform(kind, { identity, id }, fields, event) {
    const op = kind.endsWith("_repeats") ? uuid() : this.mark + uuid(); // a batch is known by its own id
    this.early = 0;
    marks.begin(op, kind, event?.timeStamp ?? performance.now());
    const [at, shown_at] = [new Date().toISOString(), this.shownAt.get(id) ?? null];
    const operation = { op, kind, identity, at, shown_at, seen: true, ...fields };
    this.work.perform(operation);
    this.outbox.push(operation);
    this.edits = null;
    this.refresh();
    marks.paintedSoon(op);
  }

  /** Give a coding the value that it lacks. */
  determine(attribute, value, event) {
    if (!this.#isMeant("value", event)) return;
    const { item } = this.work;
    this.perform("change", item, { coding: item.name, attributes: { [attribute.id]: value } }, event);
  }

  code(id) {
    return this.codes.get(id) ?? { id, label: id, path: "", colour: 7, definition: "", attributes: [], required: [] };
  }

  /** Attributes that a code takes, or that it must have, in the codebook's order. */
  attributesOf(code, required = false) {
    const ids = required ? this.code(code).required : this.code(code).attributes;
    return ids.map((id) => this.attributes.get(id)).filter(Boolean);
  }

  /** How much was decided in this tab. */
  get decided() {
    return this.earlier + this.work.done.size;
  }

  /** What was done before the queue was opened like this is taken back; its items are fetched once that is stored. */
  forget({ op, suggestions = [], suggestion, code, transcript }) {
    const n = suggestions.length || 1;
    this.earlier = Math.max(0, this.earlier - n);
    this.total += n;
    this.away.set(op, suggestions[0] ?? suggestion);
    this.refresh();
    if (transcript) this.tell(this.t("undone_earlier", { code: this.code(code).label, transcript }));
  }

  /** Paint what changed. */
  refresh() {
    const { item } = this.work;
    this.tally.keep(this.decided);
    if (item && !this.shownAt.has(item.id)) this.shownAt.set(item.id, new Date().toISOString());
    this.card.show();
    this.#fit();
    this.#askForMore();
  }

  /** Let the words and the panel end with the window, so that what decides is in sight. */
  #fit() {
    if (!this.card) return;
    const top = this.card.region.getBoundingClientRect().top + (this.root.closest("section")?.scrollTop ?? 0);
    this.root.style.setProperty("--queue-top", `${Math.max(0, Math.round(top))}px`);
  }

  focus() {
    this.card.region.focus({ preventScroll: true });
  }

  /** Tell a screen reader. */
  say(text) {
    this.live.textContent = text;
  }

  /** Tell everybody why nothing happened. */
  tell(text) {
    this.say(text);
    this.card.hint(text);
  }

  #onKey(event) {
    if (event.repeat && !["j", "k"].includes(event.key)) return; // a key that is held down decides once
    if (!this.work || event.target.closest("select, input, textarea, .coder-overlay")) return;
    if (event.target.closest("button, a") && (event.key === "Enter" || event.key === " ")) return;
    const digit = this.determines && /^[1-9]$/.test(event.key);
    if (digit && !this.work.item) this.#isMeant("value", event);
    const value = digit && this.#valueAt(Number(event.key));
    const command = value ? "value" : this.keys.command(event);
    if (!value && !COMMANDS[command]) return;
    event.preventDefault();
    if (value) this.determine(...value, event);
    else this.run(command, event);
  }

  #valueAt(number) {
    const { item } = this.work;
    const [attribute] = item ? this.work.missing(item) : [];
    const value = attribute?.values[number - 1];
    return value && [attribute, value.id];
  }

  close() {
    clearTimeout(this.asking);
    openedOverlay()?.close();
    this.outbox.close();
    this.sizes.disconnect();
    window.removeEventListener("resize", this.resized);
    this.root.remove();
  }
}

/** What Python knows of and what was done here, each once, in order; batches lose their dashes on the server. */
function joined(earlier, here) {
  const plain = ({ op }) => op.replaceAll("-", "");
  const known = new Set(here.map(plain));
  return [...earlier.filter((each) => !known.has(plain(each))), ...here];
}

/** An item under the name by which operations call its coding. */
const named = (item) => ({ ...item, name: item.id });

/** Streamlit has hotkeys of its own (r, c): no key that is pressed here may reach them. */
function keepFromPage(event) {
  event.stopPropagation();
}
