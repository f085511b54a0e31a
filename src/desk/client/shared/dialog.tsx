import type {ComponentChildren} from "preact";
import {useId, useLayoutEffect, useRef} from "preact/hooks";

interface DialogProps {
  readonly title: string;
  /** Escape, the cross, or a click beside it. */
  readonly onClose: () => void;
  readonly children: ComponentChildren;
  /** Buttons, the main one last. */
  readonly actions?: ComponentChildren;
  readonly size?: "small" | "wide" | undefined;
}

const firstInside = ["input", "select", "textarea", "button", "a[href]"]
  .map(name => `.dialog-body ${name}:not(:disabled, [hidden])`)
  .join(", ");

/** A window above the page: keeps the keyboard inside, closes by Escape, and gives the focus back. */
export function Dialog({title, onClose, children, actions, size = "small"}: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useLayoutEffect(() => {
    const opened = element.current;
    opened?.showModal();
    // The browser would begin at the cross.
    opened?.querySelector<HTMLElement>(firstInside)?.focus();
    // Closed before it is taken away: only so does the focus go back to where it was.
    return () => opened?.close();
  }, []);
  return (
    <dialog
      ref={element}
      class={`dialog dialog-${size}`}
      aria-labelledby={titleId}
      onCancel={event => {
        event.preventDefault();
        onClose();
      }}
    >
      <header class="dialog-head">
        <h2 id={titleId}>{title}</h2>
        <button type="button" class="quiet" aria-label="关闭" onClick={onClose}>
          ×
        </button>
      </header>
      <div class="dialog-body">{children}</div>
      {actions && <footer class="dialog-actions">{actions}</footer>}
    </dialog>
  );
}
