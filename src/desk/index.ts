/**
 * The desk (采编台): what a person who writes has open beside the text.
 *
 *     content/ --watchFolder--> changed --DevSession--> buildWorkspace --> out/ --openServer--> browser
 *
 * The desk calls the very build that the command line calls.
 */
export {devCommand} from "./dev-command.ts";
