import type * as z from "zod";
import {diagnose, findNearest, type Report} from "../diagnostics/index.ts";
import {maskedRun} from "./mask.ts";
import type {YamlPath, YamlText} from "./yaml-text.ts";

/**
 * Checks a YAML text against a schema and reports every mistake at its place, worded in Chinese.
 * Gives the checked value, or undefined when there was any mistake.
 *
 * `prefix` is where in the text the value stands, when only a part of it is checked.
 */
export function checkSchema<Schema extends z.ZodType>(
  schema: Schema,
  yaml: YamlText,
  report: Report,
  prefix: YamlPath = [],
): z.output<Schema> | undefined {
  const value = prefix.reduce<unknown>(
    (holder, step) =>
      isRecord(holder) || Array.isArray(holder) ? (holder as Record<string, unknown>)[step] : undefined,
    yaml.value,
  );
  // Our own wording hangs on the schema; whatever zod would say by itself is replaced by what reportIssue needs.
  const result = schema.safeParse(value, {
    reportInput: true,
    error: issue => (issue.code === "unrecognized_keys" ? knownKeys(issue.inst).join(separator) : ""),
  });
  if (result.success) return result.data;
  for (const issue of withoutMisspelt(result.error.issues)) reportIssue(issue, yaml, report, prefix);
  return undefined;
}

/** A misspelt key is both unknown and missing: it is told once, as the unknown one. */
function withoutMisspelt(issues: readonly z.core.$ZodIssue[]): readonly z.core.$ZodIssue[] {
  const meant = new Set(
    issues.flatMap(issue =>
      issue.code === "unrecognized_keys"
        ? issue.keys.map(key => [...issue.path, findNearest(key, issue.message.split(separator))].join(separator))
        : [],
    ),
  );
  return issues.filter(issue => !(issue.input === undefined && meant.has(issue.path.join(separator))));
}

const separator = "\u0000";

function reportIssue(issue: z.core.$ZodIssue, yaml: YamlText, report: Report, prefix: YamlPath): void {
  const path = [...prefix, ...issue.path.map(step => (typeof step === "number" ? step : String(step)))];
  const where = describePath(path);
  const input = issue.input;
  const span = yaml.spanAt(path);
  if (issue.code === "unrecognized_keys") {
    for (const key of issue.keys) {
      report(diagnose("JB-1021", yaml.spanAt([...path, key], "key"), {key, known: issue.message.split(separator)}));
    }
  } else if (input === undefined && path.length > prefix.length) {
    const key = String(path.at(-1));
    report(diagnose("JB-1020", yaml.spanAt(path.slice(0, -1), "key"), {key, where: describePath(path.slice(0, -1))}));
  } else if (issue.code === "invalid_union" && fittingBranch(issue)) {
    const inner = withoutMisspelt(fittingBranch(issue) ?? []);
    for (const each of inner) reportIssue(each, yaml, report, path);
  } else if (issue.message !== "") {
    report(diagnose("JB-1024", span, {where, value: showValue(input), expected: issue.message}));
  } else if (issue.code === "invalid_type") {
    report(
      diagnose("JB-1022", span, {
        where,
        expected: typeNames[issue.expected] ?? "别的内容",
        actual: describeValue(input),
      }),
    );
  } else if (issue.code === "invalid_value") {
    report(diagnose("JB-1023", span, {where, value: showValue(input), allowed: issue.values.map(String)}));
  } else if (issue.code === "invalid_union") {
    const options = issue.errors.flatMap(errors =>
      errors.flatMap(({code, ...rest}) =>
        code === "invalid_type" && "expected" in rest ? [typeNames[String(rest.expected)] ?? ""] : [],
      ),
    );
    const expected = [...new Set(options)].filter(Boolean).join("或") || "别的写法";
    report(diagnose("JB-1022", span, {where, expected, actual: describeValue(input)}));
  } else {
    report(diagnose("JB-1024", span, {where, value: showValue(input), expected: limitWords(issue)}));
  }
}

/** The alternative that has the right kind and is wrong inside: of “one or a list”, the list when a list was written. */
function fittingBranch(issue: z.core.$ZodIssueInvalidUnion): readonly z.core.$ZodIssue[] | undefined {
  return issue.errors.find(errors => errors.every(({path, code}) => path.length > 0 || code === "unrecognized_keys"));
}

function limitWords(issue: z.core.$ZodIssue): string {
  if (issue.code === "too_small") {
    return issue.origin === "number" || issue.origin === "int"
      ? `不小于 ${issue.minimum} 的数`
      : issue.origin === "string"
        ? "不空的文字"
        : `至少 ${issue.minimum} 项`;
  }
  if (issue.code === "too_big") return `不大于 ${issue.maximum} 的数`;
  return "别的写法";
}

function knownKeys(schema: unknown): string[] {
  const shape = (schema as {_zod?: {def?: {shape?: Record<string, unknown>}}} | undefined)?._zod?.def?.shape;
  return Object.keys(shape ?? {});
}

const typeNames: Record<string, string> = {
  string: "文字",
  number: "数字",
  int: "整数",
  boolean: "是或否",
  array: "列表（每行以“- ”开头）",
  object: "“名称: 值”若干行",
  record: "“名称: 值”若干行",
};

function describePath(path: YamlPath): string {
  const names = path.map(step => (typeof step === "number" ? `第${step + 1}项` : `“${step}”`));
  return names.length === 0 ? "文件" : names.slice(-2).join("的");
}

function describeValue(value: unknown): string {
  if (value === null) return "空";
  if (Array.isArray(value)) return "列表";
  if (isRecord(value)) return "“名称: 值”若干行";
  if (typeof value === "number") return `数字 ${value}`;
  if (typeof value === "boolean") return `${value}`;
  return `文字“${showValue(value)}”`;
}

function showValue(value: unknown): string {
  if (value === null || value === undefined) return "（空）";
  if (typeof value === "object") return Array.isArray(value) ? "（列表）" : "（若干行）";
  const text = String(value).replace(maskedRun, "{{…}}").replace(/\s+/g, " ");
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
