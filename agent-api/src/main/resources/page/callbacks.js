// The callbacks: when each is rung next and why then, and what was tried.
import { waitsFor } from "/dispatch.js";
import { $, cell, count, customer, fill, mood, time } from "/rows.js";
import { say } from "/words.js";

const HEADINGS = ["customer", "reason", "state", "due", "why", "attempts", "ticket"];

export function drawCallbacks(callbacks) {
  fill($("callbacks"), HEADINGS, callbacks, row);
  count("callbacks", callbacks.filter(callback => callback.state !== "CLOSED").length);
}

// What was said in the customer's place, how that is known and how surely.
function announced(heard) {
  return heard ? ` · ${say("announced")}: ${say(heard.said)} (${say(heard.by)} ${Math.round(100 * heard.confidence)} %)` : "";
}

// Each attempt with what came of it.
export function tried(callback) {
  const tries = callback.attempts.map(attempt =>
    `${attempt.ordinal}. ${time(attempt.startedAt)} ${say(attempt.outcome ?? attempt.state)} ${say(attempt.detail)}`
    + (attempt.cause ? ` (${attempt.cause.q850}/${attempt.cause.sip})` : "") + announced(attempt.announcement));
  return cell(tries.join("\n"), "words lines");
}

function row(callback) {
  const why = [callback.why, waitsFor(callback), callback.problem].filter(Boolean).join(" · ");
  return [
    customer(callback.customer), say(callback.reason),
    cell(say(callback.closeReason ?? callback.state), mood(callback.closeReason ?? callback.state)),
    callback.dueAt ? time(callback.dueAt) : "", cell(why, callback.problem ? "words bad" : "words"),
    tried(callback), callback.ticket ?? "",
  ];
}
