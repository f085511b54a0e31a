import type {PreviewAnswer, PreviewAsk} from "../../../api.ts";
import {api, DeskRefusal} from "../../api-client.ts";

const pauseMs = 60;

interface PreviewLoop {
  /** The text was changed: asked for after a pause. */
  changed(): void;
  stop(): void;
}

/**
 * Asks for the page after each pause in typing. One question is under way at a time, so that answers come in order and a
 * server that is busy is not asked for what is out of date: what was typed meanwhile is asked for when the answer is there.
 */
export function startPreview(
  ask: () => PreviewAsk | undefined,
  take: (answer: PreviewAnswer, asked: PreviewAsk) => void,
  fail: (refusal: DeskRefusal) => void,
): PreviewLoop {
  let timer = 0;
  let isAsking = false;
  let asksAgain = false;
  let isStopped = false;

  async function send(): Promise<void> {
    asksAgain = isAsking;
    if (isAsking || isStopped) return;
    const asked = ask();
    if (!asked) return;
    isAsking = true;
    try {
      const answer = await api.preview(asked);
      if (!isStopped) take(answer, asked);
    } catch (error) {
      if (!(error instanceof DeskRefusal)) throw error;
      if (!isStopped) fail(error);
    } finally {
      isAsking = false;
      if (asksAgain) void send();
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
