/** The transcript on the page: one list item and one text node a turn. */

import { element } from "./dom.js";

export class Transcript {
  /**
   * @param {import("./positions.js").Positions} positions
   * @param {object[]} turns Turns of the contract.
   * @param {(name: string, values?: object) => string} t
   */
  constructor(positions, turns, t) {
    this.positions = positions;
    this.texts = turns.map((turn) => document.createTextNode(turn.text));
    this.margins = turns.map(() => element("div.coder-margin"));
    this.rows = turns.map((turn, index) => this.#row(turn, index, t));
    this.indexOfText = new Map(this.texts.map((text, index) => [text, index]));
    this.list = element("ol.coder-turns", { role: "list" }, ...this.rows);
    this.region = element("div.coder-transcript", { tabIndex: 0, role: "region", "aria-label": t("transcript") }, this.list);
  }

  #row(turn, index, t) {
    const speaker = element(
      "div.coder-speaker",
      { title: [turn.who, turn.time].filter(Boolean).join(" · ") },
      element("span.coder-number", {}, String(turn.n)),
      element("span.coder-label", {}, turn.label),
      turn.time && element("time.coder-time", {}, turn.time),
      element("span.coder-who", {}, turn.who),
    );
    const text = element("p.coder-text", {}, this.texts[index]);
    return element("li.coder-turn", { "data-role": turn.role, "data-index": index }, speaker, text, this.margins[index]);
  }

  focus() {
    this.region.focus({ preventScroll: true });
  }

  /** One StaticRange a turn for a span. */
  ranges(span) {
    return this.positions.pieces(span).map(({ turn, from, to }) => {
      const text = this.texts[turn];
      return new StaticRange({ startContainer: text, startOffset: from, endContainer: text, endOffset: to });
    });
  }

  /** Bring a span or a whole turn into view, with some lines around it. */
  reveal(span) {
    const row = this.rows[this.positions.turnAt(span.start)];
    const [range] = this.ranges(span);
    const live = document.createRange();
    live.setStart(range?.startContainer ?? row, range?.startOffset ?? 0);
    live.setEnd(range?.endContainer ?? row, range?.endOffset ?? 0);
    this.#scrollTo(live);
  }

  revealTurn(index) {
    const live = document.createRange();
    live.selectNode(this.rows[index]);
    this.#scrollTo(live);
  }

  #scrollTo(range) {
    const view = this.region.getBoundingClientRect();
    const place = range.getBoundingClientRect();
    const room = Math.min(72, view.height / 5);
    if (place.top < view.top + room / 3) this.region.scrollTop += place.top - view.top - room;
    else if (place.bottom > view.bottom - room / 3) {
      const needed = place.bottom - view.bottom + room;
      this.region.scrollTop += Math.min(needed, place.top - view.top - room);
    }
  }

  /** Where a span stands on the screen. */
  rectangleOf(span) {
    const [range] = this.ranges(span).slice(-1);
    if (!range) return this.region.getBoundingClientRect();
    const live = document.createRange();
    live.setStart(range.startContainer, range.startOffset);
    live.setEnd(range.endContainer, range.endOffset);
    return live.getBoundingClientRect();
  }

  /** First and last line box of a span on the screen. */
  edgesOf(span) {
    const boxes = this.ranges(span).flatMap(({ startContainer, startOffset, endOffset }) => {
      const live = document.createRange();
      live.setStart(startContainer, startOffset);
      live.setEnd(startContainer, endOffset);
      return [...live.getClientRects()];
    });
    return [boxes.at(0), boxes.at(-1)];
  }

  /** Dim the turns that are not heard. */
  dim(isHeard) {
    this.rows.forEach((row, index) => row.toggleAttribute("data-dimmed", !isHeard(index)));
  }

  markTurn(index) {
    this.marked?.removeAttribute("data-current");
    this.marked = this.rows[index];
    this.marked.setAttribute("data-current", "");
  }

  /** Show in the gutter which turns were read. */
  markRead(count) {
    for (let index = 0; index < this.rows.length; index++) this.rows[index].toggleAttribute("data-read", index < count);
  }

  /** @returns {{start: number, end: number}|null} The selected span in code points, without white space around it. */
  selection() {
    const selection = document.getSelection();
    if (!selection?.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!range.intersectsNode(this.list)) return null;
    const start = this.#offset(range.startContainer, range.startOffset, "start");
    const end = this.#offset(range.endContainer, range.endOffset, "end");
    return end > start ? this.positions.trimmed({ start, end }) : null;
  }

  select(span) {
    const ranges = this.ranges(span);
    const [first, last] = [ranges.at(0), ranges.at(-1)];
    const selection = document.getSelection();
    selection.setBaseAndExtent(first.startContainer, first.startOffset, last.endContainer, last.endOffset);
  }

  placeCaret(offset) {
    const turn = this.positions.turnAt(offset);
    document.getSelection().collapse(this.texts[turn], this.positions.turns[turn].toUnit(offset));
  }

  /** Whether the selection, empty or not, is in the text. */
  hasCaret() {
    return this.list.contains(document.getSelection().anchorNode);
  }

  clearSelection() {
    document.getSelection().removeAllRanges();
  }

  /** Extend the selection by a word (left, right) or a line (up, down). */
  extend(key) {
    const forward = key === "ArrowRight" || key === "ArrowDown";
    const step = key === "ArrowRight" || key === "ArrowLeft" ? "word" : "line";
    const selection = document.getSelection();
    selection.modify("extend", forward ? "forward" : "backward", step);
    const focus = document.createRange();
    focus.setStart(selection.focusNode, selection.focusOffset);
    this.#scrollTo(focus);
  }

  /** Code point offset of a mouse event, or null outside the text. */
  offsetAt(event) {
    const caret = document.caretPositionFromPoint?.(event.clientX, event.clientY);
    const turn = this.indexOfText.get(caret?.offsetNode);
    return turn === undefined ? null : this.positions.turns[turn].toOffset(caret.offset);
  }

  turnOf(node) {
    const row = node.closest?.(".coder-turn");
    return row ? Number(row.dataset.index) : null;
  }

  /** A selection may end outside the text (triple click): the nearest text inside it counts. */
  #offset(node, unit, edge) {
    const turn = this.indexOfText.get(node);
    if (turn !== undefined) return this.positions.turns[turn].toOffset(unit);
    const next = this.#firstTextAfter(node, unit);
    if (edge === "start") return next < this.texts.length ? this.positions.turns[next].start : Infinity;
    return next > 0 ? this.positions.turns[next - 1].end : 0;
  }

  #firstTextAfter(node, unit) {
    const point = document.createRange();
    point.setStart(node, unit);
    const text = document.createRange();
    let [low, high] = [0, this.texts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      text.selectNodeContents(this.texts[middle]);
      if (point.compareBoundaryPoints(Range.START_TO_START, text) <= 0) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
