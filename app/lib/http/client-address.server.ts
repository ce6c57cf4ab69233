/**
 * The address a request came from. The server writes it into this header itself, from the connection or a
 * trusted proxy, replacing whatever the client sent.
 */
export const CLIENT_ADDRESS_HEADER = "x-client-address";

export const clientAddress = (request: Request): string =>
  request.headers.get(CLIENT_ADDRESS_HEADER)?.slice(0, 60) ?? "";
