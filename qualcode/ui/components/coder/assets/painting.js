/**
 * Colours in the text and stripes in the margin. Only what differs from the last painting is touched.
 *
 * Text nodes stay whole: colour comes from the CSS Custom Highlight API, one highlight a look.
 */

import { colours, element } from "./dom.js";
import { inReadingOrder } from "./store.js";

const LANES = 8;
const SINGLE = { current: 30, words: 25, draft: 40, focus: 20, hover: 35, found: 22, "found-now": 45 };

export class Painting {
  /**
   * @param {import("./transcript.js").Transcript} transcript
   * @param {import("./store.js").Store} store
   * @param {(name: string, values?: object) => string} t
   */
  constructor(transcript, store, t) {
    Object.assign(this, { transcript, store, t });
    this.painted = new Map(); // key -> item
    this.ranges = new Map(); // key -> [highlight, ranges]
    this.lanes = new Map(); // key -> lane
    this.inTurn = transcript.rows.map(() => new Set()); // keys of items in each turn
    this.highlights = new Map();
  }

  /**
   * Paint these items and nothing else.
   * @param {Map<string, object>} items Key -> coding or suggestion.
   */
  paint(items) {
    const touched = new Set();
    for (const [key, item] of this.painted) if (items.get(key) !== item) this.#erase(item, touched);
    const fresh = [...items.values()].filter((item) => !this.painted.has(item.key)).sort(inReadingOrder);
    for (const item of fresh) this.#draw(item, touched);
    for (const turn of touched) this.#fillMargin(turn);
  }

  /** Paint everything again, for instance when codes got other labels. */
  repaint(items) {
    this.paint(new Map());
    this.paint(items);
  }

  /** Mark the item that keys work on, with the words that led to it. */
  point(chosen) {
    const item = chosen?.start === null ? null : chosen; // a coding without a place stands nowhere
    this.#only("current", item ? [item] : []);
    this.#only("words", (item?.words ?? []).map(([start, end]) => ({ start, end })));
    for (const node of this.transcript.list.querySelectorAll("[data-pointed]")) pointAway(node);
    if (!item) return;
    const [first, last] = this.store.positions.turnsOf(item);
    for (const margin of this.transcript.margins.slice(first, last + 1)) {
      for (const node of margin.querySelectorAll(`[data-key="${item.key}"]`)) point(node);
    }
  }

  /** Show a span that is being chosen or changed; null for none. */
  draft(span) {
    this.#only("draft", span ? [span] : []);
  }

  /** Show a span that somebody was sent to; null for none. */
  focus(span) {
    this.#only("focus", span ? [span] : []);
  }

  /** Show the passage that the mouse points at in the margin; null for none. */
  hover(item) {
    this.#only("hover", item ? [item] : []);
  }

  /** Show what was found, and which of it the coder is at. */
  find(spans, now) {
    this.#only("found", spans);
    this.#only("found-now", now && spans.length ? [now] : []);
  }

  close() {
    for (const name of this.highlights.keys()) CSS.highlights.delete(name);
  }

