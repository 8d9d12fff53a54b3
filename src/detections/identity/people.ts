import { fieldIsNone } from "../event-clause";

/**
 * Not through a service-linked role: nobody but its service has sessions of it, and AWS says what it may do. IAM keeps the
 * path for them. A service that works on somebody's behalf has that person's session, and counts.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html
 */
export const BY_NO_LINKED_ROLE = fieldIsNone(
  "userIdentity.sessionContext.sessionIssuer.arn",
  "*:role/aws-service-role/*",
);

/** Not by Identity Center, whose service-linked role says so. */
export const BY_PEOPLE = fieldIsNone("userIdentity.invokedBy", "sso.amazonaws.com");
