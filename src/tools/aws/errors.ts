/**
 * Names of errors that say that there is no such thing, as the services' models have them; S3's are in its list of error
 * codes. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
const MISSING = new Set([
  "AWS.SimpleQueueService.NonExistentQueue",
  "EntityNotFoundException",
  "NoSuchBucket",
  "NoSuchBucketPolicy",
  "NoSuchConfiguration",
  "NoSuchEntity",
  "NoSuchEntityException",
  "NoSuchLifecycleConfiguration",
  "NoSuchPublicAccessBlockConfiguration",
  "NotFound",
  "NotFoundException",
  "ObjectLockConfigurationNotFoundError",
  "OwnershipControlsNotFoundError",
  "PolicyNotFoundException",
  "QueueDoesNotExist",
  "ResourceNotFound",
  "DashboardNotFoundError",
  "ResourceNotFoundException",
  "ServerSideEncryptionConfigurationNotFoundError",
  "StackSetNotFoundException",
  "TrailNotFoundException",
]);

export function isMissing({ name, message }: Error): boolean {
  // Athena's word for a work group that is not there, and Terraform's provider takes it for that too.
  // https://github.com/hashicorp/terraform-provider-aws/blob/v5.100.0/internal/service/athena/workgroup.go
  return MISSING.has(name) || (name === "InvalidRequestException" && /\bis not found\b/.test(message));
}

/** HeadBucket has no body that could name its error, only the status. */
export function isDenied(error: Error): boolean {
  if (
    /^(?:AccessDenied|AccessDeniedException|AllAccessDisabled|AuthorizationError|AuthorizationErrorException|Forbidden|UnauthorizedOperation|NotAuthorized)$/.test(
      error.name,
    )
  )
    return true;
  const { $metadata: metadata } = error as { readonly $metadata?: { readonly httpStatusCode?: number } };
  return metadata?.httpStatusCode === 403 && /^(?:403|Unknown|UnknownError)$/.test(error.name);
}
