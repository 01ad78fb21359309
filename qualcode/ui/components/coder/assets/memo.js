/** Writing a memo on a coding or on the transcript. What is written is kept as a draft until it is saved. */

import { element } from "./dom.js";
import { openOverlay } from "./overlay.js";

/**
 * @param {object} options
 * @param {HTMLElement} options.host
 * @param {DOMRect|null} options.at
 * @param {string} options.title
 * @param {string} options.text What is saved by now.
 * @param {string|null} options.draft What was being written, if anything.
 * @param {Function} options.t
 * @param {(text: string) => void} options.onWrite Called after each change.
 * @param {(text: string, event: Event) => void} options.onSave
 * @param {() => void} options.onClose
 */
export function openMemo({ host, at, title, text, draft, t, onWrite, onSave, onClose }) {
  const field = element("textarea.coder-input", { value: draft ?? text, rows: 6, "aria-label": title });
  field.addEventListener("input", () => onWrite(field.value));
  const save = (event) => {
    overlay.close();
    onSave(field.value.trim(), event);
  };
  const button = element("button.coder-button", { type: "button", onclick: save }, t("save"), element("kbd", {}, "Ctrl ⏎"));
  const onKey = (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return false;
    save(event);
    return true;
  };
  const overlay = openOverlay({ host, at, label: title, content: [element("h3.coder-title", {}, title), field, button], onKey, onClose });
  field.focus({ preventScroll: true });
  field.setSelectionRange(field.value.length, field.value.length);
}
