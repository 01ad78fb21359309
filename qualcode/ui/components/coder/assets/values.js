/** The values that stand with a code, on one or two lines below its name: what a key stores is in sight at any height. */

import { element } from "./dom.js";

/**
 * @param {object[]} attributes Attributes that the code takes, in the codebook's order.
 * @param {(attribute: object) => {value: object|undefined, source: string}} valueOf
 * @returns {HTMLElement|null} A list, with what denies the code first; null where no attribute has a value.
 */
export function valuesOf(attributes, valueOf) {
  const found = attributes.map((attribute) => ({ attribute, ...valueOf(attribute) })).filter(({ value }) => value);
  if (!found.length) return null;
  found.sort((one, other) => Number(Boolean(other.value.denies)) - Number(Boolean(one.value.denies)));
  return element("dl.coder-given", {}, ...found.map(pair));
}

const pair = ({ attribute, value, source }) =>
  element(
    "div",
    {},
    element("dt", {}, attribute.label),
    element("dd", { "data-source": source, "data-denies": value.denies ? "" : null }, value.label),
  );
