// Tables, chips and buttons from plain values. Everything is written as text: nothing here ever parses HTML.
import { say } from "/words.js";

export const $ = id => document.getElementById(id);

// The hotline's wall clock, wherever the browser is; UTC until the server has said where the hotline is.
let clock = clockOf("UTC");

function clockOf(zone) {
  return new Intl.DateTimeFormat(navigator.language, {
    timeZone: zone, hourCycle: "h23",
    month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit",
  });
}

// Shows times in this zone from now on, in UTC when the browser does not know it. Gives what to call it.
export function inZone(zone) {
  try {
    clock = clockOf(zone);
    const offset = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" })
      .formatToParts(new Date()).find(part => part.type === "timeZoneName").value.replace("GMT", "UTC");
    return `${zone} (${offset})`;
  } catch {
    clock = clockOf("UTC");
    return "UTC";
  }
}

export function time(text) {
  return clock.format(new Date(text));
}

// A value with the classes of its cell.
export function cell(text, classes) {
  return { text, classes };
}

// Writes a table; a row is a list of texts, cells and elements.
export function fill(table, headings, items, row) {
  const body = document.createDocumentFragment();
  const head = document.createElement("tr");
  headings.forEach(heading => add(head, "th", say(`h.${heading}`)));
  body.append(head);
  items.forEach(item => {
    const line = document.createElement("tr");
    row(item).forEach(value => add(line, "td", value));
    body.append(line);
  });
  if (items.length === 0) {
    const line = document.createElement("tr");
    const only = add(line, "td", cell(say("nothing"), "none"));
    only.colSpan = headings.length;
    body.append(line);
  }
  table.replaceChildren(body);
}

// Writes chips; each item gives its text and the class that colours it.
export function chips(place, items, chipOf) {
  place.replaceChildren(...items.map(item => {
    const [text, colour] = chipOf(item);
    const chip = document.createElement("span");
    chip.className = `chip ${colour}`;
    chip.textContent = text;
    return chip;
  }));
}

export function button(text, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.onclick = act;
  return made;
}

// How many there are, beside the name of their table.
export function count(what, number) {
  $(`${what}-count`).textContent = String(number);
}

export function customer(who) {
  const known = who.known ? who.number : (who.number || say("hidden"));
  return who.name ? `${known} ${who.name}` : known;
}

// `1:05` for 65.
export function seconds(length) {
  if (length === undefined) {
    return "";
  }
  const whole = Math.round(length);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

// The class that colours a state, a result or an outcome.
export function mood(word) {
  if (["ANSWERED", "REACHED", "CONTACTED", "READY", "ON_CALL"].includes(word)) return "good";
  if (["ABANDONED", "UNREACHABLE", "NUMBER_UNKNOWN", "URGENT", "GAP", "CHANGED", "NOT_ALLOWED"].includes(word)) return "bad";
  if (["HIGH", "DIALLING", "RINGING", "PAUSED", "WAITING", "NOT_REACHED", "ANSWERED_WITHOUT_AGENT", "ANSWERING_MACHINE"].includes(word)) return "warn";
  return "";
}

function add(line, kind, value) {
  const made = document.createElement(kind);
  if (value instanceof Node) {
    made.append(value);
  } else if (value !== null && typeof value === "object") {
    made.className = value.classes;
    made.textContent = value.text;
  } else {
    made.textContent = value;
  }
  line.append(made);
  return made;
}
