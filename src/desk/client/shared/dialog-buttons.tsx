import type {ComponentChildren} from "preact";

interface DialogButtonsProps {
  /** Closes the window and changes nothing: "不要了". */
  readonly leave: string;
  readonly onLeave: () => void;
  /** What the window is for; its words. */
  readonly children: ComponentChildren;
  readonly onMain: () => void;
  readonly disabled?: boolean | undefined;
}

/** The two buttons of a window that does one thing. */
export function DialogButtons({leave, onLeave, children, onMain, disabled = false}: DialogButtonsProps) {
  return (
    <>
      <button type="button" onClick={onLeave}>
        {leave}
      </button>
      <button type="button" class="main" disabled={disabled} onClick={onMain}>
        {children}
      </button>
    </>
  );
}
