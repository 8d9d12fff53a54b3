-- title: Permissions that were widened
-- question: Which IAM policies, roles and trust policies were changed, and which now allow everything, or trust
--   anybody?
-- parameters:
--   from_day day = today-7: first day of the events, in UTC
--   to_day day = today: last day of the events, in UTC
--   account account = any: account whose log is read
--   region region = any: Region whose log is read
-- controls: CIS 4.4, SOC 2 CC6.1, HIPAA 164.312(a)(1)
-- techniques: T1098.003, T1484.002
-- hit: Somebody changed what a user, role or group may do, or who may become a role. `allows_everything` and
--   `trusts_anybody` are read from the policy's text: a policy may be as wide without them.
-- next: role-sessions, principal-activity, resource-activity
SELECT
  eventtime,
  recipientaccountid AS account_id,
  awsregion,
  eventsource,
  eventname,
  coalesce(errorcode, 'Success') AS outcome,
  coalesce(useridentity.arn, useridentity.username, useridentity.principalid, useridentity.invokedby) AS principal,
  sourceipaddress,
  coalesce(
    json_extract_scalar(requestparameters, '$.roleName'),
    json_extract_scalar(requestparameters, '$.userName'),
    json_extract_scalar(requestparameters, '$.groupName'),
    json_extract_scalar(requestparameters, '$.policyArn'),
    json_extract_scalar(requestparameters, '$.policyName')
  ) AS target,
  json_extract_scalar(requestparameters, '$.policyArn') AS policy_arn,
  (
    coalesce(json_extract_scalar(requestparameters, '$.policyArn'), '') LIKE '%:policy/AdministratorAccess'
    OR coalesce(regexp_like(json_extract_scalar(requestparameters, '$.policyDocument'), '"Action"\s*:\s*(\[\s*)?"\*"'), false)
  ) AS allows_everything,
  coalesce(
    regexp_like(
      coalesce(
        json_extract_scalar(requestparameters, '$.assumeRolePolicyDocument'),
        json_extract_scalar(requestparameters, '$.policyDocument')
      ),
      '"Principal"\s*:\s*("\*"|\{\s*"AWS"\s*:\s*(\[\s*)?"\*")'
    ),
    false
  ) AS trusts_anybody,
  requestparameters,
  eventid
FROM cloudtrail
WHERE day BETWEEN :from_day AND date_format(date_parse(:to_day, '%Y/%m/%d') + INTERVAL '1' DAY, '%Y/%m/%d')
  AND replace(substr(eventtime, 1, 10), '-', '/') BETWEEN :from_day AND :to_day
  AND (:account = '' OR account = :account)
  AND (:region = '' OR region = :region)
  AND eventsource = 'iam.amazonaws.com'
  AND eventname IN (
    'AddRoleToInstanceProfile', 'AttachGroupPolicy', 'AttachRolePolicy', 'AttachUserPolicy', 'CreatePolicy',
    'CreatePolicyVersion', 'CreateRole', 'DeleteRolePermissionsBoundary', 'DeleteUserPermissionsBoundary',
    'PutGroupPolicy', 'PutRolePermissionsBoundary', 'PutRolePolicy', 'PutUserPermissionsBoundary',
    'PutUserPolicy', 'SetDefaultPolicyVersion', 'UpdateAssumeRolePolicy'
  )
ORDER BY eventtime, eventid
