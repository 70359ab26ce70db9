import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What `/metrics` shows. Labels are closed sets: no id, address or free text becomes a label. */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    httpDuration: new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Time from the first byte of a request to the end of its handler.',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5],
      registers,
    }),
    submissionsReceived: new Counter({
      name: 'submissions_received_total',
      help: 'Messages accepted from composers.',
      registers,
    }),
    submissionsRefused: new Counter({
      name: 'submissions_refused_total',
      help: 'Messages that are to come again, later (rate-limited) or with work done (work-needed).',
      labelNames: ['reason'],
      registers,
    }),
    submissionsHeld: new Counter({
      name: 'submissions_held_total',
      help: 'Messages kept as spam, and not delivered, because a field was filled in that nobody sees.',
      registers,
    }),
    deliveries: new Counter({
      name: 'deliveries_total',
      help: 'Tries to hand a message to Chatwoot, by outcome.',
      labelNames: ['outcome'],
      registers,
    }),
    deadLetters: new Counter({
      name: 'dead_letters_total',
      help: 'Messages that were given up: refused for good, not delivered in time, or their file is gone.',
      labelNames: ['reason'],
      registers,
    }),
    sessions: new Counter({
      name: 'chat_sessions_total',
      help: 'Answers to requests for a session: ready, or the reason why there is none.',
      labelNames: ['answer'],
      registers,
    }),
    proofs: new Counter({
      name: 'identity_proofs_total',
      help: "Shops' proofs of who a customer is, by whether they were taken.",
      labelNames: ['answer'],
      registers,
    }),
    identityChecks: new Counter({
      name: 'identity_checks_total',
      help: 'Whether Chatwoot shows conversations of identified sessions as verified, and as that customer’s.',
      labelNames: ['answer'],
      registers,
    }),
    forgedAttributes: new Counter({
      name: 'forged_attributes_total',
      help: 'Attributes on contacts of known customers that were not as we left them, and were put back.',
      labelNames: ['attribute'],
      registers,
    }),
    outcomes: new Counter({
      name: 'chat_outcomes_total',
      help: 'How presses ended, as browsers tell it: ready, or the reason why not.',
      labelNames: ['outcome'],
      registers,
    }),
    outcomeDuration: new Histogram({
      name: 'chat_outcome_duration_seconds',
      help: 'Time from a press to its outcome.',
      labelNames: ['outcome'],
      buckets: [0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 30],
      registers,
    }),
    events: new Counter({
      name: 'events_total',
      help: 'Events that pages and shops’ servers sent: accepted, repeated, or why they were refused.',
      labelNames: ['result'],
      registers,
    }),
    jobs: new Counter({
      name: 'jobs_total',
      help: 'Jobs that ended, by queue and result.',
      labelNames: ['queue', 'result'],
      registers,
    }),
    undelivered: new Gauge({
      name: 'submissions_undelivered',
      help: 'Messages that are ours to deliver, and not in Chatwoot yet.',
      registers,
    }),
    oldestUndelivered: new Gauge({
      name: 'submissions_oldest_undelivered_seconds',
      help: 'Since the oldest of them was received; 0 when there is none.',
      registers,
    }),
    unsentMails: new Gauge({ name: 'mails_unsent', help: 'Mails that are still to be sent.', registers }),
    deadLettersKept: new Gauge({
      name: 'dead_letters',
      help: 'What is kept until somebody looks: messages, mails, and messages held as spam.',
      labelNames: ['of'],
      registers,
    }),
    waitingJobs: new Gauge({
      name: 'jobs_waiting',
      help: 'Jobs that wait, those put off included, by queue.',
      labelNames: ['queue'],
      registers,
    }),
    stores: new Gauge({ name: 'stores', help: 'Stores that are served from memory.', registers }),
  };
}

export type Metrics = ReturnType<typeof createMetrics>;
