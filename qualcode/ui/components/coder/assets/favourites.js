/** The codes that stand first in the picker: pinned ones, then those used last. Kept in this browser. */

const STORAGE_KEY = "qualcode.coder.codes";
const REMEMBERED = 8;

let { recent, pinned } = restored();

/** Ids of the codes used last, newest first. */
export const recentCodes = () => recent;

/** Ids of pinned codes, in the order in which they were pinned. */
export const pinnedCodes = () => pinned;

/** Ids of the codes that stand first. */
export const firstCodes = () => [...pinned, ...recent.filter((id) => !pinned.includes(id))];

/** Put a code on top of the ones used last. */
export function rememberCode(id) {
  recent = [id, ...recent.filter((other) => other !== id)].slice(0, REMEMBERED);
  keep();
}

/** Pin a code, or let it go. */
export function pinCode(id) {
  pinned = pinned.includes(id) ? pinned.filter((other) => other !== id) : [...pinned, id];
  keep();
}

function keep() {
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify({ recent, pinned }));
  } catch (error) {
    console.warn("qualcode: the codes used last are forgotten with this page", error);
  }
}

function restored() {
  const blank = { recent: [], pinned: [] };
  try {
    return { ...blank, ...JSON.parse(localStorage.getItem(STORAGE_KEY) ?? "{}") };
  } catch {
    return blank;
  }
}
