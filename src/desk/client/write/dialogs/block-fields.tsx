import type {Vocabulary} from "../../../api.ts";
import {type Row, readOption, readRows, writeOption, writeRows} from "./block-yaml.ts";
import {NamesField} from "./names-field.tsx";

export interface BlockFieldsProps {
  readonly yaml: string;
  readonly vocabulary: Vocabulary | undefined;
  readonly onChange: (yaml: string) => void;
}

const chartKinds = ["柱状图", "分组柱状图", "堆叠柱状图", "条形图", "折线图", "环形图", "完成率图"];
const recentMonths = ["近3个月", "近6个月", "近12个月"];
const widths = ["1栏", "2栏", "3栏", "4栏", "5栏", "通栏"];
const orders = ["降序", "升序", "不排"];

export function ChartFields({yaml, vocabulary, onChange}: BlockFieldsProps) {
  const option = optionOf(yaml, onChange);
  return (
    <>
      <Choice label="种类" {...option("类型")} choices={chartKinds} />
      <Names label="指标" hint="流转率" {...option("指标")} choices={indicatorsOf(vocabulary)} />
      <Names label="单位" hint={vocabulary?.unit ?? ""} {...option("单位")} choices={unitsOf(vocabulary)} />
      <Names
        label="月份"
        hint={vocabulary?.period ?? ""}
        {...option("期间")}
        choices={[...recentMonths, ...monthsOf(vocabulary)]}
      />
      <Words label="标题" {...option("标题")} />
      <div class="field-row">
        <Choice label="排序" {...option("排序")} choices={orders} none="照种类" />
        <Words label="只画前几个" {...option("前")} isNumber />
      </div>
      <div class="field-row">
        <Words label="目标线" {...option("目标")} placeholder="60%" />
        <Choice label="宽（专题）" {...option("宽")} choices={widths} none="2栏" />
      </div>
      <Words label="图下的注" {...option("注")} />
    </>
  );
}

export function TableFields({yaml, vocabulary, onChange}: BlockFieldsProps) {
  const option = optionOf(yaml, onChange);
  const [sortBy = "", direction = ""] = splitOrder(readOption(yaml, "排序")[0] ?? "");
  const setOrder = (by: string, towards: string) =>
    onChange(writeOption(yaml, "排序", [[by, by === "" ? "" : towards].filter(Boolean).join(" ")]));
  return (
    <>
      <Names label="单位" hint="各村" {...option("单位")} choices={unitsOf(vocabulary)} />
      <RowsField
        label="列"
        rows={readRows(yaml, "列", "值")}
        columns={[
          {name: "值", placeholder: "流转率", choices: indicatorsOf(vocabulary)},
          {name: "表头", placeholder: "同指标名称"},
        ]}
        onChange={rows => onChange(writeRows(yaml, "列", "值", rows))}
      />
      <Words label="标题" {...option("标题")} />
      <div class="field-row">
        <Words label="按哪个数排" values={[sortBy]} onChange={([by = ""]) => setOrder(by, direction)} />
        <Choice
          label="次序"
          values={[direction]}
          choices={["降序", "升序"]}
          none="降序"
          onChange={([to = ""]) => setOrder(sortBy, to)}
        />
      </div>
      <div class="field-row">
        <Words label="只列前几行" {...option("前")} isNumber />
        <Choice label="合计行" {...option("合计")} choices={["是"]} none="不要" />
      </div>
      <Words label="表下的注" {...option("注")} />
    </>
  );
}

export function CardsFields({yaml, vocabulary, onChange}: BlockFieldsProps) {
  return (
    <RowsField
      label="卡片"
      rows={readRows(yaml, undefined, "值")}
      columns={[
        {name: "值", placeholder: "流转率", choices: indicatorsOf(vocabulary)},
        {name: "名称", placeholder: "同指标名称"},
        {name: "说明", placeholder: "可以不写"},
      ]}
      onChange={rows => onChange(writeRows(yaml, undefined, "值", rows))}
    />
  );
}

interface FieldProps {
  readonly label: string;
  readonly values: readonly string[];
  readonly onChange: (values: readonly string[]) => void;
}

