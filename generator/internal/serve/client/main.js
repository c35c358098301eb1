// The preview's own script, sent with each page and published with none. It
// listens for changes of the page it is on, puts them in place, and shows what is
// wrong with the site. It is bundled from the files beside this one.
import { follow } from "./follow.js";
import { isTheSame, patch, refresh } from "./patch.js";
import { show } from "./strip.js";

const page = location.pathname;
let { token, digest, state } = document.currentScript.dataset;
let parts; // digests of the pictures of the page, by their output names

// Listening: a stream while somebody looks. Browsers allow six in all, so the server
// keeps few and ends the others after one event.

let stream, timer, wait = 200;

function listen() {
  stop();
  if (document.hidden) return;
  stream = new EventSource("/-/balise/events?" + new URLSearchParams({ token, page, digest, state }));
  stream.onerror = retry;
  stream.onmessage = (event) => {
    const news = JSON.parse(event.data);
    wait = news.wait;
    hear(news);
  };
}

function stop() {
  clearTimeout(timer);
  stream?.close();
}

// A stream that ended does not say why. The page itself does: it tells whether
// the server is there, its token, and whether the page has changed.
function retry() {
  stop();
  timer = setTimeout(async () => await update() ? listen() : retry(), wait);
  wait = Math.min(2 * wait, 2000);
}

// hear takes in an event. Each holds all there is to know, so that none before it
// is missed.
async function hear(news) {
  if (news.moved) return location.replace(news.moved + location.hash);
  show(news.strip);
  const before = parts ?? (news.digest == digest ? news.parts : {});
  parts = news.parts;
  if (news.digest != digest) await update(news.page);
  refresh(before, news.parts);
}

// update brings the page up to date, with what an event brought or the server answers,
// and tells whether it did answer. Updates wait for each other, so that the newest
// answer is the last.
let updating;

function update(answer) {
  return updating = Promise.resolve(updating).then(async () => {
    answer ??= await fetch(page).then((answer) => answer.text()).catch(() => "");
    if (!answer) return false;
    try {
      const next = new DOMParser().parseFromString(answer, "text/html");
      const tag = next.querySelector('script[src="/-/balise/client.js"]');
      if (!tag) return false;
      tag.remove();
      ({ token, state } = tag.dataset);
      if (tag.dataset.digest == digest) return true;
      digest = tag.dataset.digest;
      if (!isTheSame(next)) throw next;
      follow(() => patch(next));
    } catch {
      location.reload(); // what cannot be patched, or was half-way
    }
    return true;
  });
}

addEventListener("pagehide", stop);
addEventListener("pageshow", (event) => event.persisted && listen());
document.addEventListener("visibilitychange", () => document.hidden ? stop() : listen());
listen();
