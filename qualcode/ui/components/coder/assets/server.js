/**
 * The server behind the page. One that was started anew knows nothing of this page, and Streamlit leaves
 * its requests unanswered: then the page is loaded again, and the outbox sends what was kept.
 */

const STATE = "data-test-connection-state";
const PATIENCE = 3000;

export class Server {
  constructor() {
    this.away = false;
    this.backSince = null;
  }

  /** Python sent something: the server knows this page. */
  answered() {
    this.away = false;
    this.backSince = null;
  }

  /** Whether the server was away, is back, and has not answered for so long that it must be another one. */
  isAnother() {
    const connected = document.querySelector(`[${STATE}]`)?.getAttribute(STATE) === "CONNECTED";
    if (!connected) {
      this.away = true;
      this.backSince = null;
    } else if (this.away) {
      this.backSince ??= performance.now();
    }
    return this.backSince !== null && performance.now() - this.backSince > PATIENCE;
  }
}
