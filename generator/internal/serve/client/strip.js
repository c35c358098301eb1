// The strip at the foot of the page: what is wrong with the site, and which other
// page changed. The server writes it. It is apart from the page, in a shadow tree.

import { arrival } from "./patch.js";

const host = document.createElement("div");
const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: "/-/balise/strip.css" });
const box = document.createElement("div");
host.attachShadow({ mode: "open" }).append(style, box);
const styled = arrival(style);

const closed = "balise-closed", folded = "balise-folded";
let shown = "";

// show shows a strip, or none, and leaves one that is there already as it is.
export async function show(html) {
  if (html == shown) return;
  shown = html;
  if (!html) remember(closed, "");
  const [section] = new DOMParser().parseFromString(html != remember(closed) ? html : "", "text/html").body.children;
  if (section) {
    if (!host.isConnected) document.documentElement.append(host);
    await styled;
    if (html != shown) return;
    const details = section.querySelector("details");
    if (details?.open) {
      details.open = !remember(folded);
      details.ontoggle = () => remember(folded, details.open ? "" : "yes");
    }
    section.querySelector("button").onclick = () => {
      section.remove();
      remember(closed, html);
    };
  }
  box.replaceChildren(...(section ? [section] : []));
}

// remember says, and keeps if there is a value, what the author closed or folded in
// this tab. Storage may be denied.
function remember(key, value) {
  try {
    return value == null ? sessionStorage[key] : sessionStorage[key] = value;
  } catch { /* nothing is kept */ }
}
