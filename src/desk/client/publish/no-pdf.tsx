import type {BulletinEntry} from "../../api.ts";
import {toAddress} from "../route.ts";

/** In place of the pages: why there are none, and what to do. */
export function NoPdf({entry}: {readonly entry: BulletinEntry}) {
  return (
    <section class="pdf-viewer no-pdf" aria-label="版面">
      <div class="no-pdf-text">
        {entry.html === undefined ? <NotBuilt entry={entry} /> : <PageAlone entry={entry} html={entry.html} />}
      </div>
    </section>
  );
}

function NotBuilt({entry: {status}}: {readonly entry: BulletinEntry}) {
  const isStopped = status === "failed" || status === "blocked";
  return (
    <>
      <h2>还没有排好的 PDF</h2>
      <p>{isStopped ? "有错误，没有排成。改好“排版”下面列出的错误，会自己重排。" : "排好以后，版面会显示在这里。"}</p>
    </>
  );
}

function PageAlone({entry, html}: {readonly entry: BulletinEntry; readonly html: string}) {
  const settings = entry.files.at(-1);
  return (
    <>
      <h2>这一期只出网页，不出 PDF</h2>
      <p>要出 PDF，在“这一期的设置”里把“输出”改成：</p>
      <pre>输出: [html, pdf]</pre>
      <p>存了以后会自己重排，PDF 就显示在这里。只要网页的，不用改。</p>
      <p class="publish-acts">
        {settings && (
          <a class="button main" href={toAddress({screen: "write", slug: entry.slug, file: settings.path})}>
            去改设置
          </a>
        )}
        <a class="button" href={html} target="_blank" rel="noreferrer">
          看网页<span class="seen-by-readers-only">（新窗口）</span>
        </a>
      </p>
    </>
  );
}
