/** The card beside the text: the suggestion or coding that keys work on, and what can be done with it. */

import { colours, element } from "./dom.js";

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
    ];
  }

  #card(item, edits) {
    const { t, store } = this.desk;
    const code = store.code(item.code);
    return [
      element("p.coder-kind", {}, this.#kind(item)),
      element("h3.coder-code", colours(code), code.label),
      element("p.coder-path", {}, code.path),
      element("p.coder-definition", {}, code.definition),
      element("blockquote.coder-quote", {}, store.positions.quote({ ...item, ...edits }, 220)),
      edits && element("p.coder-edits", { role: "status" }, t("edits_pending")),
      ...this.#reasons(item),
      this.#attributes(item, edits),
      item.memo && element("p.coder-memo", {}, item.memo),
      item.elsewhere && element("p.coder-elsewhere", {}, t("elsewhere_yes")),
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
    const rows = store.attributesOf(item.code).map((attribute) => {
      const chosen = edits?.attributes?.[attribute.id];
      const id = chosen === undefined ? item.attributes[attribute.id] : chosen;
      const value = attribute.values.find((value) => value.id === id);
      const source = chosen !== undefined ? "person" : item.kind === "suggestion" ? "suggested" : item.sources[attribute.id];
      return [
        element("dt", {}, attribute.label),
        element("dd", { "data-source": value ? source : "none" }, value?.label ?? t("undetermined")),
      ];
    });
    return rows.length ? element("dl.coder-facts", {}, ...rows.flat()) : null;
  }

  #actions(item) {
    const { store } = this.desk;
    if (store.readonly) return null;
    const takes = store.attributesOf(item.code).length ? ["attributes"] : [];
    if (item.kind === "suggestion") return this.#buttons(["accept", "reject", "correct", "skip", ...takes]);
    if (item.mine) return this.#buttons(["correct", ...takes, "memo", "elsewhere", "withdraw"]);
    return null;
  }

  #buttons(commands) {
    return element("div.coder-actions", {}, ...commands.map((command, index) => this.#button(command, index === 0)));
  }

  #button(command, first) {
    const { t, keys } = this.desk;
    return element(
      first ? "button.coder-button.coder-first" : "button.coder-button",
      { type: "button", "data-command": command, onclick: (event) => this.desk.run(command, event) },
      t(`button_${command}`),
      element("kbd", { "aria-hidden": "true" }, keys.printed(command)[0]),
    );
  }
}
