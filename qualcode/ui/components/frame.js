// What surrounds a page, in the browser: its language for screen readers, who is at work until the browser is
// closed, links that keep the session, and buttons that copy their `data-copy` to the clipboard.
//
// What is being written in a form stays with the browser until it is stored, so that neither a reload nor a server
// that was started anew loses it.
//
// A link is followed the way Streamlit itself goes back and forward in the history: it reads page and parameters
// from the address. Without this the links work too, by loading the page anew.
let follow = null;
let watch = null;
let listen = null;
let drafts = null;
let pressed = null;

const FIELDS = "textarea, input[type=text]:not([role])";
const SETTLING = 3000; // milliseconds in which Streamlit may draw a new field once more, and empty it
const AGAIN = [200, 1000, 2500];

class Drafts {
  constructor() {
    this.since = new WeakMap(); // field -> when it came
    this.left = new WeakSet(); // fields that are the person's, not to be filled any more
    this.handled = {}; // form -> the mark of its latest storing
    document.addEventListener("input", (event) => event.isTrusted && this.#keep(event.target));
    for (const act of ["pointerdown", "keydown"]) document.addEventListener(act, () => this.#leave(), true);
  }

  take({ coder, drafted, stored }) {
    this.place = `qualcode.drafts.${coder}`;
    this.drafted = drafted.map(classOf);
    for (const [form, mark] of Object.entries(stored)) {
      if (this.handled[form] === mark) continue;
      this.handled[form] = mark;
      this.#write(Object.entries(this.#all()).filter(([name]) => !name.startsWith(classOf(form))));
    }
  }

  /** Put back what was being written into fields that are new on the page. */
  restore() {
    for (const field of document.querySelectorAll(FIELDS)) {
      if (this.left.has(field) || field.disabled) continue;
      const name = this.#nameOf(field);
      if (!name) continue;
      if (!this.since.has(field)) {
        this.since.set(field, Date.now());
        for (const wait of AGAIN) setTimeout(() => this.restore(), wait);
      }
      if (Date.now() - this.since.get(field) > SETTLING) {
        this.left.add(field);
        continue;
      }
      const text = this.#all()[name];
      if (text === undefined || text === field.value) continue;
      Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value").set.call(field, text);
      field.dispatchEvent(new Event("input", { bubbles: true })); // React hears of it so
    }
  }

  /** What somebody does on the page may store a form or empty a field: what stands there now stays as it is. */
  #leave() {
    for (const field of document.querySelectorAll(FIELDS)) if (this.since.has(field)) this.left.add(field);
  }

  #keep(field) {
    const name = field.matches?.(FIELDS) && this.#nameOf(field);
    if (name) this.#write([...Object.entries(this.#all()), [name, field.value]]);
  }

  /** The class by which Streamlit tells the key of a field, of those that are kept. */
  #nameOf(field) {
    const classes = field.closest('[class*="st-key-"]')?.classList ?? [];
    return [...classes].find((each) => this.drafted.some((start) => each.startsWith(start)));
  }

  #all() {
    try {
      return JSON.parse(sessionStorage.getItem(this.place) ?? "{}");
    } catch {
      return {};
    }
  }

  #write(entries) {
    try {
      sessionStorage.setItem(this.place, JSON.stringify(Object.fromEntries(entries)));
    } catch (error) {
      console.warn("qualcode: a reload would lose what is being written", error);
    }
  }
}

const classOf = (key) => `st-key-${key.replace(/[^a-zA-Z0-9_-]/g, "-")}`;

async function copy(button) {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(button.dataset.copy);
  } else { // a server in the own network without https
    const field = Object.assign(document.createElement("textarea"), { value: button.dataset.copy });
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
    button.focus();
  }
  const label = button.textContent;
  button.textContent = button.dataset.copied;
  setTimeout(() => { button.textContent = label; }, 2000);
}

