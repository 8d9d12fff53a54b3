/** `npm run destroy` exists to say why it does not. */
const EXPLANATION = `Refused: the audit trail is not destroyed by a command.

The trail, the archive, its key and the log group carry prevent_destroy, the archive's objects are locked until their
retention ends, and without the key nobody can read them. To take one account out, remove it from the organization's
description and follow docs/runbooks/roll-back.md, which also says how to retire the whole trail with two people.`;

console.error(EXPLANATION);
process.exitCode = 1;
