import { useEffect, useState } from 'preact/hooks';
import { Avatar } from '../Avatar.tsx';
import { fetchAgents } from './desk-api.ts';
import type { AgentEntry } from './desk-types.ts';

const retryMs = 3_000;
/** Before the five minutes of the links' tokens are over. */
const renewMs = 4 * 60_000;

/** Who can be entered as. A real Chatwoot asks for a password here; the stand-in is for trying things out. */
export function AgentPicker() {
  const { agents, isUnreachable } = useAgents();
  return (
    <main class="entrance">
      <h1>Agent desk</h1>
      <p>This is the demo's stand-in for Chatwoot. Choose who you are; no password needed.</p>
      {agents === undefined && (
        <p role="status">{isUnreachable ? 'Chatwoot does not answer. Trying again.' : 'Loading'}</p>
      )}
      {agents?.length === 0 && <p>There are no agents yet. Set up a store first, then reload this page.</p>}
      <ul class="agents">
        {agents?.map((agent) => (
          <li key={agent.id}>
            <a href={agent.url}>
              <Avatar name={agent.name} />
              <span class="agent-text">
                <strong>{agent.name}</strong>
                <span>{agent.accounts.map(({ name, role }) => `${role} of ${name}`).join(', ')}</span>
              </span>
            </a>
          </li>
        ))}
      </ul>
    </main>
  );
}

/** Every answer has new links. Asked for again in time, after coming back to the page, and while nobody answers. */
function useAgents() {
  const [agents, setAgents] = useState<AgentEntry[]>();
  const [isUnreachable, setUnreachable] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const load = async () => {
      clearTimeout(timer);
      const list = await fetchAgents().catch(() => undefined);
      if (list) setAgents(list);
      setUnreachable(list === undefined);
      timer = setTimeout(load, list ? renewMs : retryMs);
    };
    void load();
    window.addEventListener('pageshow', load);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('pageshow', load);
    };
  }, []);
  return { agents, isUnreachable };
}
