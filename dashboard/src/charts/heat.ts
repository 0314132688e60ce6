/** Which of six steps of the ramp a value gets, zero being the lightest. */
export function heatStep(value: number, highest: number): 1 | 2 | 3 | 4 | 5 | 6 {
  if (highest <= 0 || value <= 0) return 1;
  const share = Math.min(1, value / highest);
  const step = Math.ceil(share * 6);
  return step <= 1 ? 1 : step === 2 ? 2 : step === 3 ? 3 : step === 4 ? 4 : step === 5 ? 5 : 6;
}
