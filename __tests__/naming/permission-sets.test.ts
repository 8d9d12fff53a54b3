import { describe, expect, it } from "vitest";
import { exactPermissionSetRole, isPermissionSetRoleName, permissionSetRole } from "../../src/naming/permission-sets";
import { permissionSetRoles } from "../support/permission-sets";

/** As IAM matches: `*` any text, `?` one character. */
const matches = (pattern: string, role: string): boolean =>
  new RegExp(`^${pattern.replace(/[.+]/g, "\\$&").replaceAll("*", ".*").replaceAll("?", ".")}$`).test(role);

const LONGEST = "P".repeat(32);

describe("a permission set's role", () => {
  it.each(["AdministratorAccess", "a_b", "x+=,.@-", LONGEST])(
    "%s matches with the Region's folder and without",
    (name) => {
      for (const role of permissionSetRoles(name)) {
        expect(matches(permissionSetRole(name), role)).toBe(true);
        expect(matches(exactPermissionSetRole(name), role)).toBe(true);
        expect(isPermissionSetRoleName(role.slice(role.lastIndexOf("/") + 1), name)).toBe(true);
      }
    },
  );

  it("has at the most the 64 characters that IAM takes, of which the suffix is what remains", () => {
    const [role] = permissionSetRoles(LONGEST);
    expect(role.slice(role.lastIndexOf("/") + 1)).toHaveLength(64);
  });

  it.each(["AdministratorAccess_Too", "NotAdministratorAccess", "Administrator"])(
    "is not exempt where the set is %s",
    (other) => {
      for (const role of permissionSetRoles(other)) {
        expect(matches(exactPermissionSetRole("AdministratorAccess"), role)).toBe(false);
      }
    },
  );

  it.each([
    "AWSReservedSSO_AdministratorAccess_0123456789abcdef",
    "sso.amazonaws.com/AWSReservedSSO_AdministratorAccess_0123456789abcdef",
    "mine/aws-reserved/sso.amazonaws.com/AWSReservedSSO_AdministratorAccess_0123456789abcdef",
  ])("is nothing that somebody else can make: %s", (role) => {
    expect(matches(permissionSetRole("AdministratorAccess"), role)).toBe(false);
    expect(matches(exactPermissionSetRole("AdministratorAccess"), role)).toBe(false);
  });
});
