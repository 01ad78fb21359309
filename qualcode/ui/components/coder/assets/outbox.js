/**
 * The outbox: every operation stays here, and in sessionStorage, until the server has acknowledged it.
 *
 * Trigger values coalesce on their way, so what is sent is always everything that is still
 * unacknowledged, in order; the server recognises an operation by its id and applies it once.
 */

import { Server } from "./server.js";

const STORAGE_KEY = "qualcode.coder.outbox";
const FIRST_RETRY = 2000;
const LONGEST_RETRY = 15000;
const LATE = 1500;

export class Outbox {
  /**
   * @param {(operations: object[]) => void} send Hand all unacknowledged operations to Python.
   * @param {() => void} changed Called when the count of late operations may have changed.
   */
  constructor(send, changed) {
    this.send = send;
    this.changed = changed;
    this.operations = new Map(restored().map((operation) => [operation.op, operation]));
    this.since = new Map([...this.operations.keys()].map((op) => [op, performance.now()]));
    this.retry = FIRST_RETRY;
    this.underWay = false;
    this.warn = (event) => this.operations.size && event.preventDefault();
    window.addEventListener("beforeunload", this.warn);
    this.server = new Server();
    this.watch = setInterval(() => this.#look(), 500);
  }

  /** Keep an operation and send it, at once or together with others when an answer comes in. */
  push(operation) {
    this.operations.set(operation.op, operation);
    this.since.set(operation.op, performance.now());
    this.#keep();
    if (!this.underWay) setTimeout(() => this.flush());
    this.underWay = true;
  }

  /** Send everything that is unacknowledged, and again later until it is. */
  flush() {
    clearTimeout(this.timer);
    this.underWay = this.operations.size > 0;
    if (!this.underWay) return;
    try {
      this.send([...this.operations.values()]);
    } catch (error) {
      console.warn("qualcode: could not send, trying again", error);
    }
    this.timer = setTimeout(() => this.flush(), this.retry);
    this.retry = Math.min(this.retry * 1.6, LONGEST_RETRY);
  }

  /** Drop the operations that these acknowledgements answer; returns each awaited one with its operation and since when. */
  take(acks) {
    const awaited = acks.filter(({ op }) => this.operations.has(op)).map((ack) => [ack, this.operations.get(ack.op), this.since.get(ack.op)]);
    if (!awaited.length) return [];
    for (const [{ op }] of awaited) {
      this.operations.delete(op);
      this.since.delete(op);
    }
    this.#keep();
    this.retry = FIRST_RETRY;
    this.flush();
    return awaited;
  }

  /** Unacknowledged operations on one transcript, in order. */
  of(identity) {
    return [...this.operations.values()].filter((operation) => operation.identity === identity);
  }

  get size() {
    return this.operations.size;
  }

  /** How many have waited so long that the coder should know. */
  get late() {
    const now = performance.now();
    return [...this.since.values()].filter((since) => now - since > LATE).length;
  }

  /** Show what is late, and load the page again for a server that does not know it. */
  #look() {
    const another = this.server.isAnother();
    if (!this.operations.size) return;
    this.changed();
    if (!another) return;
    this.close();
    window.location.reload();
  }

  close() {
    clearTimeout(this.timer);
    clearInterval(this.watch);
    window.removeEventListener("beforeunload", this.warn);
  }

  #keep() {
    try {
      sessionStorage.setItem(STORAGE_KEY, JSON.stringify([...this.operations.values()]));
    } catch (error) {
      console.warn("qualcode: a reload would lose what is not saved yet", error);
    }
  }
}

function restored() {
  try {
    return JSON.parse(sessionStorage.getItem(STORAGE_KEY) ?? "[]");
  } catch {
    return [];
  }
}
