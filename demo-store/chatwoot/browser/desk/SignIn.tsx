import { useEffect, useState } from 'preact/hooks';
import { type AgentSession, signIn } from './agent-session.ts';

/** Signs in with the link's `email` and `sso_auth_token`. */
export function SignIn({ onEnter }: { onEnter: (agent: AgentSession) => void }) {
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    const query = new URLSearchParams(location.search);
    signIn(query.get('email') ?? '', query.get('sso_auth_token') ?? '').then(onEnter, (error: Error) =>
      setProblem(error.message),
    );
    // The link's token works once, so this must not run again.
  }, []);
  return (
    <main class="entrance">
      <h1>{problem ? 'You are not signed in' : 'Signing in'}</h1>
      {problem ? (
        <>
          <p role="alert">{problem}</p>
          <a class="button" href="/app">
            Choose an agent
          </a>
        </>
      ) : (
        <p role="status">One moment.</p>
      )}
    </main>
  );
}
