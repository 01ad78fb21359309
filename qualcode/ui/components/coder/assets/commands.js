/** What each command does at the desk. Keys and buttons name commands; see keys.js. */

import { openAttributes } from "./attributes.js";
import { openHelp } from "./help.js";
import { openPicker, firstCodes, rememberCode } from "./picker.js";
import { mergeable } from "./operations.js";
import { ORDERS } from "./order.js";
import { attach, giveUp, nextWaiting, pickNeighbourhood } from "./places.js";
import { nextChoice, nextHeard } from "./speakers.js";
import { inReadingOrder } from "./store.js";
import { STATES } from "./toolbar.js";
import { goOnWriting, writeMemo, writeNote } from "./writing.js";

/** Commands that change nothing, so that they also work where nothing may be changed. */
export const READING = new Set([
  ...["next_suggestion", "previous_suggestion", "next_coding", "previous_coding", "next_turn", "previous_turn"],
  ...["first_turn", "last_turn", "filter_code", "filter_state", "order", "help", "leave", "extend"],
  ...["next_here", "next_waiting", "find", "next_found", "previous_found", "filter_speaker", "print"],
]);

/** Commands that a key held down repeats; any other would do more than was meant. */
export const REPEATING = new Set([
  ...["next_suggestion", "previous_suggestion", "next_coding", "previous_coding", "next_turn", "previous_turn"],
  ...["start_left", "start_right", "end_left", "end_right", "extend", "next_here", "next_waiting"],
  ...["next_found", "previous_found"],
]);

export const COMMANDS = {
  next_suggestion: (desk) => step(desk, "suggestion", +1),
  previous_suggestion: (desk) => step(desk, "suggestion", -1),
  next_coding: (desk) => step(desk, "coding", +1),
  previous_coding: (desk) => step(desk, "coding", -1),

  accept(desk, event) {
    if (desk.item?.kind === "waiting") attach(desk, desk.item, event);
    else withSuggestion(desk, (suggestion) => accept(desk, suggestion, event));
  },
  reject(desk, event) {
    if (desk.item?.kind === "waiting") giveUp(desk, desk.item, event);
    else withSuggestion(desk, (suggestion) => decide(desk, "reject", suggestion, {}, event));
  },
  skip: (desk, event) => withSuggestion(desk, (suggestion) => decide(desk, "skip", suggestion, {}, event)),
  correct: (desk) => withOwn(desk, (item) => pickOtherCode(desk, item)),

  code(desk, event) {
    if (desk.item?.kind === "waiting") attach(desk, desk.item, event);
    else if (desk.edits) keepEdits(desk, event);
    else pickCode(desk, desk.transcript.selection() ?? desk.span ?? desk.store.positions.trimmed(turnSpan(desk)));
  },
  highlight,
  code_span: (desk, { span }) => pickCode(desk, span),

  start_left: (desk) => moveEdge(desk, "start", -1),
  start_right: (desk) => moveEdge(desk, "start", +1),
  end_left: (desk) => moveEdge(desk, "end", -1),
  end_right: (desk) => moveEdge(desk, "end", +1),
  extend,

  attributes: (desk) => withOwn(desk, (item) => chooseAttributes(desk, item)),
  value: (desk, event) => withOwn(desk, (item) => setValue(desk, item, event)),
  memo: (desk) => withOwnCoding(desk, (coding) => writeMemo(desk, coding, dialogOf(desk))),
  note: (desk) => writeNote(desk, dialogOf(desk)),
  go_on_writing: (desk) => goOnWriting(desk, dialogOf(desk)),
  elsewhere: (desk, event) =>
    withOwnCoding(desk, (coding) => replaceCoding(desk, "elsewhere", coding, { value: !coding.elsewhere }, event)),
  neighbourhood: (desk) =>
    withOwnCoding(desk, (coding) => pickNeighbourhood(desk, coding, dialogOf(desk), replaceCoding)),
  merge: (desk, event) => withOwnCoding(desk, (coding) => merge(desk, coding, event)),
  next_here: nextHere,
  next_waiting: nextWaiting,
  withdraw: (desk, event) => withOwnCoding(desk, (coding) => withdraw(desk, coding, event)),
  undo,
  redo,

  next_turn: (desk) => leaveFor(desk, nextHeard(desk.store.turns, desk.filter.speaker, desk.turn, +1)),
  previous_turn: (desk) => leaveFor(desk, nextHeard(desk.store.turns, desk.filter.speaker, desk.turn, -1)),
  first_turn: (desk) => leaveFor(desk, 0),
  last_turn: (desk) => leaveFor(desk, Infinity),
  read,
  read_in_full: (desk, event) => desk.perform("read_in_full", { value: !desk.store.shown.readInFull }, event),

  filter_code: pickFilter,
  filter_state: (desk) => desk.filterState(STATES[(STATES.indexOf(desk.filter.state) + 1) % STATES.length]),
  filter_speaker: (desk) => desk.filterSpeaker(nextChoice(desk.store.turns, desk.t, desk.filter.speaker)),
  find: (desk) => desk.find.open(),
  next_found: (desk) => desk.find.step(+1),
  previous_found: (desk) => desk.find.step(-1),
  print: () => window.print(),
  order: (desk) => desk.workInOrder(ORDERS[(ORDERS.indexOf(desk.order) + 1) % ORDERS.length]),
  help: (desk) => openHelp({ ...dialogOf(desk) }),
  leave,
};

