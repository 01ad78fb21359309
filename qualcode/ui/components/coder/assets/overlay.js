/** A small dialog beside the text; one at a time. Escape or a click outside closes it. */

import { element } from "./dom.js";

let open = null;

/**
 * Open a dialog.
 * @param {object} options
 * @param {HTMLElement} options.host Positioned element that holds it.
 * @param {DOMRect|null} options.at Where it belongs; null is the middle.
 * @param {string} options.label Its name.
 * @param {string} [options.look] A class more, such as `coder-wide`.
 * @param {HTMLElement[]} options.content
 * @param {(event: KeyboardEvent) => boolean} [options.onKey] True when it used the key.
 * @param {() => void} options.onClose Called once, however it closes.
 * @returns {{close: () => void}}
 */
export function openOverlay({ host, at, label, look, content, onKey, onClose }) {
  open?.close();
  const properties = { role: "dialog", "aria-label": label, "aria-modal": "false", tabIndex: -1 };
  const dialog = element(look ? `div.coder-overlay.${look}` : "div.coder-overlay", properties, ...content);
  const sizes = new ResizeObserver(() => place(dialog, host, at)); // a list is filled, or filtered, later
  const outside = (event) => !dialog.contains(event.target) && overlay.close();
  const overlay = {
    dialog,
    close() {
      if (open !== overlay) return;
      open = null;
      document.removeEventListener("mousedown", outside, true);
      sizes.disconnect();
      dialog.remove();
      onClose();
    },
  };
  dialog.addEventListener("keydown", (event) => onDialogKey(event, overlay, onKey));
  document.addEventListener("mousedown", outside, true);
  open = overlay;
  host.append(dialog);
  place(dialog, host, at);
  sizes.observe(dialog);
  return overlay;
}

/** The dialog that is open, if any. */
export const openedOverlay = () => open;

function onDialogKey(event, overlay, onKey) {
  event.stopPropagation();
  if (event.key === "Escape") overlay.close();
  else if (event.key === "Tab") keepInside(event, overlay.dialog);
  else if (!onKey?.(event)) return;
  event.preventDefault();
}

function keepInside(event, dialog) {
  const stops = [...dialog.querySelectorAll("input, textarea, button:not([tabindex='-1']), [tabindex='0']")];
  const at = stops.indexOf(document.activeElement);
  const step = event.shiftKey ? -1 : 1;
  stops[(at + step + stops.length) % stops.length]?.focus();
}

/** Under the place it belongs to, above it when it does not fit there, never outside the host or the window. */
function place(dialog, host, at) {
  const frame = host.getBoundingClientRect();
  const [first, last] = [Math.max(frame.top, 0) + 8, Math.min(frame.bottom, window.innerHeight) - 8];
  dialog.style.maxHeight = `${last - first}px`;
  const size = dialog.getBoundingClientRect();
  const left = at ? at.left - frame.left : (frame.width - size.width) / 2;
  const below = at ? at.bottom + 8 : first + (last - first - size.height) / 3;
  const above = at ? at.top - size.height - 8 : below;
  const top = below + size.height > last && above > first ? above : below;
  dialog.style.left = `${clamp(left, 8, frame.width - size.width - 8)}px`;
  dialog.style.top = `${clamp(top, first, last - size.height) - frame.top}px`;
}

const clamp = (value, low, high) => Math.max(low, Math.min(value, high));
