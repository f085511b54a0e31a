/**
 * The browser that prints: found or unpacked, started with its flags, ended with all its processes. A face of its own, since
 * it loads little: the browser is on its way while the rest of the program is read.
 */
export {type BrowserSettings, type Environment, type FoundBrowser, findBrowser} from "./find-browser.ts";
export {launchBrowser, type RunningBrowser, removeAbandonedProfiles} from "./launch-browser.ts";
export {browserSession} from "./quiet-page.ts";
export {findLackOfSpace, LackOfSpaceError} from "./temporary-space.ts";
export {withinTime} from "./within-time.ts";
