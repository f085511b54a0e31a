import type {Diagnostic} from "../../../diagnostics/index.ts";
import type {QuickFix} from "../../api.ts";
import {fixClosing} from "./closings.ts";
import {fixAmbiguousName, fixName} from "./names.ts";
import {type FindCandidates, fixUntied} from "./untied.ts";
import {fixPercent, fixWording} from "./wording.ts";

/** What may be done about a finding, the likeliest first; each makes it disappear. */
export function fixesOf(diagnostic: Diagnostic, find: FindCandidates | undefined): QuickFix[] {
  return [
    ...fixName(diagnostic),
    ...fixAmbiguousName(diagnostic),
    ...fixWording(diagnostic),
    ...fixPercent(diagnostic),
    ...fixClosing(diagnostic),
    ...fixUntied(diagnostic, find),
  ];
}
