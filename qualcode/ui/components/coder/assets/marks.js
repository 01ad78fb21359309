/** How fast it went: for each operation when the key came, when it was painted, sent and acknowledged (ms since page load). */

const KEPT = 2000;

const marks = new Map();
window.__qualcode = { marks };

/** @param {number} key Time of the key press or click (`event.timeStamp`). */
export function begin(op, kind, key) {
  marks.set(op, { kind, key });
  if (marks.size > KEPT) marks.delete(marks.keys().next().value);
}

/** To be called once the page was changed; notes the time after the next frame was painted. */
export function paintedSoon(op) {
  requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => note(op, "painted");
    channel.port2.postMessage(null);
  });
}

/** @param {"painted"|"sent"|"acked"} moment Only the first time counts. */
export function note(op, moment) {
  const mark = marks.get(op);
  if (mark) mark[moment] ??= performance.now();
}
