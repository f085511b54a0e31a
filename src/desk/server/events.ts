import type {DeskEvent} from "../api.ts";

/** All pages that are open and listen. */
export interface EventHub {
  tell(event: DeskEvent): void;
  /** A stream for one page; undefined when too many listen already. */
  listen(): ReadableStream<Uint8Array> | undefined;
  close(): void;
}

const mostListeners = 200;
/** A line now and then tells both sides that the other is still there. */
const aliveEveryMs = 25_000;
/** A page that takes nothing any more is let go: it opens the stream again when it wakes. */
const mostWaiting = 1000;

export function openEventHub(): EventHub {
  const encoder = new TextEncoder();
  const listeners = new Set<ReadableStreamDefaultController<Uint8Array>>();

  function send(text: string): void {
    for (const listener of listeners) {
      try {
        if ((listener.desiredSize ?? 0) < -mostWaiting) throw new Error("nobody takes it");
        listener.enqueue(encoder.encode(text));
      } catch {
        drop(listener);
      }
    }
  }

  function drop(listener: ReadableStreamDefaultController<Uint8Array>): void {
    listeners.delete(listener);
    try {
      listener.close();
    } catch {
      // Closed by the other side.
    }
  }

  const timer = setInterval(() => send(": \n\n"), aliveEveryMs);
  timer.unref();
  return {
    tell: event => send(`data: ${JSON.stringify(event)}\n\n`),
    listen() {
      if (listeners.size >= mostListeners) return undefined;
      let own: ReadableStreamDefaultController<Uint8Array> | undefined;
      return new ReadableStream<Uint8Array>({
        start(controller) {
          own = controller;
          listeners.add(controller);
          controller.enqueue(encoder.encode(": \n\n"));
        },
        cancel() {
          if (own) listeners.delete(own);
        },
      });
    },
    close() {
      clearInterval(timer);
      for (const listener of listeners) drop(listener);
    },
  };
}
