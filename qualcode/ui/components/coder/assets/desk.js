/**
 * The coder's desk: one transcript, the turn that is being read, the suggestion or coding that keys work on.
 * It ties the parts together and knows no key; what keys do is in commands.js.
 */

import { COMMANDS, READING, REPEATING } from "./commands.js";
import { Drafts } from "./drafts.js";
import { element, keysAreFree, translator, uuid } from "./dom.js";
import { Find } from "./find.js";
import { showTheme } from "./ground.js";
import { Handles } from "./handles.js";
import { Keys } from "./keys.js";
import * as marks from "./marks.js";
import { isOpen } from "./operations.js";
import { inOrder, keepOrder, orderAtFirst } from "./order.js";
import { Outbox } from "./outbox.js";
import { openedOverlay } from "./overlay.js";
import { Painting } from "./painting.js";
import { Panel } from "./panel.js";
import { Print } from "./print.js";
import { heard } from "./speakers.js";
import { Store } from "./store.js";
import { Tip } from "./tip.js";
import { Toolbar } from "./toolbar.js";
import { Transcript } from "./transcript.js";

const ASK_AGAIN = 2000;

export class Desk {
  /** @param {HTMLElement} parent Element that Streamlit gives to the component. */
  constructor(parent) {
    this.root = element("div.coder");
    this.live = element("div.coder-unseen", { role: "status", "aria-live": "polite" });
    parent.append(this.root);
    this.outbox = new Outbox(
      (operations) => this.#send(operations),
      () => this.toolbar?.show(),
    );
    this.drafts = new Drafts();
    this.shownAt = new Map(); // suggestion id -> when it was first on the card
    this.filter = { code: null, state: "all", speaker: "" };
    for (const type of ["keydown", "keypress", "keyup"]) this.root.addEventListener(type, keepFromPage);
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
    if (data.labels) this.#speak(data.labels);
    if (data.shortcuts) this.keys = new Keys(data.shortcuts);
    if (data.doc) this.#open(data);
    else if (!this.store || data.identity !== this.identity) this.#askForDocument();
    this.#answer(data.acks ?? []);
    if (data.focus && data.focus_nonce !== this.focusNonce && this.store) this.#goTo(data.focus);
    this.focusNonce = data.focus_nonce;
  }

