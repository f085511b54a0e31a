import {deskState} from "../events.ts";
import {notify} from "../shared/notice.tsx";
import {textName} from "../shared/text-name.ts";
import {useStore} from "../store.ts";
import {BlockDialog} from "./dialogs/block-dialog.tsx";
import {ConflictDialog} from "./dialogs/conflict-dialog.tsx";
import {FixesDialog} from "./dialogs/fixes-dialog.tsx";
import {HistoryDialog} from "./dialogs/history-dialog.tsx";
import {TieDialog} from "./dialogs/tie-dialog.tsx";
import {insertPart, tieNumber} from "./editor/edits.ts";
import {fence} from "./editor/fenced-block.ts";
import type {OpenDocument} from "./open-document.ts";
import type {Asked, WritingSession} from "./writing-session.ts";

/** The window that the session asks for; a conflict comes before all others. */
export function WriteDialogs({session}: {readonly session: WritingSession}) {
  const document = useStore(session.current);
  const asked = useStore(session.asked);
  if (!document) return null;
  return (
    <>
      <Conflict document={document} />
      {asked && <AskedDialog session={session} document={document} asked={asked} />}
    </>
  );
}

function Conflict({document}: {readonly document: OpenDocument}) {
  const state = useStore(document.state);
  if (state.kind !== "conflict" || state.isPutOff) return null;
  return (
    <ConflictDialog
      path={document.path}
      mine={document.text}
      theirs={state.theirs}
      onPutOff={() => {
        document.putOff(true);
        window.setTimeout(() => document.view.focus());
      }}
      onSettle={text => {
        void document.settle(text);
        window.setTimeout(() => document.view.focus());
      }}
    />
  );
}

interface AskedDialogProps {
  readonly session: WritingSession;
  readonly document: OpenDocument;
  readonly asked: Asked;
}

function AskedDialog({session, document, asked}: AskedDialogProps) {
  const close = () => {
    session.asked.set(undefined);
    // Nothing outside of the window can be focused before it is gone.
    window.setTimeout(() => document.view.focus());
  };
  switch (asked.kind) {
    case "tie":
      return (
        <TieDialog
          slug={session.slug}
          number={asked.number}
          onClose={close}
          onTie={target => {
            close();
            tieNumber(document.view, asked.number, target);
          }}
        />
      );
    case "fixes":
      return (
        <FixesDialog
          findings={asked.findings}
          onClose={close}
          onFix={fix => {
            close();
            session.fix(fix);
          }}
        />
      );
    case "history":
      return (
        <HistoryDialog
          path={document.path}
          name={textName(document.path, deskState.get())}
          now={document.text}
          onClose={close}
          onRestore={text => {
            close();
            document.replaceText(text);
            void document.save();
            notify("已经恢复；按 Ctrl+Z 可以退回");
          }}
        />
      );
    case "block":
      return (
        <BlockDialog
          slug={session.slug}
          kind={asked.block}
          written={asked.written?.yaml}
          vocabulary={session.vocabulary.get()}
          styles={session.styles.get()}
          onClose={close}
          onDone={yaml => {
            close();
            writeBlock(document, asked, yaml);
          }}
        />
      );
  }
}

function writeBlock({view}: OpenDocument, {block, written}: Extract<Asked, {kind: "block"}>, yaml: string): void {
  const text = fence(block, yaml);
  if (!written) {
    insertPart(view, text, view.state.selection.main.head);
    return;
  }
  const {from} = written;
  const to = from + written.text.length;
  if (view.state.sliceDoc(from, to) !== written.text) notify("稿子刚刚变了，请再开一次", "wrong");
  else view.dispatch({changes: {from, to, insert: text}, selection: {anchor: from}, userEvent: "input"});
}
