import { AccountStack } from "./account-stack";

/** An account that had a stack: with nothing in it, so that Terraform takes away what was. Applied last. */
export class FormerStack extends AccountStack {}
