/**
 * The review queue: entry point that Streamlit calls, first and after every change of its data.
 * The contract of `data` and of the triggers `ops`, `more` and `resend` is in the Python module beside this folder.
 *
 * Outbox, keys, dialogs and the choice of a code are those of the transcript coder, by the address at which Streamlit
 * serves them.
 */

import { Bench } from "./bench.js";

/** Streamlit keeps the element between calls, so the bench is found again by it. */
const benches = new WeakMap();

export default function queue({ parentElement, data, setTriggerValue }) {
  let bench = benches.get(parentElement);
  if (!bench) {
    bench = new Bench(parentElement);
    benches.set(parentElement, bench);
  }
  bench.receive(data, setTriggerValue);
  return () => {
    benches.delete(parentElement);
    bench.close();
  };
}
