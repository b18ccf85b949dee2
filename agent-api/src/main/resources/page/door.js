// The way in: by name and password, by a token, or by an address that has the token in it.
import { keepToken, token } from "/desk.js";
import { $ } from "/rows.js";
import { language, say } from "/words.js";

// deploy/run prints an address with the token behind #: it never reaches a server or a log, and is not left standing.
function tokenFromAddress() {
  const given = new URLSearchParams(location.hash.slice(1)).get("token");
  if (given) {
    keepToken(given);
    history.replaceState(null, "", location.pathname);
  }
}

export function show(isIn, refusal = "") {
  $("door").hidden = isIn;
  $("desk").hidden = !isIn;
  $("leave").hidden = !isIn;
  // Whoever is outside is not connected, and need not be told.
  $("status").hidden = !isIn;
  $("refused").textContent = refusal;
}

async function logIn(letIn) {
  const account = { name: $("name").value.trim(), password: $("password").value };
  const answer = await fetch("/api/v1/login", {
    method: "POST",
    headers: { "Content-Type": "application/json", "Accept-Language": language },
    body: JSON.stringify(account),
  }).catch(() => null);
  $("password").value = "";
  if (answer?.ok) {
    keepToken((await answer.json()).token);
    letIn();
  } else if (answer?.status === 429) {
    show(false, say("tooOften").replace("{}", answer.headers.get("Retry-After") ?? "60"));
  } else {
    show(false, say(answer && answer.status < 500 ? "notRecognised" : "notAnswered"));
  }
}

// Whoever came by a password is out everywhere; an issued token stays good, and 409 says so.
function logOut(leave) {
  fetch("/api/v1/logout", { method: "POST", headers: { Authorization: `Bearer ${token()}` }, keepalive: true }).catch(() => {});
  leave();
}

// Calls the one when somebody comes in, the other when he goes.
export function openDoor(letIn, leave) {
  $("by-password").onsubmit = submitted => {
    submitted.preventDefault();
    logIn(letIn);
  };
  $("by-token").onsubmit = submitted => {
    submitted.preventDefault();
    keepToken($("token").value.trim());
    $("token").value = "";
    letIn();
  };
  $("leave").onclick = () => logOut(leave);
  tokenFromAddress();
}
