/** The door of this folder: agents' answers, on their way to shoppers who have left. */
export { mailReply } from './mail-reply.ts';
export { noteReply, type SeenMessage } from './note-reply.ts';
export { pollReplies } from './poll-replies.ts';
export type { ReplyDeps } from './reply-deps.ts';
export { sweepReplies } from './sweep-replies.ts';
export { writeReply } from './write-reply.ts';
