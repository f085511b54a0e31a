import {useCallback, useRef, useState} from "preact/hooks";
import type {BulletinEntry, DeskState, Place} from "../../api.ts";
import {deskState} from "../events.ts";
import {toAddress} from "../route.ts";
import {addressOf} from "../shared/place-address.ts";
import {monthWords, plainTitle} from "../shared/plain-title.ts";
import {useStore} from "../store.ts";
import {BuildFacts} from "./build-facts.tsx";
import {Downloads} from "./downloads.tsx";
import {IssuedPart} from "./issued-part.tsx";
import {MadeFiles} from "./made-files.tsx";
import {type MadeFile, useMadeFiles} from "./made-store.ts";
import {NoPdf} from "./no-pdf.tsx";
import {PrintForm} from "./print-form.tsx";
import {PdfViewer} from "./viewer/pdf-viewer.tsx";

export function PublishScreen({slug}: {readonly slug: string}) {
  const desk = useStore(deskState);
  const entry = desk?.bulletins.find(other => other.slug === slug);
  if (!desk || !entry)
    return (
      <main class="page-head">
        <h1>没有“{slug}”这一期</h1>
        <a href={toAddress({screen: "list"})}>回期刊列表</a>
      </main>
    );
  return <Publishing desk={desk} entry={entry} />;
}

interface PublishingProps {
  readonly desk: DeskState;
  readonly entry: BulletinEntry;
}

function Publishing({desk, entry}: PublishingProps) {
  const [looked, setLooked] = useState<MadeFile | undefined>();
  const [pages, setPages] = useState<number | undefined>();
  const lookButton = useRef<HTMLElement | undefined>(undefined);
  const look = (file: MadeFile | undefined, by: HTMLElement) => {
    lookButton.current = by;
    setLooked(file);
    document.querySelector(".pdf-viewer")?.scrollIntoView({block: "nearest"});
  };
  const lookBack = () => {
    setLooked(undefined);
    lookButton.current?.focus({preventScroll: true});
  };
  const made = useMadeFiles(entry.slug);
  const leadTo = useCallback(
    (place: Place) => {
      const address = addressOf(place, desk, entry.slug);
      return address === undefined ? undefined : () => location.assign(address);
    },
    [desk, entry.slug],
  );
  const title = plainTitle(entry.title, monthWords(entry.period));
  const isIssued = entry.state === "已印发";
  return (
    <main class="publish-screen">
      <header class="publish-head">
        <h1>
          <span class="seen-by-readers-only">出版：</span>
          {[entry.unit, title].filter(Boolean).join("　")}
        </h1>
        <p class="soft">{entry.issue}</p>
        <em class={`tag ${isIssued ? "tag-green" : ""}`}>{entry.state}</em>
      </header>
      <Looked entry={entry} looked={looked} onPages={setPages} onBack={lookBack} />
      <div class="publish-side">
        <BuildFacts entry={entry} findings={desk.findings} pages={pages} leadTo={leadTo} />
        <Downloads entry={entry} />
        {entry.pdf !== undefined && <PrintForm entry={entry} leadTo={leadTo} />}
        <MadeFiles made={made} looked={looked?.address} onLook={look} />
        <IssuedPart entry={entry} pages={pages} />
      </div>
    </main>
  );
}

interface LookedProps {
  readonly entry: BulletinEntry;
  /** A file for the printer in place of the bulletin's own. */
  readonly looked: MadeFile | undefined;
  readonly onPages: (pages: number) => void;
  readonly onBack: () => void;
}

function Looked({entry, looked, onPages, onBack}: LookedProps) {
  if (looked && looked.address !== entry.pdf)
    return (
      <PdfViewer key={looked.address} address={looked.address} name={looked.name} canFace={false}>
        <p class="looked-at">
          <span>
            正在看：<b>{looked.name}</b>
          </span>
          <button type="button" class="small" onClick={onBack}>
            回去看成品
          </button>
        </p>
      </PdfViewer>
    );
  if (entry.pdf === undefined) return <NoPdf entry={entry} />;
  return <PdfViewer key={entry.pdf} address={entry.pdf} name="成品" canFace onOpen={onPages} />;
}

/** Figures are mended in the month's table, all else in its text. */
