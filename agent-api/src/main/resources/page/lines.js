// The servers that are listened to, what was not heard of them, and the agents of their queues.
import { $, cell, chips, fill, mood, time } from "/rows.js";
import { say } from "/words.js";

export function drawLines(lines) {
  chips($("lines"), lines.lines, line =>
    [`${line.server} · ${say(line.connected ? "connected" : "disconnected")} ${line.version}`, line.connected ? "good" : "bad"]);
  fill($("gaps"), ["server", "from", "until", "why", "repaired"], lines.gaps.slice(0, 10), gap => [
    gap.server, time(gap.from), gap.until ? time(gap.until) : cell(say("stillOpen"), "bad"), gap.reason,
    String(gap.callsRepaired),
  ]);
}

export function drawMembers(members) {
  chips($("members"), members,
    member => [`${member.agent} · ${member.queue} · ${say(member.state)} ${member.pauseReason ?? ""}`, mood(member.state)]);
}
