/**
 * Everything that is written down and sent, as a chunk of its own beside the composer's: until it is there the loader
 * looks after the box.
 */
export { claimHashOf, claimSecretOf } from '../session/claim.ts';
export { forgetOthers } from './forget-others.ts';
export { leaveNote } from './leave-note.ts';
export { createMessageLane } from './message-lane.ts';
export { openMessageStore } from './message-store.ts';
export { writeMessage } from './message-writer.ts';
export { hasOtherTaken, takeDrafts } from './take-drafts.ts';
