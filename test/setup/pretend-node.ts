/** Arguments that make Node say it is another version, for what decides by version. */
export function pretendNode(version: string): string[] {
  const code = `Object.defineProperty(process, "versions", {value: {...process.versions, node: "${version}"}})`;
  return ["--import", `data:text/javascript,${encodeURIComponent(code)}`];
}
