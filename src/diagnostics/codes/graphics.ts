import {error, warning} from "../entry.ts";
import {suggestName} from "../suggest.ts";

export const graphicCodes = {
  "JB-5001": error<{path: string; known: readonly string[]}>({
    text: ({path}) => `没有图片“${path}”`,
    hint: ({path, known}) => suggestName(path, known) ?? "把图片放进这一期的 images 文件夹，文件名大小写要一致",
    explanation: "稿件里写的图片文件不存在。",
  }),
  "JB-5002": error<{path: string; reason: string; act?: string | undefined}>({
    text: ({path, reason}) => `图片“${path}”不能用：${reason}`,
    hint: ({act}) => act ?? "换成 JPEG、PNG、WebP 或 SVG 格式的图片",
    explanation:
      "图片可以是 JPEG、PNG、WebP、HEIC、AVIF、GIF 或 SVG，不超过 100 MB、2 亿像素（HEIC 5000 万像素）。只改文件名的后缀不会改变图片的格式；没有传完的、损坏的图片不能用。",
  }),
  "JB-5003": error<{option: string}>({
    text: ({option}) => `图片后面的“${option}”看不懂`,
    hint: () => '写成 "宽=2栏 ▲"：宽可以是 1栏至6栏、半栏、通栏，箭头是 ▲▼◀▶ 中的一个',
    explanation: "图片引号里写占几栏和指向图片的箭头。",
  }),
  "JB-5004": error<{address: string}>({
    text: ({address}) => `图片“${address}”在网上，不能直接用`,
    hint: () => "把图片存到这一期的 images 文件夹，再写文件位置",
    explanation: "排印时不上网，图片都要放在工作区里。",
  }),
  "JB-5005": warning<{path: string}>({
    text: ({path}) => `图片“${path}”没有说明`,
    hint: () => "在方括号里写上图片说明",
    explanation: "图片说明印在图片旁边，读屏软件也靠它。",
  }),
  "JB-5008": warning<{path: string; format: string}>({
    text: ({path, format}) => `图片“${path}”其实是 ${format} 格式`,
    hint: ({format}) => `把文件名的后缀改成 ${format} 的，稿件里也照改`,
    explanation: "图片按内容辨认，照样能用；但是后缀不对，别的软件可能打不开。",
  }),
  "JB-5010": error<{title: string; what: string}>({
    text: ({title, what}) => `${title}没有可用的数据：${what}`,
    hint: () => "核对单位、指标和期间，或者先填报数据",
    explanation: "图表、表格要用的数据一个也没有填报。",
  }),
  "JB-5011": error<{kind: string; problem: string; hint: string}>({
    text: ({kind, problem}) => `${kind}${problem}`,
    hint: ({hint}) => hint,
    explanation: "这种图需要的内容没有写全，或者写了它用不上的内容。",
  }),
  "JB-5012": error<{kind: string; category: string; value: string}>({
    text: ({kind, category, value}) => `${kind}里${category}的数是 ${value}，负数画不出来`,
    hint: () => "改用柱状图或条形图",
    explanation: "环形图、堆叠图、完成率图表示部分和整体，不能有负数。",
  }),
  "JB-5013": error<{kind: string; first: string; second: string}>({
    text: ({kind, first, second}) => `${kind}里“${first}”和“${second}”的计量单位不同，不能画在一起`,
    hint: () => "分成两张图，每张只用一种计量单位",
    explanation: "同一条轴上只能有一种计量单位。",
  }),
};
