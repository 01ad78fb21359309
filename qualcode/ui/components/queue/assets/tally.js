/** How much was decided in this tab, per queue: a reload goes on counting. */

const STORAGE_KEY = "qualcode.queue.decided";

export class Tally {
  /** @param {string} identity The queue whose decisions are counted. */
  constructor(identity) {
    this.identity = identity;
    this.decided = restored()[identity] ?? 0;
  }

  /** Keep how much is decided now. */
  keep(decided) {
    if (decided === this.decided) return;
    this.decided = decided;
    try {
      sessionStorage.setItem(STORAGE_KEY, JSON.stringify({ ...restored(), [this.identity]: decided }));
    } catch (error) {
      console.warn("qualcode: a reload begins to count anew", error);
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
