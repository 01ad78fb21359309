/** What is seen of the queue: the words around an item, the code that is proposed, and what can be done with it. */

import { colours, element, grouped } from "../qualcode.coder/dom.js";
import { TurnText } from "../qualcode.coder/positions.js";
import { valuesOf } from "../qualcode.coder/values.js";

const LISTED = 6;

export class Card {
  /** @param {object} bench Gives `work`, `outbox`, `t`, `keys`, `run(command, event)` and `determine`. */
  constructor(bench) {
    this.bench = bench;
    const { t } = bench;
    this.counts = element("span.coder-counts");
    this.saved = element("span.coder-saved", { role: "status" });
    this.notice = element("span.coder-notice");
    this.error = element("div.coder-error", { role: "alert", hidden: true });
    this.undo = this.#tool("undo");
    const tools = element("div.coder-tools", {}, this.undo, this.#tool("help"));
    const bar = element("div.coder-toolbar", {}, this.counts, this.saved, this.notice, tools, this.error);
    this.offer = element("div.queue-offer", { hidden: true });
    this.region = element("section.queue-words", { tabIndex: 0, "aria-label": t("words") });
    this.panel = element("aside.coder-panel", { "aria-label": t("panel") });
    this.node = element("div.queue-frame", {}, bar, this.offer, this.region, this.panel);
  }

  #tool(command) {
    const properties = { type: "button", "data-command": command, onclick: (event) => this.bench.run(command, event) };
    return element("button.coder-tool", properties, this.bench.t(`button_${command}`));
  }

  show() {
    const { work, t } = this.bench;
    const { item } = work;
    this.#showCounts();
    this.showSaved();
    this.#showOffer();
    this.region.replaceChildren(...(item ? this.#words(item) : [element("p.queue-end", {}, this.atTheEnd())]));
    this.panel.replaceChildren(...(item ? this.#facts(item) : []));
    this.panel.hidden = !item;
    this.marked?.scrollIntoView({ block: "nearest" });
    if (item && item.id !== this.said) this.bench.say(`${this.bench.code(item.code).label}: ${this.quote(item)}`);
    this.said = item?.id;
    this.region.setAttribute("aria-label", item ? `${t("words")} ${item.transcript}` : t("words"));
  }

  /** What is said where no item is. */
  atTheEnd() {
    const { work, ended, t } = this.bench;
    if (!ended) return t("loading");
    const passed = work.items.filter(({ id }) => !work.done.has(id)).length;
    return passed ? t("end_passed", { n: passed }) : t("end_done");
  }

  #showCounts() {
    const { work, t, total, counted, decided } = this.bench;
    this.undo.disabled = !work.history.length;
    const left = Math.max(0, total - (work.done.size - counted));
    this.counts.textContent = [t("count_done", { n: grouped(decided) }), t("count_left", { n: grouped(left) })].join(" · ");
  }

  showSaved() {
    const { t, outbox } = this.bench;
    const state = outbox.late ? "late" : outbox.size ? "underway" : "saved";
    const text = t(`saved_${state}`, { n: outbox.size });
    if (this.saved.textContent !== text) this.saved.textContent = text;
    this.saved.dataset.state = state;
  }

  /** Exact repeats of what was just accepted: what is stored of each, and where, before one key takes them along. */
  #showOffer() {
    const { work, t } = this.bench;
    const offer = work.offers.at(-1);
    this.offer.hidden = !offer;
    if (!offer) return;
    const [{ exact, code }] = offer.repeats;
    this.offer.replaceChildren(
      element("span", {}, t("repeats_offered", { n: offer.repeats.length })),
      element("q.queue-repeated", {}, exact),
      element("span.coder-code", colours(this.bench.code(code)), this.bench.code(code).label),
      element("div.queue-places", {}, ...this.#sorts(offer.repeats).map((each) => this.#sort(each))),
      this.#button("accept_repeats", true),
      this.#button("leave"),
    );
  }

  /** Repeats with the same values together, in order. */
  #sorts(repeats) {
    const sorts = new Map();
    for (const each of repeats) {
      const values = JSON.stringify(each.attributes, Object.keys(each.attributes).sort());
      sorts.set(values, [...(sorts.get(values) ?? []), each]);
    }
    return [...sorts.values()];
  }

  /** Values, and the places where they would be stored. */
  #sort(repeats) {
    const [{ code, attributes }] = repeats;
    const places = repeats.slice(0, LISTED).map((each) => link(each.href, `${each.transcript} ${each.turn}`));
    const given = valuesOf(this.bench.attributesOf(code), ({ id, values }) => ({
      value: values.find((value) => value.id === attributes[id]),
      source: "suggested",
    }));
    const more = repeats.length - LISTED;
    const rest = more > 0 ? this.bench.t("and_more", { n: more }) : "";
    return element("div", {}, given ?? element("span", {}, this.bench.t("no_values")), ...places, rest);
  }

  #words(item) {
    const { before } = item;
    const who = [item.who, ...item.neighbourhoods].filter(Boolean).join(" · ");
    this.link = link(item.href, `${item.transcript}, ${this.bench.t("turn", { n: item.turn })}`);
    return [
      element("p.queue-place", {}, this.link, element("span", {}, who)),
      before && element("p.queue-before", {}, before.label && element("b", {}, before.label), before.text),
      element("p.queue-here", {}, item.here.label && element("b", {}, item.here.label), ...this.#marked(item)),
    ].filter(Boolean);
  }

  /** The turn with the passage marked, and in it the words that led to the code. */
  #marked(item) {
    const turn = new TurnText(item.here.start, item.here.text);
    const cut = (start, end) => turn.text.slice(turn.toUnit(start), turn.toUnit(end));
    const pieces = [];
    let at = item.start;
    for (const [start, end] of [...item.words].sort(([one], [other]) => one - other)) {
      if (start < at || end > item.end) continue;
      pieces.push(cut(at, start), element("span.queue-word", {}, cut(start, end)));
      at = end;
    }
    const { "--line": line } = colours(this.bench.code(item.code));
    this.marked = element("mark", { "--line": line }, ...pieces, cut(at, item.end));
    return [cut(turn.start, item.start), this.marked, cut(item.end, turn.end)];
  }

