/**
 * The transcript coder: entry point that Streamlit calls, first and after every change of its data.
 * The contract of `data` and of the triggers `ops` and `resend` is in the Python module beside this folder.
 */

import { Desk } from "./desk.js";

/** Streamlit keeps the element between calls, so the desk is found again by it. */
const desks = new WeakMap();

export default function coder({ parentElement, data, setTriggerValue }) {
  let desk = desks.get(parentElement);
  if (!desk) {
    desk = new Desk(parentElement);
    desks.set(parentElement, desk);
  }
  desk.receive(data, setTriggerValue);
  return () => {
    desks.delete(parentElement);
    desk.close();
  };
}
