/** The overview of all keys. */

import { element } from "./dom.js";
import { openOverlay } from "./overlay.js";

const GROUPS = {
  help_suggestions: ["next_suggestion", "previous_suggestion", "accept", "reject", "correct", "skip"],
  help_codings: ["code", "highlight", "next_coding", "previous_coding", "next_here", "merge", "withdraw", "undo", "redo"],
  help_properties: ["value", "attributes", "memo", "neighbourhood", "elsewhere", "note", "next_waiting"],
  help_boundaries: ["start_left", "start_right", "end_left", "end_right", "extend"],
  help_reading: ["next_turn", "previous_turn", "read", "read_in_full", "help", "leave"],
  help_finding: ["find", "next_found", "previous_found", "filter_code", "filter_state", "filter_speaker", "order", "print"],
};

/**
 * @param {object} options
 * @param {HTMLElement} options.host
 * @param {import("./keys.js").Keys} options.keys
 * @param {Function} options.t
 * @param {() => void} options.onClose
 * @param {Record<string, string[]>} [options.groups] Title -> commands.
 */
export function openHelp({ host, keys, t, onClose, groups: commandsOf = GROUPS }) {
  const printed = (command) => (command === "extend" ? ["⇧ ← →"] : keys.printed(command));
  const line = (command) => [
    element("dt", {}, ...printed(command).map((key) => element("kbd", {}, key))),
    element("dd", {}, t(`do_${command}`)),
  ];
  const group = ([name, commands]) =>
    element("section", {}, element("h3.coder-title", {}, t(name)), element("dl.coder-keys", {}, ...commands.flatMap(line)));
  const close = element("button.coder-button", { type: "button", onclick: () => overlay.close() }, t("close"), element("kbd", {}, "Esc"));
  const groups = element("div.coder-help", {}, ...Object.entries(commandsOf).map(group));
  const overlay = openOverlay({ host, at: null, label: t("help"), look: "coder-wide", content: [groups, close], onClose });
  close.focus({ preventScroll: true });
}
