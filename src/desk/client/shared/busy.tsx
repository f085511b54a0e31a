import {useCallback, useState} from "preact/hooks";
import {notifyError} from "./notice.tsx";

/** Runs one thing at a time; what goes wrong becomes a notice. Answers whether it runs, and what starts it. */
export function useAction(): readonly [boolean, (action: () => Promise<void>) => void] {
  const [isBusy, setBusy] = useState(false);
  const run = useCallback((action: () => Promise<void>) => {
    setBusy(true);
    action()
      .catch(notifyError)
      .finally(() => setBusy(false));
  }, []);
  return [isBusy, run];
}

export function Busy({what}: {readonly what: string}) {
  return (
    <p class="busy" aria-live="polite">
      {what}……
    </p>
  );
}
