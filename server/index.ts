/** What the package gives to programs: the server, started from a checked configuration. */
export { type Config, ConfigError, readConfig } from './config.ts';
export { type RunningServer, startServer } from './start-server.ts';
