// How the ringing of customers goes. It is asked for: it changes with every second, and few look at it.
import { ask, leads, look } from "/desk.js";
import { $, cell, chips, fill, time } from "/rows.js";
import { say } from "/words.js";

const NOTHING = { lines: [], waiting: [], pauses: [], troubled: 0 };
let dispatch = NOTHING;

// Whether there is something new to draw.
export async function lookAtDispatch() {
  const isShown = !$("desk").hidden && !$("dispatch-box").hidden;
  const found = isShown ? await look("/api/v1/callbacks/dispatch") : null;
  dispatch = found ?? dispatch;
  return Boolean(found);
}

export function forgetDispatch() {
  dispatch = NOTHING;
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
    [say("PAUSED"), say(`pause.${pause.scope}`), pause.name, pause.reason, pause.by, time(pause.since),
      pause.until ? `${say("h.until")} ${time(pause.until)}` : ""].filter(Boolean).join(" · "),
    "warn",
  ]);
  fill($("waiting"), ["rule", "dueNow", "due", "quietUntil", "waitsFor"], dispatch.waiting, one => [
    one.rule ?? "", String(one.due), time(one.earliest), one.quietUntil ? cell(time(one.quietUntil), "warn") : "",
    one.waitsFor ? cell(say(`waitsFor.${one.waitsFor}`), "warn") : "",
  ]);
  $("troubled-count").textContent = dispatch.troubled > 0 ? `${say("troubled")} ${dispatch.troubled}` : "";
}

// What a callback waits for whose time has come, in words; empty for any other, and where nothing stands in its way.
export function waitsFor(callback) {
  const isDue = callback.state === "PLANNED" && Date.parse(callback.dueAt) <= Date.now();
  const what = isDue && dispatch.waiting.find(one => one.rule === callback.rule)?.waitsFor;
  return what && !(what === "AGENT" && callback.reason === "SURVEY") ? `${say("h.waitsFor")}: ${say(`waitsFor.${what}`)}` : "";
}

// Pauses or resumes everything, for the reason he is asked for.
export async function pausing(what) {
  const reason = prompt(say(what === "pause" ? "pauseWhy" : "resumeWhy"));
  if (reason) {
    await ask(`/api/v1/callbacks/${what}`, { method: "POST", body: JSON.stringify({ scope: "all", reason }) });
  }
}
