import { rehearseCommand } from "./command";

// On Node.js 20 AWS's SDK warns of 2027, and nothing here calls AWS.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
rehearseCommand.parseAsync();
