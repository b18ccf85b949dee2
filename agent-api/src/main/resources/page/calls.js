// The calls under way, and those that are over.
import { $, cell, count, customer, fill, mood, seconds, time } from "/rows.js";
import { say } from "/words.js";

const HEADINGS = ["start", "direction", "customer", "hotline", "queue", "agents", "waited", "result"];

export function drawCalls(calls) {
  const live = calls.filter(call => call.live);
  fill($("live"), HEADINGS, live, row);
  fill($("calls"), HEADINGS, calls.filter(call => !call.live), row);
  count("live", live.length);
}

function row(call) {
  return [
    time(call.startedAt), say(call.direction), customer(call.customer), call.hotline, call.queue ?? "",
    (call.agents ?? []).map(part => part.agent).join(", "), seconds(call.waitedSeconds),
    cell([call.live ? "" : say(call.result), ...unheard(call)].filter(Boolean).join(" · "),
      call.live ? "warn" : mood(call.result)),
  ];
}

// What we know of it from others only, or not at all: nobody should take such a call for one that was heard.
function unheard(call) {
  return call.toldBy.length > 0 ? call.toldBy.map(say) : [call.incomplete && !call.live ? say("incomplete") : ""];
}
