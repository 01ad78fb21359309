/**
 * Positions: Python counts Unicode code points, JavaScript counts UTF-16 units.
 * All conversion happens here, turn by turn; everything outside speaks code points of the version.
 */

const ASTRAL = /[\u{10000}-\u{10FFFF}]/u;
const WORD = /[\p{L}\p{N}]+(?:['’\-][\p{L}\p{N}]+)*/gu;

/** The text of one turn with its place in the version. */
export class TurnText {
  /**
   * @param {number} start Code point offset of `text` in the version.
   * @param {string} text What was said.
   */
  constructor(start, text) {
    this.start = start;
    this.text = text;
    this.unitOf = ASTRAL.test(text) ? unitsOfCodePoints(text) : null;
    this.end = start + (this.unitOf ? this.unitOf.length - 1 : text.length);
  }

  /** UTF-16 index in `text` of a code point offset of the version, clamped to the turn. */
  toUnit(offset) {
    const point = Math.min(Math.max(offset, this.start), this.end) - this.start;
    return this.unitOf ? this.unitOf[point] : point;
  }

  /** Code point offset in the version of a UTF-16 index in `text`; half a pair counts as its start. */
  toOffset(unit) {
    return this.start + (this.unitOf ? lastAtMost(this.unitOf, unit) : unit);
  }

  /** Word spans of the turn as code point offsets of the version. */
  words() {
    return Array.from(this.text.matchAll(WORD), (match) => [
      this.toOffset(match.index),
      this.toOffset(match.index + match[0].length),
    ]);
  }
}

/** All turns of a transcript version, in order. */
export class Positions {
  /** @param {{start: number, text: string}[]} turns */
  constructor(turns) {
    this.turns = turns.map((turn) => new TurnText(turn.start, turn.text));
    this.starts = this.turns.map((turn) => turn.start);
  }

  /** Index of the turn that holds an offset; between two turns: the one before. */
  turnAt(offset) {
    return Math.max(0, lastAtMost(this.starts, offset));
  }

  /** First and last turn index of a span. */
  turnsOf({ start, end }) {
    return [this.turnAt(start), this.turnAt(Math.max(start, end - 1))];
  }

  /** One piece a turn: {turn, from, to} with UTF-16 indices in that turn's text. */
  pieces({ start, end }) {
    const [first, last] = this.turnsOf({ start, end });
    const pieces = [];
    for (let turn = first; turn <= last; turn++) {
      const text = this.turns[turn];
      const piece = { turn, from: text.toUnit(start), to: text.toUnit(end) };
      if (piece.to > piece.from) pieces.push(piece);
    }
    return pieces;
  }

  /** The words of a span as one line of at most `limit` UTF-16 units. */
  quote(span, limit = 400) {
    const line = this.pieces(span)
      .map(({ turn, from, to }) => this.turns[turn].text.slice(from, to))
      .join(" … ");
    return line.length > limit ? `${line.slice(0, limit)}…` : line;
  }

  /** The span without white space at its ends, or null when nothing is left. */
  trimmed({ start, end }) {
    const pieces = this.pieces({ start, end });
    const texts = pieces.map(({ turn, from, to }) => this.turns[turn].text.slice(from, to));
    const first = texts.findIndex((text) => text.trim());
    if (first < 0) return null;
    const last = texts.findLastIndex((text) => text.trim());
    const head = texts[first].length - texts[first].trimStart().length;
    const tail = texts[last].trimEnd().length;
    return {
      start: this.turns[pieces[first].turn].toOffset(pieces[first].from + head),
      end: this.turns[pieces[last].turn].toOffset(pieces[last].from + tail),
    };
  }

  /** The nearest word start before (-1) or after (+1) an offset, over turns when needed. */
  wordStart(offset, direction) {
    return this.#nearest(offset, direction, (word) => word[0]);
  }

  /** The nearest word end before (-1) or after (+1) an offset, over turns when needed. */
  wordEnd(offset, direction) {
    return this.#nearest(offset, direction, (word) => word[1]);
  }

  /** The end of a word (or of the turn, or a place after punctuation) nearest to an offset; for `start`, a word's start. */
  nearestEdge(offset, edge) {
    const turn = this.turns[this.turnAt(offset)];
    const edges = turn.words().map(([start, end]) => (edge === "start" ? start : end));
    if (edge === "end") {
      edges.push(turn.end);
      if (/[^\p{L}\p{N}\s]$/u.test(turn.text.slice(0, turn.toUnit(offset)))) edges.push(offset);
    }
    return edges.reduce((best, at) => (Math.abs(at - offset) < Math.abs(best - offset) ? at : best), edges[0] ?? offset);
  }

  #nearest(offset, direction, edge) {
    for (let turn = this.turnAt(offset); turn >= 0 && turn < this.turns.length; turn += direction) {
      const edges = this.turns[turn].words().map(edge);
      const found = direction > 0 ? edges.find((at) => at > offset) : edges.findLast((at) => at < offset);
      if (found !== undefined) return found;
    }
    return offset;
  }
}

function unitsOfCodePoints(text) {
  const units = [0];
  for (const character of text) units.push(units.at(-1) + character.length);
  return units;
}

/** Index of the last entry of an ascending list that is at most `value`, -1 when there is none. */
function lastAtMost(ascending, value) {
  let low = -1;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (ascending[middle] <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
