/** The transcript on paper: codes in the margin with the words where they begin and end, readable without colour. */

import { element } from "./dom.js";
import { inReadingOrder } from "./store.js";

const FIRST_WORDS = 3;
const LAST_WORDS = 2;

export class Print {
  /** @param {object} desk */
  constructor(desk) {
    this.desk = desk;
    this.media = window.matchMedia("print");
    this.changed = () => (this.media.matches ? this.fill() : this.empty());
    this.media.addEventListener("change", this.changed);
    this.lists = [];
  }

  fill() {
    this.empty();
    const { store, transcript } = this.desk;
    const turns = new Map();
    for (const item of [...this.desk.visibleItems().values()].sort(inReadingOrder)) {
      const turn = store.positions.turnAt(item.start);
      turns.set(turn, [...(turns.get(turn) ?? []), item]);
    }
    for (const [turn, items] of turns) {
      const list = element("ul.coder-print", {}, ...items.map((item) => this.#line(item)));
      transcript.margins[turn].append(list);
      this.lists.push(list);
    }
  }

  #line(item) {
    const { store, painting, t } = this.desk;
    const coder = item.kind === "coding" && item.mine ? "" : ` (${item.kind === "coding" ? item.coder : t("suggested")})`;
    return element(
      "li",
      { "data-look": item.kind },
      element("strong", {}, painting.name(item)),
      `${coder}: ${ends(store.positions.quote(item, Infinity))}`,
    );
  }

  empty() {
    for (const list of this.lists) list.remove();
    this.lists = [];
  }

  close() {
    this.media.removeEventListener("change", this.changed);
  }
}

function ends(quote) {
  const words = quote.split(/\s+/);
  if (words.length <= FIRST_WORDS + LAST_WORDS) return quote;
  return `${words.slice(0, FIRST_WORDS).join(" ")} … ${words.slice(-LAST_WORDS).join(" ")}`;
}
