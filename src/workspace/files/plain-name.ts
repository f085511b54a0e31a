/** Names that Windows keeps for itself, with any ending. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** True for a name that a file or folder can have on every system, Windows too. */
export function isPlainName(name: string): boolean {
  return name !== "" && !/[\\/:*?"<>|\p{Cc}\p{Cs}]|[. ]$/u.test(name) && !reserved.test(name);
}
