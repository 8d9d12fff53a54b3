/**
 * What the condition key `kms:ViaService` calls a service in a Region: `s3.cn-north-1.amazonaws.com`, with this ending in China too.
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
 */
export function viaService(service: string, region: string): string {
  return `${service}.${region}.amazonaws.com`;
}