/** The next or previous suggestion, in the order of work, or coding from where the coder is. */
function step(desk, kind, direction) {
  const open = kind === "suggestion" && desk.order !== ORDERS[0] ? openInOrder(desk) : null;
  const next = open ? stepIn(open, desk.current, direction) : stepInText(desk, kind, direction);
  if (next) desk.select(next);
  else if (kind === "coding") desk.tell(desk.t("no_more_codings"));
  else {
    const n = openInOrder(desk).filter(({ key }) => key !== desk.current).length;
    desk.tell(n ? desk.t("suggestions_behind", { n }) : desk.t("no_more_suggestions"));
  }
}

function stepIn(items, current, direction) {
  const at = items.findIndex(({ key }) => key === current);
  return at < 0 ? items.at(direction > 0 ? 0 : -1) : items[at + direction];
}

function stepInText(desk, kind, direction) {
  const items = [...desk.visibleItems().values()].filter((item) => item.kind === kind).sort(inReadingOrder);
  const at = items.findIndex(({ key }) => key === desk.current);
  const from = desk.item ?? { start: desk.store.positions.turns[desk.turn].start, end: -1 };
  const beyond = (item) => Math.sign(inReadingOrder(item, from)) === direction;
  if (at >= 0) return items[at + direction];
  return direction > 0 ? items.find(beyond) : items.findLast(beyond);
}

/** Open suggestions that pass the filter, in the order of work. */
function openInOrder(desk) {
  const open = [...desk.visibleItems().values()].filter((item) => item.kind === "suggestion");
  return open.sort(desk.inOrder);
}

function withSuggestion(desk, act) {
  if (desk.item?.kind === "suggestion") act(desk.item);
  else if (desk.edits) keepEdits(desk);
  else desk.tell(desk.t("choose_suggestion"));
}

function withOwn(desk, act) {
  const { item } = desk;
  if (item?.kind === "suggestion" || item?.mine) act(item);
  else desk.tell(desk.t("choose_item"));
}

function withOwnCoding(desk, act) {
  if (desk.item?.kind === "coding" && desk.item.mine) act(desk.item);
  else desk.tell(desk.t("choose_coding"));
}

/** Other boundaries correct a suggestion; attributes alone do not, since the code was right. */
function accept(desk, suggestion, event) {
  const { edits } = desk;
  decide(desk, edits?.start === undefined ? "accept" : "correct", suggestion, edits ?? {}, event);
}

/** Decide on a suggestion and go on to the next open one. */
function decide(desk, kind, suggestion, fields, event) {
  const open = openInOrder(desk);
  const at = open.findIndex(({ key }) => key === suggestion.key);
  const next = open[at + 1];
  desk.perform(kind, { suggestion: suggestion.id, ...fields }, event);
  if (next) desk.select(next);
  else desk.say(desk.t("no_more_suggestions"));
}

/** Keep changed boundaries or attributes: a corrected suggestion or a changed coding. */
function keepEdits(desk, event) {
  const { item, edits } = desk;
  if (item.kind === "suggestion") accept(desk, item, event);
  else replaceCoding(desk, "change", item, edits, event);
}

/** A changed coding takes the place of the first, also under the keys. */
function replaceCoding(desk, kind, coding, fields, event) {
  const op = desk.perform(kind, { coding: coding.id, ...fields }, event);
  desk.select(desk.store.item(`c:op:${op}`) ?? desk.item);
}

function withdraw(desk, coding, event) {
  desk.perform("withdraw", { coding: coding.id }, event);
  desk.say(desk.t("withdrawn"));
}

function undo(desk, event) {
  const of = desk.store.history.last;
  if (!of) {
    desk.tell(desk.t("nothing_to_undo"));
    return;
  }
  const suggestions = desk.store.effects.get(of)?.suggestions ?? []; // unknown when it was done in another window
  const op = desk.perform("undo", { of }, event);
  const back = desk.store.item(suggestions.length ? `s:${suggestions[0]}` : `c:op:${op}`);
  if (back) desk.select(back);
  desk.say(desk.t("undone"));
}

