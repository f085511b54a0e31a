import {expect, test} from "vitest";
import {openOutput} from "../../src/build/output.ts";
import {pdfPath, printPath, replacePdf} from "../../src/build/print-files.ts";
import {temporaryFolder} from "../cli/run.ts";

const booklet = printPath("a", "booklet", "A3", false);

/** An output with a PDF, where `print` makes a booklet of the PDF before at the moment when another one is written. */
function busyOutput() {
  const output = openOutput(temporaryFolder({[pdfPath("a")]: "one"}));
  const write: typeof output.write = (path, content) => {
    output.write(booklet, "of the PDF before");
    return output.write(path, content);
  };
  return {...output, write};
}

test("replacePdf: no print file stays that is older, also none that is made at the moment", () => {
  const output = busyOutput();
  replacePdf("a", Buffer.from("two"), output);
  expect(output.list("a")).toEqual(["a.pdf"]);
});

test("replacePdf by the same: print files stay", () => {
  const output = busyOutput();
  replacePdf("a", Buffer.from("one"), output);
  expect(output.list("a")).toEqual(["a-booklet.pdf", "a.pdf"]);
});
