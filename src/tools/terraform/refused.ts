/** A command will not do it, or cannot: the message says why and what to do, and the operator needs no stack of calls. */
export class Refused extends Error {}
