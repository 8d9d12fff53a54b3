import { AccountClient } from "@aws-sdk/client-account";
import { IAMClient } from "@aws-sdk/client-iam";
import { OrganizationsClient } from "@aws-sdk/client-organizations";
import { describe, expect, it } from "vitest";
import { EVENTS_REGION_OF, type GlobalService, partitionOf, REGIONS } from "../../src/config/regions";

/** What is read of an endpoint, in the words of AWS's SDK. */
interface Endpoint {
  readonly properties?: { readonly authSchemes?: readonly { readonly signingRegion?: string }[] };
}
type EndpointProvider = (parameters: { Region: string; UseFIPS: boolean; UseDualStack: boolean }) => Endpoint;

/** Where AWS's SDK finds the service, for a caller of a Region: the Region its request is signed for. */
function regionOfEndpoint(service: GlobalService, Region: string): string | undefined {
  const clients = { account: AccountClient, iam: IAMClient, organizations: OrganizationsClient };
  const { endpointProvider } = new clients[service]({ region: Region }).config as unknown as {
    readonly endpointProvider: EndpointProvider;
  };
  return endpointProvider({ Region, UseFIPS: false, UseDualStack: false }).properties?.authSchemes?.[0]?.signingRegion;
}

const SERVICES = ["account", "iam", "organizations"] as const;

describe("the Region of a global service's events", () => {
  // Of Account Management in GovCloud the SDK knows no endpoint but the caller's own Region's.
  const cases = REGIONS.flatMap((region) => SERVICES.map((service) => ({ service, region }))).filter(
    ({ service, region }) => !(service === "account" && partitionOf(region) === "aws-us-gov"),
  );

  it.each(cases)("is where AWS's SDK calls $service from $region", ({ service, region }) => {
    const partition = partitionOf(region);
    expect(partition && EVENTS_REGION_OF[partition][service]).toBe(regionOfEndpoint(service, region));
  });
});
