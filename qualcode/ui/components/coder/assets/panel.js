/** The card beside the text: the suggestion or coding that keys work on, and what can be done with it. */

import { colours, element } from "./dom.js";
import { lookOf } from "./painting.js";
import { valuesOf } from "./values.js";

/** Buttons that do what the key of another command does here. */
const ACTS = { attach: "accept", give_up: "reject" };

export class Panel {
  /**
   * @param {object} desk Gives `store`, `t`, `keys` and `run(command, event)`.
   */
  constructor(desk) {
    this.desk = desk;
    this.node = element("aside.coder-panel", { "aria-label": desk.t("panel") });
  }

  /**
   * @param {object|undefined} item Coding or suggestion.
   * @param {{start?: number, end?: number, attributes?: object}|null} edits Changes that were not kept yet.
   */
  show(item, edits) {
    this.node.replaceChildren(...(item ? this.#card(item, edits) : this.#rest()));
  }

  #rest() {
    const { t, store, keys } = this.desk;
    const open = store.openSuggestions().length;
    const hints = store.readonly ? [] : [...(open ? ["next_suggestion"] : []), "read", "extend", "code", "help"];
    const line = (command) => [
      element("dt", {}, element("kbd", {}, command === "extend" ? "⇧ →" : keys.printed(command)[0])),
      element("dd", {}, t(`do_${command}`)),
    ];
    return [
      element("p.coder-kind", {}, t("nothing_chosen")),
      element("p.coder-definition", {}, t(`display_${store.display}`)),
      element("dl.coder-keys", {}, ...hints.flatMap(line)),
      ...this.#notes(),
    ];
  }

  /** What the coder and colleagues have to say of the whole transcript, and codings that wait for a place. */
  #notes() {
    const { t, store } = this.desk;
    const { note, waiting } = store.shown;
    const n = waiting.size;
    return [
      note && element("p.coder-kind", {}, t("memo_on_transcript")),
      note && element("p.coder-memo", {}, note),
      ...store.notes.flatMap(({ coder, text }) => [
        element("p.coder-kind", {}, t("note_of", { coder })),
        element("p.coder-memo", {}, text),
      ]),
      n > 0 && element("p.coder-elsewhere", {}, t("count_waiting", { n })),
      store.readonly ? null : this.#buttons(n > 0 ? ["note", "next_waiting"] : ["note"], null),
    ].filter(Boolean);
  }

