/** The line above the text: counts, what is saved, filters, read in full. */

import { colours, element } from "./dom.js";
import { ORDERS } from "./order.js";
import { choicesOf } from "./speakers.js";

/** States to filter on. */
export const STATES = ["all", "open", "mine", "others", "none"];

export class Toolbar {
  /** @param {object} desk Gives `store`, `outbox`, `t`, `keys`, `filter` and `run(command, event)`. */
  constructor(desk) {
    this.desk = desk;
    const { t } = desk;
    this.counts = element("span.coder-counts");
    this.saved = element("span.coder-saved", { role: "status" });
    this.state = element(
      "select.coder-select",
      { "aria-label": t("filter_state"), onchange: () => desk.filterState(this.state.value) },
      ...STATES.map((state) => element("option", { value: state }, t(`state_${state}`))),
    );
    this.order = element(
      "select.coder-select",
      { "aria-label": t("order"), "data-command": "order", onchange: () => desk.workInOrder(this.order.value) },
      ...ORDERS.map((order) => element("option", { value: order }, t(`order_${order}`))),
    );
    this.speaker = element(
      "select.coder-select",
      { "aria-label": t("filter_speaker"), onchange: () => desk.filterSpeaker(this.speaker.value) },
      ...choicesOf(desk.store.turns, t).map(([value, label]) => element("option", { value }, label)),
    );
    this.code = this.#button("filter_code");
    this.read = this.#button("read_in_full");
    this.notice = element("span.coder-notice");
    this.error = element("div.coder-error", { role: "alert", hidden: true });
    const tools = element("div.coder-tools", {}, this.order, this.state, this.speaker, this.code, this.read, this.#button("find"), this.#button("help"));
    this.node = element("div.coder-toolbar", {}, this.counts, this.saved, this.notice, tools, this.error);
    if (desk.store.readonly) this.read.hidden = true;
    if (desk.store.display === "never") this.order.hidden = true;
  }

  #button(command) {
    const properties = { type: "button", "data-command": command, onclick: (event) => this.desk.run(command, event) };
    return element("button.coder-tool", properties, this.desk.t(`button_${command}`));
  }

  show() {
    this.#showCounts();
    this.#showSaved();
    this.#showFilter();
    const { t, store } = this.desk;
    const { readInFull } = store.shown;
    this.read.setAttribute("aria-pressed", String(readInFull));
    this.read.textContent = t(readInFull ? "read_in_full_yes" : "button_read_in_full");
  }

  #showCounts() {
    const { t, store } = this.desk;
    const mine = [...store.shown.codings.values()].filter((coding) => coding.mine).length;
    const read = store.shown.readInFull ? store.turns.length : Math.min(this.desk.turnsRead(), store.turns.length);
    const parts = [t("count_codings", { n: store.shown.codings.size, mine })];
    if (store.display !== "never") parts.push(t("count_open", { n: store.openSuggestions().length }));
    parts.push(t("count_read", { n: read, of: store.turns.length }));
    this.counts.textContent = parts.join(" · ");
  }

  #showSaved() {
    const { t, outbox } = this.desk;
    const state = outbox.late ? "late" : outbox.size ? "underway" : "saved";
    const text = t(`saved_${state}`, { n: outbox.size });
    if (this.saved.textContent !== text) this.saved.textContent = text;
    this.saved.dataset.state = state;
  }

  #showFilter() {
    const { t, filter } = this.desk;
    this.state.value = filter.state;
    this.speaker.value = filter.speaker;
    this.speaker.toggleAttribute("data-active", filter.speaker !== "");
    this.order.value = this.desk.order;
    this.order.toggleAttribute("data-active", this.desk.order !== ORDERS[0]);
    this.code.replaceChildren(filter.code ? filter.code.label : t("button_filter_code"));
    this.code.toggleAttribute("data-active", Boolean(filter.code));
    this.state.toggleAttribute("data-active", filter.state !== "all");
    const { "--line": line } = colours(filter.code ?? { colour: 7 });
    this.code.style.setProperty("--line", line);
  }

  /** Say why a key did nothing, until the next key; a screen reader hears it elsewhere. */
  hint(text) {
    this.notice.textContent = text;
  }

  /** Say what went wrong until the coder closes it, or has gone on. */
  fail(text) {
    this.failed = performance.now();
    this.failure = text;
    const close = element("button.coder-tool", { type: "button", onclick: () => (this.error.hidden = true) }, this.desk.t("close"));
    this.error.replaceChildren(element("span", {}, text), close);
    this.error.hidden = false;
  }

  /** What is said to have gone wrong, if it still stands. */
  get standing() {
    return this.error.hidden ? null : this.failure;
  }

  /** What was done since then was stored: what went wrong before is no longer what the coder is at. */
  recover(since) {
    if (since > this.failed) this.error.hidden = true;
  }
}