  quote(item) {
    const turn = new TurnText(item.here.start, item.here.text);
    return turn.text.slice(turn.toUnit(item.start), turn.toUnit(item.end)).slice(0, 200);
  }

  #facts(item) {
    const { t, determines } = this.bench;
    const code = this.bench.code(item.code);
    const takes = this.bench.attributesOf(item.code);
    return [
      element("p.coder-kind", {}, t(determines ? "coding_mine" : this.#isRepeat(item) ? "suggested_repeat" : "suggested")),
      element("h2.coder-code", colours(code), code.label),
      determines ? null : valuesOf(takes, (attribute) => this.#value(item, attribute)),
      element("p.coder-path", {}, code.path),
      element("p.coder-definition", {}, code.definition),
      ...(determines ? this.#choices(item) : [...this.#reasons(item), this.#undetermined(item, takes), this.#decisions(item)]),
    ].filter(Boolean);
  }

  /** Whether an item is among the exact repeats that are offered. */
  #isRepeat(item) {
    return this.bench.work.offers.at(-1)?.repeats.some(({ id }) => id === item.id);
  }

  #reasons(item) {
    const percent = Math.round(item.score * 100);
    const bar = element("span.coder-bar", { "--part": `${percent}%`, "aria-hidden": "true" });
    const score = [element("span", {}, this.bench.t("score")), bar, element("span", {}, `${percent} %`)];
    return [element("div.coder-score", {}, ...score), element("p.coder-why", {}, item.why)];
  }

  /** The value of an attribute, if it has one, and where that comes from. */
  #value(item, attribute) {
    const chosen = this.bench.edits?.[attribute.id];
    const value = attribute.values.find(({ id }) => id === (chosen ?? item.attributes[attribute.id]));
    return { value, source: chosen ? "person" : "suggested" };
  }

  #undetermined(item, attributes) {
    const rows = attributes.filter((attribute) => !this.#value(item, attribute).value);
    const cells = rows.flatMap(({ label }) => [
      element("dt", {}, label),
      element("dd", { "data-source": "none" }, this.bench.t("undetermined")),
    ]);
    return rows.length ? element("dl.coder-facts", {}, ...cells) : null;
  }

  #decisions(item) {
    const takes = this.bench.attributesOf(item.code).length ? ["attributes"] : [];
    const commands = ["accept", "reject", "correct", "skip", ...takes];
    return element("div.coder-actions", {}, ...commands.map((command, at) => this.#button(command, at === 0)));
  }

  /** The attribute that is missing, with a digit for each value. */
  #choices(item) {
    const [attribute] = this.bench.work.missing(item);
    if (!attribute) return [];
    const proposed = item.attributes[attribute.id];
    const value = ({ id, label }, at) =>
      element(
        "button.coder-value",
        { type: "button", "data-source": id === proposed ? "suggested" : null, onclick: (event) => this.#choose(attribute, id, event) },
        element("kbd", { "aria-hidden": "true" }, String(at + 1)),
        label,
      );
    return [
      element("h3.coder-title", {}, attribute.label),
      element("div.queue-values", { role: "group", "aria-label": attribute.label }, ...attribute.values.map(value)),
      proposed && element("p.coder-hint", {}, this.bench.t("confirm_suggested")),
      attribute.rule && element("p.coder-definition", {}, attribute.rule),
    ];
  }

  #choose(attribute, value, event) {
    this.bench.focus();
    this.bench.determine(attribute, value, event);
  }

  #button(command, first) {
    const { t, keys } = this.bench;
    return element(
      first ? "button.coder-button.coder-first" : "button.coder-button",
      { type: "button", "data-command": command, onclick: (event) => this.bench.run(command, event) },
      t(`button_${command}`),
      element("kbd", { "aria-hidden": "true" }, keys.printed(command)[0]),
    );
  }

  /** Where dialogs belong. */
  place() {
    return (this.marked ?? this.region).getBoundingClientRect();
  }

  /** Follow the link to the transcript. */
  open() {
    this.link?.click();
  }

  /** Say why a key did nothing, until the next key; a screen reader hears it elsewhere. */
  hint(text) {
    this.notice.textContent = text;
  }

  /** Say what went wrong until the coder closes it. */
  fail(text) {
    const close = element("button.coder-tool", { type: "button", onclick: () => (this.error.hidden = true) }, this.bench.t("close"));
    this.error.replaceChildren(element("span", {}, text), close);
    this.error.hidden = false;
  }
}

/** A link that keeps the session. */
const link = (href, text) => element("a", { href, "data-page": "coding" }, text);
