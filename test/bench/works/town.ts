/** A village made up by formula; the same number gives the same village. */
export interface Village {
  readonly index: number;
  readonly name: string;
  readonly code: string;
  readonly farmland: number;
  readonly households: number;
}

const families = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕";
const places = ["家庄", "家店", "家集", "家寨", "家楼", "家洼", "家营", "家桥", "家坊", "家埠", "家林", "家沟"];
const sides = ["", "东", "西", "南", "北", "前", "后"];

/** 40 families, 12 sorts of places and 7 sides make 3,360 names. */
const mostVillages = families.length * places.length * sides.length;

export function listVillages(count: number): readonly Village[] {
  if (count > mostVillages) throw new RangeError(`There are names for ${mostVillages} villages only.`);
  return Array.from({length: count}, (_, index) => ({
    index,
    name: nameOf(index),
    code: `370322104${String(index + 1).padStart(4, "0")}`,
    farmland: 900 + ((index * 137) % 1700),
    households: 150 + ((index * 61) % 320),
  }));
}

function nameOf(index: number): string {
  const family = families[index % families.length] ?? "";
  const place = places[Math.floor(index / families.length) % places.length] ?? "";
  const side = sides[Math.floor(index / families.length / places.length)] ?? "";
  return `${side}${family}${place}村`;
}

/** The months that have data; bulletins are about the last. */
export const months = ["2019-05", "2019-06", "2019-07"] as const;

/** A row of the progress file of a month. */
export function figuresOf({index, farmland, households}: Village, month: number) {
  const share = 0.3 + ((index * 7) % 35) / 100 + month * 0.03;
  return {
    领办合作社: 1,
    流转面积: Math.round(farmland * share),
    入社户数: Math.round(households * (share - 0.12)),
    村集体增收: Math.round(10 + ((index * 3) % 25) + month * 2) / 10,
    务工人次: 60 + ((index * 11) % 150) + month * 4,
  };
}