function optionOf(yaml: string, onChange: (yaml: string) => void) {
  return (name: string): Omit<FieldProps, "label"> => ({
    values: readOption(yaml, name),
    onChange: values => onChange(writeOption(yaml, name, values)),
  });
}

function Names(props: FieldProps & {readonly hint: string; readonly choices: readonly string[]}) {
  return <NamesField {...props} />;
}

function Words({
  label,
  values,
  onChange,
  placeholder,
  isNumber = false,
}: FieldProps & {readonly placeholder?: string; readonly isNumber?: boolean}) {
  return (
    <label class="field">
      <span>{label}</span>
      <input
        value={values.join("、")}
        placeholder={placeholder}
        inputMode={isNumber ? "numeric" : "text"}
        onInput={event => onChange([event.currentTarget.value])}
      />
    </label>
  );
}

function Choice({
  label,
  values,
  onChange,
  choices,
  none,
}: FieldProps & {readonly choices: readonly string[]; readonly none?: string}) {
  const value = values[0] ?? "";
  return (
    <label class="field">
      <span>{label}</span>
      <select value={value} onChange={event => onChange([event.currentTarget.value])}>
        {none !== undefined && <option value="">{none}</option>}
        {[...new Set([...choices, ...(value === "" ? [] : [value])])].map(name => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

interface RowsFieldProps {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly columns: readonly {
    readonly name: string;
    readonly placeholder: string;
    readonly choices?: readonly string[];
  }[];
  readonly onChange: (rows: readonly Row[]) => void;
}

/** Rows of words; there is always an empty one at the end to write another in. */
function RowsField({label, rows, columns, onChange}: RowsFieldProps) {
  const shown = [...rows, {} as Row];
  const put = (index: number, name: string, value: string) =>
    onChange(shown.map((row, at) => (at === index ? {...row, [name]: value} : row)));
  const move = (index: number, by: number) => {
    const moved = [...rows];
    const [row] = moved.splice(index, 1);
    if (row) moved.splice(index + by, 0, row);
    onChange(moved);
  };
  return (
    <fieldset class="rows-field">
      <legend>{label}</legend>
      {columns.map(({name, choices}) => choices && <Choices key={name} id={`${label}-${name}`} names={choices} />)}
      <ol>
        {shown.map((row, index) => (
          <li key={index}>
            {columns.map(({name, placeholder, choices}) => (
              <input
                key={name}
                aria-label={`第${index + 1}个的${name}`}
                list={choices && `${label}-${name}`}
                placeholder={index === rows.length ? (index === 0 ? placeholder : `再加${name}`) : placeholder}
                value={row[name] ?? ""}
                onInput={event => put(index, name, event.currentTarget.value)}
              />
            ))}
            <button
              type="button"
              class="quiet"
              aria-label={`第${index + 1}个往前`}
              disabled={index === 0 || index === rows.length}
              onClick={() => move(index, -1)}
            >
              ↑
            </button>
            <button
              type="button"
              class="quiet"
              aria-label={`去掉第${index + 1}个`}
              disabled={index === rows.length}
              onClick={() => onChange(rows.filter((_row, at) => at !== index))}
            >
              ×
            </button>
          </li>
        ))}
      </ol>
    </fieldset>
  );
}

function Choices({id, names}: {readonly id: string; readonly names: readonly string[]}) {
  return (
    <datalist id={id}>
      {names.map(name => (
        <option key={name} value={name} />
      ))}
    </datalist>
  );
}

function indicatorsOf(vocabulary: Vocabulary | undefined): readonly string[] {
  return vocabulary?.indicators.map(({name}) => name) ?? [];
}

function unitsOf(vocabulary: Vocabulary | undefined): readonly string[] {
  return [...(vocabulary?.sets ?? []), ...(vocabulary?.units.map(({name}) => name) ?? [])];
}

function monthsOf(vocabulary: Vocabulary | undefined): readonly string[] {
  return vocabulary?.periods.map(({name}) => name).filter(name => /^\d{4}-\d{2}$/.test(name)) ?? [];
}

/** "流转率 降序" → ["流转率", "降序"] */
function splitOrder(written: string): readonly string[] {
  const [, by, direction] = /^(.*?)(?:\s+(降序|升序))?$/.exec(written) ?? [];
  return [by ?? "", direction ?? ""];
}
