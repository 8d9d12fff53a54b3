import { rehearseCommand } from "./command";

rehearseCommand.parseAsync();
