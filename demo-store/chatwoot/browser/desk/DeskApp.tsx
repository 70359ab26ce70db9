import { useState } from 'preact/hooks';
import { AgentPicker } from './AgentPicker.tsx';
import { type AgentSession, keepSession, readSession } from './agent-session.ts';
import { Desk } from './Desk.tsx';
import { SignIn } from './SignIn.tsx';

/** `/app` lists who can be entered as, `/app/login` takes a login link, everything else is the desk. */
export function DeskApp() {
  const [session, setSession] = useState(readSession());
  const [path, setPath] = useState(location.pathname);
  if (path === '/app/login') {
    const enter = (agent: AgentSession) => {
      keepSession(agent);
      // The token in the address has done its work; it should not stay in the history.
      history.replaceState(null, '', `/app/accounts/${agent.accountId}/dashboard`);
      setSession(agent);
      setPath(location.pathname);
    };
    return <SignIn onEnter={enter} />;
  }
  if (session && path.startsWith('/app/accounts/')) return <Desk agent={session} />;
  return <AgentPicker />;
}
