import type {Figures, Indicator, Node, Unit} from "../../figures/index.ts";

/** A formula of a spreadsheet, without "=", and the cells that it needs. */
export interface CellFormula {
  readonly formula: string;
  readonly cells: readonly string[];
}

/**
 * A computed indicator as a spreadsheet's formula on its unit's row: blank while one of its cells is, or while it divides
 * by zero. Undefined when something in it is neither in the row nor among the unit's attributes.
 */
export function cellFormula(
  indicator: Indicator,
  unit: Unit,
  {indicators}: Figures,
  addressOf: (indicator: Indicator) => string | undefined,
): CellFormula | undefined {
  const cells = new Set<string>();
  const written = writeIndicator(indicator);
  if (written === undefined) return undefined;
  const list = [...cells];
  const guarded = `IFERROR(${written},"")`;
  const formula = list.length === 0 ? guarded : `IF(COUNT(${list.join(",")})<${list.length},"",${guarded})`;
  return {formula, cells: list};

  /** Rates stand in cells as 87.6 and are ratios in formulas. */
  function writeIndicator(used: Indicator): string | undefined {
    if (used.formula) return writeNode(used.formula.node);
    const attribute = unit.attributes.get(used.name)?.value;
    if (used.nature === "fixed") {
      if (attribute === undefined || typeof attribute === "string") return undefined;
      return scaled(attribute.toFixed(), used);
    }
    const address = addressOf(used);
    if (address === undefined) return undefined;
    cells.add(address);
    return scaled(address, used);
  }

  function writeNode(node: Node): string | undefined {
    switch (node.type) {
      case "number":
        return node.percent ? `(${node.digits}/100)` : node.digits;
      case "name": {
        const used = indicators.get(node.name.text);
        return used && writeIndicator(used);
      }
      case "negative": {
        const operand = writeNode(node.operand);
        return operand && `(-${operand})`;
      }
      case "binary": {
        const left = writeNode(node.left);
        const right = writeNode(node.right);
        return left && right && /^[-+*/]$/.test(node.op) ? `(${left}${node.op}${right})` : undefined;
      }
      default:
        return undefined;
    }
  }
}

function scaled(written: string, {isRate}: Indicator): string {
  return isRate ? `(${written}/100)` : written;
}
