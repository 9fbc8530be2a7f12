import { h } from "./dom.js";

export function number(value) {
  return Number(value).toLocaleString("en");
}

export function bytes(value) {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  let size = Number(value);
  let unit = 0;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit++;
  }
  return unit === 0 ? `${size} B` : `${size.toFixed(size < 10 ? 1 : 0)} ${units[unit]}`;
}

/** An instant of the mock's clock, in UTC as AWS writes it: 2027-01-01 12:00:00. */
export function time(value) {
  return String(value).replace("T", " ").replace(/(\.\d+)?Z$/, "");
}

/** Its time of day with milliseconds. */
export function clockTime(value) {
  const [, day, fraction = ""] = /T(\d\d:\d\d:\d\d)(?:\.(\d+))?Z/.exec(value) ?? [null, value];
  return `${day}.${fraction.padEnd(3, "0").slice(0, 3)}`;
}

/** A few words on an input: its simple members, and those within that are few, such as a key. */
export function summary(members) {
  return simple("", members ?? {})
    .slice(0, 4)
    .map(([name, value]) => `${name}=${String(value).split("/").pop().slice(0, 60)}`)
    .join("  ");
}

/** Values by where they are. What has one member only is that: { id: { type: "42" } } is "42". Large ones are left out. */
function simple(name, members) {
  const entries = Object.entries(members);
  if (name !== "" && entries.length === 1) return one(name, entries[0][1]);
  return entries.flatMap(([member, value]) => one(name === "" ? member : `${name}.${member}`, value));
}

function one(name, value) {
  if (value === null || Array.isArray(value)) return [];
  if (typeof value !== "object") return [[name, value]];
  return Object.keys(value).length <= 2 ? simple(name, value) : [];
}

/** Text as a document: indented and coloured where it is JSON, as it is where it is not. */
export function documentOf(text) {
  const pre = h("pre", { class: "document", tabindex: "0" });
  const pretty = prettyOrNull(text);
  if (pretty === null) pre.textContent = text;
  else pre.append(...coloured(pretty));
  return pre;
}

export function json(value) {
  return documentOf(JSON.stringify(value));
}

function prettyOrNull(text) {
  if (!/^\s*[[{]/.test(text)) return null;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return null;
  }
}

/** More would only keep the browser busy. */
const COLOURED = 200_000;

function coloured(text) {
  if (text.length > COLOURED) return [text];
  const parts = [];
  const token = /("(?:\\.|[^"\\])*")(\s*:)?|\b(true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
  let end = 0;
  for (const match of text.matchAll(token)) {
    parts.push(text.slice(end, match.index));
    const [all, string, colon, word] = match;
    const kind = string ? (colon ? "name" : "string") : word ? "word" : "number";
    parts.push(h("span", { class: `json-${kind}` }, string ?? all), colon ?? "");
    end = match.index + all.length;
  }
  parts.push(text.slice(end));
  return parts;
}
