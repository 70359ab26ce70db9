import { Icon } from '../icons.tsx';
import type { DeskState } from './desk-state.ts';

const texts = {
  unreachable: 'Reconnecting. Chatwoot cannot be reached or has a problem, so what you see may be out of date.',
  suspended: 'Reconnecting. Chatwoot has suspended this account, so nothing can be read or sent.',
  polling: 'Reconnecting live updates. Until then this page asks every few seconds.',
};

/** Says it when the desk is not current; there is nothing to press, for it recovers by itself. */
export function ConnectionNotice({ socket, trouble }: Pick<DeskState, 'socket' | 'trouble'>) {
  const kind = trouble ?? (socket === 'down' ? 'polling' : undefined);
  return (
    <div class="connection" role="status">
      {kind && (
        <p data-kind={kind}>
          <Icon name="alert" size={16} /> {texts[kind]}
        </p>
      )}
    </div>
  );
}
