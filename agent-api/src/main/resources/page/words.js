// What the page says, in the browser's language.
export const language = navigator.language.toLowerCase().startsWith("zh") ? "zh-CN" : "en";
const words = await (await fetch(`/${language}.json`)).json();

// The words for a name of ours; a name that has none stands for itself.
export const say = word => words[word] ?? word ?? "";

document.documentElement.lang = language;
document.querySelectorAll("[data-text]").forEach(place => { place.textContent = say(place.dataset.text); });
