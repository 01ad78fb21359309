/**
 * What each operation does to the picture of the transcript, before the server has confirmed it.
 *
 * A picture is {codings: Map<key, coding>, suggestions: Map<key, suggestion>, readUpto, readInFull}.
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
 */

export const codingKey = (id) => `c:${id}`;
export const suggestionKey = (id) => `s:${id}`;
export const isOpen = (suggestion) => suggestion.verdict === null || suggestion.verdict === "undone";

/** Kinds that `undo` takes back. What was read or seen cannot be unseen. */
export const UNDOABLE = new Set(["accept", "reject", "skip", "correct", "add", "withdraw", "change", "memo", "elsewhere"]);

export const asCoding = (coding) => ({ ...coding, kind: "coding", key: codingKey(coding.id) });
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
  const effect = { created: [], removed: [], noted: [], suggestions: [], restored: [] };
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

  withdraw(picture, operation, effect, known) {
    remove(picture, codingOf(picture, operation, known), effect);
  },

  change(picture, operation, effect, known) {
    replace(picture, operation, effect, known, (coding) => changesOf(coding, operation));
  },

  elsewhere(picture, operation, effect, known) {
    replace(picture, operation, effect, known, () => ({ elsewhere: operation.value }));
  },

  memo(picture, operation, effect, known) {
    note(picture, codingOf(picture, operation, known), operation.text, effect);
  },

  undo(picture, operation, effect, known) {
    const done = known.effectOf(operation.of);
    if (!done) return;
    for (const name of done.created) picture.codings.delete(codingKey(known.resolve(name)));
    for (const coding of done.removed) {
      create(picture, operation, coding, effect);
      effect.restored.push([coding.id, `op:${operation.op}`]);
    }
    for (const { id, memo } of done.noted) note(picture, codingOf(picture, { coding: id }, known), memo, effect);
    for (const id of done.suggestions) setVerdict(picture, id, "undone", effect);
  },

  read(picture, operation) {
    picture.readUpto = Math.max(picture.readUpto, operation.turn);
  },

  read_in_full(picture, operation) {
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
function create(picture, operation, fields, effect) {
  for (const coding of picture.codings.values()) {
    if (coding.mine && coding.start === fields.start && coding.end === fields.end && coding.code === fields.code) return;
  }
  const blank = { attributes: {}, sources: {}, coder: "", suggestion: null, memo: "", elsewhere: false };
  const coding = asCoding({ ...blank, ...fields, id: `op:${operation.op}`, mine: true });
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
