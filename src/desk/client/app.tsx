import {render} from "preact";
import {useEffect, useState} from "preact/hooks";
import type {BulletinEntry, DeskState} from "../api.ts";
import {needsLogin} from "./api-client.ts";
import {connect, deskState, disconnect, progress} from "./events.ts";
import {FillScreen} from "./fill/fill-screen.tsx";
import {ListScreen} from "./list/list-screen.tsx";
import {NumbersScreen} from "./numbers/numbers-screen.tsx";
import {PublishScreen} from "./publish/publish-screen.tsx";
import {parseAddress, type Route} from "./route.ts";
import {Busy} from "./shared/busy.tsx";
import {Login} from "./shared/login.tsx";
import {NoticeLine} from "./shared/notice.tsx";
import {TopBar} from "./shared/top-bar.tsx";
import {useStore} from "./store.ts";
import {WriteScreen} from "./write/write-screen.tsx";

function App() {
  const route = useRoute();
  const desk = useStore(deskState);
  const asksWho = useStore(needsLogin);
  const slug = useSlugAtHand(route);
  const bulletin = desk?.bulletins.find(other => other.slug === slug) ?? newestOf(route, desk);
  useTitle(route, bulletin?.issue ?? bulletin?.title);
  if (asksWho) return <Login />;
  if (!desk) return <Connecting />;
  return (
    <div class={`desk desk-${route.screen}`}>
      <TopBar desk={desk} route={route} bulletin={bulletin} />
      <Screen route={route} />
      <NoticeLine />
    </div>
  );
}

/** A screen starts anew with another bulletin or month. */
function Screen({route}: {readonly route: Route}) {
  switch (route.screen) {
    case "list":
      return <ListScreen />;
    case "write":
      return <WriteScreen key={route.slug} slug={route.slug} file={route.file} line={route.line} />;
    case "fill":
      return <FillScreen key={route.period} period={route.period} />;
    case "numbers":
      return <NumbersScreen key={route.slug} slug={route.slug} />;
    case "publish":
      return <PublishScreen key={route.slug} slug={route.slug} />;
  }
}

function Connecting() {
  const now = useStore(progress);
  return (
    <main class="login">
      {now.kind === "lost" ? (
        <>
          <p>没有连上采编台。看看采编台的程序窗口是不是关了；在别人的电脑上开着的，问管它的人。</p>
          <button type="button" class="main" onClick={() => void connect()}>
            再连一次
          </button>
        </>
      ) : (
        <Busy what="正在打开采编台" />
      )}
    </main>
  );
}

function useRoute(): Route {
  const [route, setRoute] = useState(() => parseAddress(location.hash));
  useEffect(() => {
    const take = () => setRoute(parseAddress(location.hash));
    window.addEventListener("hashchange", take);
    return () => window.removeEventListener("hashchange", take);
  }, []);
  return route;
}

const slugAtHand = "jianbao-slug";

/** The bulletin of the screen; on the list and the months' tables the one that was open before. */
function useSlugAtHand(route: Route): string | undefined {
  const slug = "slug" in route ? route.slug : undefined;
  useEffect(() => {
    if (slug !== undefined) sessionStorage.setItem(slugAtHand, slug);
  }, [slug]);
  return slug ?? sessionStorage.getItem(slugAtHand) ?? undefined;
}

/** Beside a month's table, when none was open before: the latest bulletin of that month. */
function newestOf(route: Route, desk: DeskState | undefined): BulletinEntry | undefined {
  if (route.screen !== "fill") return undefined;
  const ofMonth = desk?.bulletins.filter(({period}) => period === route.period) ?? [];
  return [...ofMonth].sort((a, b) => (a.date < b.date ? 1 : -1))[0];
}

const screenNames = {list: "期刊列表", write: "写稿", fill: "填数", numbers: "核数", publish: "出版"} as const;

function useTitle(route: Route, issue: string | undefined): void {
  const of = route.screen === "fill" ? route.period : "slug" in route ? (issue ?? route.slug) : undefined;
  useEffect(() => {
    document.title = [screenNames[route.screen], of, "采编台"].filter(Boolean).join(" · ");
  }, [route.screen, of]);
}

needsLogin.watch(() => {
  if (needsLogin.get()) disconnect();
});
const root = document.querySelector("#app");
if (root) render(<App />, root);
void connect();
