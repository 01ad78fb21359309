/** What each key does in the queue. */

import { openAttributes } from "../qualcode.coder/attributes.js";
import { openHelp } from "../qualcode.coder/help.js";
import { openPicker, recentCodes, rememberCode } from "../qualcode.coder/picker.js";

/** Keys that differ from those of the coding page. */
export const KEYS = { open: ["Enter"], accept_repeats: ["b"], code: [], memo: [], withdraw: [] };

/** Commands that say something of the item at hand. */
export const ON_ITEM = new Set(["accept", "reject", "skip", "correct", "attributes", "value"]);

const HELP = {
  help_suggestions: ["accept", "reject", "correct", "skip", "attributes", "accept_repeats", "undo"],
  help_reading: ["next_suggestion", "previous_suggestion", "open", "help", "leave"],
};

const HELP_ATTRIBUTES = {
  help_undetermined: ["value", "accept", "undo"],
  help_reading: ["next_suggestion", "previous_suggestion", "open", "help", "leave"],
};

export const COMMANDS = {
  next_suggestion: (bench) => step(bench, +1),
  previous_suggestion: (bench) => step(bench, -1),
  accept: (bench, event) => (bench.determines ? confirm(bench, event) : decide(bench, "accept", {}, event)),
  reject: (bench, event) => decide(bench, "reject", {}, event),
  skip: (bench, event) => decide(bench, "skip", {}, event),
  correct,
  attributes: chooseAttributes,
  accept_repeats: acceptRepeats,
  undo,
  open: (bench) => bench.card.open(),
  help: (bench) => openHelp({ ...dialogOf(bench), groups: bench.determines ? HELP_ATTRIBUTES : HELP }),
  leave,
};

function step(bench, direction) {
  if (!bench.work.step(direction)) bench.tell(bench.t("no_more_here"));
  bench.edits = null;
  bench.refresh();
}

function decide(bench, kind, fields, event) {
  const { item } = bench.work;
  if (!item || bench.determines) return;
  const attributes = kind === "accept" || kind === "correct" ? { attributes: { ...bench.edits } } : {};
  bench.perform(kind, item, { suggestion: item.id, ...attributes, ...fields }, event);
}

function correct(bench) {
  const { item } = bench.work;
  if (!item || bench.determines) return;
  const likely = item.likely.filter((code) => bench.codes.has(code));
  openPicker({
    ...dialogOf(bench),
    at: bench.card.place(),
    title: bench.t("choose_other_code"),
    quote: bench.card.quote(item),
    codes: [...bench.codes.values()],
    likely,
    first: [...new Set([item.code, ...likely, ...recentCodes()])],
    onPick: (code, event) => {
      rememberCode(code.id);
      if (code.id === item.code) decide(bench, "accept", {}, event);
      else decide(bench, "correct", { code: code.id }, event);
    },
  });
}

/** Values of a suggestion wait for the decision. */
function chooseAttributes(bench) {
  const { item } = bench.work;
  if (!item || bench.determines) return;
  const attributes = bench.attributesOf(item.code);
  if (!attributes.length) {
    bench.tell(bench.t("no_attributes"));
    return;
  }
  openAttributes({
    ...dialogOf(bench),
    at: bench.card.place(),
    title: bench.code(item.code).label,
    attributes,
    values: { ...item.attributes, ...bench.edits },
    sources: Object.fromEntries(Object.keys(bench.edits ?? {}).map((id) => [id, "person"])),
    onChoose: (chosen) => {
      bench.edits = { ...bench.edits, ...chosen };
      bench.refresh();
    },
  });
}

/** The value that was suggested is right. */
function confirm(bench, event) {
  const { item } = bench.work;
  const [attribute] = item ? bench.work.missing(item) : [];
  const value = attribute && item.attributes[attribute.id];
  if (value) bench.determine(attribute, value, event);
  else bench.tell(bench.t("choose_a_value"));
}

function acceptRepeats(bench, event) {
  const offer = bench.work.offers.at(-1);
  if (!offer) {
    bench.tell(bench.t("no_repeats"));
    return;
  }
  const suggestions = offer.repeats.map(({ id }) => id);
  bench.perform("accept_repeats", offer, { suggestion: offer.suggestion, suggestions }, event);
  bench.say(bench.t("repeats_accepted", { n: suggestions.length }));
}

function undo(bench, event) {
  const done = bench.work.history.at(-1);
  if (!done) {
    bench.tell(bench.t("nothing_to_undo"));
    return;
  }
  const kind = done.kind === "accept_repeats" ? "undo_repeats" : "undo";
  const here = bench.work.knows(done);
  bench.perform(kind, done, { of: done.op }, event);
  bench.say(bench.t("undone"));
  if (!here) bench.forget(done);
}

function leave(bench) {
  if (bench.edits) bench.edits = null;
  else bench.work.offers = bench.work.offers.slice(0, -1);
  bench.refresh();
}

function dialogOf(bench) {
  return { host: bench.root, t: bench.t, keys: bench.keys, onClose: () => bench.focus() };
}
