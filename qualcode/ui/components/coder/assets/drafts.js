/**
 * Texts that are being written. A draft stays in sessionStorage until the server has acknowledged it, so that neither a
 * reload nor a server that was started anew loses a memo.
 */

const STORAGE_KEY = "qualcode.coder.drafts";

export class Drafts {
  constructor() {
    this.drafts = restored(); // name -> {text, open, op}
    this.held = false;
  }

  /** The text that was being written under a name, or null. */
  text(name) {
    const draft = this.drafts[name];
    return draft && !draft.op ? draft.text : null;
  }

  /** Name of the draft that was being written when the page went away, or null. */
  opened(identity) {
    const names = Object.keys(this.drafts).filter((name) => name.startsWith(`${identity}|`));
    return names.find((name) => this.drafts[name].open && !this.drafts[name].op) ?? null;
  }

  write(name, text) {
    this.#set(name, { text, open: true });
  }

  /** The dialog was closed. While the page is taken down, that is nobody's wish. */
  close(name) {
    if (!this.held && this.drafts[name]) this.#set(name, { ...this.drafts[name], open: false });
  }

  /** The text went into an operation. */
  send(name, op) {
    if (this.drafts[name]) this.#set(name, { ...this.drafts[name], open: false, op });
  }

  drop(name) {
    delete this.drafts[name];
    this.#keep();
  }

  /** Drop what an operation stored; keep the text of one that was refused. */
  acknowledge({ op, ok }) {
    for (const [name, draft] of Object.entries(this.drafts)) {
      if (draft.op !== op) continue;
      if (ok) this.drop(name);
      else this.#set(name, { text: draft.text, open: false });
    }
  }

  /** Do something that closes dialogs without a person wishing it. */
  holding(act) {
    this.held = true;
    act();
    this.held = false;
  }

  #set(name, draft) {
    this.drafts[name] = draft;
    this.#keep();
  }

  #keep() {
    try {
      sessionStorage.setItem(STORAGE_KEY, JSON.stringify(this.drafts));
    } catch (error) {
      console.warn("qualcode: a reload would lose the memo that is being written", error);
    }
  }
}

function restored() {
  try {
    return JSON.parse(sessionStorage.getItem(STORAGE_KEY) ?? "{}");
  } catch {
    return {};
  }
}