/** Do again what was undone, as an operation of its own. */
function redo(desk, event) {
  const again = desk.store.history.again();
  if (!again) {
    desk.tell(desk.t("nothing_to_redo"));
    return;
  }
  const { kind, fields, former } = again;
  const coding = fields.coding === undefined ? {} : { coding: desk.store.resolve(fields.coding) };
  const op = desk.perform(kind, { ...fields, ...coding }, event, { again: true });
  const made = desk.store.item(`c:op:${op}`);
  if (made) {
    desk.store.replaceBy(former, op);
    desk.select(made);
  }
  desk.say(desk.t("redone"));
}

/** One coding in the place of this one and all of the same code that overlap it. */
function merge(desk, coding, event) {
  if (!mergeable(desk.store.shown.codings.values(), coding).length) desk.tell(desk.t("nothing_to_merge"));
  else replaceCoding(desk, "merge", coding, {}, event);
}

/** Go round what shares words with the chosen coding or suggestion, as it stood when the round began. */
function nextHere(desk) {
  const { item } = desk;
  if (!desk.span) return desk.tell(desk.t("choose_item"));
  const here = [item, ...desk.store.sharing(desk.span, item.key, desk.visibleItems().values())].sort(inReadingOrder);
  if (here.length === 1) desk.tell(desk.t("nothing_else_here"));
  else desk.select(here[(here.indexOf(item) + 1) % here.length]);
}

/** The digit of a value in the card sets it; the same digit again takes it away. */
function setValue(desk, item, event) {
  const found = desk.store.valuesByDigit(item.code).get(event.key);
  if (!found) {
    desk.tell(desk.t(desk.store.attributesOf(item.code).length ? "no_such_value" : "no_attributes"));
    return;
  }
  const [attribute, value] = found;
  const now = desk.edits?.attributes?.[attribute.id] ?? item.attributes[attribute.id];
  const certain = item.kind === "suggestion" || item.sources[attribute.id] === "person";
  const chosen = now === value.id && certain ? "" : value.id;
  setAttributes(desk, item, { [attribute.id]: chosen }, event);
  desk.say(`${attribute.label}: ${chosen ? value.label : desk.t("undetermined")}`);
}

/** Options that every dialog of the desk shares. */
function dialogOf(desk) {
  const onClose = () => {
    desk.painting.draft(desk.edits && desk.span);
    desk.transcript.focus();
  };
  return { host: desk.root, t: desk.t, keys: desk.keys, onClose };
}

function pickCode(desk, span) {
  if (!span) return;
  const likely = desk.store.likelyCodes(span);
  desk.painting.draft(span);
  openPicker({
    ...dialogOf(desk),
    at: desk.transcript.rectangleOf(span),
    title: desk.t("choose_code"),
    quote: desk.store.positions.quote(span, 140),
    codes: [...desk.store.codes.values()],
    likely,
    first: distinct(...likely, ...firstCodes()),
    onPick: (code, event) => addCoding(desk, span, code, event),
    onPickMore: (code, event) => {
      addCoding(desk, span, code, event);
      desk.painting.draft(span);
    },
    onNew: (text, event) => addNew(desk, "new_code", { ...span, text }, event),
  });
}

const distinct = (...ids) => [...new Set(ids)];

function addCoding(desk, { start, end }, code, event) {
  rememberCode(code.id);
  desk.transcript.clearSelection();
  const op = desk.perform("add", { start, end, code: code.id, attributes: {} }, event);
  const coding = desk.store.item(`c:op:${op}`);
  if (coding) desk.select(coding);
  else desk.tell(desk.t("already_coded"));
}

/** A coding with a code that the codebook does not have yet, or with none. */
function addNew(desk, kind, fields, event) {
  desk.transcript.clearSelection();
  const op = desk.perform(kind, fields, event);
  desk.select(desk.store.item(`c:op:${op}`) ?? null);
}

function highlight(desk, event) {
  const span = desk.transcript.selection();
  if (span) addNew(desk, "highlight", span, event);
  else desk.tell(desk.t("select_words"));
}

/** Another code for a suggestion or coding; a selection in the text also gives it other boundaries. */
function pickOtherCode(desk, item) {
  const selected = desk.transcript.selection();
  const span = selected ?? desk.span;
  const likely = desk.store.likelyCodes(span);
  const moved = span.start !== item.start || span.end !== item.end ? span : {};
  const edits = { ...desk.edits, ...moved };
  desk.painting.draft(span);
  openPicker({
    ...dialogOf(desk),
    at: desk.transcript.rectangleOf(span),
    title: desk.t("choose_other_code"),
    quote: desk.store.positions.quote(span, 140),
    codes: [...desk.store.codes.values()],
    likely,
    first: distinct(item.code, ...likely, ...firstCodes()),
    onPick: (code, event) => replaceCode(desk, item, code, edits, event),
  });
}

