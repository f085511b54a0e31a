import {useId, useState} from "preact/hooks";

interface NamesFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly values: readonly string[];
  /** What may be chosen; other words can be written too. */
  readonly choices: readonly string[];
  readonly onChange: (values: readonly string[]) => void;
}

/** Several names in order: chosen or written one after another, each with a button that takes it away. */
export function NamesField({label, hint, values, choices, onChange}: NamesFieldProps) {
  const [typed, setTyped] = useState("");
  const id = useId();
  function add(words: string): void {
    const names = words
      .split(/[、，;；\s]+/)
      .map(name => name.trim())
      .filter(name => name !== "" && !values.includes(name));
    setTyped("");
    if (names.length > 0) onChange([...values, ...names]);
  }
  /** A name that is chosen or written to its end is added by itself, but not while an input method still works on it. */
  function take(words: string, isComposing: boolean): void {
    const isWhole = choices.includes(words) && !choices.some(other => other !== words && other.startsWith(words));
    if (isWhole && !isComposing) add(words);
    else setTyped(words);
  }
  return (
    <div class="field names-field">
      <label for={id}>{label}</label>
      <div class="names">
        {values.map(name => (
          <span key={name} class="name">
            {name}
            <button
              type="button"
              class="quiet"
              aria-label={`去掉${name}`}
              onClick={() => onChange(values.filter(other => other !== name))}
            >
              ×
            </button>
          </span>
        ))}
        <input
          id={id}
          list={`${id}-choices`}
          value={typed}
          placeholder={values.length === 0 ? hint : "再加一个"}
          onInput={event => take(event.currentTarget.value, event.isComposing)}
          onCompositionEnd={event => take(event.currentTarget.value, false)}
          onKeyDown={event => {
            if (event.key === "Enter" && !event.isComposing) {
              event.preventDefault();
              add(typed);
            } else if (event.key === "Backspace" && typed === "" && values.length > 0) onChange(values.slice(0, -1));
          }}
          onBlur={() => add(typed)}
        />
        <datalist id={`${id}-choices`}>
          {choices.map(name => (
            <option key={name} value={name} />
          ))}
        </datalist>
      </div>
    </div>
  );
}
