export type {PageGrid} from "./grid.ts";
export type {MakeUpFinding, MakeUpWishes} from "./make-up.ts";
export {type MakeUpRequest, makeUpPage, type RunInPage} from "./make-up-page.ts";
