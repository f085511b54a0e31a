import {batchCodes} from "./codes/batches.ts";
import {bulletinCodes} from "./codes/bulletins.ts";
import {checkCodes} from "./codes/checks.ts";
import {claimCodes} from "./codes/claims.ts";
import {dataCodes} from "./codes/data.ts";
import {expressionCodes} from "./codes/expressions.ts";
import {fileCodes} from "./codes/files.ts";
import {graphicCodes} from "./codes/graphics.ts";
import {issuedCodes} from "./codes/issued.ts";
import {ledgerCodes} from "./codes/ledger.ts";
import {narrativeCodes} from "./codes/narrative.ts";
import {policyCodes} from "./codes/policies.ts";
import {pressCodes} from "./codes/press.ts";

/**
 * Every code with its wording. Codes are permanent: never reused, never renamed.
 *
 *     JB-1xxx files and their form     JB-4xxx narratives             JB-7xxx printing
 *     JB-2xxx units, indicators, data  JB-5xxx charts, tables, photos
 *     JB-3xxx expressions, references  JB-6xxx bulletins and layouts  JB-8xxx claims, source notes, numbers without a source
 */
export const catalog = {
  ...fileCodes,
  ...dataCodes,
  ...policyCodes,
  ...checkCodes,
  ...expressionCodes,
  ...narrativeCodes,
  ...graphicCodes,
  ...bulletinCodes,
  ...issuedCodes,
  ...ledgerCodes,
  ...batchCodes,
  ...pressCodes,
  ...claimCodes,
};
