import {error} from "../entry.ts";
import {suggestName} from "../suggest.ts";

export const fileCodes = {
  "JB-1001": error<{path: string; purpose: string}>({
    text: ({path, purpose}) => `缺少文件“${path}”（${purpose}）`,
    hint: () => "新建这个文件；或运行 jianbao init 看一个完整的例子",
    explanation: "工作区里必须有的文件没有找到。",
  }),
  "JB-1002": error<{gbk: boolean; utf16?: boolean}>({
    text: ({gbk, utf16}) => {
      if (utf16) return "文件不是 UTF-8 编码，是 UTF-16（记事本里叫 Unicode）编码";
      return gbk ? "文件不是 UTF-8 编码，看来是 GBK（ANSI）编码" : "文件不是 UTF-8 编码，这里的字节读不出文字";
    },
    hint: () => "在记事本里选“另存为”，编码选 UTF-8，再保存",
    explanation: "所有 YAML 和 Markdown 文件都要用 UTF-8 编码保存。Windows 记事本的“ANSI”就是 GBK，不能用。",
  }),
  "JB-1003": error<{character: string; count?: number}>({
    text: ({character, count = 1}) =>
      `有不能印刷的字符 ${character}${count > 1 ? `；这个文件里这样的字符共 ${count} 个` : ""}`,
    hint: () => "删去这个看不见的字符，多半是从别处粘贴时带进来的",
    explanation: "控制字符和私用字符印不出来，也会使查找、复制出错。",
  }),
  "JB-1004": error<{path: string; limit: string}>({
    text: ({path, limit}) => `文件“${path}”太大，超过 ${limit}`,
    hint: () => "核对是否放错了文件；数据多时按月份分成几个文件",
    explanation: "一个文本文件的大小有上限，防止误放的大文件拖垮整个排印。",
  }),
  "JB-1010": error<{problem: string}>({
    text: ({problem}) => `YAML 写法有误：${problem}`,
    hint: () => "对照上下几行的写法改正；含有冒号、井号、引号的文字两边加英文双引号",
    explanation: "文件不合 YAML 的写法，程序读不懂。常见原因：冒号后缺空格、引号不成对、缩进不齐。",
  }),
  "JB-1011": error({
    text: () => "缩进用了制表符（Tab）",
    hint: () => "把行首的制表符改成空格，每层两个",
    explanation: "YAML 只认空格缩进，不认制表符。",
  }),
  "JB-1012": error<{key: string}>({
    text: ({key}) => `“${key}”在同一处写了两次`,
    hint: () => "留下对的一个，删去另一个",
    explanation: "同一层里一个名称只能出现一次，否则不知道该用哪一个。",
  }),
  "JB-1013": error({
    text: () => "用了 YAML 的引用（星号开头），这里不支持",
    hint: () => "直接写出内容；想写星号本身时，两边加英文双引号",
    explanation: "YAML 的 & 和 * 引用可以层层相套，展开成极大的内容，所以一律不用。",
  }),
  "JB-1014": error<{name: string}>({
    text: ({name}) => `引用“*${name}”没有对应的“&${name}”`,
    hint: () => "星号开头的文字两边加英文双引号",
    explanation: "YAML 里以星号开头表示引用前面的内容。想写星号本身时要加引号。",
  }),
  "JB-1015": error({
    text: () => "文件是空的",
    hint: () => "写入内容，或删去这个文件",
    explanation: "这个文件里没有任何内容。",
  }),
  "JB-1020": error<{key: string; where: string}>({
    text: ({key, where}) => `${where}缺少“${key}”`,
    hint: ({key}) => `补上一行“${key}: …”`,
    explanation: "必须写的一项没有写。",
  }),
  "JB-1021": error<{key: string; known: readonly string[]}>({
    text: ({key}) => `不认识的项目“${key}”`,
    hint: ({key, known}) => suggestName(key, known) ?? `可以写：${known.join("、")}`,
    explanation: "这里没有这个项目，多半是写错了字。",
  }),
  "JB-1022": error<{where: string; expected: string; actual: string}>({
    text: ({where, expected, actual}) => `${where}应当是${expected}，写的是${actual}`,
    hint: ({expected, actual}) =>
      expected === "文字" && actual.startsWith("数字") ? "要当文字用，两边加英文双引号" : undefined,
    explanation: "值的种类不对，例如该写数字的地方写了文字。",
  }),
  "JB-1023": error<{where: string; value: string; allowed: readonly string[]}>({
    text: ({where, value}) => `${where}不能写“${value}”`,
    hint: ({value, allowed}) => {
      const nearest = suggestName(value, allowed);
      const all = `可以写：${allowed.join("、")}`;
      return nearest === undefined || nearest.startsWith("可以写") ? all : `${nearest}${all}`;
    },
    explanation: "这一项只能从几个固定的词里选。",
  }),
  "JB-1024": error<{where: string; value: string; expected: string}>({
    text: ({where, value, expected}) => `${where}写的“${value}”不对，应当是${expected}`,
    hint: ({expected}) => `改写成${expected}`,
    explanation: "值的写法不合要求，例如日期应写成 2019-08-05，期间应写成 2019-07。",
  }),
  "JB-1030": error<{path: string}>({
    text: ({path}) => `“${path}”不在工作区文件夹里`,
    hint: () => "把文件复制到工作区里，再写相对于本文件的位置",
    explanation: "稿件和数据只能用工作区文件夹里的文件，不能指向外面的位置。",
  }),
  "JB-1031": error<{name: string}>({
    text: ({name}) => `文件名“${name}”含有英文字母、数字、点、横线以外的字符`,
    hint: () => "改用英文字母和数字，例如 overview.md、2019-07-monthly",
    explanation: "文件名和文件夹名会成为网页地址，只能用英文字母、数字、点、横线和下划线。",
  }),
  "JB-1032": error<{name: string}>({
    text: ({name}) => `“${name}”不能当稿件，稿件是 .md 文件`,
    hint: () => "稿件用 Markdown 写，文件名以 .md 结尾，例如 overview.md",
    explanation: "“稿件”里列的都是 Markdown 文件，文件名以 .md 结尾。",
  }),
  "JB-1033": error<{name: string; reason: string}>({
    text: ({name, reason}) => `一期的文件夹不能叫“${name.length > 30 ? `${name.slice(0, 30)}…` : name}”：${reason}`,
    hint: () => "改一个短名称，例如 2019-07-monthly",
    explanation: "一期的文件夹名会成为网页地址和 PDF 的文件名：不超过 100 个字符，也不能与目录页 index.html 同名。",
  }),
};
