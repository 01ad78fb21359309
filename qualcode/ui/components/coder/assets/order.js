/** The order of work: how the keys walk through open suggestions. It stands in the address and lasts as long as the tab. */

import { inReadingOrder } from "./store.js";

export const ORDERS = ["text", "likely", "uncertain", "code"];

const KEPT = "qualcode.coder.order";

/** Where the work begins: as the address says, as it was last in this tab, or at the top of the text. */
export function orderAtFirst() {
  const asked = new URLSearchParams(window.location.search).get("order") ?? sessionStorage.getItem(KEPT);
  return ORDERS.includes(asked) ? asked : ORDERS[0];
}

/** Keep an order for what comes after this page, and in its address. */
export function keepOrder(order) {
  sessionStorage.setItem(KEPT, order);
  const address = new URL(window.location.href);
  if (order === ORDERS[0]) address.searchParams.delete("order");
  else address.searchParams.set("order", order);
  if (address.href !== window.location.href) window.history.replaceState(window.history.state, "", address);
}

/**
 * Compares suggestions by their turn in the work; equals stand in the order of the text.
 * @param {string} order One of ORDERS.
 * @param {string[]} codes Ids of the codes in the order of the codebook.
 */
export function inOrder(order, codes) {
  const place = new Map(codes.map((id, at) => [id, at]));
  const first = {
    text: () => 0,
    likely: (one, other) => other.score - one.score,
    uncertain: (one, other) => Math.abs(one.score - 0.5) - Math.abs(other.score - 0.5),
    code: (one, other) => (place.get(one.code) ?? 0) - (place.get(other.code) ?? 0) || other.score - one.score,
  }[order];
  return (one, other) => first(one, other) || inReadingOrder(one, other);
}
