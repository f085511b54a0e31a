/**
 * The desk (采编台): what a person who writes has open beside the text.
 *
 *     content/ --watchFolder--> changed --DevSession--> buildWorkspace --> out/ --server--> client in the browser
 *     client --server--> engine (what is asked of the stages), store (texts: saved, merged, kept)
 *
 * The desk calls the very build that the command line calls; its parts are told in docs/decisions/0015-desk.md.
 */
export {devCommand} from "./dev-command.ts";
