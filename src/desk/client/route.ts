/** The screens of the desk and the addresses that lead to them: what stands after `#` in the address bar. */
export type Route =
  | {readonly screen: "list"}
  | {readonly screen: "write"; readonly slug: string; readonly file?: string; readonly line?: number}
  | {readonly screen: "fill"; readonly period: string}
  | {readonly screen: "numbers"; readonly slug: string}
  | {readonly screen: "publish"; readonly slug: string};

export function toAddress(route: Route): string {
  switch (route.screen) {
    case "list":
      return "#/";
    case "write": {
      const query = new URLSearchParams();
      if (route.file !== undefined) query.set("file", route.file);
      if (route.line !== undefined) query.set("line", String(route.line));
      return `#/write/${encodeURIComponent(route.slug)}${query.size > 0 ? `?${query}` : ""}`;
    }
    case "fill":
      return `#/fill/${encodeURIComponent(route.period)}`;
    default:
      return `#/${route.screen}/${encodeURIComponent(route.slug)}`;
  }
}

/** An address that leads nowhere is the list's. */
export function parseAddress(hash: string): Route {
  const {pathname, searchParams} = new URL(hash.replace(/^#/, "") || "/", "http://desk");
  const [screen, written] = pathname.split("/").slice(1);
  const name = decode(written ?? "");
  if (name === "") return {screen: "list"};
  if (screen === "fill") return {screen, period: name};
  if (screen === "numbers" || screen === "publish") return {screen, slug: name};
  if (screen !== "write") return {screen: "list"};
  const file = searchParams.get("file");
  const line = Number(searchParams.get("line"));
  return {screen, slug: name, ...(file !== null && {file}), ...(line > 0 && {line})};
}

function decode(written: string): string {
  try {
    return decodeURIComponent(written);
  } catch {
    return "";
  }
}

export function goTo(route: Route): void {
  location.hash = toAddress(route);
}
