/** Three bulletins as templates receive them: the township of the sample, in demonstration figures. */
import type {ArticleView, BulletinView, ChartView, PhotoView, TableView} from "../../src/pages/index.ts";
import {renderCards, renderChartFigure, renderTable} from "../../src/pages/index.ts";

const red = "#b8151b";

function drawing(sky: string, far: string, near: string, detail: string, width = 900, height = 600): string {
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 600" width="${width}" height="${height}" preserveAspectRatio="xMidYMid slice">` +
    `<rect width="900" height="600" fill="${sky}"/><circle cx="600" cy="150" r="58" fill="#f6d27a"/>` +
    `<path d="M0 330 Q170 210 380 300 T900 250 V600 H0Z" fill="${far}"/><path d="M0 430 Q300 330 560 410 T900 390 V600 H0Z" fill="${near}"/>${detail}</svg>`;
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`;
}

const rows = Array.from({length: 15}, (_, index) => {
  const top = 380 + index * 12;
  return `<path d="M${440 + index * 4} 380 L${20 + index * 62} 600" stroke="#cfe3b2" stroke-width="7" opacity=".75"/><path d="M0 ${top}" />`;
}).join("");
const houses = [60, 215, 370, 525, 680]
  .map(
    x =>
      `<rect x="${x}" y="250" width="130" height="240" fill="#e9dccb"/><path d="M${x - 8} 250h146l-14-34H${x + 6}z" fill="#a64b3c"/>` +
      [0, 1, 2]
        .map(floor =>
          [0, 1]
            .map(
              side => `<rect x="${x + 22 + side * 52}" y="${276 + floor * 66}" width="34" height="40" fill="#7fa3b5"/>`,
            )
            .join(""),
        )
        .join(""),
  )
  .join("");
const people = [120, 230, 340, 450, 560, 670, 780]
  .map(
    (x, index) =>
      `<circle cx="${x}" cy="${370 - (index % 2) * 14}" r="26" fill="#d9a983"/><path d="M${x - 40} 540 Q${x - 38} ${402 - (index % 2) * 14} ${x} ${402 - (index % 2) * 14} T${x + 40} 540z" fill="${["#34506b", "#7a3b32", "#4b6a4a"][index % 3]}"/>`,
  )
  .join("");
const greenhouse = [0, 1, 2]
  .map(
    index =>
      `<path d="M${60 + index * 260} 540 V420 Q${180 + index * 260} 300 ${300 + index * 260} 420 V540Z" fill="#eef4f1" stroke="#7a9a90" stroke-width="6" opacity=".92"/>`,
  )
  .join("");

function photo(source: string, caption: string, columns: number, pointer: PhotoView["pointer"]): PhotoView {
  return {source, captionHtml: caption, alt: `示意图：${caption}`, columns, pointer, width: 900, height: 600};
}

/** A photo of no bulletin in particular. */
export function drawnPhoto(caption: string): PhotoView {
  return photo(drawing("#cfe3f0", "#8fb06a", "#5d8a3c", rows), caption, 4, undefined);
}

const areas: readonly (readonly [string, number])[] = [
  ["唐坊片区", 68.4],
  ["李孟德片区", 63.1],
  ["名杨片区", 58.9],
  ["顺德片区", 61.7],
  ["吴家片区", 47.2],
];

