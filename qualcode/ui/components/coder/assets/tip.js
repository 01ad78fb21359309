/** What a stripe or label in the margin is, as soon as the mouse is over it or it has the focus. */

import { colours, element } from "./dom.js";

export class Tip {
  /** @param {object} desk Gives `root`, `store`, `painting` and `transcript`. */
  constructor(desk) {
    this.desk = desk;
    this.node = element("div.coder-tip", { "aria-hidden": "true", hidden: true });
    const { region } = desk.transcript;
    region.addEventListener("pointerover", (event) => this.#over(event));
    region.addEventListener("pointerleave", () => this.hide());
    region.addEventListener("scroll", () => this.hide(), { passive: true });
    region.addEventListener("focusin", (event) => this.#over(event));
    region.addEventListener("focusout", () => this.hide());
  }

  #over(event) {
    const mark = event.target.closest?.(".coder-margin [data-key]");
    const item = mark && this.desk.store.item(mark.dataset.key);
    if (item) this.#show(item, mark);
    else this.hide();
  }

  #show(item, mark) {
    const { store, painting, root } = this.desk;
    const code = store.code(item.code);
    const values = store.attributesOf(item.code).map((attribute) => valueOf(attribute, item)).filter(Boolean);
    this.node.replaceChildren(
      element("strong.coder-tip-code", colours(code), code.label),
      element("span.coder-path", {}, painting.origin(item)),
      ...(values.length ? [element("span", {}, values.join(" · "))] : []),
    );
    this.node.hidden = false;
    painting.hover(item);
    const [frame, place] = [root.getBoundingClientRect(), mark.getBoundingClientRect()];
    const size = this.node.getBoundingClientRect();
    this.node.style.left = `${Math.max(8, place.left - frame.left - size.width - 8)}px`;
    this.node.style.top = `${Math.max(8, Math.min(place.top - frame.top, frame.height - size.height - 8))}px`;
  }

  hide() {
    if (this.node.hidden) return;
    this.node.hidden = true;
    this.desk.painting.hover(null);
  }
}

function valueOf({ id, values }, { attributes }) {
  return values.find((value) => value.id === attributes[id])?.label;
}
