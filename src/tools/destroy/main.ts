/** `npm run destroy` exists to say why it does not. */
const EXPLANATION = `Refused: the audit trail is not destroyed by a command.

The trail, the archive, its key and the log group carry prevent_destroy, the archive's objects are locked until their
retention ends, and without the key nobody can read them. docs/runbooks/roll-back.md says how to take one account out,
and how two people retire the whole trail.`;

console.error(EXPLANATION);
process.exitCode = 1;
