/** Light or dark: known from the ground that Streamlit paints. */

import { element } from "./dom.js";

const grounds = new WeakMap();

/** Let a root element wear the theme of the page. */
export function showTheme(root) {
  const ground = getComputedStyle(root).getPropertyValue("--st-background-color") || "white";
  if (ground === grounds.get(root)) return;
  grounds.set(root, ground);
  const probe = element("i");
  probe.style.backgroundColor = ground;
  root.append(probe);
  const [red, green, blue] = getComputedStyle(probe).backgroundColor.match(/[\d.]+/g).map(Number);
  probe.remove();
  root.dataset.theme = 0.299 * red + 0.587 * green + 0.114 * blue < 128 ? "dark" : "light";
}