  #lost(item) {
    const { t, store } = this.desk;
    const code = store.code(item.code);
    const { edits } = this.desk;
    const placed = item.start !== null || edits;
    return [
      element("p.coder-kind", {}, t("without_place")),
      element("h3.coder-code", colours(code), code.label),
      element("p.coder-path", {}, code.path),
      element("blockquote.coder-quote", {}, item.exact),
      element("p.coder-kind", {}, t(placed ? "likely_place" : "no_likely_place")),
      placed && element("blockquote.coder-quote", {}, store.positions.quote({ ...item, ...edits }, 220)),
      store.readonly ? null : this.#buttons(["attach", "give_up"], "attach"),
    ].filter(Boolean);
  }

  #card(item, edits) {
    if (item.kind === "waiting") return this.#lost(item);
    const { t, store } = this.desk;
    const code = store.code(item.code);
    return [
      element("p.coder-kind", {}, this.#kind(item)),
      element("h3.coder-code", colours(code), code.label),
      valuesOf(store.attributesOf(item.code), (attribute) => this.#value(item, edits, attribute)),
      element("p.coder-path", {}, code.path),
      element("p.coder-definition", {}, code.definition),
      element("blockquote.coder-quote", {}, store.positions.quote({ ...item, ...edits }, 220)),
      this.#sharing(item, edits),
      edits && element("p.coder-edits", { role: "status" }, t("edits_pending")),
      ...this.#reasons(item),
      this.#attributes(item, edits),
      item.memo && element("p.coder-memo", {}, item.memo),
      this.#place(item),
      this.#actions(item),
    ].filter(Boolean);
  }

  #kind(item) {
    const { t } = this.desk;
    if (item.kind === "coding") return item.mine ? t("coding_mine") : t("coding_of", { coder: item.coder });
    const open = this.desk.store.openSuggestions().sort(this.desk.inOrder);
    const rank = open.findIndex(({ key }) => key === item.key) + 1;
    return t("suggestion_of", { rank, n: open.length });
  }

  /** What else stands on these words, as chips that choose it. */
  #sharing(item, edits) {
    const { store } = this.desk;
    const others = store.sharing({ ...item, ...edits }, item.key, this.desk.visibleItems().values());
    if (!others.length) return null;
    const chip = (other) =>
      element(
        "button.coder-chip",
        { type: "button", "data-look": lookOf(other), title: this.#kind(other), ...colours(store.code(other.code)), onclick: () => this.desk.choose(other) },
        store.code(other.code).label,
        ...(other.kind === "coding" && !other.mine ? [" ", element("small", {}, other.coder)] : []),
      );
    return element("div.coder-chips", { role: "group", "aria-label": this.desk.t("also_here") }, ...others.map(chip));
  }

  #place(item) {
    const { t, store } = this.desk;
    if (item.elsewhere) return element("p.coder-elsewhere", {}, t("elsewhere_yes"));
    if (!item.neighbourhood) return null;
    const area = store.areas.find(({ id }) => id === item.neighbourhood);
    return element("p.coder-elsewhere", {}, t("about_place", { name: area?.label ?? item.neighbourhood }));
  }

  #reasons(item) {
    if (item.kind !== "suggestion") return [];
    const { t } = this.desk;
    const percent = Math.round(item.score * 100);
    const score = element(
      "div.coder-score",
      {},
      element("span", {}, t("score")),
      element("span.coder-bar", { "--part": `${percent}%`, "aria-hidden": "true" }),
      element("span", {}, `${percent} %`),
    );
    return [score, element("p.coder-why", {}, item.why)];
  }

  #attributes(item, edits) {
    const { t, store } = this.desk;
    const digits = store.valuesByDigit(item.code);
    const own = !store.readonly && (item.kind === "suggestion" || item.mine);
    const rows = store.attributesOf(item.code).map((attribute) => {
      const { value, source } = this.#value(item, edits, attribute);
      return [
        element("dt", {}, attribute.label),
        element("dd", { "data-source": value ? source : "none" }, value?.label ?? t("undetermined")),
        own ? digitsOf(digits, attribute) : null,
      ];
    });
    return rows.length ? element("dl.coder-facts", {}, ...rows.flat().filter(Boolean)) : null;
  }

  /** The value of an attribute, if it has one, and where that comes from. */
  #value(item, edits, attribute) {
    const chosen = edits?.attributes?.[attribute.id];
    const id = chosen === undefined ? item.attributes[attribute.id] : chosen;
    const source = chosen !== undefined ? "person" : item.kind === "suggestion" ? "suggested" : item.sources[attribute.id];
    return { value: attribute.values.find((value) => value.id === id), source };
  }

  #actions(item) {
    const { store } = this.desk;
    if (store.readonly) return null;
    const takes = store.attributesOf(item.code).length ? ["attributes"] : [];
    if (item.kind === "suggestion") return this.#buttons(["accept", "reject", "correct", "skip", ...takes]);
    if (item.mine) return this.#buttons(["correct", ...takes, "memo", "neighbourhood", "elsewhere", "withdraw"]);
    return null;
  }

  #buttons(commands, first = commands[0]) {
    return element("div.coder-actions", {}, ...commands.map((command) => this.#button(command, command === first)));
  }

  #button(command, first) {
    const { t, keys } = this.desk;
    const act = ACTS[command] ?? command;
    return element(
      first ? "button.coder-button.coder-first" : "button.coder-button",
      { type: "button", "data-command": command, // the second click of two is impatience
        onclick: (event) => event.detail > 1 || this.desk.run(act, event) },
      t(`button_${command}`),
      element("kbd", { "aria-hidden": "true" }, keys.printed(act)[0]),
    );
  }
}

/** The values of an attribute with the digits that set them, where there are any. */
function digitsOf(digits, attribute) {
  const own = [...digits].filter(([, [{ id }]]) => id === attribute.id);
  if (!own.length) return null;
  const pairs = own.map(([digit, [, value]]) => element("span", {}, element("kbd", {}, digit), ` ${value.label}`));
  return element("dd.coder-digits", {}, ...pairs);
}
