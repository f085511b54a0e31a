import {useCallback, useEffect, useRef, useState} from "preact/hooks";
import type {BulletinEntry, Finding, Place, Vocabulary} from "../../api.ts";
import {deskState, useDeskEvent} from "../events.ts";
import {goTo, toAddress} from "../route.ts";
import {FindingsList, type FindingsListProps} from "../shared/findings-list.tsx";
import {notifyError} from "../shared/notice.tsx";
import {addressOf} from "../shared/place-address.ts";
import {plainTitle} from "../shared/plain-title.ts";
import {useStore} from "../store.ts";
import type {OpenDocument} from "./open-document.ts";
import type {SourcePlace} from "./page/page-places.ts";
import {PreviewPane} from "./page/preview-pane.tsx";
import {hasPhotosUnderWay} from "./photo-lines.ts";
import {SaveLine} from "./save-line.tsx";
import {hasDrafts} from "./texts-at-hand.ts";
import {Toolbar} from "./toolbar.tsx";
import {WriteDialogs} from "./write-dialogs.tsx";
import {WritingSession} from "./writing-session.ts";

interface WriteScreenProps {
  readonly slug: string;
  readonly file?: string | undefined;
  readonly line?: number | undefined;
}

export function WriteScreen({slug, file, line}: WriteScreenProps) {
  const entry = useStore(deskState)?.bulletins.find(other => other.slug === slug);
  if (!entry)
    return (
      <main class="page-head">
        <h1>没有“{slug}”这一期</h1>
        <a href={toAddress({screen: "list"})}>回期刊列表</a>
      </main>
    );
  return <Writing entry={entry} path={file ?? entry.files[0]?.path ?? ""} line={line} />;
}

interface WritingProps {
  readonly entry: BulletinEntry;
  readonly path: string;
  readonly line: number | undefined;
}

function Writing({entry, path, line}: WritingProps) {
  const session = useSession(entry.slug);
  const document = useStore(session.current);
  const [shows, setShows] = useState<"text" | "page">("text");
  const title = entry.files.find(other => other.path === path)?.title ?? path;
  useEffect(() => {
    session.open(path, title, line).catch(notifyError);
  }, [session, path, line]);
  const goToPlace = useCallback(
    (place: SourcePlace) => {
      setShows("text");
      if (place.path === session.current.get()?.path) session.goTo(place);
      else goTo({screen: "write", slug: entry.slug, file: place.path, line: place.line});
    },
    [session, entry.slug],
  );
  const onReady = useCallback((page: Parameters<WritingSession["setPage"]>[0]) => session.setPage(page), [session]);
  return (
    <main class={`write-screen shows-${shows}`}>
      <h1 class="seen-by-readers-only">写稿：{entry.issue || entry.title}</h1>
      <div class="write-head">
        <FileTabs entry={entry} path={path} vocabulary={useStore(session.vocabulary)} />
        <div class="write-side">
          {document && <SaveLine document={document} />}
          <button type="button" class="small" onClick={() => session.asked.set({kind: "history"})}>
            历史
          </button>
          <fieldset class="shown-switch" aria-label="看哪一边">
            <button type="button" aria-pressed={shows === "text"} onClick={() => setShows("text")}>
              稿
            </button>
            <button type="button" aria-pressed={shows === "page"} onClick={() => setShows("page")}>
              版面
            </button>
          </fieldset>
        </div>
      </div>
      <section class="text-pane" aria-label="稿">
        {document?.path.endsWith(".md") && <Toolbar session={session} document={document} />}
        <EditorPlace session={session} document={document} />
        <FindingsPanel session={session} leadTo={place => leadToFinding(session, entry.slug, place)} />
      </section>
      <PreviewPane onReady={onReady} onPlace={goToPlace} note={useStore(session.note)} />
      <WriteDialogs session={session} />
    </main>
  );
}

function leadToFinding(session: WritingSession, slug: string, place: Place): (() => void) | undefined {
  if (place.path === session.current.get()?.path) return () => session.select(place);
  const desk = deskState.get();
  const address = desk && addressOf(place, desk, slug);
  return address === undefined ? undefined : () => location.assign(address);
}

function useSession(slug: string): WritingSession {
  const [session] = useState(() => new WritingSession(slug));
  useDeskEvent(useCallback(event => session.hear(event), [session]));
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (!session.isSaved) event.preventDefault();
    };
    window.addEventListener("beforeunload", warn);
    return () => {
      window.removeEventListener("beforeunload", warn);
      session.close();
    };
  }, [session]);
  return session;
}

window.addEventListener("beforeunload", event => {
  if (hasDrafts() || hasPhotosUnderWay()) event.preventDefault();
});

interface FileTabsProps {
  readonly entry: BulletinEntry;
  readonly path: string;
  readonly vocabulary: Vocabulary | undefined;
}

function FileTabs({entry, path, vocabulary}: FileTabsProps) {
  const wordsOf = (name: string) => vocabulary?.texts.find(text => text.name === name)?.detail;
  return (
    <nav class="file-tabs" aria-label="这一期的文件">
      <ul>
        {entry.files.map(file => (
          <li key={file.path}>
            <a
              href={toAddress({screen: "write", slug: entry.slug, file: file.path})}
              aria-current={file.path === path ? "page" : undefined}
              title={file.path.split("/").at(-1)}
            >
              {plainTitle(file.title, wordsOf)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

interface EditorPlaceProps {
  readonly session: WritingSession;
  readonly document: OpenDocument | undefined;
}

/** Each text keeps its editor, with what can be undone and where it was scrolled to. */
function EditorPlace({session, document}: EditorPlaceProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!place.current || !document) return;
    place.current.replaceChildren(document.view.dom);
    document.view.requestMeasure();
    session.attached();
  }, [session, document]);
  return <div ref={place} class="editor-place" />;
}

interface FindingsPanelProps {
  readonly session: WritingSession;
  readonly leadTo: FindingsListProps["leadTo"];
}

function FindingsPanel({session, leadTo}: FindingsPanelProps) {
  const findings = useStore(session.findings);
  return (
    <details class="findings-panel">
      <summary>{countWords(findings)}</summary>
      <FindingsList findings={findings} leadTo={leadTo} onFix={fix => session.fix(fix)} none="没有错误，也没有提醒。" />
    </details>
  );
}

function countWords(findings: readonly Finding[]): string {
  const errors = findings.filter(({severity}) => severity === "error").length;
  const warnings = findings.length - errors;
  if (findings.length === 0) return "没有错误和提醒";
  return [errors > 0 && `${errors} 处错误`, warnings > 0 && `${warnings} 处提醒`].filter(Boolean).join("，");
}
