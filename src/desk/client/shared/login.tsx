import {useEffect, useRef, useState} from "preact/hooks";
import {api, DeskRefusal} from "../api-client.ts";
import {connect} from "../events.ts";

/** Shown when the server asks for its password. */
export function Login() {
  const [password, setPassword] = useState("");
  const [refusal, setRefusal] = useState<DeskRefusal | undefined>();
  const [isBusy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);

  async function enter(): Promise<void> {
    setBusy(true);
    try {
      await api.login(password);
      await connect();
    } catch (error) {
      setRefusal(error instanceof DeskRefusal ? error : new DeskRefusal("没有进得去", "刷新页面再试", 0));
      field.current?.select();
    } finally {
      setBusy(false);
    }
  }

  return (
    <main class="login">
      <form
        onSubmit={event => {
          event.preventDefault();
          void enter();
        }}
      >
        <h1>简报采编台</h1>
        <label>
          密码
          <input
            ref={field}
            type="password"
            autocomplete="current-password"
            required
            value={password}
            aria-invalid={refusal !== undefined}
            aria-describedby="login-refusal"
            onInput={event => setPassword(event.currentTarget.value)}
          />
        </label>
        <p id="login-refusal" class="wrong" role="alert">
          {refusal && [refusal.message, refusal.hint].filter(Boolean).join("。")}
        </p>
        <button type="submit" class="main" disabled={isBusy}>
          进入
        </button>
        <p class="soft">密码由启动采编台的人设定，忘了就问他。</p>
      </form>
    </main>
  );
}
