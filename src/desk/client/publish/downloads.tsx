import type {BulletinEntry} from "../../api.ts";

/** The finished PDF and page, saved under their Chinese names. */
export function Downloads({entry: {pdf, html}}: {readonly entry: BulletinEntry}) {
  if (pdf === undefined && html === undefined) return null;
  return (
    <section class="publish-part" aria-labelledby="downloads">
      <h2 id="downloads">下载</h2>
      <p class="publish-acts">
        {pdf !== undefined && (
          <a class="button" href={`${pdf}?download=1`} download>
            下载 PDF
          </a>
        )}
        {html !== undefined && (
          <>
            <a class="button" href={`${html}?download=1`} download>
              下载网页
            </a>
            <a href={html} target="_blank" rel="noreferrer">
              看网页<span class="seen-by-readers-only">（新窗口）</span>
            </a>
          </>
        )}
      </p>
      <p class="soft">网页单独一个文件就能看，不用网络；里面的照片是小图。</p>
    </section>
  );
}
