import {createHmac, randomBytes, timingSafeEqual} from "node:crypto";

/** Who has given the password: a signed cookie, good for one working day and until the desk is stopped. */
export interface Sessions {
  /** The value of a new cookie. */
  begin(): string;
  isValid(cookie: string | undefined): boolean;
  /** The cookie is good for nothing from now on. */
  end(cookie: string | undefined): void;
}

export const sessionSeconds = 12 * 60 * 60;

export function openSessions(now: () => number = Date.now): Sessions {
  const key = randomBytes(32);
  /** Ended before their time, with the time until which that matters. */
  const ended = new Map<string, number>();

  function sign(text: string): string {
    return createHmac("sha256", key).update(text).digest("base64url");
  }

  /** The parts of a cookie of ours that has not run out; undefined for any other. */
  function read(cookie: string | undefined): {readonly id: string; readonly until: number} | undefined {
    const found = /^(([\w-]{22})\.(\d{1,15}))\.([\w-]{43})$/.exec(cookie ?? "");
    if (!found) return undefined;
    const [, text = "", id = "", until = "", signature = ""] = found;
    const isOurs = timingSafeEqual(Buffer.from(signature), Buffer.from(sign(text)));
    return isOurs && Number(until) > now() ? {id, until: Number(until)} : undefined;
  }

  return {
    begin() {
      const text = `${randomBytes(16).toString("base64url")}.${now() + sessionSeconds * 1000}`;
      return `${text}.${sign(text)}`;
    },
    isValid(cookie) {
      const session = read(cookie);
      return session !== undefined && !ended.has(session.id);
    },
    end(cookie) {
      const session = read(cookie);
      if (session) ended.set(session.id, session.until);
      for (const [id, until] of ended) if (until <= now()) ended.delete(id);
    },
  };
}
