import type { Chatwoot } from '../chatwoot.ts';
import { crash, refused } from '../http/failures.ts';
import { isRecord, list, text } from '../http/params.ts';
import type { AccountRow, Attributes } from '../state/rows.ts';

/**
 * `POST /contacts/filter` and `/conversations/filter`: conditions joined by AND and OR, from left to right. Only the
 * first value of a condition counts, and letters are compared in lower case on both sides (rule 35).
 */
export type FilterKind<Row> = {
  /** Key -> what a row has there, for the keys that need no definition. */
  standard: Record<string, (row: Row) => unknown>;
  customAttributes: (row: Row) => Attributes;
  attributeModel: string;
};

type Condition = { key: string; operator: string; value: string; joinsWith: string | null };
type Filtering = { chatwoot: Chatwoot; account: AccountRow };

export function filterRows<Row>(rows: Row[], payload: unknown, kind: FilterKind<Row>, where: Filtering): Row[] {
  const conditions = list(payload)?.filter(isRecord);
  // Seen live: a filter without its list is a crash, not an error.
  if (conditions === undefined) throw crash('a filter without payload');
  const checked = conditions.map((condition) => checkCondition(condition, kind, where));
  return rows.filter((row) => matches(row, checked, kind));
}

const textOperators = ['equal_to', 'not_equal_to', 'contains', 'does_not_contain'];
const otherOperators = ['is_greater_than', 'is_less_than', 'is_present', 'is_not_present', 'days_before'];

function checkCondition<Row>(condition: Attributes, kind: FilterKind<Row>, where: Filtering): Condition {
  const key = text(condition.attribute_key) ?? '';
  const operator = text(condition.filter_operator) ?? '';
  const isStandard = key in kind.standard;
  if (!isStandard) checkDefinition(key, kind, where);
  const allowed = isStandard ? textOperators : [...textOperators, ...otherOperators];
  if (!allowed.includes(operator)) {
    throw refused(422, `Invalid operator. The allowed operators for ${key} are [${allowed.join(',')}].`);
  }
  const value = text(list(condition.values)?.[0]);
  if (value === undefined && !operator.endsWith('present')) {
    throw refused(422, `Invalid value. The values provided for ${key} are invalid`);
  }
  return { key, operator, value: (value ?? '').toLowerCase(), joinsWith: text(condition.query_operator) ?? null };
}

function checkDefinition<Row>(key: string, kind: FilterKind<Row>, { chatwoot, account }: Filtering) {
  const definition = chatwoot.state.attributeDefinitions.find(
    (row) => row.account_id === account.id && row.attribute_key === key && row.attribute_model === kind.attributeModel,
  );
  if (definition === undefined) {
    const keys = Object.keys(kind.standard).join(',');
    throw refused(
      422,
      `Invalid attribute key - [${key}]. The key should be one of [${keys}] or a custom attribute defined in the account.`,
    );
  }
  if (['currency', 'percent'].includes(definition.attribute_display_type)) {
    throw crash('no filter knows currency and percent');
  }
}

function matches<Row>(row: Row, conditions: Condition[], kind: FilterKind<Row>): boolean {
  let result = true;
  let joint: string | null = 'AND';
  for (const condition of conditions) {
    const holds = holdsFor(valueAt(row, condition.key, kind), condition);
    result = joint?.toUpperCase() === 'OR' ? result || holds : result && holds;
    joint = condition.joinsWith;
  }
  return result;
}

function valueAt<Row>(row: Row, key: string, kind: FilterKind<Row>): unknown {
  const standard = kind.standard[key];
  return standard === undefined ? kind.customAttributes(row)[key] : standard(row);
}

function holdsFor(value: unknown, { operator, value: wanted }: Condition): boolean {
  const values = (Array.isArray(value) ? value : [value]).map((item) => String(item ?? '').toLowerCase());
  const isPresent = values.some((item) => item !== '');
  switch (operator) {
    case 'equal_to':
      return values.includes(wanted);
    case 'not_equal_to':
      return !values.includes(wanted);
    case 'contains':
      return values.some((item) => item.includes(wanted));
    case 'does_not_contain':
      return !values.some((item) => item.includes(wanted));
    case 'is_greater_than':
      return isPresent && compare(values[0] ?? '', wanted) > 0;
    case 'is_less_than':
      return isPresent && compare(values[0] ?? '', wanted) < 0;
    case 'days_before':
      return isPresent && Date.parse(values[0] ?? '') < Date.now() - Number(wanted) * 86_400_000;
    default:
      return isPresent === (operator === 'is_present');
  }
}

function compare(left: string, right: string): number {
  const difference = Number(left) - Number(right);
  return Number.isNaN(difference) ? left.localeCompare(right) : difference;
}
