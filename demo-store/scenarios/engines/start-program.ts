import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** What ends this process from outside would pass by a group of its own: it is made an ordinary exit. */
const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const leave = () => process.exit(1);

export interface Program {
  /** The first that it says on file descriptor 3. @throws Error when it ends without a word. */
  says(): Promise<string>;
  /** Ends it, and whatever it has started itself. */
  stop(): Promise<void>;
}

/** Starts a program in a process group of its own, which ends with it: with this process at the latest. */
export function startProgram(path: string, args: string[], env: NodeJS.ProcessEnv = process.env): Program {
  const child = spawn(path, args, { env, detached: true, stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const ended = new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('exit', () => resolve());
  });
  function killGroup() {
    try {
      if (child.pid) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // The whole group has ended by itself.
    }
  }
  process.once('exit', killGroup);
  for (const ending of endings) process.on(ending, leave);
  return {
    async says() {
      const pipe = child.stdio[3];
      const word = pipe && (await Promise.race([once(pipe, 'data'), ended]));
      if (!word) throw new Error(`${path} ended before it was ready.`);
      return String(word[0]);
    },
    async stop() {
      process.off('exit', killGroup);
      for (const ending of endings) process.off(ending, leave);
      killGroup();
      await ended;
    },
  };
}
