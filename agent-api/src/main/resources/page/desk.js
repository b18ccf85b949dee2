// Whoever sits here: the token he came in with, his role, and what he asks of the server.
import { say } from "/words.js";

const TOKEN = "hearback.token";
let role = "";

export function token() {
  return sessionStorage.getItem(TOKEN) ?? "";
}

export function keepToken(given) {
  sessionStorage.setItem(TOKEN, given);
}

export function forgetToken() {
  sessionStorage.removeItem(TOKEN);
}

export function rememberRole(said) {
  role = said;
}

// Whoever leads the shift; what he may really do the server says.
export function leads() {
  return role === "SUPERVISOR" || role === "ADMINISTRATOR";
}

// What stands there now, or null when it is not known: he is not told, as it is looked at again soon. What he asked for before
// he left is not shown to whoever comes next.
export async function look(path) {
  const asker = token();
  const answer = asker ? await fetch(path, { headers: { Authorization: `Bearer ${asker}` } }).catch(() => null) : null;
  const found = answer?.ok ? await answer.json() : null;
  return token() === asker ? found : null;
}

// The answer, or null when there is none that is good: then he has been told why.
export async function ask(path, options = {}) {
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
