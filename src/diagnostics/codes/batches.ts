import {error} from "../entry.ts";

/** 一版多单位: one bulletin folder, a bulletin for each unit. */
export const batchCodes = {
  "JB-6301": error<{unit: string}>({
    text: ({unit}) => `写了主体“${unit}”，又写了“每单位”`,
    hint: () => "只写一个单位的留“主体”，每个单位各出一份的留“每单位”",
    explanation: "一版多单位的主体依次是“每单位”里的各个单位，不能另写主体。",
  }),
  "JB-6302": error<{set: string}>({
    text: ({set}) => `“每单位”写的“${set}”里没有一个单位`,
    hint: () => "核对集合的名称（“各”加单位类型）和 units.yaml",
    explanation: "“每单位”的集合是空的，一份也出不了。",
  }),
  "JB-6303": error<{unit: string; other: string; address: string}>({
    text: ({unit, other, address}) => `${unit}和${other}的网页地址都是“${address}”`,
    hint: () => "在 units.yaml 里给这两个单位各写一个不同的“代码”",
    explanation: "一版多单位的网页地址用单位的代码，没有代码的由程序照名称编号。两个单位的地址相同，后一个就出不了。",
  }),
  "JB-6304": error({
    text: () => "一版多单位的一期还不能标“已印发”",
    hint: () => "删去这一行；印发以后要留底的，把 out 里的这一期另存一份",
    explanation: "已印发的一期要给印出的数留底，现在只给单独一期留底，不给一版多单位留底。",
  }),
};
