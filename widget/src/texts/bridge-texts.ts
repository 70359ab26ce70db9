/** Words that come with chat itself. */
export const bridgeTexts = {
  unread: (label: string, count: number) => `${label}, ${count === 1 ? '1 new message' : `${count} new messages`}`,
};
