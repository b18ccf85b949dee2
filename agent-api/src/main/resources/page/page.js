// The plain page: what is going on now, from one WebSocket. What comes over it is a stranger's text: it is only ever
// written with textContent.
import { drawCallbacks } from "/callbacks.js";
import { drawCalls } from "/calls.js";
import { forgetToken, rememberRole, token } from "/desk.js";
import { drawDispatch, forgetDispatch, lookAtDispatch, pausing } from "/dispatch.js";
import { openDoor, show } from "/door.js";
import { drawLines, drawMembers } from "/lines.js";
import { drawRecordings } from "/recordings.js";
import { $, inZone } from "/rows.js";
import { drawTickets } from "/tickets.js";
import { drawUnreached, forgetUnreached, lookAtUnreached } from "/unreached.js";
import { say } from "/words.js";

// Newest first, by id; the server says the newest 50, we keep some more.
const KEPT = 200;
const WATCH_EVERY = 5000;
const NO_LINES = { lines: [], gaps: [] };
const seen = { calls: new Map(), tickets: new Map(), callbacks: new Map(), recordings: new Map(), members: new Map() };
let lines = NO_LINES;
let socket = null;
let wait = 500;
let drawing = false;

const keyOf = {
  calls: call => call.id,
  tickets: ticket => ticket.number,
  callbacks: callback => callback.id,
  recordings: recording => recording.id,
  members: member => `${member.server} ${member.queue} ${member.agent}`,
};
const kindOf = { call: "calls", ticket: "tickets", callback: "callbacks", recording: "recordings", member: "members" };

function status(state) {
  $("status").dataset.state = state;
  $("status").textContent = say(state);
}

function connect() {
  if (!token()) {
    show(false);
    return;
  }
  const address = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/api/v1/stream`;
  socket = new WebSocket(address);
  const opened = socket;
  let again = 0;
  const authenticate = () => opened.send(JSON.stringify({ type: "authenticate", token: token() }));
  socket.onopen = () => {
    authenticate();
    // What is said in the first instant may be lost on the way: said again until the snapshot is here.
    again = setInterval(authenticate, 1000);
  };
  socket.onmessage = message => {
    clearInterval(again);
    hear(JSON.parse(message.data));
  };
  socket.onclose = closed => {
    clearInterval(again);
    status("off");
    if (closed.code === 1008) {
      leave(say("refused"));
    } else if (token()) {
      // Spread, so that a restarted server is not met by all of us in the same instant.
      setTimeout(connect, wait * (1 + Math.random()));
      wait = Math.min(wait * 2, 15000);
    }
  };
}

function leave(why = "") {
  forgetToken();
  socket?.close();
  // What is hidden can still be read by the next one at this desk: it is taken out of the page.
  Object.values(seen).forEach(map => map.clear());
  lines = NO_LINES;
  forgetDispatch();
  forgetUnreached();
  drawAll();
  $("who").textContent = "";
  $("zone").textContent = "";
  show(false, why);
}

function hear(news) {
  if (news.type === "snapshot") {
    wait = 500;
    for (const kind of Object.keys(seen)) {
      seen[kind] = new Map((news[kind] ?? []).map(one => [keyOf[kind](one), one]));
      $(`${kind}-box`).hidden = !news[kind];
    }
    $("live-box").hidden = !news.calls;
    $("lines-box").hidden = !news.lines;
    $("dispatch-box").hidden = !news.lines;
    rememberRole(news.role);
    lines = news.lines ?? lines;
    $("who").textContent = `${news.name} · ${say(`role.${news.role}`)}`;
    $("zone").textContent = say("times") + inZone(news.zone);
    show(true);
    status("on");
    watch();
  } else if (news.type === "lines") {
    lines = news.lines;
  } else if (kindOf[news.type]) {
    const kind = kindOf[news.type];
    const one = news[news.type];
    seen[kind].set(keyOf[kind](one), one);
  }
  draw();
}

// At most one drawing a frame, however fast the news comes.
function draw() {
  if (!drawing) {
    drawing = true;
    requestAnimationFrame(() => {
      drawing = false;
      drawAll();
    });
  }
}

function newest(kind, at) {
  const sorted = [...seen[kind].values()].sort((one, other) => other[at].localeCompare(one[at]));
  if (sorted.length > KEPT) {
    sorted.splice(KEPT).forEach(one => seen[kind].delete(keyOf[kind](one)));
  }
  return sorted;
}

function drawAll() {
  drawLines(lines);
  drawMembers([...seen.members.values()].sort((a, b) => keyOf.members(a).localeCompare(keyOf.members(b))));
  drawDispatch();
  drawCalls(newest("calls", "startedAt"));
  drawTickets(newest("tickets", "openedAt"));
  drawUnreached();
  drawCallbacks(newest("callbacks", "createdAt"));
  drawRecordings(newest("recordings", "since"));
}

// What the stream does not tell.
async function watch() {
  const looked = await Promise.all([lookAtDispatch(), lookAtUnreached()]);
  if (looked.some(Boolean)) {
    draw();
  }
}

async function hold(what) {
  await pausing(what);
  await watch();
}

$("pause-all").onclick = () => hold("pause");
$("resume-all").onclick = () => hold("resume");
setInterval(watch, WATCH_EVERY);
openDoor(connect, leave);
status("off");
connect();
