/** Finding words in the transcript: a line under the toolbar with the words, their count and the way from one to the next. */

import { element, folded } from "./dom.js";

export class Find {
  /** @param {object} desk Gives `store`, `transcript`, `painting`, `t` and `goToTurn(index)`. */
  constructor(desk) {
    const { t } = desk;
    this.desk = desk;
    this.texts = null; // turn -> {text, unitOf}, made when something is looked for
    this.found = [];
    this.at = -1;
    this.input = element("input.coder-input", { type: "text", placeholder: t("find"), "aria-label": t("find"), spellcheck: false });
    this.count = element("span.coder-find-count", { role: "status" });
    const way = (label, step, sign) =>
      element("button.coder-tool", { type: "button", "aria-label": t(label), title: t(label), onclick: () => this.step(step) }, sign);
    const close = element("button.coder-tool", { type: "button", onclick: () => this.close() }, t("close"));
    const parts = [this.input, this.count, way("previous_found", -1, "↑"), way("next_found", +1, "↓"), close];
    this.node = element("div.coder-find", { role: "search", hidden: true }, ...parts);
    this.input.addEventListener("input", () => this.#search());
    this.node.addEventListener("keydown", (event) => this.#onKey(event));
  }

  open() {
    this.node.hidden = false;
    this.input.focus({ preventScroll: true });
    this.input.select();
    this.#search();
  }

  /** Close; what was found last becomes the selection, ready to be coded. */
  close() {
    this.node.hidden = true;
    this.desk.painting.find([], null);
    this.desk.transcript.focus();
    const span = this.found[this.at];
    if (span) this.desk.transcript.select(span);
  }

  /** The next (+1) or previous (-1) place, round and round. */
  step(direction) {
    if (!this.found.length) return;
    this.at = (this.at + direction + this.found.length) % this.found.length;
    this.#show();
    if (this.node.hidden) this.desk.transcript.select(this.found[this.at]);
  }

  #onKey(event) {
    event.stopPropagation();
    if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && event.target === this.input) this.step(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
  }

  /** Look for the typed words; the first place from the current turn on comes first. */
  #search() {
    const wanted = folded(this.input.value).trim();
    const { positions } = this.desk.store;
    this.texts ??= positions.turns.map((turn) => foldedWithUnits(turn.text));
    this.found = wanted ? this.texts.flatMap((text, turn) => places(text, wanted, positions.turns[turn])) : [];
    const from = positions.turns[this.desk.turn].start;
    this.at = Math.max(0, this.found.findIndex(({ start }) => start >= from));
    this.#show();
  }

  #show() {
    const { desk } = this;
    const n = this.found.length;
    const span = this.found[this.at];
    this.count.textContent = n ? desk.t("found_at", { rank: this.at + 1, n }) : this.input.value.trim() ? desk.t("found_none") : "";
    if (!span) this.at = -1;
    else desk.transcript.markTurn((desk.turn = desk.store.positions.turnAt(span.start)));
    if (span) desk.transcript.reveal(span);
    desk.painting.find(this.node.hidden ? [] : this.found, span ?? null);
  }
}

/** The text without case and accents, and for each of its units the unit of the text that it comes from. */
function foldedWithUnits(text) {
  const parts = [];
  const unitOf = [];
  let unit = 0;
  for (const character of text) {
    const plain = folded(character);
    parts.push(plain);
    for (let index = 0; index < plain.length; index++) unitOf.push(unit);
    unit += character.length;
  }
  unitOf.push(unit);
  return { text: parts.join(""), unitOf };
}

function places({ text, unitOf }, wanted, turn) {
  const found = [];
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
    found.push({ start: turn.toOffset(unitOf[at]), end: turn.toOffset(unitOf[at + wanted.length]) });
  }
  return found;
}
