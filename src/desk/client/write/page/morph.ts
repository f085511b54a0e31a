/** Attributes that are of the page's use, not of its content: left as they are. */
const ownAttributes: ReadonlySet<string> = new Set(["data-here", "open"]);
/** Where a block comes from: differs in all that follows an inserted line, and makes no difference to see. */
const placeAttributes: ReadonlySet<string> = new Set(["data-at", "data-file"]);

/**
 * Makes the children of `from` those of `to`, and touches only what differs: what is the same stays the very node that it
 * was, with its place on the screen.
 */
export function morphChildren(from: Element, to: Element): void {
  const before = [...from.childNodes];
  const after = [...to.childNodes];
  let start = 0;
  while (start < before.length && start < after.length && isSame(before[start], after[start])) {
    movePlaces(before[start], after[start]);
    start += 1;
  }
  let ends = 0;
  while (
    ends < before.length - start &&
    ends < after.length - start &&
    isSame(before[before.length - 1 - ends], after[after.length - 1 - ends])
  ) {
    movePlaces(before[before.length - 1 - ends], after[after.length - 1 - ends]);
    ends += 1;
  }
  morphMiddle(
    from,
    before.slice(start, before.length - ends),
    after.slice(start, after.length - ends),
    before[before.length - ends],
  );
}

function morphMiddle(
  parent: Element,
  before: readonly ChildNode[],
  after: readonly ChildNode[],
  end: ChildNode | undefined,
): void {
  const rest = [...before];
  for (const wanted of after) {
    const old = rest[0];
    if (old && canBecome(old, wanted)) {
      rest.shift();
      become(old, wanted);
      continue;
    }
    const at = rest.findIndex(other => isSame(other, wanted));
    if (at > 0) for (const gone of rest.splice(0, at)) gone.remove();
    const same = at >= 0 ? rest.shift() : undefined;
    if (same) movePlaces(same, wanted);
    else parent.insertBefore(parent.ownerDocument.importNode(wanted, true), rest[0] ?? end ?? null);
  }
  for (const gone of rest) gone.remove();
}

/** Drawings are small and whole: exchanged, not rebuilt line by line. */
function canBecome(old: ChildNode, wanted: ChildNode): boolean {
  if (old.nodeType !== wanted.nodeType || old.nodeName !== wanted.nodeName) return false;
  return (
    !(isElement(old) && old.nodeName.toLowerCase() === "svg") &&
    (!isElement(old) || old.className === (wanted as Element).className)
  );
}

function become(old: ChildNode, wanted: ChildNode): void {
  if (!isElement(old) || !isElement(wanted)) {
    if (old.nodeValue !== wanted.nodeValue) old.nodeValue = wanted.nodeValue;
    return;
  }
  takeAttributes(old, wanted);
  morphChildren(old, wanted);
}

export function takeAttributes(old: Element, wanted: Element): void {
  for (const {name} of [...old.attributes]) {
    if (!ownAttributes.has(name) && !wanted.hasAttribute(name)) old.removeAttribute(name);
  }
  for (const {name, value} of wanted.attributes) {
    if (!ownAttributes.has(name) && old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
}

/** Alike to see; places may differ. */
function isSame(a: Node | undefined, b: Node | undefined): boolean {
  if (!a || !b || a.nodeType !== b.nodeType || a.nodeName !== b.nodeName) return false;
  if (!isElement(a) || !isElement(b)) return a.nodeValue === b.nodeValue;
  if (a.childNodes.length !== b.childNodes.length || !hasSameAttributes(a, b)) return false;
  let [inA, inB] = [a.firstChild, b.firstChild];
  while (inA && inB) {
    if (!isSame(inA, inB)) return false;
    [inA, inB] = [inA.nextSibling, inB.nextSibling];
  }
  return true;
}

function hasSameAttributes(a: Element, b: Element): boolean {
  return hasAttributesOf(a, b) && hasAttributesOf(b, a);
}

function hasAttributesOf(a: Element, b: Element): boolean {
  for (const {name, value} of a.attributes) {
    if (!ownAttributes.has(name) && !placeAttributes.has(name) && b.getAttribute(name) !== value) return false;
  }
  return true;
}

/** Both trees have the same shape: only where they come from is taken over. */
function movePlaces(old: Node | undefined, wanted: Node | undefined): void {
  if (!old || !wanted || !isElement(old) || !isElement(wanted)) return;
  for (const name of placeAttributes) {
    const value = wanted.getAttribute(name);
    if (value === null) old.removeAttribute(name);
    else if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  let [inOld, inWanted] = [old.firstChild, wanted.firstChild];
  while (inOld && inWanted) {
    movePlaces(inOld, inWanted);
    [inOld, inWanted] = [inOld.nextSibling, inWanted.nextSibling];
  }
}

/** Of any document: nodes of a frame are no instances of this page's classes. */
function isElement(node: Node): node is Element {
  return node.nodeType === 1;
}
