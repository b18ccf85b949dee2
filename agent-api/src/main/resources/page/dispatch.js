// How the ringing of customers goes. It is asked for: it changes with every second, and few look at it.
import { ask, leads, look } from "/desk.js";
import { $, cell, chips, fill, time } from "/rows.js";
import { say } from "/words.js";

const NOTHING = { lines: [], waiting: [], pauses: [], troubled: 0 };
let dispatch = NOTHING;
// The pauses that hold a callback up, by its id.
let heldUp = {};

// Whether there is something new to draw.
export async function lookAtDispatch() {
  const isShown = !$("desk").hidden && !$("dispatch-box").hidden;
  const found = isShown ? await look("/api/v1/callbacks/dispatch") : null;
  if (found) {
    heldUp = found.pauses.length > 0 ? await lookAtHeldUp() : {};
    dispatch = found;
  }
  return Boolean(found);
}

// Whom a pause holds up depends on where he was asked for, and changes without a change of his callback.
async function lookAtHeldUp() {
  const newest = await look("/api/v1/callbacks?limit=200");
  return Object.fromEntries((newest?.items ?? []).map(callback => [callback.id, callback.pauses ?? []]));
}

export function forgetDispatch() {
  dispatch = NOTHING;
  heldUp = {};
}

export function drawDispatch() {
  $("pausing").hidden = !leads();
  chips($("free-agents"), dispatch.lines, line => [
    `${line.server} · ${line.freeAgents} ${say("freeAgents")}`, line.freeAgents > 0 ? "good" : "warn",
  ]);
  chips($("trunks"), dispatch.lines.flatMap(line => line.trunks.map(trunk => ({ ...trunk, server: line.server }))), trunk => [
    [`${trunk.server}/${trunk.name}`, say(`trunk.${trunk.state}`),
      trunk.failsSince ? `${say("since")} ${time(trunk.failsSince)} ${say(trunk.fault)}` : "", trunk.paused ? say("PAUSED") : "",
      `${trunk.begunPerSecond}/${trunk.callsPerSecond} ${say("perSecond")}`,
      `${trunk.live}/${trunk.liveAttempts} ${say("underWay")}`].filter(Boolean).join(" · "),
    trunk.state === "FAILS" ? "bad" : trunk.paused ? "warn" : "good",
  ]);
  chips($("pauses"), dispatch.pauses, pause => [
    [say("PAUSED"), say(`pause.${pause.scope}`), pause.name, pause.reason, pause.by, time(pause.since), until(pause)]
      .filter(Boolean).join(" · "),
    "warn",
  ]);
  fill($("waiting"), ["rule", "dueNow", "due", "quietUntil", "waitsFor"], dispatch.waiting, one => [
    one.rule ?? "", one.paused > 0 ? cell(`${one.due} · ${say("PAUSED")} ${one.paused}`, "warn") : String(one.due),
    time(one.earliest), one.quietUntil ? cell(time(one.quietUntil), "warn") : "",
    one.waitsFor ? cell(say(`waitsFor.${one.waitsFor}`), "warn") : "",
  ]);
  $("troubled-count").textContent = dispatch.troubled > 0 ? `${say("troubled")} ${dispatch.troubled}` : "";
}

// What a callback waits for whose time has come, in words; empty for any other, and where nothing stands in its way.
export function waitsFor(callback) {
  if (callback.state !== "PLANNED" || Date.parse(callback.dueAt) > Date.now()) {
    return "";
  }
  const ofAll = dispatch.waiting.find(one => one.rule === callback.rule)?.waitsFor;
  const pauses = heldUp[callback.id] ?? [];
  const what = pauses.length > 0 && ofAll !== "HOURS" ? "PAUSE" : ofAll;
  if (!what || (what === "AGENT" && callback.reason === "SURVEY")) {
    return "";
  }
  const named = what === "PAUSE" && pauses.length > 0 ? ` (${pauses.map(paused).join("; ")})` : "";
  return `${say("h.waitsFor")}: ${say(`waitsFor.${what}`)}${named}`;
}

function paused(pause) {
  return [say(`pause.${pause.scope}`), pause.name, until(pause)].filter(Boolean).join(" ");
}

function until(pause) {
  return pause.until ? `${say("h.until")} ${time(pause.until)}` : "";
}

// Pauses or resumes everything, for the reason he is asked for.
export async function pausing(what) {
  const reason = prompt(say(what === "pause" ? "pauseWhy" : "resumeWhy"));
  if (reason) {
    await ask(`/api/v1/callbacks/${what}`, { method: "POST", body: JSON.stringify({ scope: "all", reason }) });
  }
}
