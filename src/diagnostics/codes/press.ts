import {error, warning} from "../entry.ts";

export const pressCodes = {
  "JB-7001": warning<{characters: string}>({
    text: ({characters}) => `字体里没有这些字：${characters}`,
    hint: () => "核对是否写错；确是生僻字时，在 jianbao.yaml 的“字体”里加一种含有它的字体",
    explanation: "所用的字体都没有这个字，印出来会是空白或方框。常见原因是从网页上粘贴来的特殊符号。",
  }),
  "JB-7002": error<{path: string; reason: string}>({
    text: ({path, reason}) => `字体文件“${path}”不能用：${reason}`,
    hint: () => "换用 TTF 或 OTF 格式的字体文件，放在工作区文件夹里",
    explanation: "jianbao.yaml 的“字体”指向的文件不存在，或不是 TTF、OTF 格式的字体。",
  }),
  "JB-7003": error<{slug: string; reason: string}>({
    text: ({slug, reason}) => `“${slug}”没有印成 PDF：${reason}`,
    hint: () => "再运行一次；仍不成功时，先用 --format html 只出网页",
    explanation: "浏览器在排印这一期时中途退出或没有回应，重试一次仍不成功。其他各期不受影响。",
  }),
};
