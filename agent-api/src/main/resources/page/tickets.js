// The tickets, and what may be done with them from here.
import { ask, leads } from "/desk.js";
import { $, button, cell, count, customer, fill, mood, time } from "/rows.js";
import { say } from "/words.js";

const HEADINGS = ["number", "stage", "customer", "hotline", "priority", "urges", "opened", "limit", "departments", "calls", "action"];

export function drawTickets(tickets) {
  fill($("tickets"), HEADINGS, tickets, row);
  count("tickets", tickets.filter(ticket => ticket.state === "OPEN").length);
}

function row(ticket) {
  const close = button(say("close"), async () => {
    const reason = prompt(say("closeWhy"));
    if (reason) {
      await ask(`/api/v1/tickets/${ticket.number}/close`, { method: "POST", body: JSON.stringify({ reason }) });
    }
  });
  return [
    ticket.number, cell(say(ticket.stage), ticket.state === "OPEN" ? "warn" : "none"), customer(ticket.customer),
    ticket.hotline, cell(say(ticket.priority), mood(ticket.priority)), String(ticket.urges), time(ticket.openedAt),
    ticket.due ? cell(time(ticket.due), Date.parse(ticket.due) < Date.now() ? "bad" : "none") : "",
    ticket.departments.join(", "), String(ticket.calls.length), actions(ticket, close),
  ];
}

function actions(ticket, close) {
  const made = document.createElement("span");
  if (ticket.tasks.includes("unreachable")) {
    made.append(say("unreachable"));
    if (leads()) {
      Object.keys(DECISIONS).forEach(kind => made.append(button(say(kind), () => decide(ticket, kind))));
    }
  } else if (closable(ticket)) {
    made.append(close);
  } else {
    made.append(ticket.closeReason ?? "");
  }
  return made;
}

// What a department has is closed by its own way only.
function closable(ticket) {
  return ticket.state === "OPEN" && (ticket.departments.length === 0 || ticket.stage === "told");
}

// What a supervisor may decide about a customer who could not be reached, each with his words.
const DECISIONS = {
  "callback-renewed": (callback, words) => ({ callback, reason: words }),
  "other-channel-used": (callback, words) =>
    ({ callback, channel: words.split(/[:：]/)[0].trim(), at: new Date().toISOString(), what: words }),
  "unreachable-accepted": (callback, words) => ({ callback, words }),
};

async function decide(ticket, kind) {
  const words = prompt(say(`${kind}.why`));
  const seenNow = words ? await ask(`/api/v1/tickets/${ticket.number}`) : null;
  for (const found of seenNow ? (await seenNow.json()).life.unreachable : []) {
    await ask(`/api/v1/tickets/${ticket.number}/steps/${kind}`,
      { method: "POST", body: JSON.stringify(DECISIONS[kind](found.callback, words)) });
  }
}
