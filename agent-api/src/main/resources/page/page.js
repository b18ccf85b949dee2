// The plain page: what is going on now, from one WebSocket. What comes over it is a stranger's text: it is only ever
// written with textContent.
import { cell, chips, fill, inZone, time } from "/rows.js";

const $ = id => document.getElementById(id);
const language = navigator.language.toLowerCase().startsWith("zh") ? "zh-CN" : "en";
const words = await (await fetch(`/${language}.json`)).json();
const say = word => words[word] ?? word ?? "";

document.documentElement.lang = language;
document.querySelectorAll("[data-text]").forEach(place => { place.textContent = say(place.dataset.text); });

// Newest first, by id; the server says the newest 50, we keep some more.
const KEPT = 200;
const seen = { calls: new Map(), tickets: new Map(), callbacks: new Map(), recordings: new Map(), members: new Map() };
const NO_LINES = { lines: [], gaps: [] };
let lines = NO_LINES;
const NO_DISPATCH = { lines: [], waiting: [], pauses: [], troubled: 0 };
const DISPATCH_EVERY = 5000;
let dispatch = NO_DISPATCH;
let role = "";
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

function token() {
  return sessionStorage.getItem("hearback.token") ?? "";
}

// deploy/run prints an address with the token behind #: it never reaches a server or a log, and is not left standing.
function tokenFromAddress() {
  const given = new URLSearchParams(location.hash.slice(1)).get("token");
  if (given) {
    sessionStorage.setItem("hearback.token", given);
    history.replaceState(null, "", location.pathname);
  }
}

function show(isIn, refusal = "") {
  $("door").hidden = isIn;
  $("desk").hidden = !isIn;
  $("leave").hidden = !isIn;
  // Whoever is outside is not connected, and need not be told.
  $("status").hidden = !isIn;
  $("refused").textContent = refusal;
}

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
  sessionStorage.removeItem("hearback.token");
  socket?.close();
  // What is hidden can still be read by the next one at this desk: it is taken out of the page.
  Object.values(seen).forEach(map => map.clear());
  lines = NO_LINES;
  dispatch = NO_DISPATCH;
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
      document.getElementById(kind === "members" ? "members-box" : `${kind}-box`).hidden = !news[kind];
    }
    $("live-box").hidden = !news.calls;
    $("lines-box").hidden = !news.lines;
    $("dispatch-box").hidden = !news.lines;
    role = news.role;
    $("pausing").hidden = !leads();
    lines = news.lines ?? lines;
    $("who").textContent = `${news.name} · ${say(`role.${news.role}`)}`;
    $("zone").textContent = say("times") + inZone(news.zone);
    show(true);
    status("on");
    lookAtDispatch();
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
  const calls = newest("calls", "startedAt");
  const live = calls.filter(call => call.live);
  const tickets = newest("tickets", "openedAt");
  const callbacks = newest("callbacks", "createdAt");
  const recordings = newest("recordings", "since");
  drawLines();
  drawDispatch();
  chips($("members"), [...seen.members.values()].sort((a, b) => keyOf.members(a).localeCompare(keyOf.members(b))),
    member => [`${member.agent} · ${member.queue} · ${say(member.state)} ${member.pauseReason ?? ""}`, mood(member.state)]);
  fill($("live"), say, CALLS, live, callRow);
  fill($("calls"), say, CALLS, calls.filter(call => !call.live), callRow);
  fill($("tickets"), say, ["number", "stage", "customer", "hotline", "priority", "urges", "opened", "limit", "departments", "calls", "action"],
    tickets, ticketRow);
  fill($("callbacks"), say, ["customer", "reason", "state", "due", "why", "attempts", "number"], callbacks, callbackRow);
  fill($("recordings"), say, ["start", "call", "state", "length", "action"], recordings, recordingRow);
  count("live", live.length);
  count("tickets", tickets.filter(ticket => ticket.state === "OPEN").length);
  count("callbacks", callbacks.filter(callback => callback.state !== "CLOSED").length);
  count("recordings", recordings.length);
}

const CALLS = ["start", "direction", "customer", "hotline", "queue", "agents", "waited", "result"];

function drawLines() {
  chips($("lines"), lines.lines, line =>
    [`${line.server} · ${say(line.connected ? "connected" : "disconnected")} ${line.version}`, line.connected ? "good" : "bad"]);
  fill($("gaps"), say, ["server", "from", "until", "why", "repaired"], lines.gaps.slice(0, 10), gap => [
    gap.server, time(gap.from), gap.until ? time(gap.until) : cell(say("stillOpen"), "bad"), gap.reason,
    String(gap.callsRepaired),
  ]);
}

// How the ringing goes is asked for: it changes with every second, and few look at it.
async function lookAtDispatch() {
  if (token() && !$("desk").hidden && !$("dispatch-box").hidden) {
    const answer = await fetch("/api/v1/callbacks/dispatch", { headers: { Authorization: `Bearer ${token()}` } })
      .catch(() => null);
    if (answer?.ok) {
      dispatch = await answer.json();
      draw();
    }
  }
}

