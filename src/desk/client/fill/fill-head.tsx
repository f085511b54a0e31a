import type {ComponentChildren} from "preact";
import type {DeskState} from "../../api.ts";
import {api} from "../api-client.ts";
import {periodWords} from "../list/listed.ts";
import {goTo, toAddress} from "../route.ts";

interface FillHeadProps {
  readonly period: string;
  readonly desk: DeskState;
  /** Whether all is saved. */
  readonly children: ComponentChildren;
  readonly onFile: (file: File) => void;
}

/** The month, the way to its bulletins, and its table as files. */
export function FillHead({period, desk, children, onFile}: FillHeadProps) {
  const periods = [...new Set([...desk.tables.map(table => table.period), period])].sort().reverse();
  const bulletins = desk.bulletins.filter(bulletin => bulletin.period === period && bulletin.batch === undefined);
  return (
    <div class="page-head fill-head">
      <h1>填数</h1>
      <select
        aria-label="月份"
        value={period}
        onChange={event => goTo({screen: "fill", period: event.currentTarget.value})}
      >
        {periods.map(each => (
          <option key={each} value={each}>
            {periodWords(each)}
          </option>
        ))}
      </select>
      {children}
      {bulletins.length > 0 && (
        <details class="menu">
          <summary class="button">
            <span>用这些数的</span> {bulletins.length} 期
          </summary>
          <ul>
            {bulletins.map(({slug, title, issue}) => (
              <li key={slug}>
                <a href={toAddress({screen: "write", slug})}>
                  {title}
                  <small>{issue}</small>
                </a>
              </li>
            ))}
          </ul>
        </details>
      )}
      <div class="fill-files">
        <a class="button" href={api.workbookAddress(period)} download>
          下载填报表
        </a>
        <a class="button" href={api.csvAddress(period)} download>
          下载 CSV
        </a>
        <label class="button">
          读回
          <input
            class="seen-by-readers-only"
            type="file"
            accept=".xlsx,.csv"
            onChange={event => {
              const [file] = event.currentTarget.files ?? [];
              event.currentTarget.value = "";
              if (file) onFile(file);
            }}
          />
        </label>
      </div>
    </div>
  );
}
