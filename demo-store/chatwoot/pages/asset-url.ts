/** New with every start, because a build keeps the files' names and browsers keep the files for a year. */
const version = Date.now().toString(36);

/** Address of one of our built scripts. */
export function assetUrl(file: string): string {
  return `/vite/assets/${file}?v=${version}`;
}
