/** Which key does what. Python may replace the keys of any command. */

/** Command -> keys, as in `KeyboardEvent.key`. */
export const DEFAULT_KEYS = {
  next_suggestion: ["j"],
  previous_suggestion: ["k"],
  accept: ["a"],
  reject: ["x"],
  correct: ["e"],
  skip: ["s"],
  undo: ["u"],
  redo: ["y"],
  code: ["Enter"],
  highlight: ["q"],
  start_left: ["["],
  start_right: ["]"],
  end_left: ["{"],
  end_right: ["}"],
  attributes: ["v"],
  memo: ["m"],
  elsewhere: ["l"],
  neighbourhood: ["w"],
  merge: ["c"],
  next_here: ["."],
  note: ["t"],
  next_waiting: ["h"],
  withdraw: ["Delete", "Backspace"],
  next_coding: ["n"],
  previous_coding: ["p"],
  next_turn: ["ArrowDown"],
  previous_turn: ["ArrowUp", "PageUp"],
  first_turn: ["Home"],
  last_turn: ["End"],
  read: [" ", "PageDown"],
  read_in_full: ["r"],
  filter_code: ["f"],
  filter_state: ["F"],
  filter_speaker: ["d"],
  order: ["o"],
  find: ["/"],
  next_found: ["g"],
  previous_found: ["G"],
  print: ["P"],
  help: ["?"],
  leave: ["Escape"],
};

const SHOWN_AS = { " ": "␣", ArrowDown: "↓", ArrowUp: "↑", Delete: "Del", Backspace: "⌫", Escape: "Esc", Enter: "⏎" };

export class Keys {
  /** @param {Record<string, string[]>} replaced Command -> keys that differ from the default. */
  constructor(replaced) {
    this.keysOf = { ...DEFAULT_KEYS, ...replaced };
    this.commandOf = new Map(
      Object.entries(this.keysOf).flatMap(([command, keys]) => keys.map((key) => [key, command])),
    );
  }

  /** @returns {string|undefined} The command of a key press. */
  command(event) {
    const step = stepOf(event);
    if (step) return step;
    if (hasModifier(event)) return undefined;
    if (/^[1-9]$/.test(event.key)) return "value";
    if (event.shiftKey && event.key.startsWith("Arrow")) return "extend";
    return this.commandOf.get(event.key);
  }

  /** The keys of a command as they are printed. */
  printed(command) {
    if (command === "value") return ["1 … 9"];
    return this.keysOf[command].map((key) => SHOWN_AS[key] ?? key);
  }
}

/** Ctrl+Z undoes; Ctrl+Y and Ctrl+Shift+Z do again. */
function stepOf(event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return undefined;
  const key = event.key.toLowerCase();
  if (key === "z") return event.shiftKey ? "redo" : "undo";
  return key === "y" ? "redo" : undefined;
}

/** Ctrl, Alt or Cmd is held; AltGr, which types [ ] { } on many keyboards, does not count. */
const hasModifier = (event) => (event.ctrlKey || event.altKey || event.metaKey) && !event.getModifierState("AltGraph");
