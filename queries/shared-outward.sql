-- title: Resources made public, or shared outward
-- question: Which buckets, snapshots, images, keys, functions, topics, queues, secrets and repositories were opened
--   to others, and to everybody?
-- parameters:
--   from_day day = today-7: first day of the events, in UTC
--   to_day day = today: last day of the events, in UTC
--   account account = any: account whose log is read
--   region region = any: Region whose log is read
-- controls: CIS 4.8, SOC 2 CC6.1, HIPAA 164.312(a)(1)
-- techniques: T1537, T1530
-- hit: The resource's own policy or attribute was changed. `to_everybody` is read from the text of the call: an
--   account that is not ours is not told apart here.
-- next: resource-activity, principal-activity, snapshots-and-exports
SELECT
  eventtime,
  recipientaccountid AS account_id,
  awsregion,
  eventsource,
  eventname,
  coalesce(errorcode, 'Success') AS outcome,
  coalesce(useridentity.arn, useridentity.username, useridentity.principalid, useridentity.invokedby) AS principal,
  sourceipaddress,
  (
    coalesce(regexp_like(requestparameters, 'Principal[\\]*"\s*:\s*([\\]*"\*|\{\s*[\\]*"AWS[\\]*"\s*:\s*(\[\s*)?[\\]*"\*)'), false)
    OR coalesce(regexp_like(requestparameters, '"(group|valuesToAdd|principal|cannedAcl|x-amz-acl)"\s*:\s*\[?"(all|\*|public-read|public-read-write)"'), false)
    OR coalesce(regexp_like(requestparameters, 'global/(AllUsers|AuthenticatedUsers)'), false)
    OR eventname LIKE 'Delete%PublicAccessBlock'
  ) AS to_everybody,
  requestparameters,
  eventid
FROM cloudtrail
WHERE day BETWEEN :from_day AND date_format(date_parse(:to_day, '%Y/%m/%d') + INTERVAL '1' DAY, '%Y/%m/%d')
  AND replace(substr(eventtime, 1, 10), '-', '/') BETWEEN :from_day AND :to_day
  AND (:account = '' OR account = :account)
  AND (:region = '' OR region = :region)
  AND readonly = 'false'
  AND eventname IN (
    'AddLayerVersionPermission20181031', 'AddPermission', 'AddPermission20150331v2',
    'AssociateResourceShare', 'CreateFunctionUrlConfig', 'CreateGrant', 'CreateResourceShare',
    'DeleteAccountPublicAccessBlock', 'DeleteBucketPublicAccessBlock', 'DeletePublicAccessBlock',
    'ModifyDBClusterSnapshotAttribute', 'ModifyDBSnapshotAttribute', 'ModifyFpgaImageAttribute',
    'ModifyImageAttribute', 'ModifySnapshotAttribute', 'PutAccountPublicAccessBlock', 'PutBucketAcl',
    'PutBucketPolicy', 'PutBucketPublicAccessBlock', 'PutBucketWebsite', 'PutImageRecipePolicy',
    'PutKeyPolicy', 'PutObjectAcl', 'PutResourcePolicy', 'SetQueueAttributes', 'SetRepositoryPolicy',
    'SetTopicAttributes'
  )
ORDER BY eventtime, eventid