function barChart(width: number, height: number, size: number): string {
  const rowHeight = (height - 6) / areas.length;
  const left = size * 5.6;
  const scale = (width - left - size * 3.6) / 80;
  const target = left + 60 * scale;
  const place = (index: number) => ({top: 3 + index * rowHeight, middle: 3 + (index + 0.5) * rowHeight + size * 0.36});
  const bars = areas.map(([, value], index) => {
    const fill = value >= 60 ? red : "#8d8d8d";
    const top = place(index).top + rowHeight * 0.17;
    return `<rect x="${left}" y="${top}" width="${value * scale}" height="${rowHeight * 0.66}" fill="${fill}"/>`;
  });
  const texts = areas.map(([name, value], index) => {
    const {middle} = place(index);
    return (
      `<text x="${left - 5}" y="${middle}" text-anchor="end">${name}</text>` +
      `<text x="${left + value * scale + 4}" y="${middle}" font-weight="700" stroke="#fff" stroke-width="4" paint-order="stroke">${value.toFixed(1)}</text>`
    );
  });
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="JB Sans, sans-serif" font-size="${size}" fill="#1a1a1a">${bars.join("")}` +
    `<path d="M${target} 0V${height}" stroke="#1a1a1a" stroke-width="1" stroke-dasharray="4 3"/>${texts.join("")}</svg>`
  );
}

function areaTable(id: string): TableView {
  return {
    id,
    titleHtml: "各片区土地流转率",
    measureNote: "单位：%",
    columns: [
      {headHtml: "片区", align: "left"},
      {headHtml: "土地流转率", align: "right"},
    ],
    rows: areas.map(([name, value]) => ({cells: [name, value.toFixed(1)], total: false})),
    note: undefined,
  };
}

export function areaChart(id: string, columns: number, width: number, height: number, size: number): ChartView {
  return {
    id,
    titleHtml: "7月末五个片区土地流转率",
    measure: "%",
    svg: barChart(width, height, size),
    description: "五个片区中，唐坊片区最高，为68.4%；李孟德、顺德片区也超过60%；名杨片区58.9%，吴家片区47.2%。",
    table: areaTable(`${id}-table`),
    note: "虚线为奖励线60%。演示数据。",
    columns,
  };
}

const figure = (value: string, text: string) =>
  `<data class="figure" value="${value}"><span class="nb">${text}</span></data>`;
const heading = (id: string, first: string, second: string) =>
  `<h3 id="${id}"><span class="half">${first}</span> <span class="half">${second}</span></h3>`;
const paragraphs = (...texts: string[]) => texts.map(text => `<p>${text}</p>`).join("\n");

export const mainStory: ArticleView = {
  id: "a1",
  kickerHtml: "高青县唐坊镇",
  titleHtml: "红色引领聚合力 绿色发展启新程",
  titleText: "红色引领聚合力 绿色发展启新程",
  deckHtml: "支部把农户组织起来，土地连成片，产业扎下根",
  leadHtml: `集体家底薄、支部说话不响、种养各干各的，怎么破题？今年以来，高青县唐坊镇先抓村级集体经济，由村党支部带头办合作社，以土地流转推动适度规模经营，把农户重新组织起来。截至7月末，${figure("32", "32个村")}中已有${figure("21", "21个村")}领办了合作社。`,
  dateline: undefined,
  byline: "文/图　样稿",
  photos: [
    photo(drawing("#cfe3f0", "#8fb06a", "#5d8a3c", rows), "顺德村连片种植的订单大蒜长势喜人（示意图）", 4, "▲"),
    photo(drawing("#dfeaf0", "#a7b89a", "#d8d2c3", people), "各村支部书记到平原县实地学习（示意图）", 1, "▲"),
    photo(drawing("#f3e6d4", "#a9bd78", "#6b8d42", greenhouse), "合作社的芹菜大棚（示意图）", 1, "▲"),
  ],
  bodyHtml: [
    heading("a1-1", "对标先进", "强化教育培训"),
    paragraphs(
      `怎么入股、怎么经营、章程怎么定，起初不少村心里没底。镇党委把培训摆在头一步，先后办了${figure("2", "2批")}专题班，${figure("101", "100余人")}参加，课程就围着这三件事来讲，讲完还要答题。`,
      `今年5月，镇里带着全部${figure("32", "32个")}行政村的支部书记去了平原县，一路看土地流转，一路问支部领办的门道。回来以后各村开会算账，先干什么、后干什么，谁来牵头、钱从哪来，心里渐渐有了谱。`,
    ),
    heading("a1-2", "政策引领", "健全奖励机制"),
    paragraphs(
      "支部领办合作社被列为书记抓基层党建创新项目，由各级一把手亲自抓。干得怎样，镇里每月通报，结果与五面红旗村评选、村干部补贴报酬和村级运转经费直接挂钩。",
      `奖励也写得明白：合作社土地流转率达到${figure("60", "60%")}以上的村，一次性给${figure("1", "1万元")}至${figure("3", "3万元")}工作经费；成绩突出的，村干部绩效报酬再增加${figure("1", "1万元")}至${figure("3", "3万元")}。7月末过线的已有${figure("9", "9个村")}。`,
    ),
    heading("a1-3", "社企合作", "谱写共赢新篇"),
    paragraphs(
      "2019年，唐坊镇按“一轴三园”摆布产业。一轴，是横贯镇域的S316寿高线；三园，东为黑牛小镇，文化旅游连着黑牛产业；中为小微产业园，安排高端家具、汽车拆解和医疗器械；西为正茂农业产业园，用平台思维招商，让客商引来客商。",
      "村子跟着园区走。东部的李孟德村瞄着“黑牛第一村”，由新天地公司、合作社和农户三方合伙，公司出技术、管销路，农户安心养牛。西部的吴家村挨着正茂园区，做的是村社企合作示范，园区要什么品种，合作社就组织社员种什么，村集体从服务里得一份收入。",
      "企业缺地缺人，村里缺市场缺技术，支部居中牵线，合同一签、章程一定，两头都有了着落，谁也不吃亏。",
    ),
    heading("a1-4", "产业带动", "打造区域特色"),
    paragraphs(
      "五个片区各有家底，镇里不搞一个模子，宜养则养、宜种则种，黑牛、水产、蔬菜分片布局，几个村先走出了样子。",
      `名杨村把名杨驿站、名杨“大湾”和观光大棚盘活，折股${figure("20", "20万元")}作为集体股份入社，借着唐坊龙虾的名气做起乡村旅游，吃饭、停车、垂钓都有了去处，过路客变成了回头客。`,
      `顺德村成立裕洼源专业种植专业合作社，村“两委”成员和党员带头入股，带来${figure("392", "近400亩")}流转地，种的全是订单大蒜。山东高速泰山生态农业开发有限公司与合作社签下长期收购合同，行情起落不再由农户独自担着。眼下大蒜已经上市，附近村的困难群众到社里务工，学技术、挣工钱，家里地里两头顾得上。`,
      "下一步，唐坊镇将沿S316一线推进1+3+N布局，把黑牛小镇、正茂产业园和田园现代农业产业园串成一线，用1+5机制把任务分到五个片区，继续抓牢土地流转，让支部领办从几个点连成一大片。",
    ),
    renderChartFigure(areaChart("chart-areas", 2, 400, 168, 17)),
  ].join("\n"),
  headings: [
    {id: "a1-1", level: 3, text: "对标先进 强化教育培训"},
    {id: "a1-2", level: 3, text: "政策引领 健全奖励机制"},
    {id: "a1-3", level: 3, text: "社企合作 谱写共赢新篇"},
    {id: "a1-4", level: 3, text: "产业带动 打造区域特色"},
  ],
};

export const secondStory: ArticleView = {
  id: "a2",
  kickerHtml: "多方联动　老旧小区有了“当家人”",
  titleHtml: "田镇街道文苑社区：“红色物业”进院 暖心服务到家",
  titleText: "田镇街道文苑社区：“红色物业”进院 暖心服务到家",
  deckHtml: undefined,
  leadHtml: undefined,
  dateline: "本报讯",
  byline: "样稿",
  photos: [photo(drawing("#dcebf3", "#9fb7a2", "#8a9c85", houses), "文苑社区试点小区清扫一新（示意图）", 2, "▲")],
  bodyHtml: [
    paragraphs(
      "7月11日上午，高青县田镇街道文苑社区的“红色物业”公司挂牌，经理由社区党总支书记兼任。当天，公司与杜郭胡村富田园农业专业合作社签了合同。这件事由文苑社区党总支研究定下，县委组织部和田镇街道党工委一路推动。",
      `文苑社区在县城中心，单位宿舍和老院子多。先行试点的${figure("4", "4个小区")}分属建筑公司、药材公司、农机公司和五金交电，原单位早已破产，房龄都在${figure("20", "20年以上")}。物业费收不上来，没有公司肯接；没人接，垃圾就堆着、车就乱停、下水管爆了也找不着人修，住户意见一年比一年大。`,
      "办法是大家一起想的：党组织牵头，社区监督，物业公司干活，服务要对准住户的难处。田镇街道一半是城、一半是乡，农村有人手，小区有活儿，把两头接起来，正是街道的长处。",
      "杜郭胡村党支部牵头成立劳务输出和物业服务合作社，给小区派保洁员，主干道和楼道天天有人清扫；保洁员碰上解决不了的事，报给红色物业办公室，社区有文明创建的活动也来搭把手。公司用人先从合作社社员里招，村民在家门口多一份收入，小区多一双勤快的手。",
      "收费的次序也倒了过来：先把服务做好，住户满意了再交钱。社区打出“百姓物业”的牌子，探索党建加物业的管理路子。社区党委书记王虎认为，党员走在前面，物业队伍才有主心骨，居民才愿意搭手。",
      "记者在农机公司小区看到，楼前的杂物清走了，停车位重新画了线，公示栏里写着保洁员和楼长的电话。住户反映的事，当天登记、当天回话，办完了再请住户打分。社区打算先把4个小区管顺，再把做法推到其余老院子。下半年，每个院子还要配一名联络员，听意见、跑手续，小事不出院。",
    ),
    `<aside class="sidebar"><p class="aside-title">链接 · 什么是“红色物业”</p><p>由社区党组织牵头组建或主导的物业服务，党组织、居委会、业主和物业企业一起商量院里的事。文苑社区的做法分四步：党组织领、社区督、公司干、服务准。</p></aside>`,
  ].join("\n"),
  headings: [],
};

const publication = {
  name: "唐坊晨讯",
  compiler: "唐坊镇党建办公室",
  distUp: ["县委组织部", "县委办公室"],
  distPeer: ["各镇党委、街道党工委", "县农业农村局"],
  distDown: ["各片区党总支", "各村党支部"],
  copies: 80,
};

const common = {
  issue: "第7期",
  totalIssue: "总第19期",
  date: "2019年8月5日",
  isoDate: "2019-08-05",
  weekday: "星期一",
  period: "2019年7月",
  unit: "唐坊镇",
  secrecy: "内部资料　注意保存",
  demo: true,
  folio: undefined,
  meeting: undefined,
} as const;

export const feature: BulletinView = {
  ...common,
  slug: "2019-07-feature",
  title: "红色引领聚合力 绿色发展启新程",
  publication,
  issue: undefined,
  totalIssue: undefined,
  secrecy: undefined,
  paper: {name: "四开", widthMm: 275, heightMm: 390},
  folio: {page: "A06", section: "专题·乡村振兴", editor: "样稿"},
  articles: [mainStory, secondStory],
  dataNotes: [],
};

const villageNames =
  "唐坊 和店 孙集 王家 郭家 李孟德 名杨 顺德 吴家 西张 东张 司家 仉家 周家 徐家 马家 袁家 闫家 贺家 许家 刘家 高家 韩家 丁家 田家 魏家 张家 赵家 杨家 陈家 宋家 新村".split(
    " ",
  );
const ranking: TableView = {
  id: "t-ranking",
  titleHtml: "各村土地流转进度排名（前二十六名）",
  measureNote: "单位：亩、户、%",
  columns: [
    {headHtml: "村", align: "left"},
    {headHtml: "名次", align: "right"},
    {headHtml: "耕地面积", align: "right"},
    {headHtml: "流转面积", align: "right"},
    {headHtml: "流转率", align: "right"},
    {headHtml: "比上月", align: "right"},
    {headHtml: "入社户数", align: "right"},
  ],
  rows: [
    ...villageNames.slice(0, 26).map((name, index) => {
      const arable = 1480 - ((index * 137) % 610);
      const rate = 78.4 - index * 2.3;
      const change = ((index * 5) % 7) - 2;
      return {
        cells: [
          `${name}村`,
          String(index + 1),
          String(arable),
          String(Math.round((arable * rate) / 100)),
          rate.toFixed(1),
          change === 0 ? "—" : `${change > 0 ? "↑" : "↓"}${Math.abs(change)}`,
          index === 11 ? "未报" : String(312 - index * 9),
        ],
        total: false,
      };
    }),
    {cells: ["合计", "—", "30914", "15402", "49.8", "↑2", "5016"], total: true},
  ],
  note: "注：入社户数26个村中25个村填报，未报：司家村。",
};

const keyFigures = renderCards({
  cards: [
    {name: "土地流转率", numberHtml: figure("59.8", "59.8"), measure: "%", noteHtml: "比上月提高2.3个百分点"},
    {name: "领办合作社", numberHtml: figure("21", "21"), measure: "个村", noteHtml: "比上月增加3个"},
    {name: "入社农户", numberHtml: figure("5016", "5016"), measure: "户", noteHtml: "增长8.6%"},
    {name: "集体增收", numberHtml: figure("46.5", "46.5"), measure: "万元", noteHtml: "1至7月累计"},
  ],
});

const progressReport: ArticleView = {
  id: "a1",
  kickerHtml: undefined,
  titleHtml: "唐坊镇7月份党支部领办合作社工作进展情况",
  titleText: "唐坊镇7月份党支部领办合作社工作进展情况",
  deckHtml: undefined,
  leadHtml: undefined,
  dateline: undefined,
  byline: undefined,
  photos: [],
  bodyHtml: [
    `<aside class="editor-note"><p class="aside-title">编者按</p><p>过了半年看进度，排名是为了找差距。本期登出7月份各村土地流转排名和文苑社区“红色物业”的做法，请各村对照自查，把该补的课补上。</p></aside>`,
    `<h3 id="a1-1">一、总体情况</h3>`,
    paragraphs(
      `截至7月底，全镇${figure("32", "32个")}行政村中有${figure("21", "21个村")}成立了党支部领办的合作社，占${figure("65.6", "65.6%")}，比上月增加${figure("3", "3个")}。全镇土地流转率为${figure("59.8", "59.8%")}，比上月提高${figure("2.3", "2.3个百分点")}。`,
    ),
    keyFigures,
    `<h4 id="a1-2">（一）片区进度不齐</h4>`,
    paragraphs(
      "五个片区中，唐坊、李孟德、顺德3个片区流转率超过60%，吴家片区最低，与最高的片区相差21.2个百分点，主要是地块零散、连片难度大。",
    ),
    renderChartFigure(areaChart("chart-areas", 6, 620, 230, 16)),
    `<h4 id="a1-3">（二）九个村达到奖励线</h4>`,
    paragraphs(
      "按照镇里的办法，流转率达到60%以上的村可得一次性工作经费1万元至3万元。7月末新过线的有2个村，另有3个村距奖励线不到2个百分点。",
    ),
    renderTable(ranking),
    `<h3 id="a1-4">二、存在问题</h3>`,
    paragraphs(
      "一是进度差距拉大。排名后五位的村流转率均不足30%，其中3个村连续两个月没有变化，支部成员还没有带头入股。",
      "二是账目不够规范。个别合作社的股金登记与社员名册对不上，集体资产折股缺少评估材料。",
      "三是填报不够及时。司家村入社户数未按时报送，影响全镇汇总。",
    ),
    `<h3 id="a1-5">三、下步打算</h3>`,
    paragraphs(
      "一是镇党委成员包靠后五位的村，8月20日前逐村开一次支部党员大会，把入股方案定下来。责任单位：各片区党总支。",
      "二是镇经管站对21家合作社的股金、资产和合同过一遍，8月底前完成整改。责任单位：镇经管站。",
      "三是每月3日前报送数据，迟报的村在下期简报中列出。责任单位：各村党支部。",
    ),
  ].join("\n"),
  headings: [],
};

export const briefing: BulletinView = {
  ...common,
  slug: "2019-07-briefing",
  title: "唐坊党建简报 第7期",
  publication: {...publication, name: "唐坊党建简报"},
  paper: {name: "A4", widthMm: 210, heightMm: 297},
  articles: [
    progressReport,
    {
      ...secondStory,
      id: "a2",
      kickerHtml: undefined,
      titleHtml: "文苑社区探索“红色物业”新路子",
      titleText: "文苑社区探索“红色物业”新路子",
      dateline: undefined,
      byline: undefined,
    },
  ],
  dataNotes: ["入社户数：32个村中31个村填报，未报：司家村。"],
};

export const handout: BulletinView = {
  ...common,
  slug: "2019-07-handout",
  title: "关于党支部领办合作社工作进展情况的汇报",
  publication,
  paper: {name: "A4", widthMm: 210, heightMm: 297},
  meeting: {
    name: "全镇党建工作月调度会议",
    mark: "会议材料之三",
    speaker: "唐坊镇党建办公室",
    date: "2019年8月6日",
    collect: true,
  },
  articles: [
    {
      ...progressReport,
      titleHtml: "关于党支部领办合作社工作进展情况的汇报",
      titleText: "关于党支部领办合作社工作进展情况的汇报",
      bodyHtml: progressReport.bodyHtml
        .replace(/<aside[\s\S]*?<\/aside>/, "")
        .replace(
          /<tr><th scope="row" class="to-left">(?:西张|东张|司家|仉家|周家|徐家|马家|袁家|闫家|贺家|许家|刘家|高家|韩家|丁家|田家|魏家)村[\s\S]*?<\/tr>\n/g,
          "",
        )
        .replace("（前二十六名）", "（前九名）"),
    },
  ],
  dataNotes: ["数据截至2019年7月31日。入社户数：32个村中31个村填报，未报：司家村。"],
};

export const bulletins: readonly {readonly view: BulletinView; readonly layout: string}[] = [
  {view: feature, layout: "专题"},
  {view: briefing, layout: "简报"},
  {view: handout, layout: "会议材料"},
];
