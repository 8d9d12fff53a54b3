/** Written beside a stack's cdk.tf.json; Terraform reads both. */
export const IMPORT_FILE = "import.tf.json";
export const REMOVED_FILE = "removed.tf.json";

/** Those that a stack has or has not: what an earlier synthesis left there must go. */
export const OPTIONAL_FILES = [IMPORT_FILE, REMOVED_FILE] as const;
