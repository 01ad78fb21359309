/** Commands that write memos: on a coding of one's own and on the transcript. */

import { openMemo } from "./memo.js";

/** Write on a coding; its place and code name the draft, since they stay when its number changes. */
export function writeMemo(desk, coding, dialog) {
  write(desk, dialog, {
    name: `${coding.start}-${coding.end}-${coding.code}`,
    at: desk.transcript.rectangleOf(coding),
    title: desk.t("memo_on", { code: desk.store.code(coding.code).label }),
    text: coding.memo,
    save: (text, event) => desk.perform("memo", { coding: desk.store.resolve(coding.id), text }, event),
  });
}

export function writeNote(desk, dialog) {
  write(desk, dialog, {
    name: "note",
    at: null,
    title: desk.t("memo_on_transcript"),
    text: desk.store.shown.note,
    save: (text, event) => desk.perform("note", { text }, event),
  });
}

function write(desk, dialog, { name, at, title, text, save }) {
  const { drafts } = desk;
  const draft = `${desk.identity}|${name}`;
  openMemo({
    ...dialog,
    at,
    title,
    text,
    draft: drafts.text(draft),
    onWrite: (written) => drafts.write(draft, written),
    onSave: (written, event) => {
      if (written === text.trim()) drafts.drop(draft);
      else drafts.send(draft, save(written, event));
      desk.tell("");
    },
    onClose: () => {
      drafts.close(draft);
      dialog.onClose();
      if (drafts.text(draft) !== null && drafts.text(draft).trim() !== text.trim()) desk.tell(desk.t("memo_kept"));
    },
  });
}

/** Go on with the memo that was being written when the page went away. */
export function goOnWriting(desk, dialog) {
  const name = desk.drafts.opened(desk.identity)?.slice(desk.identity.length + 1);
  if (name === "note") writeNote(desk, dialog);
  if (!name || name === "note") return;
  const own = [...desk.store.shown.codings.values()].filter(({ mine }) => mine);
  const coding = own.find(({ start, end, code }) => `${start}-${end}-${code}` === name);
  if (!coding) return;
  desk.select(coding);
  writeMemo(desk, coding, dialog);
}