function drawDispatch() {
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
  fill($("waiting"), say, ["rule", "dueNow", "due", "quietUntil"], dispatch.waiting, one => [
    one.rule ?? "", String(one.due), time(one.earliest), one.quietUntil ? cell(time(one.quietUntil), "warn") : "",
  ]);
  $("troubled-count").textContent = dispatch.troubled > 0 ? `${say("troubled")} ${dispatch.troubled}` : "";
}

// Whoever leads the shift; what he may really do the server says.
function leads() {
  return role === "SUPERVISOR" || role === "ADMINISTRATOR";
}

async function pausing(what) {
  const reason = prompt(say(what === "pause" ? "pauseWhy" : "resumeWhy"));
  if (reason) {
    await ask(`/api/v1/callbacks/${what}`, { method: "POST", body: JSON.stringify({ scope: "all", reason }) });
    await lookAtDispatch();
  }
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

function callRow(call) {
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

// What a department has is closed by its own way only.
function closable(ticket) {
  return ticket.state === "OPEN" && (ticket.departments.length === 0 || ticket.stage === "told");
}

function ticketRow(ticket) {
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

// What was said in the customer's place, how that is known and how surely.
function announced(heard) {
  return heard ? ` · ${say("announced")}: ${say(heard.said)} (${say(heard.by)} ${Math.round(100 * heard.confidence)} %)` : "";
}

function callbackRow(callback) {
  const tries = callback.attempts.map(attempt =>
    `${attempt.ordinal}. ${time(attempt.startedAt)} ${say(attempt.outcome ?? attempt.state)} ${say(attempt.detail)}`
    + (attempt.cause ? ` (${attempt.cause.q850}/${attempt.cause.sip})` : "") + announced(attempt.announcement));
  const why = [callback.why, callback.problem].filter(Boolean).join(" · ");
  return [
    customer(callback.customer), say(callback.reason),
    cell(say(callback.closeReason ?? callback.state), mood(callback.closeReason ?? callback.state)),
    callback.dueAt ? time(callback.dueAt) : "", cell(why, callback.problem ? "words bad" : "words"),
    cell(tries.join("\n"), "words lines"), callback.ticket ?? "",
  ];
}

function recordingRow(recording) {
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

async function ask(path, options = {}) {
  const answer = await fetch(path, {
    ...options,
    headers: { Authorization: `Bearer ${token()}`, "Content-Type": "application/json" },
  });
  if (!answer.ok) {
    const problem = await answer.json().catch(() => ({ title: answer.statusText }));
    alert(say("failed") + (problem.detail ?? problem.title));
    return null;
  }
  return answer;
}

function customer(who) {
  const known = who.known ? who.number : (who.number || say("hidden"));
  return who.name ? `${known} ${who.name}` : known;
}

function seconds(length) {
  if (length === undefined) {
    return "";
  }
  const whole = Math.round(length);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

function button(text, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.onclick = act;
  return made;
}

function mood(word) {
  if (["ANSWERED", "REACHED", "CONTACTED", "READY", "ON_CALL"].includes(word)) return "good";
  if (["ABANDONED", "UNREACHABLE", "NUMBER_UNKNOWN", "URGENT", "GAP", "CHANGED", "NOT_ALLOWED"].includes(word)) return "bad";
  if (["HIGH", "DIALLING", "RINGING", "PAUSED", "WAITING", "NOT_REACHED", "ANSWERED_WITHOUT_AGENT", "ANSWERING_MACHINE"].includes(word)) return "warn";
  return "";
}

function count(what, number) {
  $(`${what}-count`).textContent = String(number);
}

async function logIn() {
  const account = { name: $("name").value.trim(), password: $("password").value };
  const answer = await fetch("/api/v1/login", {
    method: "POST",
    headers: { "Content-Type": "application/json", "Accept-Language": language },
    body: JSON.stringify(account),
  }).catch(() => null);
  $("password").value = "";
  if (answer?.ok) {
    sessionStorage.setItem("hearback.token", (await answer.json()).token);
    connect();
  } else if (answer?.status === 429) {
    show(false, say("tooOften").replace("{}", answer.headers.get("Retry-After") ?? "60"));
  } else {
    show(false, say(answer && answer.status < 500 ? "notRecognised" : "notAnswered"));
  }
}

// Whoever came by a password is out everywhere; an issued token stays good, and 409 says so.
function logOut() {
  fetch("/api/v1/logout", { method: "POST", headers: { Authorization: `Bearer ${token()}` }, keepalive: true }).catch(() => {});
  leave();
}

$("by-password").onsubmit = submitted => {
  submitted.preventDefault();
  logIn();
};
$("by-token").onsubmit = submitted => {
  submitted.preventDefault();
  sessionStorage.setItem("hearback.token", $("token").value.trim());
  $("token").value = "";
  connect();
};
$("leave").onclick = logOut;
$("pause-all").onclick = () => pausing("pause");
$("resume-all").onclick = () => pausing("resume");
setInterval(lookAtDispatch, DISPATCH_EVERY);

tokenFromAddress();
status("off");
connect();
