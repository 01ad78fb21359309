/** Setting the attributes of a coding by digit: the value, then on to the next attribute; after the last one it is done. */

import { element } from "./dom.js";
import { openOverlay } from "./overlay.js";

/**
 * @param {object} options
 * @param {HTMLElement} options.host
 * @param {DOMRect} options.at
 * @param {string} options.title
 * @param {object[]} options.attributes Attributes that the code takes; at least one.
 * @param {Record<string, string>} options.values Values so far.
 * @param {Record<string, string>} options.sources Attribute id -> `suggested` or `person`.
 * @param {Function} options.t
 * @param {(chosen: Record<string, string>, event: Event) => void} options.onChoose Values that were set; "" clears.
 * @param {() => void} options.onClose
 */
export function openAttributes({ host, at, title, attributes, values, sources, t, onChoose, onClose }) {
  const chosen = {};
  let active = 0;
  const body = element("div.coder-attributes");

  const draw = () => {
    body.replaceChildren(...attributes.map(row));
    overlay.dialog.focus({ preventScroll: true });
  };
  const row = (attribute, index) =>
    element(
      "div.coder-attribute",
      { role: "radiogroup", "aria-label": attribute.label, "data-active": index === active ? "" : null },
      element("span.coder-attribute-label", {}, attribute.label),
      ...attribute.values.map((value, at) => button(attribute, index, value, at)),
    );
  const button = (attribute, index, value, at) => {
    const now = attribute.id in chosen ? chosen[attribute.id] : values[attribute.id];
    const source = attribute.id in chosen ? "person" : sources[attribute.id];
    return element(
      "button.coder-value",
      {
        type: "button",
        role: "radio",
        "aria-checked": String(now === value.id),
        "data-source": now === value.id ? source : null,
        onclick: (event) => set(index, value.id, event),
      },
      element("kbd", {}, index === active ? String(at + 1) : "·"),
      value.label,
    );
  };
  const set = (index, value, event) => {
    chosen[attributes[index].id] = value;
    active = index + 1;
    if (active < attributes.length) draw();
    else finish(event);
  };
  const finish = (event) => {
    overlay.close();
    if (Object.keys(chosen).length) onChoose(chosen, event);
  };
  const onKey = (event) => {
    const value = attributes[active].values[Number(event.key) - 1];
    if (/^[1-9]$/.test(event.key) && value) set(active, value.id, event);
    else if (event.key === "0" || event.key === "Backspace") set(active, "", event);
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") move(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Enter") finish(event);
    else return false;
    return true;
  };
  const move = (step) => {
    active = Math.max(0, Math.min(attributes.length - 1, active + step));
    draw();
  };

  const hint = element("p.coder-hint", {}, t("attributes_hint"));
  const overlay = openOverlay({ host, at, label: title, content: [element("h3.coder-title", {}, title), body, hint], onKey, onClose });
  draw();
}