export default function ({ data }) {
  document.documentElement.lang = data.language;
  if (data.coder) {
    document.cookie = `${data.cookie}=${encodeURIComponent(data.coder)}; path=/; SameSite=Strict`;
  }
  if (follow) document.removeEventListener("click", follow);
  follow = (event) => {
    const button = event.target.closest?.("button[data-copy]");
    if (button) return void copy(button);
    if (event.target.closest?.("button[data-print]")) return window.print();
    if (event.target.closest?.("button[data-keyboard]")) return openKeys(data.keyboard);
    const link = event.target.closest?.("a[data-page]");
    if (!link || event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    history.pushState(null, "", link.href);
    window.dispatchEvent(new PopStateEvent("popstate"));
  };
  document.addEventListener("click", follow);
  document.addEventListener("click", leave, true); // before Streamlit hears of it; twice is once
  document.addEventListener("click", again, true);
  if (listen) document.removeEventListener("keydown", listen);
  listen = (event) => {
    if (event.key !== "?" || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable], dialog")) return;
    event.preventDefault();
    openKeys(data.keyboard);
  };
  document.addEventListener("keydown", listen);
  if (watch) watch.disconnect();
  drafts ??= new Drafts();
  drafts.take(data);
  watch = new MutationObserver(() => {
    nameSections();
    drafts.restore();
  });
  watch.observe(document.body, { childList: true, subtree: true }); // the sidebar itself may be made anew
  nameSections();
  drafts.restore();
  return () => {
    document.removeEventListener("click", follow);
    document.removeEventListener("keydown", listen);
  };
}

// The item of the page that is open leads to it without what its address asks for: from one quote to the list.
function leave(event) {
  const item = event.target.closest?.('[data-testid="stSidebarNavLink"]');
  if (!item || item.pathname !== location.pathname || !location.search) return;
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  event.stopPropagation();
  history.pushState(null, "", item.href);
  window.dispatchEvent(new PopStateEvent("popstate"));
}

// The second click of a double click asks for nothing: what it is to send may have been stored and emptied by then.
// A click that met no button, since it was drawn anew between press and release, sends nothing: then the second does.
function again(event) {
  const control = event.target.closest?.("button");
  const button = control?.closest('[data-testid="stFormSubmitButton"], [data-testid="stButton"]');
  const named = button?.closest('[class*="st-key-"]');
  const key = named ? [...named.classList].find((each) => each.startsWith("st-key-")) : button?.textContent;
  if (key && event.detail > 1 && key === pressed) {
    event.preventDefault();
    event.stopPropagation();
  }
  pressed = key;
}

// Coding and the review queue have an overview of their own, behind their button.
function openKeys(keyboard) {
  const own = document.querySelector('.coder-tools [data-command="help"]');
  if (own) return own.click();
  if (document.querySelector("dialog.qc-keys")) return;
  const made = (tag, text, ...children) => {
    const element = Object.assign(document.createElement(tag), text === null ? {} : { textContent: text });
    element.append(...children);
    return element;
  };
  const groups = keyboard.groups.map(([title, keys]) => made("section", null, made("h3", title), made("dl", null,
    ...keys.flatMap(([key, does]) => [made("dt", null, ...key.split(" ").map((name) => made("kbd", name))), made("dd", does)]))));
  const title = made("h2", keyboard.title);
  title.id = "qc-keys-title";
  const close = made("button", keyboard.close);
  const dialog = made("dialog", null, title, ...groups, close);
  dialog.className = "qc-keys";
  dialog.setAttribute("aria-labelledby", title.id);
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("keydown", (event) => event.stopPropagation()); // Streamlit has keys of its own
  document.body.append(dialog);
  dialog.showModal();
  close.focus();
}

// Streamlit puts headings of sections between the items of the list of pages, where only items may stand: then it is
// no list, but links under headings.
function nameSections() {
  for (const list of document.querySelectorAll('[data-testid="stSidebarNavItems"]:has(header)')) {
    for (const part of [list, ...list.querySelectorAll("li")]) {
      if (part.getAttribute("role") !== "presentation") part.setAttribute("role", "presentation");
    }
  }
}
