/** Choosing a code by typing: a combobox that filters on every word over label, path, id and definition. */

import { colours, element, folded } from "./dom.js";
import { pinCode, pinnedCodes } from "./favourites.js";
import { openOverlay } from "./overlay.js";

export { firstCodes, recentCodes, rememberCode } from "./favourites.js";

const SHOWN = 60;
const NEW = " new";
const LONGEST_NAME = 60; // longer words are no name for a code

/**
 * @param {object} options
 * @param {HTMLElement} options.host
 * @param {DOMRect|null} options.at
 * @param {string} options.title
 * @param {string} options.quote The words that get the code; may be empty.
 * @param {object[]} options.codes
 * @param {string[]} options.first Ids of codes to put on top while nothing is typed.
 * @param {string[]} [options.likely] Ids of codes that may well belong to the words, to mark.
 * @param {string} [options.none] What to say when nothing has all typed words.
 * @param {Function} options.t
 * @param {(code: object, event: Event) => void} options.onPick
 * @param {(code: object, event: Event) => void} [options.onPickMore] Given when several may be picked: Shift picks
 *   and leaves the picker open. Such a picker is one of codes, which can be pinned.
 * @param {(name: string, event: Event) => void} [options.onNew] Given when a code may be made of the typed words, or of
 *   `quote` while nothing is typed.
 * @param {() => void} options.onClose
 */
export function openPicker({ host, at, title, quote, codes, first, likely = [], none, t, onPick, onPickMore, onNew, onClose }) {
  const entries = codes.map((code) => ({ code, text: textOf(code) }));
  const input = element("input.coder-input", {
    type: "text",
    role: "combobox",
    placeholder: title,
    autocomplete: "off",
    spellcheck: false,
    "aria-label": title,
    "aria-expanded": "true",
    "aria-autocomplete": "list",
    "aria-controls": "coder-options",
  });
  const list = element("ul.coder-options", { id: "coder-options", role: "listbox", "aria-label": title });
  const definition = element("p.coder-definition", { "aria-live": "polite" });
  const pinnable = Boolean(onPickMore);
  const picked = new Set();
  let hits = [];
  let active = 0;

  const activate = (index) => {
    active = Math.max(0, Math.min(index, Math.min(hits.length, SHOWN) - 1));
    [...list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === active)));
    if (hits.length) input.setAttribute("aria-activedescendant", `coder-option-${active}`);
    else input.removeAttribute("aria-activedescendant");
    list.children[active]?.scrollIntoView({ block: "nearest" });
    definition.textContent = hits[active]?.definition ?? (hits.length ? "" : (none ?? t("no_code")));
  };
  const search = () => {
    hits = matching(entries, input.value, first);
    const name = newName();
    if (name) hits = [...hits.slice(0, SHOWN - 1), { id: NEW, label: t("new_code", { name }), path: "", definition: t("new_code_hint"), colour: 7 }];
    draw(0);
  };
  const draw = (index) => {
    list.replaceChildren(...hits.slice(0, SHOWN).map((code, index) => option(code, index)));
    activate(index);
  };
  const newName = () => {
    const name = input.value.trim() || (quote.length <= LONGEST_NAME ? quote : "");
    return onNew && !codes.some(({ label }) => folded(label) === folded(name)) ? name : "";
  };
  const pickNew = (event) => {
    const name = newName();
    if (!name) return;
    overlay.close();
    onNew(name, event);
  };
  const pin = (code) =>
    element(
      "span.coder-pin",
      {
        "data-pinned": pinnedCodes().includes(code.id) ? "" : null,
        title: t("pin"),
        onmousedown: (event) => {
          event.preventDefault();
          event.stopPropagation();
          togglePin(code);
        },
      },
      "★",
    );
  const togglePin = (code) => {
    if (!code || !pinnable || code.id === NEW) return;
    pinCode(code.id);
    draw(active);
  };
  const option = (code, index) =>
    element(
      "li.coder-option",
      {
        id: `coder-option-${index}`,
        role: "option",
        ...colours(code),
        onmousemove: () => index !== active && activate(index),
        onmousedown: (event) => {
          event.preventDefault();
          pick(index, event);
        },
      },
      element("span.coder-option-label", {}, code.label, picked.has(code.id) ? " ✓" : ""),
      pinnable && code.id !== NEW ? pin(code) : null,
      likely.includes(code.id) ? element("span.coder-option-likely", {}, t("likely_here")) : null,
      element("span.coder-option-path", {}, code.path),
    );
  const pick = (index, event) => {
    const code = hits[index];
    if (!code) return;
    if (code.id === NEW) {
      pickNew(event);
      return;
    }
    if (event.shiftKey && onPickMore) {
      picked.add(code.id);
      onPickMore(code, event);
      input.value = "";
      search();
      input.focus({ preventScroll: true });
      return;
    }
    overlay.close();
    onPick(code, event);
  };
  const keys = {
    ArrowDown: () => activate(active + 1),
    ArrowUp: () => activate(active - 1),
    PageDown: () => activate(active + 8),
    PageUp: () => activate(active - 8),
    Enter: (event) => pick(active, event),
  };

  input.addEventListener("input", search);
  const overlay = openOverlay({
    host,
    at,
    label: title,
    look: "coder-picker",
    content: [
      quote && element("p.coder-quote", {}, quote),
      input,
      list,
      definition,
      pinnable && element("p.coder-hint", {}, t("picker_hint")),
    ].filter(Boolean),
    onKey: (event) => {
      if (event.altKey && event.code === "KeyN" && onNew) pickNew(event);
      else if (event.altKey && event.code === "KeyP") togglePin(hits[active]);
      else if (keys[event.key]) keys[event.key](event);
      else return false;
      return true;
    },
    onClose,
  });
  search();
  input.focus({ preventScroll: true });
}

function textOf({ label, path, id, definition }) {
  const [name, rest] = [folded(label), folded(`${path} ${id}`)];
  return { label: name, rest, definition: folded(definition) };
}

/** Codes that have every typed word somewhere, the best places first; nothing typed: `first`, then all. */
function matching(entries, typed, first) {
  const words = folded(typed).split(/\s+/).filter(Boolean);
  if (!words.length) {
    const place = new Map(first.map((id, index) => [id, index - first.length]));
    return entries.map(({ code }) => code).sort((one, other) => (place.get(one.id) ?? 0) - (place.get(other.id) ?? 0));
  }
  return entries
    .map(({ code, text }) => ({ code, rank: Math.max(...words.map((word) => rankOf(text, word))) }))
    .filter(({ rank }) => rank < Infinity)
    .sort((one, other) => one.rank - other.rank)
    .map(({ code }) => code);
}

function rankOf(text, word) {
  if (text.label.startsWith(word)) return 0;
  if (text.label.includes(` ${word}`)) return 1;
  if (text.label.includes(word)) return 2;
  if (text.rest.includes(word)) return 3;
  return text.definition.includes(word) ? 4 : Infinity;
}
