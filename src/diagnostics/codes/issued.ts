import {warning} from "../entry.ts";

export const issuedCodes = {
  "JB-6101": warning<{slug: string; what: string; printed: string; now: string; others: number}>({
    text: ({slug, what, printed, now, others}) =>
      `“${slug}”已经印发，${what}印的是“${printed}”，现在是“${now}”${others > 0 ? `；另有 ${others} 处印出的数也随之不同` : ""}`,
    hint: ({slug}) => `确实要更正的，运行 jianbao new 更正 --from ${slug} 起草更正启事；误改了数据的，把数据改回来`,
    explanation:
      "已印发的一期留有印发时的数字（期文件夹里的 figures.json）。过去月份的数据改动以后，印出去的数就与数据不一致，要发更正，或者把数据改回来。",
  }),
  "JB-6102": warning<{slug: string}>({
    text: ({slug}) => `“${slug}”印发时留下的数字记录读不出来`,
    hint: ({slug}) => `从备份里找回这个文件；找不回时删去它，再运行 jianbao build --reissue ${slug} 重排并重新留底`,
    explanation: "期文件夹里的 figures.json 由程序在印发时写下，不要手改。它坏了就不能核对印出去的数。",
  }),
  "JB-6103": warning<{slug: string}>({
    text: ({slug}) => `“${slug}”的状态是已印发，但是还没有留下印发时的数字记录`,
    hint: () => "运行一次 jianbao build，程序会把记录写进这一期的文件夹；已经有旧的结果时加上 --reissue",
    explanation: "已印发的一期要有 figures.json 作底，过去月份的数据改动时才能对照。",
  }),
  "JB-6104": warning<{slug: string; name: string}>({
    text: ({slug, name}) => `“${slug}”已经印发，稿件“${name}”在印发以后改过，改动不会印出来`,
    hint: ({slug}) => `更正已经印出去的内容，另发更正启事；确实要重排这一期的，运行 jianbao build --reissue ${slug}`,
    explanation: "已印发的一期不再重排，印发以后对稿件的改动不会进入网页和 PDF。",
  }),
};
