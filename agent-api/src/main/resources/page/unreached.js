// Customers whom callbacks of no ticket could not reach: what a supervisor has to decide. It is asked for, as the stream tells
// of callbacks and not of tasks.
import { tried } from "/callbacks.js";
import { ask, leads, look } from "/desk.js";
import { $, button, cell, count, customer, fill, time } from "/rows.js";
import { say } from "/words.js";

const HEADINGS = ["customer", "reason", "asked", "attempts", "why", "action"];
const NONE = { items: [] };
let unreached = NONE;

// Whether there is something new to draw.
export async function lookAtUnreached() {
  const found = leads() ? await look("/api/v1/callbacks?task=unreachable") : null;
  unreached = found ?? unreached;
  return Boolean(found);
}

export function forgetUnreached() {
  unreached = NONE;
}

export function drawUnreached() {
  $("unreached-box").hidden = unreached.items.length === 0;
  fill($("unreached"), HEADINGS, unreached.items, row);
  count("unreached", `${unreached.items.length}${unreached.next ? "+" : ""}`);
}

function row(callback) {
  return [
    customer(callback.customer), say(callback.reason), `${time(callback.createdAt)} ${callback.askedBy ?? ""}`, tried(callback),
    cell(`${say(callback.closeReason)} · ${callback.unreachable.why}`, "words"), button(say("decide"), () => decide(callback)),
  ];
}

async function decide(callback) {
  const words = prompt(say("unreachable-accepted.why"));
  if (words) {
    await ask(`/api/v1/callbacks/${callback.id}/decide`, { method: "POST", body: JSON.stringify({ words }) });
    await lookAtUnreached();
    drawUnreached();
  }
}
