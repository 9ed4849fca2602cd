// Changes a region to what the server drew. Elements stay (matched by data-key or id), so focus and what was typed stay.
// Attributes that a page's own script looks after are named in data-own; what is inside data-keep is left alone.

function keyOf(node) {
  return node.nodeType === Node.ELEMENT_NODE ? node.dataset.key || node.id || null : null;
}

function sameKind(a, b) {
  return a.nodeType === b.nodeType && a.nodeName === b.nodeName && keyOf(a) === keyOf(b);
}

function ownAttributes(element) {
  const own = new Set((element.dataset.own || "").split(" "));
  own.add("open");
  if ("pending" in element.dataset) own.add("aria-disabled").add("data-pending");
  return own;
}

function morphAttributes(old, fresh) {
  const own = ownAttributes(old);
  for (const { name } of [...old.attributes]) {
    if (!own.has(name) && !fresh.hasAttribute(name)) old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (!own.has(name) && old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  if (old instanceof HTMLInputElement && old.type === "hidden") old.value = fresh.value;
}

function morphChildren(old, fresh) {
  const wanted = new Set([...fresh.childNodes].map(keyOf));
  for (const node of [...old.childNodes]) if (keyOf(node) && !wanted.has(keyOf(node))) node.remove();
  const keyed = new Map([...old.childNodes].filter(keyOf).map((node) => [keyOf(node), node]));
  let place = old.firstChild;
  for (const want of [...fresh.childNodes]) {
    const key = keyOf(want);
    let have = key ? keyed.get(key) : null;
    if (have && !sameKind(have, want)) have = null;
    if (!have && !key && place && sameKind(place, want)) have = place;
    if (!have) {
      old.insertBefore(want, place);
      continue;
    }
    if (have === place) place = place.nextSibling;
    else old.insertBefore(have, place);
    if (have.nodeType === Node.ELEMENT_NODE) morph(have, want);
    else if (have.data !== want.data) have.data = want.data;
  }
  while (place) {
    const next = place.nextSibling;
    place.remove();
    place = next;
  }
}

/** One element and all that is in it. */
export function morph(old, fresh) {
  if (old.isEqualNode(fresh)) return;
  morphAttributes(old, fresh);
  if (!old.hasAttribute("data-keep")) morphChildren(old, fresh);
}

/** The inside of a region; the region itself belongs to the page. */
export function morphInside(region, fresh) {
  if (!region.isEqualNode(fresh)) morphChildren(region, fresh);
}
