// Tables and chips from plain values. Everything is written as text: nothing here ever parses HTML.

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
export function fill(table, say, headings, items, row) {
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

export function chips(place, items, say) {
  place.replaceChildren(...items.map(item => {
    const [text, mood] = say(item);
    const chip = document.createElement("span");
    chip.className = `chip ${mood}`;
    chip.textContent = text;
    return chip;
  }));
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