  #only(name, spans) {
    const highlight = this.#highlight(`coder-${name}`, SINGLE[name]);
    highlight.clear();
    for (const range of spans.flatMap((span) => this.transcript.ranges(span))) highlight.add(range);
  }

  #highlight(name, priority) {
    if (!this.highlights.has(name)) {
      const highlight = new Highlight();
      highlight.priority = priority;
      this.highlights.set(name, highlight);
      CSS.highlights.set(name, highlight);
    }
    return this.highlights.get(name);
  }

  #erase(item, touched) {
    const [highlight, ranges] = this.ranges.get(item.key);
    for (const range of ranges) highlight.delete(range);
    this.ranges.delete(item.key);
    this.lanes.delete(item.key);
    this.painted.delete(item.key);
    for (const turn of this.#turns(item)) {
      this.inTurn[turn].delete(item.key);
      touched.add(turn);
    }
  }

  #draw(item, touched) {
    const look = lookOf(item);
    const highlight = this.#highlight(`coder-${look}-${this.store.code(item.code).colour}`, look === "suggested" ? 2 : 1);
    const ranges = this.transcript.ranges(item);
    for (const range of ranges) highlight.add(range);
    this.ranges.set(item.key, [highlight, ranges]);
    this.lanes.set(item.key, this.#freeLane(item));
    this.painted.set(item.key, item);
    for (const turn of this.#turns(item)) {
      this.inTurn[turn].add(item.key);
      touched.add(turn);
    }
  }

  #turns(item) {
    const [first, last] = this.store.positions.turnsOf(item);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  }

  #freeLane(item) {
    const taken = new Set();
    for (const turn of this.#turns(item)) {
      for (const key of this.inTurn[turn]) {
        const other = this.painted.get(key);
        if (other.start < item.end && item.start < other.end) taken.add(this.lanes.get(key));
      }
    }
    let lane = 0;
    while (taken.has(lane)) lane++;
    return lane;
  }

  #fillMargin(turn) {
    const items = [...this.inTurn[turn]].map((key) => this.painted.get(key)).sort(inReadingOrder);
    const text = this.store.positions.turns[turn];
    const width = Math.min(LANES, 1 + Math.max(-1, ...items.map(({ key }) => this.lanes.get(key))));
    const stripes = items.map((item) => this.#stripe(item, text));
    const labels = items.filter(({ start }) => start >= text.start).map((item) => this.#label(item));
    this.transcript.margins[turn].replaceChildren(
      element("div.coder-stripes", { "--lanes": width, "aria-hidden": "true" }, ...stripes),
      element("div.coder-labels", {}, ...labels),
    );
  }

  #stripe(item, text) {
    const length = Math.max(1, text.end - text.start);
    const from = Math.max(0, item.start - text.start) / length;
    const to = Math.min(length, item.end - text.start) / length;
    return element("span.coder-stripe", {
      ...this.#marks(item),
      "--lane": Math.min(LANES - 1, this.lanes.get(item.key)),
      "--top": `${from * 100}%`,
      "--height": `${(to - from) * 100}%`,
    });
  }

  #label(item) {
    const mark = element("span.coder-mark", { title: this.t("undetermined") }, "?");
    const missing = item.kind === "coding" && item.mine && this.store.undetermined(item);
    return element(
      "button.coder-tag",
      { ...this.#marks(item), type: "button", tabIndex: -1, "aria-label": this.#describe(item) },
      element("span.coder-tag-text", {}, this.store.code(item.code).label),
      missing ? mark : null,
      item.memo ? element("span.coder-mark", { title: this.t("has_memo") }, "✎") : null,
    );
  }

  #marks(item) {
    const code = this.store.code(item.code);
    return { "data-key": item.key, "data-look": lookOf(item), ...colours(code) };
  }

  #describe(item) {
    const { label, path } = this.store.code(item.code);
    const whole = path ? `${path} › ${label}` : label;
    const origin = this.#originOf(item);
    return origin ? `${whole} (${origin})` : whole;
  }

  #originOf(item) {
    if (item.kind === "suggestion") return `${this.t("suggested")}, ${Math.round(item.score * 100)} %`;
    return item.mine ? "" : item.coder;
  }

  /** The label of an item's code. */
  name(item) {
    return this.store.code(item.code).label;
  }

  /** Where an item belongs and who it is from. */
  origin(item) {
    return [this.store.code(item.code).path, this.#originOf(item)].filter(Boolean).join(" · ");
  }
}

/** The label that keys work on is the one that Tab reaches. */
function point(node) {
  node.setAttribute("data-pointed", "");
  if (node.matches("button")) node.tabIndex = 0;
}

function pointAway(node) {
  node.removeAttribute("data-pointed");
  if (node.matches("button")) node.tabIndex = -1;
}

/** How an item is drawn: `suggested`, `mine` or `other`. */
export function lookOf(item) {
  if (item.kind === "suggestion") return "suggested";
  return item.mine ? "mine" : "other";
}
