/** `3200`, `EUR` → `€32.00`. The amount is in the currency's minor unit. */
export function money(amount, currency) {
  const format = new Intl.NumberFormat("en-IE", { style: "currency", currency });
  const { maximumFractionDigits } = format.resolvedOptions();
  return format.format(amount / 10 ** maximumFractionDigits);
}
