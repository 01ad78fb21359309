/** Handles at both ends of the chosen passage, to move its boundaries by mouse; they snap to words. */

import { element } from "./dom.js";

export class Handles {
  /** @param {object} desk */
  constructor(desk) {
    this.desk = desk;
    this.nodes = { start: this.#handle("start"), end: this.#handle("end") };
    desk.transcript.list.append(this.nodes.start, this.nodes.end);
    this.sizes = new ResizeObserver(() => this.show());
    this.sizes.observe(desk.transcript.list);
  }

  #handle(edge) {
    const node = element("li.coder-handle", { "data-edge": edge, "aria-hidden": "true", hidden: true });
    node.addEventListener("pointerdown", (event) => this.#take(event, node, edge));
    for (const type of ["mousedown", "mouseup"]) node.addEventListener(type, (event) => event.stopPropagation());
    return node;
  }

  /** Put the handles where the chosen passage is now, with the next frame. */
  show() {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.#place());
  }

  #place() {
    const { desk, nodes } = this;
    const { item, span } = desk;
    const own = item && span && !desk.store.readonly && (item.kind !== "coding" || item.mine);
    nodes.start.hidden = nodes.end.hidden = !own;
    if (!own) return;
    const { transcript } = desk;
    const frame = transcript.list.getBoundingClientRect();
    const [first, last] = transcript.edgesOf(span);
    put(nodes.start, frame, first.left, first);
    put(nodes.end, frame, last.right, last);
  }

  #take(event, node, edge) {
    if (event.button !== 0) return;
    event.preventDefault();
    node.setPointerCapture(event.pointerId);
    const { desk } = this;
    const before = desk.edits;
    desk.root.toggleAttribute("data-dragging", true);
    const move = (moved) => this.#move(edge, desk.transcript.offsetAt(moved));
    const key = (pressed) => pressed.key === "Escape" && done(null);
    const done = (released) => {
      node.removeEventListener("pointermove", move);
      document.removeEventListener("keydown", key, true);
      desk.root.toggleAttribute("data-dragging", false);
      desk.transcript.focus();
      if (!released) desk.edits = before;
      if (released && desk.edits && desk.item?.kind === "coding") desk.run("code", released);
      else desk.refresh();
    };
    node.addEventListener("pointermove", move);
    node.addEventListener("pointerup", done, { once: true });
    document.addEventListener("keydown", key, true);
  }

  #move(edge, offset) {
    const { desk } = this;
    if (offset === null) return;
    const { start, end } = desk.span;
    const at = desk.store.positions.nearestEdge(offset, edge);
    const span = edge === "start" ? { start: at, end } : { start, end: at };
    if (span.end <= span.start || (span.start === start && span.end === end)) return;
    desk.edits = { ...desk.edits, ...span };
    desk.painting.draft(span);
    this.#place();
  }
}

function put(node, frame, left, { top, height }) {
  node.style.left = `${left - frame.left}px`;
  node.style.top = `${top - frame.top}px`;
  node.style.height = `${height}px`;
}
