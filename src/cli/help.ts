import {readFileSync} from "node:fs";

const usages: Readonly<Record<string, string>> = {
  build: `jianbao build [期…]            把 content 里的内容排印到 out
    --content 文件夹            内容所在的工作区，默认 content（没有时用当前文件夹）
    --out 文件夹                结果放在哪里，默认工作区里的 out（工作区叫 content 时在它旁边）
    --format html,pdf           只出网页或只出 PDF
    --jobs 个数                 同时排印几期
    --reissue                   已印发的期也重排，并重新留底；平时它们一个字节也不动
    --explain                   说明各期为什么重排
    --strict                    有提醒也算没有通过
    --trust-layouts             允许运行工作区自备版式里的模板程序
    --json                      结果用 JSON 打印，给别的程序看`,
  dev: `jianbao dev                    打开采编台：在浏览器里写稿、填数、核数、出版，改了就重排
    --content 文件夹            内容所在的工作区
    --out 文件夹                结果放在哪里
    --port 4601                 换一个端口，默认 4600
    --host 0.0.0.0              单位里别的电脑也能打开，要输入密码；默认只有本机能打开
    --password-file 文件        密码写在这个文件的第一行，不在终端里问
    --new-password              重新设密码
    --trust-layouts             允许运行工作区自备版式里的模板程序`,
  print: `jianbao print 期               从排好的 PDF 做出印刷用的 PDF，放在同一个文件夹里
    --booklet                   骑马钉小册子：A3 对折成 A4，页序排好，不足 4 的倍数补空白页
    --2up                       两页并排在一张 A3 上，开会用
    --proof                     报纸版面的校样：A3 原大带裁切线，另有缩小的 A4
    --grey                      全部改成灰色，可以单用，也可以和上面的同用
    --paper A4                  --booklet 和 --2up 改用 A4 纸，每页缩成 A5
    --blanks 末页前             空白页放在末页前或最后，默认看末页有没有报送栏
    --content 文件夹            内容所在的工作区
    --out 文件夹                结果放在哪里
    --trust-layouts             允许运行工作区自备版式里的模板程序
    --json                      结果用 JSON 打印`,
  check: `jianbao check                  只检查，不排印
    --content 文件夹            内容所在的工作区
    --strict                    有提醒也算没有通过
    --json                      结果用 JSON 打印`,
  init: `jianbao init 文件夹            新建一个工作区，小而全，马上可以排印`,
  new: `jianbao new 版式               照上一期新建一期：专题、简报或会议材料
    --period 2019-08            写哪个月，默认最近一期的下一个月
    --from 期                   照哪一期新建，默认这种版式最近的一期
    jianbao new 更正            已印发的期有数不对了，起草更正启事；--from 写明更正哪一期
    --content 文件夹            内容所在的工作区`,
  explain: `jianbao explain 算式           说明一个数是怎么来的
    例：jianbao explain "顺德村.流转率@2019-07"
    --content 文件夹            内容所在的工作区
    --json                      结果用 JSON 打印`,
};

export function helpText(command?: string): string {
  const usage = command === undefined ? undefined : usages[command];
  if (usage !== undefined) return usage;
  return `简报 jianbao ${version()}：把 YAML 数据和 Markdown 稿件排印成专题版面、月度简报和会议材料

用法：
${Object.values(usages)
  .map(text => `  ${text.replaceAll("\n", "\n  ")}`)
  .join("\n\n")}

  jianbao --version              打印版本

退出状态：0 做完；1 内容有错误；2 用法不对；3 机器出了问题（没有浏览器、磁盘已满等）；130 按 Ctrl-C 停了。
写稿说明见 docs/format.md。`;
}

export function versionText(): string {
  return `jianbao ${version()}`;
}

export function version(): string {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as {version: string}).version;
}
