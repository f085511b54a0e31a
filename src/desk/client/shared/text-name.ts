import type {DeskState} from "../../api.ts";
import {periodWords} from "../list/listed.ts";
import {monthWords, plainTitle} from "./plain-title.ts";

/** What a text is called on the page: an article's title, "2019年7月的数"; others by the name of their file. */
export function textName(path: string, desk: DeskState | undefined): string {
  const bulletin = desk?.bulletins.find(({files}) => files.some(file => file.path === path));
  const title = bulletin?.files.find(file => file.path === path)?.title;
  if (bulletin && title) return plainTitle(title, monthWords(bulletin.period));
  const month = desk?.tables.find(table => table.path === path);
  return month ? `${periodWords(month.period)}的数` : (path.split("/").at(-1) ?? path);
}
