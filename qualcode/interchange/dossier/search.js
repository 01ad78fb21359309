// Finds quotes of a dossier by words, code, neighbourhood and group; the address holds what was asked.
"use strict";

const PAGE = 50;
const data = JSON.parse(document.getElementById("index").textContent);
const form = document.getElementById("search");
const results = document.getElementById("results");
const told = document.getElementById("told");
const more = document.getElementById("more");
let found = [];
let shown = 0;
let values = [];
let beside = "";

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const texts = data.quotes.map((quote) => plain(quote.text));

function asked() {
  const fields = new FormData(form);
  return {
    words: plain(fields.get("words")).split(/\s+/).filter(Boolean),
    code: fields.get("code"),
    place: fields.get("place"),
    group: fields.get("group"),
  };
}

function matches(quote, at, wanted) {
  return wanted.words.every((word) => texts[at].includes(word))
    && (!wanted.code || data.lines[quote.code].includes(wanted.code))
    && (!wanted.place || quote.place === wanted.place)
    && (!wanted.group || quote.group.split(" ").includes(wanted.group))
    && values.every((value) => quote.values.includes(value))
    && (!beside || data.quotes.some((other) => together(quote, other)));
}

function together(quote, other) {
  const [text, start, end] = quote.at;
  const [there, begins, ends] = other.at;
  return text === there && start < ends && begins < end
    && data.lines[other.code].includes(beside)
    && quote.people.some((who) => other.people.includes(who));
}

function search() {
  const wanted = asked();
  const codings = data.quotes.filter((quote, at) => matches(quote, at, wanted));
  found = passages(codings);
  shown = 0;
  results.replaceChildren();
  const people = new Set(codings.flatMap((quote) => quote.people));
  const numbers = { passages: found.length, codings: codings.length, respondents: people.size };
  const sentence = data.found.replace(/\{(\w+)\}/g, (_, name) => counted(name, numbers[name]));
  const named = values.map((value) => data.values[value] ?? value).join(", ");
  const parts = [sentence];
  if (named) parts.push(data.valued.replace("{values}", named));
  if (beside) parts.push(data.together.replace("{code}", data.codes[beside] ?? beside));
  told.textContent = parts.join(", ");
  showMore(wanted.words);
}

function counted(name, number) {
  const [one, more] = data.counted[name];
  return number === 1 ? one : more.replace("{n}", number);
}

// Codings whose spans overlap are one passage; in the order of their first.
function passages(codings) {
  const order = codings.map((_, at) => at).sort((one, other) => {
    const [text, start] = codings[one].at;
    const [there, begins] = codings[other].at;
    return text === there ? start - begins || one - other : (text < there ? -1 : 1);
  });
  const groups = [];
  let text = null;
  let reach = 0;
  for (const at of order) {
    const [own, start, end] = codings[at].at;
    if (own !== text || start >= reach) {
      groups.push([]);
      reach = 0;
    }
    groups.at(-1).push(at);
    text = own;
    reach = Math.max(reach, end);
  }
  for (const group of groups) group.sort((one, other) => one - other);
  return groups.sort((one, other) => one[0] - other[0]).map((group) => group.map((at) => codings[at]));
}

function wordsOf(passage) {
  let said = "";
  let reach = null;
  for (const { at: [, start, end], text } of passage.toSorted((one, other) => one.at[1] - other.at[1])) {
    if (reach !== null && end <= reach) continue;
    said += reach === null ? text : [...text].slice(reach - start).join("");
    reach = end;
  }
  return said;
}

function showMore(words) {
  for (const passage of found.slice(shown, shown + PAGE)) results.append(item(passage, words));
  shown = Math.min(found.length, shown + PAGE);
  more.hidden = shown >= found.length;
}

function item(passage, words) {
  const box = document.createElement("li");
  box.className = "quote";
  const said = document.createElement("blockquote");
  said.append(...marked(wordsOf(passage), words));
  box.append(said, ...passage.map(coding));
  return box;
}

function coding(quote) {
  const source = document.createElement("p");
  const link = document.createElement("a");
  link.href = `quotes/${quote.key}.html`;
  link.textContent = quote.source;
  source.append(link, ` · ${[data.codes[quote.code], quote.coder].filter(Boolean).join(" · ")}`);
  return source;
}

function marked(text, words) {
  const folded = [...text].map(plain);
  const hit = new Array(folded.length).fill(false);
  const joined = folded.join("");
  const starts = [];
  folded.forEach((letters, at) => { for (let n = 0; n < letters.length; n += 1) starts.push(at); });
  for (const word of words) {
    for (let at = joined.indexOf(word); at >= 0; at = joined.indexOf(word, at + word.length)) {
      for (let n = at; n < at + word.length; n += 1) hit[starts[n]] = true;
    }
  }
  const parts = [];
  [...text].forEach((letter, at) => {
    const last = parts.at(-1);
    if (last && last.hit === hit[at]) last.text += letter;
    else parts.push({ hit: hit[at], text: letter });
  });
  return parts.map((part) => {
    if (!part.hit) return document.createTextNode(part.text);
    const mark = document.createElement("mark");
    mark.textContent = part.text;
    return mark;
  });
}

function remember() {
  const said = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value) said.set(name, value);
  for (const value of values) said.append("value", value);
  if (beside) said.set("with", beside);
  history.replaceState(null, "", `#${said}`);
}

function recall() {
  const said = new URLSearchParams(location.hash.slice(1));
  for (const name of ["words", "code", "place", "group"]) form.elements[name].value = said.get(name) ?? "";
  values = said.getAll("value");
  beside = said.get("with") ?? "";
  search();
}

form.addEventListener("input", () => { remember(); search(); });
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => { values = []; beside = ""; setTimeout(() => { remember(); search(); }); });
more.addEventListener("click", () => showMore(asked().words));
window.addEventListener("hashchange", recall);
form.hidden = false;
recall();
