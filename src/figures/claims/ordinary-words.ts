/**
 * Words, names and idioms in which a Hanzi numeral counts nothing. Data: add what your texts use, longest forms need no
 * order. `固定说法` of jianbao.yaml adds an office's own.
 */
const words = `
一些 一起 一同 一道 一并 一齐 一块儿 一块 一样 一般 一定 一旦 一直 一向 一再 一律 一概 一致 一贯 一切 一度 一时 一下 一下子 一边 一面 一方面
一旁 一带 一路 一手 一把手 一把 一线 一体 一体化 一流 一心 一生 一世 一家人 一家子 一家 一共 一经 一应 一味 一连 一举 一气 一意 一身 一跃
一次性 一站式 一揽子 一条龙 一条心 一股绳 一口气 一股脑 一刀切 一锅端 一阵 一会 一会儿 一辈子 一大截 一大批 一大步 一批批 一批 一步 一步步 一线天 一件件
一代 一届 一期期 一天天 一户一策 一户一档 一村一策 一村一品 一村一案 一村一档 一事一议 一案一策 一品一策 一对一 一比一 一岗双责 一肩挑 一票否决
一心一意 一五一十 一清二楚 一干二净 一举两得 一举多得 一箭双雕 一石二鸟 一鼓作气 一如既往 一以贯之 一马当先 一呼百应 一目了然 一脉相承 一丝不苟
一视同仁 一言一行 一点一滴 一草一木 一朝一夕 一分耕耘 一盘棋 一张网 一张图 一网通办 一窗受理 一门式 一轴三园 三园一轴 一园三区 一核多点 一带一路 一号文件 一点
统一 唯一 单一 专一 万一 同一 逐一 第一书记 独一无二 数一数二 合一 归一 每一 任一 某一 另一 这一 那一 有一 进一步 退一步 下一步 下一 上一 差一步 差一点
周一 周二 周三 周四 周五 周六 周日 星期一 星期二 星期三 星期四 星期五 星期六 礼拜一 礼拜二 五一 十一长假 七一 八一 六一 三八 五四 十一国庆
二维码 二手 二话不说 二次创业 二次元 二把手 二人转 第二课堂
三农 三资 三变 三会一课 三重一大 三严三实 三个代表 三北 三夏 三秋 三伏 三九 三下乡 三产 三轮车 三轮 三角 三脚架 三天两头 三番五次 三心二意 三令五申
三言两语 三五成群 三三两两 三思 再三 再三再四 举一反三 接二连三 丢三落四 张三 李四 三甲 三化 三治 三务公开 三支一扶 三品一标 三同步 三同时 三权分置 三包 三下五除二
四面 四周 四通八达 四季 四海 四方 四川 四舍五入 四个意识 四个自信 四个全面 四风 四议两公开 四好农村路 四好 四德 四平八稳 四面八方 四邻 四类人员 四个合格
五保 五保户 五谷 五金 五金交电 五官 五星 五星级 五湖四海 五花八门 五彩 五位一体 五面红旗村 五面红旗 五好 五年规划 五个一 五脏 五险一金 五粮液 五四青年
六稳 六保 六一儿童节 六神 六盘水 七嘴八舌 七上八下 七一勋章 七夕 七十二变 八仙 八方 八项规定 八大 八卦 八成新 九牛一毛 九州 九寨沟 九曲 重阳九九
十足 十全十美 十字 十字路口 十年树木 十有八九 十里八乡 十里八村 十面 十堰 十佳 十强 十九大 十八大 二十大 十四五 十三五 十二五 十五五 十大
百姓 老百姓 百姓物业 百货 百科 百合 百花 百年 百年大计 百折不挠 百战百胜 百发百中 百业 百感交集 百分制 百般 百废待兴 百亿产业 百强 百强县 百日 百日攻坚 百日会战 百炼成钢 百里挑一
千家万户 千方百计 千辛万苦 千言万语 千变万化 千千万万 千万别 千头万绪 千秋 千军万马 千篇一律 千乘 千乘村 千里 成千上万
万物 万里 万象 万能 万众 万众一心 万事 万全 万岁 万家灯火 万无一失 万水千山 万象更新
两委 两会 两岸 两手 两手抓 两难 两面 两全 两头 两边 两旁 两侧 两翼 两端 两极 两用 两学一做 两不愁三保障 两不愁 两新 两新组织 两山 两山理论 两个维护 两个确立 两个责任 两癌 两广 两口子 两相 两情 两回事 两下 两区同建 两全其美 两代表一委员
半天 半路 半年报 半岛 半夜 半山 半成品 半边天 半自动 半径 半信半疑 一知半解 事半功倍 半城半村
万元户 亿万 数字 数据 数量 数额 数目 数值 数控 数不胜数 几乎 几何 几度 几次三番 岁数 次数 户数 人数 件数 总数 多数 少数 无数 指数 参数 倍数 系数 基数 分数 小数 心中有数 心里有数 算数 数数 如数 数说 数得着
零工 零售 零散 零星 零花 零距离 零容忍 零突破 零报告 零上访 零跑腿 归零 清零 动态清零 零碎 零部件 零件 零食 零钱 零下
六味 张三丰 王二 老三 老二 老四 小三 三国 三峡 三亚 三门 三明 八达岭 九江 四平 五台 六安 七台河 万州 千岛湖 百色 双十一 三十六计 二十四节气
三亩地 一亩三分地 一席之地 一方水土 一技之长 一臂之力 一份子 一分子 一员 一环 一关 一环扣一环 一茬接一茬 一件一件 一项一项 一条一条 一点一点 一步一步 一家一户 一户一户 挨家挨户 各人 不二 说一不二 始终如一 一等奖 二等奖 三等奖 一级 二级 三级 四级 五级 一类 二类 三类
`
  .split(/\s+/)
  .filter(Boolean);

const longestFirst = [...new Set(words)].sort((a, b) => b.length - a.length);
const pattern = new RegExp(longestFirst.join("|"), "g");
/** 一村一案, 一户一策: one of each. */
const pairs = /一\p{Script=Han}一\p{Script=Han}/gu;
/** Words that are also the beginning or the end of a fraction: 十分 and 十分之一, 之一 and 三分之一. */
const nearFractions = /十分(?!之)|万分(?!之)|(?<!分)之一/g;

/** The text with such words replaced by blanks of equal length. `also` lists more. */
export function hideOrdinaryWords(text: string, also: readonly string[] = []): string {
  let hidden = text;
  for (const phrase of also) if (phrase) hidden = hidden.replaceAll(phrase, blank(phrase));
  return hidden.replace(pairs, blank).replace(pattern, blank).replace(nearFractions, blank);
}

/** Ideographic spaces: no reader takes them for a number, and a word does not join across them. */
export function blank(text: string): string {
  return "\u3000".repeat(text.length);
}
