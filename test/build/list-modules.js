// Loaded before the program: writes the address of each module that it loads into the file that LIST_MODULES names.
import {appendFileSync} from "node:fs";
import {registerHooks} from "node:module";

registerHooks?.({
  load(url, context, nextLoad) {
    appendFileSync(process.env.LIST_MODULES, `${url}\n`);
    return nextLoad(url, context);
  },
});
