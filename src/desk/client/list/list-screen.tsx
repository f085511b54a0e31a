import {deskState} from "../events.ts";
import {toAddress} from "../route.ts";
import {useStore} from "../store.ts";

export function ListScreen() {
  const desk = useStore(deskState);
  return (
    <main class="list-screen">
      <h1>期刊列表</h1>
      <ul>
        {desk?.bulletins.map(({slug, title}) => (
          <li key={slug}>
            <a href={toAddress({screen: "write", slug})}>{title}</a>
          </li>
        ))}
      </ul>
    </main>
  );
}
