import {useEffect, useState} from "preact/hooks";
import type {Candidate} from "../../../api.ts";
import {api} from "../../api-client.ts";
import {Busy} from "../../shared/busy.tsx";
import {Dialog} from "../../shared/dialog.tsx";
import {notifyError} from "../../shared/notice.tsx";
import type {NumberWords} from "../editor/edits.ts";

interface TieDialogProps {
  readonly slug: string;
  readonly number: NumberWords;
  /** "=顺德村.流转面积", "注:镇台账" */
  readonly onTie: (target: string) => void;
  readonly onClose: () => void;
}

/** A number of the text is tied to a figure, or noted as coming from elsewhere. */
export function TieDialog({slug, number, onTie, onClose}: TieDialogProps) {
  const [candidates, setCandidates] = useState<readonly Candidate[] | undefined>();
  const [expression, setExpression] = useState(number.expression ?? "");
  const [source, setSource] = useState("");
  useEffect(() => {
    api.candidates(slug, number.words).then(setCandidates, error => {
      notifyError(error);
      setCandidates([]);
    });
  }, [slug, number.words]);
  return (
    <Dialog title={`“${number.words}”是哪个数`} onClose={onClose}>
      {candidates ? <Candidates candidates={candidates} onTie={onTie} /> : <Busy what="正在数据里找" />}
      <form
        class="one-line"
        onSubmit={event => {
          event.preventDefault();
          if (expression.trim()) onTie(`=${expression.trim()}`);
        }}
      >
        <label class="field">
          <span>自己写是哪个数</span>
          <input
            value={expression}
            placeholder="顺德村.流转面积"
            onInput={event => setExpression(event.currentTarget.value)}
          />
        </label>
        <button type="submit" disabled={expression.trim() === ""}>
          对上
        </button>
      </form>
      <form
        class="one-line"
        onSubmit={event => {
          event.preventDefault();
          if (source.trim()) onTie(`注:${source.trim()}`);
        }}
      >
        <label class="field">
          <span>数据里没有，写明来源</span>
          <input
            value={source}
            placeholder="镇组织办培训台账"
            onInput={event => setSource(event.currentTarget.value)}
          />
        </label>
        <button type="submit" disabled={source.trim() === ""}>
          注明
        </button>
      </form>
    </Dialog>
  );
}

function Candidates({candidates, onTie}: {readonly candidates: readonly Candidate[]} & Pick<TieDialogProps, "onTie">) {
  if (candidates.length === 0) return <p class="soft">数据里没有同它相近的数。</p>;
  return (
    <ul class="candidates">
      {candidates.map(({expression, text, fits}) => (
        <li key={expression}>
          <button type="button" onClick={() => onTie(`=${expression}`)}>
            <b>{text}</b>
            <span>{expression}</span>
            {fits ? <em class="tag tag-green">说得对</em> : <em class="tag tag-amber">说得不合</em>}
          </button>
        </li>
      ))}
    </ul>
  );
}
