// The recordings, and the one that is listened to.
import { ask } from "/desk.js";
import { $, button, cell, count, fill, mood, seconds, time } from "/rows.js";
import { say } from "/words.js";

export function drawRecordings(recordings) {
  fill($("recordings"), ["start", "call", "state", "length", "action"], recordings, row);
  count("recordings", recordings.length);
}

function row(recording) {
  const play = button(say("play"), () => listen(recording));
  const state = [say(recording.state), say(recording.reason)].filter(Boolean).join(" · ");
  return [
    time(recording.since), recording.call, cell(state, mood(recording.state)), seconds(recording.seconds),
    recording.state === "READY" ? play : "",
  ];
}

async function listen(recording) {
  const answer = await ask(`/api/v1/recordings/${encodeURIComponent(recording.id)}/audio`);
  if (answer) {
    const audio = $("audio");
    URL.revokeObjectURL(audio.src);
    audio.src = URL.createObjectURL(await answer.blob());
    $("playing").textContent = `${recording.call} · ${time(recording.since)}`;
    $("player").hidden = false;
    await audio.play();
  }
}
