import type {MadeFile} from "./made-store.ts";
import {sizeWords} from "./words.ts";

interface MadeFilesProps {
  readonly made: readonly MadeFile[];
  /** Address of the one that is looked at. */
  readonly looked: string | undefined;
  /** Told with the button that asked. */
  readonly onLook: (file: MadeFile | undefined, by: HTMLElement) => void;
}

/** Files for the printer, with what to choose in the print window. */
export function MadeFiles({made, looked, onLook}: MadeFilesProps) {
  if (made.length === 0) return null;
  return (
    <section class="publish-part" aria-labelledby="made-files">
      <h2 id="made-files">做好的文件</h2>
      <ul class="made-files">
        {made.map(file => (
          <li key={file.address}>
            <h3>
              {file.name}
              <small class="soft">{sizeWords(file.bytes)}</small>
            </h3>
            <ul class="print-notes">
              {file.notes.map(note => (
                <li key={note}>{note}</li>
              ))}
            </ul>
            <p class="publish-acts">
              <a class="button small" href={`${file.address}?download=1`} download>
                下载<span class="seen-by-readers-only">{file.name}</span>
              </a>
              <button
                type="button"
                class="small"
                aria-pressed={looked === file.address}
                onClick={event => onLook(looked === file.address ? undefined : file, event.currentTarget)}
              >
                看看<span class="seen-by-readers-only">{file.name}</span>
              </button>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
