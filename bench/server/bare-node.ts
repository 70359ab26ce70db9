import { createServer, type OutgoingHttpHeaders, type Server } from 'node:http';

/** The same bytes under the same headers, from node:http with nothing around it. */
export function bareNode(status: number, headers: OutgoingHttpHeaders, body: Buffer): Server {
  return createServer((_request, response) => response.writeHead(status, headers).end(body));
}
