/** Commands about where: the neighbourhood of a passage, and codings that lost their place in the text. */

import { openPicker } from "./picker.js";

const OWN = " own";
const ELSEWHERE = " elsewhere";

/** Choose what a passage is about: the transcript's own neighbourhood, another one, or elsewhere. */
export function pickNeighbourhood(desk, coding, dialog, replace) {
  const { store, t } = desk;
  const own = store.areas.filter((area) => area.own).map((area) => area.label);
  const choice = (id, label, path) => ({ id, label, path, definition: "", colour: 7 });
  const choices = [
    choice(OWN, t("place_own"), own.join(", ")),
    choice(ELSEWHERE, t("place_elsewhere"), ""),
    ...store.areas.map(({ id, label, city }) => choice(id, label, city)),
  ];
  openPicker({
    ...dialog,
    at: desk.transcript.rectangleOf(coding),
    title: t("choose_place"),
    quote: store.positions.quote(coding, 140),
    codes: choices,
    first: [OWN, ELSEWHERE],
    none: t("no_place"),
    onPick: ({ id }, event) => {
      if (id === ELSEWHERE) replace(desk, "elsewhere", coding, { value: true }, event);
      else replace(desk, "neighbourhood", coding, { neighbourhood: id === OWN ? "" : id }, event);
    },
  });
}

/** Go to the next coding that waits for a place; its likely place, if there is one, can be changed like any other. */
export function nextWaiting(desk) {
  const waiting = [...desk.store.shown.waiting.values()];
  if (!waiting.length) return desk.tell(desk.t("nothing_waits"));
  const at = waiting.findIndex(({ key }) => key === desk.current);
  desk.select(waiting[(at + 1) % waiting.length]);
}

/** Put a waiting coding where the selection is, else at its likely place. */
export function attach(desk, coding, event) {
  const span = desk.transcript.selection() ?? desk.span;
  if (!span) return desk.tell(desk.t("select_place"));
  desk.transcript.clearSelection();
  const op = desk.perform("attach", { coding: coding.id, start: span.start, end: span.end }, event);
  desk.select(desk.store.item(`c:op:${op}`));
  desk.say(desk.t("attached"));
}

export function giveUp(desk, coding, event) {
  desk.perform("give_up", { coding: coding.id }, event);
  desk.say(desk.t("given_up"));
}
