import type {BulletinEntry, DeskState} from "../../api.ts";
import {api} from "../api-client.ts";
import {type Progress, progress} from "../events.ts";
import {type Route, toAddress} from "../route.ts";
import {useStore} from "../store.ts";
import {useAction} from "./busy.tsx";

interface TopBarProps {
  readonly desk: DeskState;
  readonly route: Route;
  /** The bulletin at hand: that of the screen, or the one that was open before. */
  readonly bulletin: BulletinEntry | undefined;
}

/** The five screens, in the order of a month's work. */
export function TopBar({desk, route, bulletin}: TopBarProps) {
  const slug = bulletin?.slug;
  const period = route.screen === "fill" ? route.period : (bulletin?.period ?? desk.tables.at(-1)?.period);
  const screens: readonly {readonly name: string; readonly to: Route | undefined; readonly screen: Route["screen"]}[] =
    [
      {name: "期刊列表", screen: "list", to: {screen: "list"}},
      {name: "填数", screen: "fill", to: period === undefined ? undefined : {screen: "fill", period}},
      {name: "写稿", screen: "write", to: slug === undefined ? undefined : {screen: "write", slug}},
      {name: "核数", screen: "numbers", to: slug === undefined ? undefined : {screen: "numbers", slug}},
      {name: "出版", screen: "publish", to: slug === undefined ? undefined : {screen: "publish", slug}},
    ];
  return (
    <header class="top-bar">
      <p class="office">
        <a href="#/">采编台</a>
        <span>{desk.office}</span>
        {desk.isDemo && <em class="tag">演示</em>}
      </p>
      <nav aria-label="采编台">
        <ul>
          {screens.map(({name, to, screen}) => (
            <li key={name}>
              {to ? (
                <a href={toAddress(to)} aria-current={screen === route.screen ? "page" : undefined}>
                  {name}
                </a>
              ) : (
                <span title="先在期刊列表里打开一期">{name}</span>
              )}
            </li>
          ))}
        </ul>
      </nav>
      <BuildState />
      {desk.hasPassword && <LogoutButton />}
    </header>
  );
}

function BuildState() {
  const now = useStore(progress);
  return (
    <p class={`build-state build-${now.kind}`} role="status" title={now.kind === "failed" ? now.hint : undefined}>
      {toWords(now)}
    </p>
  );
}

function toWords(now: Progress): string {
  switch (now.kind) {
    case "connecting":
      return "正在连接……";
    case "lost":
      return "同程序断开了，正在重连……";
    case "idle":
      return "";
    case "building":
      return now.total > 0 ? `正在排版 ${now.done}/${now.total}` : "正在排版……";
    case "built":
      return `排好了，${(now.milliseconds / 1000).toFixed(1)} 秒`;
    case "failed":
      return `没有做成：${now.message}`;
  }
}

function LogoutButton() {
  const [isBusy, run] = useAction();
  return (
    <button type="button" class="quiet" disabled={isBusy} onClick={() => run(() => api.logout())}>
      退出
    </button>
  );
}
