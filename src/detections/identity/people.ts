import { fieldIsNone } from "../event-clause";

/** Not by Identity Center, whose service-linked role says so. */
export const BY_PEOPLE = fieldIsNone("userIdentity.invokedBy", "sso.amazonaws.com");
