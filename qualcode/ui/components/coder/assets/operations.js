/**
 * What each operation does to the picture of the transcript, before the server has confirmed it.
 *
 * A picture is {codings: Map<key, coding>, suggestions: Map<key, suggestion>, waiting: Map<id, coding without a place>,
 * note, readUpto, readInFull}.
 * Codings and suggestions are never changed in place: a changed one is a new object, so that
 * comparing references finds what must be painted again.
 */

/**
 * @typedef {object} Effect What an operation did.
 * @property {string[]} created Names ("op:<operation>") of new codings.
 * @property {object[]} removed Codings that are gone.
 * @property {object[]} noted Codings as they were before their memo changed.
 * @property {(number|string)[]} suggestions Ids of suggestions with a new verdict.
 * @property {[number|string, string][]} restored Old and new id of codings that undo brought back.
 * @property {object[]} placed Codings that waited for a place until then.
 * @property {{note?: string, readInFull?: boolean}} before The memo on the transcript, the mark, as they were.
 */

export const codingKey = (id) => `c:${id}`;
export const suggestionKey = (id) => `s:${id}`;
export const isOpen = (suggestion) => suggestion.verdict === null || suggestion.verdict === "undone";

/** The name of a code that the codebook does not have yet, until the server tells its id. */
export const provisional = (label) => `${PROVISIONAL}${label}`;
export const PROVISIONAL = "new:";

/** Kinds that `undo` takes back. What was seen cannot be unseen. */
export const UNDOABLE = new Set([
  ...["accept", "reject", "skip", "correct", "add", "withdraw", "change", "memo", "elsewhere"],
  ...["new_code", "highlight", "merge", "neighbourhood", "note", "read_in_full", "attach", "give_up"],
]);

export const asCoding = (coding) => ({ ...coding, kind: "coding", key: codingKey(coding.id) });
export const asWaiting = (coding) => ({ attributes: {}, ...coding, kind: "waiting", key: `w:${coding.id}` });
export const asSuggestion = (suggestion) => ({ ...suggestion, kind: "suggestion", key: suggestionKey(suggestion.id) });

/**
 * Carry out one operation on a picture.
 * @param {object} picture Changed: its maps get new entries.
 * @param {object} operation As it goes to Python.
 * @param {{resolve: (id) => number|string, effectOf: (op: string) => Effect|undefined}} known
 *   `resolve` gives the present id of a coding that may be named "op:<operation>".
 * @returns {Effect} What `undo` needs to take it back.
 */
export function applyOperation(picture, operation, known) {
  const effect = { created: [], removed: [], noted: [], suggestions: [], restored: [], placed: [], before: {} };
  STEPS[operation.kind](picture, operation, effect, known);
  return effect;
}

const STEPS = {
  accept: decideAs("accepted"),
  correct: decideAs("corrected"),
  reject: (picture, operation, effect) => setVerdict(picture, operation.suggestion, "rejected", effect),
  skip: (picture, operation, effect) => setVerdict(picture, operation.suggestion, "skipped", effect),

  add(picture, operation, effect) {
    const { start, end, code, attributes = {} } = operation;
    create(picture, operation, { start, end, code, ...byPerson({}, {}, attributes) }, effect);
  },

  new_code(picture, operation, effect) {
    const { start, end, text } = operation;
    create(picture, operation, { start, end, code: provisional(text) }, effect);
  },

  highlight(picture, operation, effect) {
    const { start, end } = operation;
    create(picture, operation, { start, end, code: provisional("…") }, effect);
  },

  withdraw(picture, operation, effect, known) {
    remove(picture, codingOf(picture, operation, known), effect);
  },

  change(picture, operation, effect, known) {
    replace(picture, operation, effect, known, (coding) => changesOf(coding, operation));
  },

  elsewhere(picture, operation, effect, known) {
    replace(picture, operation, effect, known, () => ({ elsewhere: operation.value }));
  },

  neighbourhood(picture, operation, effect, known) {
    const place = { elsewhere: false, neighbourhood: operation.neighbourhood || null };
    replace(picture, operation, effect, known, () => place);
  },

  merge(picture, operation, effect, known) {
    const coding = codingOf(picture, operation, known);
    const others = coding ? mergeable(picture.codings.values(), coding) : [];
    if (!others.length) return;
    for (const each of [coding, ...others]) remove(picture, each, effect);
    create(picture, operation, { ...coding, ...joined([coding, ...others]) }, effect);
  },

  attach(picture, operation, effect) {
    const { start, end } = operation;
    const lost = takeWaiting(picture, operation.coding, effect);
    if (lost) create(picture, operation, { ...lost, start, end }, effect);
  },

  give_up(picture, operation, effect) {
    takeWaiting(picture, operation.coding, effect);
  },

  note(picture, operation, effect) {
    effect.before.note = picture.note;
    picture.note = operation.text;
  },

  memo(picture, operation, effect, known) {
    note(picture, codingOf(picture, operation, known), operation.text, effect);
  },

  undo(picture, operation, effect, known) {
    const done = known.effectOf(operation.of);
    if (!done) return;
    for (const name of done.created) picture.codings.delete(codingKey(known.resolve(name)));
    for (const coding of done.removed) {
      create(picture, operation, coding, effect, restoredName(operation, done, coding));
      effect.restored.push([coding.id, restoredName(operation, done, coding)]);
    }
    for (const { id, memo } of done.noted) note(picture, codingOf(picture, { coding: id }, known), memo, effect);
    for (const id of done.suggestions) setVerdict(picture, id, "undone", effect);
    for (const coding of done.placed) picture.waiting.set(coding.id, coding);
    Object.assign(picture, done.before);
  },

  read(picture, operation) {
    picture.readUpto = Math.max(picture.readUpto, operation.turn);
  },

  read_in_full(picture, operation, effect) {
    effect.before.readInFull = picture.readInFull;
    picture.readInFull = operation.value;
  },
};

