import type {Finding, QuickFix} from "../../../api.ts";
import {Dialog} from "../../shared/dialog.tsx";
import {FindingsList} from "../../shared/findings-list.tsx";

interface FixesDialogProps {
  readonly findings: readonly Finding[];
  readonly onFix: (fix: QuickFix) => void;
  readonly onClose: () => void;
}

/** What was found at the cursor, and what can be done about it. */
export function FixesDialog({findings, onFix, onClose}: FixesDialogProps) {
  return (
    <Dialog title="这一处怎么改" onClose={onClose}>
      <FindingsList findings={findings} onFix={onFix} />
      {findings.every(({fixes}) => fixes.length === 0) && <p class="soft">这一处要自己动手改。</p>}
    </Dialog>
  );
}
