/** Writing a memo on a coding. */

import { element } from "./dom.js";
import { openOverlay } from "./overlay.js";

/**
 * @param {object} options
 * @param {HTMLElement} options.host
 * @param {DOMRect} options.at
 * @param {string} options.title
 * @param {string} options.text
 * @param {Function} options.t
 * @param {(text: string, event: Event) => void} options.onSave
 * @param {() => void} options.onClose
 */
export function openMemo({ host, at, title, text, t, onSave, onClose }) {
  const field = element("textarea.coder-input", { value: text, rows: 5, "aria-label": title });
  const save = (event) => {
    overlay.close();
    if (field.value.trim() !== text.trim()) onSave(field.value.trim(), event);
  };
  const button = element("button.coder-button", { type: "button", onclick: save }, t("save"), element("kbd", {}, "Ctrl ⏎"));
  const onKey = (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return false;
    save(event);
    return true;
  };
  const overlay = openOverlay({ host, at, label: title, content: [element("h3.coder-title", {}, title), field, button], onKey, onClose });
  field.focus({ preventScroll: true });
}