function decideAs(verdict) {
  return (picture, operation, effect) => {
    const suggestion = picture.suggestions.get(suggestionKey(operation.suggestion));
    if (!suggestion || !isOpen(suggestion)) return;
    setVerdict(picture, operation.suggestion, verdict, effect);
    const sources = Object.fromEntries(Object.keys(suggestion.attributes).map((id) => [id, "suggested"]));
    create(picture, operation, { ...spanOf(suggestion), ...changesOf({ ...suggestion, sources }, operation) }, effect);
  };
}

function spanOf({ start, end, code, id }) {
  return { start, end, code, suggestion: id };
}

function changesOf(before, operation) {
  const { start = before.start, end = before.end, code = before.code } = operation;
  return { start, end, code, ...byPerson(before.attributes, before.sources, operation.attributes ?? {}) };
}

/** Attribute values and their sources after a person set some; an empty value clears one. */
function byPerson(attributes, sources, chosen) {
  const after = { attributes: { ...attributes, ...chosen }, sources: { ...sources } };
  for (const [id, value] of Object.entries(chosen)) {
    after.sources[id] = "person";
    if (value === "") {
      delete after.attributes[id];
      delete after.sources[id];
    }
  }
  return after;
}

/** What a coding that comes back is called: only the first of several can be named by the operation. */
function restoredName({ op }, { removed }, coding) {
  const at = removed.indexOf(coding);
  return at ? `op:${op}:${at}` : `op:${op}`;
}

/** Codings of this coder with the same code that overlap a coding, or one that does, in order of the text. */
export function mergeable(codings, coding) {
  const same = [...codings].filter((each) => each.mine && each.code === coding.code && each.key !== coding.key);
  let { start, end } = coding;
  let found = [];
  for (;;) {
    const now = same.filter((each) => each.start < end && start < each.end);
    if (now.length === found.length) return now.sort((one, other) => one.start - other.start);
    found = now;
    start = Math.min(start, ...now.map((each) => each.start));
    end = Math.max(end, ...now.map((each) => each.end));
  }
}

/** All words, values and memos of codings that become one; the first counts, a person's value before a suggested one. */
function joined(codings) {
  const attributes = {};
  const sources = {};
  for (const coding of codings) {
    for (const [id, value] of Object.entries(coding.attributes)) {
      if (id in attributes && (sources[id] === "person" || coding.sources[id] !== "person")) continue;
      attributes[id] = value;
      sources[id] = coding.sources[id];
    }
  }
  const memo = [...new Set(codings.map((coding) => coding.memo).filter(Boolean))].join("\n\n");
  const start = Math.min(...codings.map((coding) => coding.start));
  const end = Math.max(...codings.map((coding) => coding.end));
  return { start, end, attributes, sources, memo };
}

function takeWaiting(picture, id, effect) {
  const lost = picture.waiting.get(id);
  if (!lost) return null;
  picture.waiting.delete(id);
  effect.placed.push(lost);
  return { code: lost.code };
}

/** A changed coding is another coding in the place of the first. */
function replace(picture, operation, effect, known, changes) {
  const coding = codingOf(picture, operation, known);
  if (!coding) return;
  remove(picture, coding, effect);
  create(picture, operation, { ...coding, ...changes(coding) }, effect);
}

function setVerdict(picture, id, verdict, effect) {
  const suggestion = picture.suggestions.get(suggestionKey(id));
  if (!suggestion) return;
  picture.suggestions.set(suggestion.key, { ...suggestion, verdict });
  effect.suggestions.push(id);
}

function codingOf(picture, operation, known) {
  return picture.codings.get(codingKey(known.resolve(operation.coding)));
}

/** A new coding of this coder, unless the same code already stands on exactly this span. */
function create(picture, operation, fields, effect, name = `op:${operation.op}`) {
  for (const coding of picture.codings.values()) {
    if (coding.mine && coding.start === fields.start && coding.end === fields.end && coding.code === fields.code) return;
  }
  const blank = { attributes: {}, sources: {}, coder: "", suggestion: null, memo: "", elsewhere: false, neighbourhood: null };
  const coding = asCoding({ ...blank, ...fields, id: name, mine: true });
  picture.codings.set(coding.key, coding);
  effect.created.push(coding.id);
}

function remove(picture, coding, effect) {
  if (!coding) return;
  picture.codings.delete(coding.key);
  effect.removed.push(coding);
}

function note(picture, coding, memo, effect) {
  if (!coding) return;
  picture.codings.set(coding.key, { ...coding, memo });
  effect.noted.push(coding);
}
