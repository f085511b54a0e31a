/** The page of `jianbao dev`: lists the bulletins, shows one, and shows it anew when it was made anew. */
const frame = document.querySelector("#page");
const list = document.querySelector("#bulletins");
const state = document.querySelector("#state");
const findings = document.querySelector("#findings");
const buttons = {html: document.querySelector("#web"), pdf: document.querySelector("#print")};
const words = {unchanged: "", built: "", kept: "已印发", failed: "有错误，没有排", blocked: "所用的数据有错误"};

let shown = {slug: decodeURIComponent(location.hash.slice(1)), format: "html"};
let bulletins = [];

function addressOf({slug, format}) {
  const bulletin = bulletins.find(other => other.slug === slug);
  if (!bulletin) return "/out/index.html";
  return format === "pdf" && bulletin.pdf ? `/out/${bulletin.pdf}` : `/out/${slug}/index.html`;
}

/** Shows the page anew where the reader was. */
function show(keepsPlace) {
  const place = keepsPlace ? placeInFrame() : undefined;
  if (place) frame.addEventListener("load", () => frame.contentWindow.scrollTo(place.x, place.y), {once: true});
  frame.contentWindow.location.replace(addressOf(shown));
  for (const [format, button] of Object.entries(buttons)) button.setAttribute("aria-pressed", format === shown.format);
  for (const link of list.querySelectorAll("a")) {
    if (link.dataset.slug === shown.slug) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

function placeInFrame() {
  try {
    return {x: frame.contentWindow.scrollX, y: frame.contentWindow.scrollY};
  } catch {
    return undefined;
  }
}

function listBulletins() {
  list.replaceChildren(
    ...bulletins.map(({slug, title, status}) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      const note = document.createElement("small");
      item.className = status;
      link.href = `#${encodeURIComponent(slug)}`;
      link.dataset.slug = slug;
      link.textContent = title;
      note.textContent = [slug, words[status]].filter(Boolean).join("　");
      link.append(note);
      item.append(link);
      return item;
    }),
  );
}

function listFindings(found, more) {
  findings.hidden = found.length === 0;
  findings.replaceChildren(
    ...found.map(({severity, message, hint, place}) => {
      const paragraph = document.createElement("p");
      const kind = document.createElement("strong");
      const where = document.createElement("small");
      kind.className = severity;
      kind.textContent = severity === "error" ? "错误：" : "提醒：";
      where.textContent = [place, hint].filter(Boolean).join("　");
      paragraph.append(kind, message, document.createElement("br"), where);
      return paragraph;
    }),
  );
  if (more > 0) findings.append(`另有 ${more} 处。`);
}

function take(message) {
  if (message.kind === "building") state.textContent = "正在排……";
  if (message.kind === "failed") state.textContent = `没有做成：${message.message}。${message.hint}。`;
  if (message.kind !== "built") return;
  const isFirst = bulletins.length === 0;
  bulletins = message.bulletins;
  listBulletins();
  listFindings(message.findings, message.more);
  state.textContent = `排好了，用时 ${(message.milliseconds / 1000).toFixed(2)} 秒。`;
  const current = bulletins.find(({slug}) => slug === shown.slug);
  if (isFirst || !current || current.status === "built") show(!isFirst);
}

window.addEventListener("hashchange", () => {
  shown = {...shown, slug: decodeURIComponent(location.hash.slice(1))};
  show(false);
});
for (const [format, button] of Object.entries(buttons)) {
  button.addEventListener("click", () => {
    shown = {...shown, format};
    show(false);
  });
}
const events = new EventSource("/events");
events.addEventListener("message", ({data}) => take(JSON.parse(data)));
events.addEventListener("error", () => {
  state.textContent = "同程序断开了：它停了，或者正在重新启动。";
});
