type Forms = { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>;

/** The form of a language that goes with a number; `#` stands for it. */
export function plural(locale: string, count: number, forms: Forms): string {
  const form = forms[new Intl.PluralRules(locale).select(count)] ?? forms.other;
  return form.replace('#', count.toLocaleString(locale));
}
