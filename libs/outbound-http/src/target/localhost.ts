/** Whether a host name is `localhost` or below it; RFC 6761 reserves these for the loopback. */
export const isLocalhost = (host: string): boolean => /^(.+\.)?localhost\.?$/i.test(host);
