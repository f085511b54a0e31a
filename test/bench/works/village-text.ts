import type {Village} from "./town.ts";

/**
 * The articles of a village's bulletin: about four pages of 简报 with two charts and a table. What differs from village to
 * village besides figures is chosen from these sentences, so that documents differ as real ones do.
 */
export interface VillageText {
  readonly overview: string;
  readonly nextSteps: string;
}

const crops = ["订单大蒜", "富硒小麦", "黑皮冬瓜", "设施西红柿", "出口洋葱", "麦后玉米", "良种棉花"];
const firms = ["镇上的粮食加工厂", "县里的蔬菜批发市场", "邻镇的冷库", "省城的一家超市", "县供销社的农资站"];
const practices = [
  "支部书记带着账本上门，把每亩地的租金、分红和务工收入算给群众听，愿意入社的当场登记",
  "村里把零散地块重新丈量，打掉田埂，修通生产路，大型机械能够直接进地，耕种收费用降了下来",
  "合作社同农户签订保底加分红的合同，秋后由村务监督委员会公开算账，账目在公开栏张贴",
  "党员带头把自家承包地交给合作社经营，先种出样子，再请群众到地头看苗情、问收成",
  "村集体以整理出来的机动地入股，同农户的地连成一片，由合作社统一供种、统一管理、统一销售",
];
const troubles = [
  "外出务工的农户多，合同要等到节假日才能签上，台账更新慢了半拍",
  "灌溉设施年久失修，旱季用水排不开，影响了群众连片种植的积极性",
  "合作社懂技术、会经营的人手少，管理主要靠几名老党员，年轻人愿意回来的不多",
  "产品以原粮、鲜菜出售为主，没有自己的牌子，价格随行就市，抗风险能力弱",
  "一部分农户担心租金不能按时兑现，仍在观望，入社率低于流转率",
];
const tasks = [
  "逐户核对流转合同，把面积、期限、租金写清楚，到期的提前商量续签，口头约定的补签书面合同",
  "同镇农业综合服务中心联系，把机井、渠道和生产路的维修列入冬季农田水利计划",
  "从回村的年轻人里选出几名骨干，送到县里参加经营管理培训，回来后担任合作社的专职管理员",
  "请技术员每半个月到田头指导一次，统一购买种子和肥料，统一防治病虫害，把成本降下来",
  "把分红办法、租金标准和务工用工情况按月公开，遇有群众疑问，由支部委员当面答复",
];

function pick(list: readonly string[], seed: number): string {
  return list[seed % list.length] ?? "";
}

/** `compared` are the villages of the table, by their names in the roll; a batch, whose text all villages share, shows the leaders. */
export function villageText({index}: Pick<Village, "index">, compared: readonly string[] | undefined): VillageText {
  const crop = pick(crops, index);
  const firm = pick(firms, index + 2);
  const practice = pick(practices, index);
  const trouble = pick(troubles, index * 2);
  const task = (step: number) => pick(tasks, index + step);
  const overview = `---
标题: "{{ 主体 }}{{ 期间 }}党支部领办合作社进展"
署名: 镇党建办
---

:::编者按
{{ 主体 }}把党支部领办合作社作为增加集体收入、带动群众增收的主要办法。{{ 月份 }}底，全村土地流转率达到{{ 流转率 }}，入社农户{{ 入社户数 }}。现将当月进展、主要做法和下步打算印发，供各村对照。
:::

## 一、总体情况

截至{{ 月份 }}底，{{ 主体 }}耕地面积为{{ 耕地面积 }}，流转土地{{ 流转面积 }}，比上月{{ 流转面积 | 环比 }}；土地流转率为{{ 流转率 }}，比上月{{ 流转率 | 环比 }}。入社农户{{ 入社户数 }}，比上月{{ 入社户数 | 增减量 }}，占全村总户数的{{ 入社率 }}。当月村集体增收{{ 村集体增收 }}，比上月{{ 村集体增收 | 环比 }}；5月以来累计增收{{ 村集体增收 | 累计(2019-05) }}。合作社吸纳群众务工{{ 务工人次 }}，比上月{{ 务工人次 | 环比 }}。

从几个月的情况看，流转面积和入社户数同步增加，说明群众对合作社的信任在加深。合作社以${crop}为主，由${firm}收购，销路比较稳定；闲散地块用来种植口粮，农忙时节优先雇用本村劳动力。

\`\`\`图表
类型: 折线图
标题: "近3个月{{ 主体 }}土地流转率和入社率"
指标: [流转率, 入社率]
期间: 近3个月
\`\`\`

## 二、主要做法

### （一）支部带头，把群众组织起来

${practice}。村“两委”成员分片包户，入户时带着政策明白纸，听得懂、算得清，群众心里有了底。合作社章程经社员大会讨论通过，理事会、监事会由社员选举产生，重大事项先由支部提议，再交社员表决。

### （二）连片经营，把地种出效益

土地集中以后，由合作社统一安排茬口，${crop}与粮食轮作，既稳住了粮食面积，也提高了单位面积收入。机械作业、植保、收获由合作社的服务队承担，费用比一家一户单独请人低。收获以后，由${firm}上门验级、过磅、结款，货款先付租金，再提公积金，余下的按股分红。

\`\`\`图表
类型: 柱状图
标题: "近3个月{{ 主体 }}流转面积"
指标: 流转面积
期间: 近3个月
\`\`\`

${compared ? comparison(compared) : leaders}
`;
  const nextSteps = `---
标题: 存在问题和下步打算
署名: 镇党建办
---

## 一、存在问题

一是${trouble}。二是${pick(troubles, index * 2 + 1)}。

## 二、下步打算

### （一）规范流转合同

${task(0)}。对照台账，一户一档，由经管站抽查。责任单位：{{ 主体 }}党支部、镇经管站。

### （二）稳定群众收益

${task(2)}。年底前召开社员大会，公布全年账目，兑现分红。责任单位：{{ 主体 }}合作社理事会、监事会。
`;
  return {overview, nextSteps};
}

function comparison(villages: readonly string[]): string {
  return `
## 三、同组几村对照

同一联系组的几个村相互学习、相互检查，每月把主要指标摆在一起比一比，找差距、学做法。

\`\`\`表格
标题: "{{ 期间 }}同组各村主要指标"
单位: [${villages.join(", ")}]
列:
  - 流转面积
  - 流转率
  - {表头: 比上月, 值: "流转率 | 环比"}
  - 入社户数
  - 村集体增收
\`\`\``;
}

const leaders = `
## 三、走在前面的村

\`\`\`表格
标题: "{{ 期间 }}各村土地流转前3名"
单位: 示例镇.各村
排序: 流转率 降序
前: 3
列:
  - 流转面积
  - 流转率
  - {表头: 比上月, 值: "流转率 | 环比"}
  - 入社户数
  - 村集体增收
\`\`\``;
