/**
 * What somebody typed into a cell, pasted from a spreadsheet or sent in: a number as the YAML writes it ("1,200" and
 * "１２００" are 1200), "" for 未报, or what is wrong with it. Needs nothing, so that the page can ask it too.
 */
export function readCellNumber(
  typed: string,
  {measure}: {readonly measure: string},
): {readonly text: string} | {readonly message: string} {
  const text = typed
    .normalize("NFKC")
    .replace(/[−–—－]/g, "-")
    .replace(/[\s\u200b\ufeff]+/g, " ")
    .trim();
  if (text === "" || text === "未报") return {text: ""};
  const bare = measure === "%" ? text.replace(/ ?%$/, "") : text;
  const plain = /^[-+]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(bare) ? bare.replaceAll(",", "") : bare;
  if (!/^[-+]?(\d+\.?\d*|\.\d+)$/.test(plain)) return {message: tellWrong(typed.trim(), bare, measure)};
  if (plain.replace(/\D/g, "").length > mostDigits)
    return {message: `“${typed.trim()}”超过${mostDigits}位，请核对位数`};
  return {text: tidy(plain)};
}

/** More digits than that are not kept exactly. */
const mostDigits = 15;

function tellWrong(typed: string, bare: string, measure: string): string {
  if (/^(-+|\/|\\|无|没有|空|缺)$/.test(bare)) return `“${typed}”不是数：没有报的留空，确实没有的填 0`;
  const number = /^[-+]?\d+(?:\.\d+)?(?=\D)/.exec(bare)?.[0];
  if (number !== undefined && bare.slice(number.length).trim() === measure)
    return `“${typed}”只写 ${number}，不带单位“${measure}”`;
  return `“${typed}”不是数，请填阿拉伯数字，没有报的留空`;
}

/** "+007.5" as "7.5", ".5" as "0.5", "5." as "5", "-0" as "0". */
function tidy(number: string): string {
  const [whole = "", fraction = ""] = number.replace(/^[-+]/, "").split(".");
  const digits = whole.replace(/^0+(?=\d)/, "") || "0";
  const text = fraction === "" ? digits : `${digits}.${fraction}`;
  return number.startsWith("-") && /[1-9]/.test(text) ? `-${text}` : text;
}
