/**
 * What is left to do: items in their order, which one is at hand, what was done and can be undone.
 * Nothing here knows the page. Items are never changed in place.
 */

const DECIDES = new Set(["accept", "correct", "reject", "skip"]);

export class Work {
  /**
   * @param {object[]} items As Python sent them, the most useful first.
   * @param {(code: string) => object[]} required Attributes that a coding with a code must have.
   */
  constructor(items, required) {
    this.required = required;
    this.items = items;
    this.at = 0;
    this.done = new Map(); // item id -> the operation that did it
    this.history = []; // operations that undo can take back, oldest first
    this.offers = []; // exact repeats of what was accepted, the latest last
  }

  /** The item that keys work on, undefined at the end. */
  get item() {
    return this.items[this.at];
  }

  /** Items from here on that nobody has dealt with. */
  get ahead() {
    return this.items.slice(this.at).filter((item) => !this.done.has(item.id)).length;
  }

  append(items) {
    const known = new Set(this.items.map(({ id }) => id));
    this.items = [...this.items, ...items.filter(({ id }) => !known.has(id))];
  }

  has(id) {
    return this.items.some((item) => item.id === id);
  }

  /** Whether an operation was done on items that are here. */
  knows({ before, suggestion, suggestions }) {
    return this.has(before?.id ?? suggestion) || Boolean(suggestions?.some((id) => this.done.has(id)));
  }

  /** Stand at an item again that is still there. */
  goTo(id) {
    this.at = Math.max(0, this.items.findIndex((item) => item.id === id));
  }

  /** Go to the next item, or back to one that was passed over; false at either end. */
  step(direction) {
    let at = this.at + direction;
    while (this.items[at] && this.done.has(this.items[at].id)) at += direction;
    if (at < 0 || (at >= this.items.length && this.at >= this.items.length)) return false;
    this.at = Math.min(at, this.items.length);
    return true;
  }

  /** Carry out an operation on the picture, before the server has confirmed it. */
  perform(operation) {
    if (operation.kind === "undo" || operation.kind === "undo_repeats") this.#undo(operation);
    else if (operation.kind === "accept_repeats") this.#acceptRepeats(operation);
    else if (DECIDES.has(operation.kind)) this.#do(operation.suggestion, operation);
    else if (operation.kind === "change") this.#determine(operation);
  }

  #do(id, operation) {
    this.history.push(operation);
    this.done.set(id, operation);
    if (this.item && this.done.has(this.item.id)) this.step(+1);
  }

  #acceptRepeats(operation) {
    this.history.push(operation);
    for (const id of operation.suggestions) this.done.set(id, operation);
    this.offers = this.offers.filter(({ suggestion }) => suggestion !== operation.suggestion);
    if (this.item && this.done.has(this.item.id)) this.step(+1);
  }

  /** A value was set: the coding has a successor, which may lack another one. */
  #determine(operation) {
    const at = this.items.findIndex((item) => item.name === operation.coding);
    if (at < 0) return;
    const item = this.items[at];
    const chosen = Object.keys(operation.attributes);
    const sources = { ...item.sources, ...Object.fromEntries(chosen.map((id) => [id, "person"])) };
    const attributes = { ...item.attributes, ...operation.attributes };
    const after = { ...item, name: `op:${operation.op}`, attributes, sources };
    this.items = this.items.with(at, after);
    if (this.missing(after).length) this.history.push({ ...operation, before: item });
    else this.#do(item.id, { ...operation, before: item });
  }

  #undo(operation) {
    const done = this.history.find(({ op }) => op === operation.of);
    if (!done) return;
    this.history = this.history.filter(({ op }) => op !== operation.of);
    this.offers = this.offers.filter(({ of }) => of !== operation.of);
    for (const id of done.suggestions ?? []) this.done.delete(id);
    const id = done.before?.id ?? (done.suggestions ? undefined : done.suggestion);
    const at = this.items.findIndex((item) => item.id === id);
    if (at < 0) return;
    if (done.before) this.items = this.items.with(at, { ...done.before, name: `op:${operation.op}` });
    this.done.delete(id);
    this.at = at;
  }

  /** Required attributes of a coding that no person has set. */
  missing(item) {
    return this.required(item.code).filter(({ id }) => item.sources?.[id] !== "person");
  }

  /** A refused operation is taken back, unless another window had done it: then that can be undone here. */
  refuse(operation, undo) {
    const id = operation.before?.id ?? operation.suggestion;
    this.history = this.history.filter(({ op }) => op !== operation.op);
    if (undo) this.history.push({ ...operation, op: undo });
    else if (operation.kind === "accept_repeats") for (const each of operation.suggestions) this.done.delete(each);
    else this.done.delete(id);
  }
}
