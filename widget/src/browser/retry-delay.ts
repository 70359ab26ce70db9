const firstMs = 3000;
const longestMs = 30 * 60_000;

/**
 * How long to leave our server alone: 3 s, doubling with every failure to half an hour, and spread, so that browsers
 * that failed together do not come back together. @param failures before this one, in a row
 */
export function retryDelay(failures: number): number {
  return Math.min(firstMs * 2 ** failures, longestMs) * (0.5 + Math.random() / 2);
}
