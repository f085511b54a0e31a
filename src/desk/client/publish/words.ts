const dayFormat = new Intl.DateTimeFormat("zh-CN", {month: "long", day: "numeric"});
const timeFormat = new Intl.DateTimeFormat("zh-CN", {hour: "2-digit", minute: "2-digit", hourCycle: "h23"});

/** "今天 13:20", "8月5日 09:02" */
export function timeWords(iso: string, now: Date = new Date()): string {
  const at = new Date(iso);
  const day = at.toDateString() === now.toDateString() ? "今天" : dayFormat.format(at);
  return `${day} ${timeFormat.format(at)} `;
}

/** "64 KB", "1.2 MB" */
export function sizeWords(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1000))} KB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
