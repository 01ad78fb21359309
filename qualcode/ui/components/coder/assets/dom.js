/** Small words for building the page. */

/**
 * An element: `element("p.coder-text", {title: "..."}, child, "text")`.
 * Properties starting with "on" are listeners, those with "aria-" or "data-" and `role` attributes.
 */
export function element(selector, properties = {}, ...children) {
  const [tag, ...classes] = selector.split(".");
  const node = document.createElement(tag || "div");
  if (classes.length) node.className = classes.join(" ");
  for (const [name, value] of Object.entries(properties)) setProperty(node, name, value);
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

function setProperty(node, name, value) {
  if (value === null || value === undefined) return;
  if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
  else if (name.startsWith("--")) node.style.setProperty(name, value);
  else if (/^(aria-|data-|role$|for$)/.test(name)) node.setAttribute(name, value);
  else node[name] = value;
}

/** The CSS colours of a code's family. */
export const colours = ({ colour }) => ({ "--fill": `var(--coder-fill-${colour})`, "--line": `var(--coder-line-${colour})` });

/**
 * Texts of the screen by name, with {placeholders}; a list is [singular, plural] by `n`.
 * @param {Record<string, string|string[]>} labels
 */
export function translator(labels) {
  return (name, values = {}) => {
    const label = labels[name] ?? name;
    const text = Array.isArray(label) ? label[values.n === 1 ? 0 : 1] : label;
    return text.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
  };
}

/** Whether keys would go nowhere: the page was loaded, or followed from the list of pages. */
export const keysAreFree = () =>
  document.activeElement === document.body || Boolean(document.activeElement?.closest("[data-testid=stSidebarNav]"));

/** A number as the language of the page writes it. */
export const grouped = (n) => n.toLocaleString(document.documentElement.lang || undefined);

/** A random UUID; `crypto.randomUUID` exists only on https and the local machine. */
export function uuid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const hex = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte, index) => {
    const bits = index === 6 ? (byte & 0x0f) | 0x40 : index === 8 ? (byte & 0x3f) | 0x80 : byte;
    return bits.toString(16).padStart(2, "0");
  }).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** The text without case and accents, to search in. */
export const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
