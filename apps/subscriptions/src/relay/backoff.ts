const firstMs = 500;
const lastMs = 15_000;

/** The pause after so many failures in a row, ms: 500, 1,000, 2,000 … 15,000. */
export const backoffMs = (failures: number): number => Math.min(firstMs * 2 ** (failures - 1), lastMs);
