// Follows a[data-page] inside the session. Without this they work too, by loading the page anew.
let follow = null;

export default function ({ setTriggerValue }) {
  if (follow) document.removeEventListener("click", follow);
  follow = (event) => {
    const link = event.target.closest?.("a[data-page]");
    if (!link || event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const query = Object.fromEntries(new URL(link.href).searchParams);
    setTriggerValue("followed", { page: link.dataset.page, query });
  };
  document.addEventListener("click", follow);
  return () => document.removeEventListener("click", follow);
}
