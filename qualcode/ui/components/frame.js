// What surrounds a page, in the browser: its language for screen readers, who is at work until the browser is
// closed, links that keep the session, and buttons that copy their `data-copy` to the clipboard.
//
// A link is followed the way Streamlit itself goes back and forward in the history: it reads page and parameters
// from the address. Without this the links work too, by loading the page anew.
let follow = null;
let watch = null;

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
    const link = event.target.closest?.("a[data-page]");
    if (!link || event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    history.pushState(null, "", link.href);
    window.dispatchEvent(new PopStateEvent("popstate"));
  };
  document.addEventListener("click", follow);
  if (watch) watch.disconnect();
  watch = new MutationObserver(nameSections);
  watch.observe(document.body, { childList: true, subtree: true }); // the sidebar itself may be made anew
  nameSections();
  return () => document.removeEventListener("click", follow);
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
