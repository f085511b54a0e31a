import type {PreviewAnswer, PreviewAsk} from "../../../api.ts";
import {api, DeskRefusal} from "../../api-client.ts";

const pauseMs = 60;

interface PreviewLoop {
  /** The text was changed: asked for after a pause. */
  changed(): void;
  stop(): void;
}

/** Asks for the page after each pause in typing; an answer that a later one has overtaken is dropped. */
export function startPreview(
  ask: () => PreviewAsk | undefined,
  take: (answer: PreviewAnswer, asked: PreviewAsk) => void,
  fail: (refusal: DeskRefusal) => void,
): PreviewLoop {
  let timer = 0;
  let lastSent = 0;
  let lastTaken = 0;
  let isStopped = false;

  async function send(): Promise<void> {
    const asked = ask();
    if (!asked || isStopped) return;
    lastSent += 1;
    const number = lastSent;
    try {
      const answer = await api.preview(asked);
      if (number < lastTaken || isStopped) return;
      lastTaken = number;
      take(answer, asked);
    } catch (error) {
      if (!(error instanceof DeskRefusal)) throw error;
      if (number === lastSent && !isStopped) fail(error);
    }
  }

  return {
    changed() {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => void send(), pauseMs);
    },
    stop() {
      isStopped = true;
      window.clearTimeout(timer);
    },
  };
}
