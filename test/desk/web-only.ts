/** The same workspace without PDF: no browser is started for its builds. */
export function webOnly(files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [
      path,
      path.endsWith("/bulletin.yaml") ? `${text}输出: [html]\n` : text,
    ]),
  );
}