  /** Other words mean another language: then the page is built anew. */
  #speak(labels) {
    const spoken = JSON.stringify(labels);
    this.respoken = spoken !== this.spoken;
    this.spoken = spoken;
    this.t = translator(labels);
  }

  #open(data) {
    clearTimeout(this.asking);
    const same = this.store && data.identity === this.identity && !this.respoken;
    this.respoken = false;
    this.identity = data.identity;
    const pending = this.outbox.of(this.identity);
    if (same) this.store.load(data.doc, pending);
    else this.#build(data.doc, pending);
    this.refresh();
    if (!same && !this.store.readonly) this.run("go_on_writing");
    if (this.outbox.size) setTimeout(() => this.outbox.flush());
  }

  #build(doc, pending) {
    this.drafts.holding(() => openedOverlay()?.close());
    this.painting?.close();
    this.print?.close();
    this.store = new Store(doc, pending, this.identity);
    this.#setOrder(orderAtFirst());
    this.transcript = new Transcript(this.store.positions, doc.turns, this.t);
    this.painting = new Painting(this.transcript, this.store, this.t);
    this.panel = new Panel(this);
    this.find = new Find(this);
    this.tip = new Tip(this);
    this.print = new Print(this);
    const { transcript, version } = doc;
    const corrected = this.text?.transcript === transcript && this.text.version !== version; // while it was open
    const failure = corrected ? this.toolbar.standing : null;
    this.toolbar = new Toolbar(this);
    if (failure) this.toolbar.fail(failure);
    this.text = { transcript, version };
    Object.assign(this, { current: null, edits: null, turn: 0, readShown: -1 });
    const top = element("div.coder-top", {}, this.toolbar.node, this.find.node);
    const frame = element("div.coder-frame", {}, top, this.transcript.region, this.panel.node);
    this.root.replaceChildren(frame, this.tip.node, this.live);
    this.handles = new Handles(this);
    this.filterSpeaker(this.filter.speaker);
    this.#listen(this.transcript.region);
    this.#fit();
    this.goToTurn(this.turnsRead());
    if (keysAreFree()) this.transcript.focus();
  }

  #listen(region) {
    this.root.onkeydown = (event) => this.#onKey(event);
    region.addEventListener("mousedown", (event) => this.#onMouseDown(event));
    region.addEventListener("mouseup", (event) => this.#onMouseUp(event));
    region.addEventListener("click", (event) => this.#onEnter(event));
  }

  #askForDocument() {
    clearTimeout(this.asking);
    this.trigger("resend", uuid());
    this.asking = setTimeout(() => this.#askForDocument(), ASK_AGAIN);
  }

  #send(operations) {
    for (const { op } of operations) marks.note(op, "sent");
    this.trigger("ops", operations);
  }

  #answer(acks) {
    const answered = this.outbox.take(acks);
    const unknown = acks.some(({ waiting = [] }) => this.store && waiting.some((id) => !this.store.lost.has(id)));
    if (!answered.length) return;
    for (const [ack, operation, since] of answered) {
      marks.note(ack.op, "acked");
      this.drafts.acknowledge(ack);
      if (this.store && operation.identity === this.identity) this.store.acknowledge(ack);
      if (ack.ok) this.toolbar?.recover(since);
      else this.toolbar?.fail(ack.error);
    }
    if (!this.store) return;
    if (unknown || answered.some(([ack]) => !ack.ok)) this.#askForDocument(); // somebody did something meanwhile: take it in
    this.store.settle();
    this.refresh();
  }

  #goTo(focus) {
    const { store } = this;
    if (focus.turn !== undefined) this.goToTurn(store.indexOfTurn.get(focus.turn) ?? 0);
    else if (focus.span) {
      const [start, end] = focus.span;
      this.goToTurn(store.positions.turnAt(start));
      this.painting.focus({ start, end });
      this.transcript.reveal({ start, end });
    } else this.select(store.item(`c:${focus.coding}`));
    this.refresh();
  }

  /** Carry out a command by name; a click gives the keyboard back to the text. */
  run(command, event) {
    this.toolbar.hint("");
    if (event?.type === "click") this.transcript.focus();
    if (this.store.readonly && !READING.has(command)) this.tell(this.t("readonly"));
    else COMMANDS[command](this, event);
  }

  /** Show an operation, remember it and send it. Returns its id. */
  perform(kind, fields, event, { again = false } = {}) {
    const op = uuid();
    marks.begin(op, kind, event?.timeStamp ?? performance.now());
    const about = this.#about(fields);
    const operation = {
      op,
      kind,
      identity: this.identity,
      at: new Date().toISOString(),
      shown_at: this.shownAt.get(fields.suggestion) ?? null,
      seen: about ? this.store.seen(about) : false,
      ...fields,
    };
    this.store.perform(operation, again);
    this.outbox.push(operation);
    this.edits = null;
    this.refresh();
    marks.paintedSoon(op);
    return op;
  }

  #about(fields) {
    if (fields.start !== undefined && fields.end !== undefined) return fields;
    if (fields.suggestion !== undefined) return this.store.item(`s:${fields.suggestion}`);
    if (fields.coding !== undefined) return this.store.item(`c:${this.store.resolve(fields.coding)}`);
    return this.store.positions.turns[this.turn];
  }

  /** The coding or suggestion that keys work on. */
  get item() {
    return this.current && this.store.item(this.current);
  }

  /** Its span with the changes that were not kept yet. */
  get span() {
    const { item } = this;
    return item && (item.start !== null || this.edits) ? { start: item.start, end: item.end, ...this.edits } : null;
  }

  /** Let keys work on this coding or suggestion, or on none. */
  select(item) {
    this.current = item?.key ?? null;
    this.edits = null;
    this.painting.focus(null);
    if (item && item.start !== null) {
      this.turn = this.store.positions.turnAt(item.start);
      this.transcript.markTurn(this.turn);
      if (item.kind === "suggestion" && !this.shownAt.has(item.id)) this.shownAt.set(item.id, new Date().toISOString());
      this.say(`${this.store.code(item.code).label}: ${this.store.positions.quote(item, 160)}`);
    }
    this.#showCurrent();
    if (item && item.start !== null) this.transcript.reveal(item); // last: it reads the layout
  }

  /** Choose by mouse: the keyboard stays in the text. */
  choose(item) {
    this.transcript.focus();
    this.select(item);
  }

  goToTurn(index) {
    this.turn = Math.max(0, Math.min(index, this.store.turns.length - 1));
    this.transcript.markTurn(this.turn);
    this.transcript.revealTurn(this.turn);
  }

  /** Paint what changed. */
  refresh() {
    this.current = this.store.resolveKey(this.current);
    const { item } = this;
    if (!item || (item.kind === "suggestion" && !isOpen(item))) this.current = null;
    this.painting.paint(this.visibleItems());
    this.#showCurrent();
    this.toolbar.show();
    if (this.readShown !== this.turnsRead()) this.transcript.markRead((this.readShown = this.turnsRead()));
  }

  #showCurrent() {
    this.painting.point(this.item);
    this.painting.draft(this.edits && this.span);
    this.panel.show(this.item, this.edits);
    this.handles.show();
  }

  /** Codings and suggestions that pass the filter, by key. */
  visibleItems() {
    const { state } = this.filter;
    const codings = [...this.store.shown.codings.values()].filter(
      ({ mine }) => state === "all" || (state === "mine" && mine) || (state === "others" && !mine),
    );
    const suggestions = state === "all" || state === "open" ? this.store.openSuggestions() : [];
    return new Map([...codings, ...suggestions].filter((item) => this.#passes(item)).map((item) => [item.key, item]));
  }

  #passes(item) {
    const { code } = this.filter;
    if (!code || item.code === code.id) return true;
    const below = code.path ? `${code.path} › ${code.label}` : code.label;
    const { path } = this.store.code(item.code);
    return path === below || path.startsWith(`${below} › `);
  }

  filterState(state) {
    this.filter.state = state;
    this.refresh();
    this.transcript.focus();
  }

  /** Walk through suggestions in another order. */
  workInOrder(order) {
    this.#setOrder(order);
    this.refresh();
    this.transcript.focus();
    this.say(this.t(`order_${order}`));
  }

  #setOrder(order) {
    this.order = order;
    this.inOrder = inOrder(order, [...this.store.codes.keys()]);
    keepOrder(order);
  }

  /** Dim the turns of everybody else. */
  filterSpeaker(speaker) {
    this.filter.speaker = speaker;
    this.transcript.dim((index) => heard(this.store.turns[index], speaker));
    this.toolbar.show();
  }

  filterCode(code) {
    this.filter.code = code;
    this.refresh();
  }

  /** How many turns from the start were read. */
  turnsRead() {
    const { readUpto } = this.store.shown;
    const first = this.store.turns.findIndex(({ n }) => n > readUpto);
    return first < 0 ? this.store.turns.length : first;
  }

  /** Tell a screen reader. */
  say(text) {
    this.live.textContent = text;
  }

  /** Tell everybody why nothing happened. */
  tell(text) {
    this.say(text);
    this.toolbar.hint(text);
  }

  #onKey(event) {
    if (event.target.closest("select, input, textarea, .coder-overlay")) return;
    if (event.target.closest("button") && (event.key === "Enter" || event.key === " ")) return;
    const command = this.keys.command(event);
    if (!command) return;
    event.preventDefault();
    if (!event.repeat || REPEATING.has(command)) this.run(command, event);
  }

  #onMouseDown(event) {
    if (event.target.closest(".coder-margin")) event.preventDefault();
    this.pressed = { x: event.clientX, y: event.clientY, offset: this.transcript.offsetAt(event) };
  }

  /** A drag is a selection to code; a click chooses what stands there. */
  #onMouseUp(event) {
    if (event.button !== 0) return;
    const key = event.target.closest("[data-key]")?.dataset.key;
    const span = this.transcript.selection() ?? this.#dragged(event);
    this.transcript.focus();
    if (key) this.select(this.store.item(key));
    else if (span) this.run("code_span", { span, timeStamp: event.timeStamp });
    else this.#click(event);
  }

  /** Enter on a label in the margin; a click of the mouse was dealt with when the button came up. */
  #onEnter(event) {
    const key = event.detail === 0 && event.target.closest("[data-key]")?.dataset.key;
    if (key) this.choose(this.store.item(key));
  }

  /** Chromium reports some drags that begin on a first character as an empty selection. */
  #dragged(event) {
    const { x, y, offset } = this.pressed ?? {};
    const other = this.transcript.offsetAt(event);
    if (offset == null || other == null || Math.hypot(event.clientX - x, event.clientY - y) < 6) return null;
    const [start, end] = [Math.min(offset, other), Math.max(offset, other)];
    return start < end ? this.store.positions.trimmed({ start, end }) : null;
  }

  #click(event) {
    const offset = this.transcript.offsetAt(event);
    const turn = this.transcript.turnOf(event.target);
    if (turn !== null) this.transcript.markTurn((this.turn = turn));
    const here = [...this.visibleItems().values()].filter(({ start, end }) => start <= offset && offset < end);
    here.sort((one, other) => one.end - one.start - (other.end - other.start));
    this.select(here[(here.findIndex(({ key }) => key === this.current) + 1) % here.length]);
  }

  /** Fill the window below the place where the component starts. */
  #fit() {
    const top = this.root.getBoundingClientRect().top + (this.root.closest("section")?.scrollTop ?? 0);
    this.root.style.setProperty("--coder-top", `${Math.max(0, Math.round(top))}px`);
  }

  close() {
    clearTimeout(this.asking);
    this.drafts.holding(() => openedOverlay()?.close());
    this.outbox.close();
    this.painting?.close();
    this.print?.close();
    window.removeEventListener("resize", this.resized);
    this.root.remove();
  }
}

/** Streamlit has hotkeys of its own (r, c): no key that is pressed here may reach them. */
function keepFromPage(event) {
  event.stopPropagation();
}
