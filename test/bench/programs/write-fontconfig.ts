import {readdirSync, writeFileSync} from "node:fs";
import {join} from "node:path";

/** Offers the fonts of a finished work as installed ones, each by the name that the stylesheet knows it by. */
export function writeFontconfig(finished: string): string {
  const folder = join(finished, "fonts");
  const rules = readdirSync(folder).map(name => {
    const family = name.replace(/-\d+(-marks)?\.ttf$/, "").replaceAll("-", " ");
    return `<match target="scan"><test name="file" compare="eq"><string>${join(folder, name)}</string></test>
<edit name="family" mode="assign"><string>${family}</string></edit></match>`;
  });
  const path = join(finished, "fonts.conf");
  writeFileSync(
    path,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${folder}</dir><cachedir>${join(finished, "fontconfig-cache")}</cachedir>
${rules.join("\n")}
</fontconfig>
`,
  );
  return path;
}
