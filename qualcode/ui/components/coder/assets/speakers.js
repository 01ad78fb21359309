/** Reading one speaker, or the respondents only: the turns of others are dimmed, and the arrow keys pass them over. */

const RESPONDENTS = " respondents";

/** What can be chosen: [value, label], everybody first. */
export function choicesOf(turns, t) {
  const labels = [...new Set(turns.map(({ label }) => label))];
  return [["", t("speaker_all")], [RESPONDENTS, t("speaker_respondents")], ...labels.map((label) => [label, label])];
}

/** The choice after one, round and round. */
export function nextChoice(turns, t, now) {
  const values = choicesOf(turns, t).map(([value]) => value);
  return values[(values.indexOf(now) + 1) % values.length];
}

export function heard(turn, choice) {
  if (!choice) return true;
  return choice === RESPONDENTS ? turn.role === "respondent" : turn.label === choice;
}

/** The nearest turn in a direction that is not dimmed; the same one when there is none. */
export function nextHeard(turns, choice, from, direction) {
  for (let at = from + direction; at >= 0 && at < turns.length; at += direction) if (heard(turns[at], choice)) return at;
  return from;
}
