/** Slows down whoever guesses passwords, from one address or from many. */
export interface LoginLimit {
  /** Milliseconds until the next try from this address is allowed; 0: now. */
  waitOf(address: string): number;
  failed(address: string): void;
  succeeded(address: string): void;
}

interface Tries {
  readonly count: number;
  readonly last: number;
}

const freeTries = 3;
const longestWaitMs = 15 * 60 * 1000;
/** Failures are forgotten after a day without any. */
const forgottenAfterMs = 24 * 60 * 60 * 1000;
/** So many failures from everywhere are typing mistakes; more are an attack, which then has one try in so long. */
const freeTriesOfAll = 30;
const waitOfAllMs = 5000;
const mostAddresses = 10_000;

export function openLoginLimit(now: () => number = Date.now): LoginLimit {
  const tries = new Map<string, Tries>();
  /** Those who have known the password are not held up by others' guessing. */
  const known = new Set<string>();
  let all: Tries = {count: 0, last: 0};

  function current(tried: Tries | undefined): Tries {
    return tried && now() - tried.last < forgottenAfterMs ? tried : {count: 0, last: 0};
  }

  function remember(address: string, tried: Tries): void {
    tries.delete(address);
    tries.set(address, tried);
    for (const oldest of tries.keys()) if (tries.size > mostAddresses) tries.delete(oldest);
  }

  return {
    waitOf(address) {
      const from = networkOf(address);
      const own = current(tries.get(from));
      const wait = own.count < freeTries ? 0 : Math.min(longestWaitMs, 1000 * 2 ** (own.count - freeTries));
      const ofAll = known.has(from) || current(all).count < freeTriesOfAll ? 0 : waitOfAllMs;
      return Math.max(0, own.last + wait - now(), all.last + ofAll - now());
    },
    failed(address) {
      const from = networkOf(address);
      remember(from, {count: current(tries.get(from)).count + 1, last: now()});
      all = {count: current(all).count + 1, last: now()};
    },
    succeeded(address) {
      const from = networkOf(address);
      tries.delete(from);
      if (known.size < mostAddresses) known.add(from);
    },
  };
}

/** One machine has many IPv6 addresses of its own: they count by their first 64 bits. */
function networkOf(address: string): string {
  const mapped = /^::ffff:([\d.]+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  return address.includes(":") ? firstParts(address) : address;
}

function firstParts(address: string): string {
  const [head = "", tail] = address.replace(/%.*$/, "").split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - before.length - after.length)).fill("0");
  return [...before, ...zeros, ...after].slice(0, 4).join(":");
}