function replaceCode(desk, item, code, edits, event) {
  rememberCode(code.id);
  desk.transcript.clearSelection();
  const fields = code.id === item.code ? edits : { code: code.id, ...edits };
  if (item.kind === "coding") {
    if (Object.keys(fields).length) replaceCoding(desk, "change", item, fields, event);
    return;
  }
  const same = fields.code === undefined && fields.start === undefined;
  decide(desk, same ? "accept" : "correct", item, fields, event);
}

/** Move a boundary by one word; kept by Enter, dropped by Escape. */
function moveEdge(desk, edge, direction) {
  const move = desk.item?.kind === "waiting" && desk.span ? (act) => act() : (act) => withOwn(desk, act);
  move(() => {
    const { positions } = desk.store;
    const { start, end } = desk.span;
    const span = {
      start: edge === "start" ? positions.wordStart(start, direction) : start,
      end: edge === "end" ? positions.wordEnd(end, direction) : end,
    };
    if (span.end <= span.start) return;
    desk.edits = { ...desk.edits, ...span };
    desk.refresh();
    desk.say(positions.quote(span, 160));
  });
}

/** Select by keyboard: from the current coding or suggestion, else from the start of the turn. */
function extend(desk, event) {
  const { transcript } = desk;
  if (!transcript.hasCaret()) {
    if (desk.span) transcript.select(desk.span);
    else transcript.placeCaret(turnSpan(desk).start);
  }
  transcript.extend(event.key);
  const span = transcript.selection();
  if (span) desk.say(desk.store.positions.quote(span, 160));
}

function chooseAttributes(desk, item) {
  const attributes = desk.store.attributesOf(item.code);
  if (!attributes.length) {
    desk.tell(desk.t("no_attributes"));
    return;
  }
  const pending = desk.edits?.attributes ?? {};
  openAttributes({
    ...dialogOf(desk),
    at: desk.transcript.rectangleOf(desk.span),
    title: desk.store.code(item.code).label,
    attributes,
    values: { ...item.attributes, ...pending },
    sources: { ...item.sources, ...Object.fromEntries(Object.keys(pending).map((id) => [id, "person"])) },
    onChoose: (chosen, event) => setAttributes(desk, item, chosen, event),
  });
}

/** On a coding at once; on a suggestion they wait for the decision. */
function setAttributes(desk, item, chosen, event) {
  if (item.kind === "coding") {
    replaceCoding(desk, "change", item, { ...desk.edits, attributes: chosen }, event);
    return;
  }
  desk.edits = { ...desk.edits, attributes: { ...desk.edits?.attributes, ...chosen } };
  desk.refresh();
}

function turnSpan(desk) {
  const { start, end } = desk.store.positions.turns[desk.turn];
  return { start, end };
}

function leaveFor(desk, turn) {
  desk.transcript.clearSelection();
  desk.select(null);
  desk.goToTurn(turn);
  desk.say(`${desk.store.turns[desk.turn].label}: ${desk.store.turns[desk.turn].text}`);
}

/**
 * Mark the turn as read and go on. Where suggestions appear after reading, the first press shows
 * those of the turn; nobody can read turns by jumping over them.
 */
function read(desk, event) {
  const { store } = desk;
  const unread = desk.turnsRead();
  if (store.display === "after_turn" && desk.turn > unread) {
    leaveFor(desk, unread);
    desk.tell(desk.t("read_first", { n: store.turns[unread].n }));
    return;
  }
  if (desk.turn >= unread) {
    desk.perform("read", { turn: store.turns[desk.turn].n }, event);
    if (store.display === "after_turn" && selectFirstIn(desk, desk.turn)) return;
  }
  leaveFor(desk, desk.turn + 1);
}

function selectFirstIn(desk, turn) {
  const { positions } = desk.store;
  const first = desk.store.openSuggestions().find(({ start }) => positions.turnAt(start) === turn);
  if (first) desk.select(first);
  return Boolean(first);
}

function pickFilter(desk) {
  const { filter, t } = desk;
  const all = { id: "", label: t("all_codes"), path: "", definition: "", colour: 7 };
  openPicker({
    ...dialogOf(desk),
    at: desk.toolbar.code.getBoundingClientRect(),
    title: t("filter_code"),
    quote: "",
    codes: [all, ...desk.store.codes.values()],
    first: filter.code ? ["", filter.code.id] : [""],
    onPick: (code) => desk.filterCode(code.id ? code : null),
  });
}

/** Escape: drop changes, then the selection, then the choice. */
function leave(desk) {
  if (desk.edits) desk.edits = null;
  else if (desk.transcript.selection()) desk.transcript.clearSelection();
  else desk.select(null);
  desk.refresh();
}
