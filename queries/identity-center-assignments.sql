-- title: Who was given access through Identity Center
-- question: Who got which permission set in which account, who got into which group, and who changed what a
--   permission set allows?
-- parameters:
--   from_day day = today-7: first day of the events, in UTC
--   to_day day = today: last day of the events, in UTC
--   account account = any: account whose log is read
--   region region = any: Region whose log is read
-- controls: OWN-7, SOC 2 CC6.2, HIPAA 164.312(a)(1)
-- techniques: T1098.003, T1136.003
-- hit: Access was given or taken away. The group or user is an id of the identity store: `aws identitystore
--   describe-group` and `describe-user` say its name.
-- next: principal-activity, resource-activity, policy-changes
SELECT
  eventtime,
  recipientaccountid AS account_id,
  awsregion,
  eventsource,
  eventname,
  coalesce(errorcode, 'Success') AS outcome,
  coalesce(useridentity.arn, useridentity.username, useridentity.principalid, useridentity.invokedby) AS principal,
  sourceipaddress,
  json_extract_scalar(requestparameters, '$.targetId') AS target_account_id,
  json_extract_scalar(requestparameters, '$.permissionSetArn') AS permission_set_arn,
  coalesce(
    json_extract_scalar(requestparameters, '$.principalId'),
    json_extract_scalar(requestparameters, '$.memberId.userId'),
    json_extract_scalar(requestparameters, '$.member.memberId')
  ) AS given_to,
  requestparameters,
  eventid
FROM cloudtrail
WHERE day BETWEEN :from_day AND date_format(date_parse(:to_day, '%Y/%m/%d') + INTERVAL '1' DAY, '%Y/%m/%d')
  AND replace(substr(eventtime, 1, 10), '-', '/') BETWEEN :from_day AND :to_day
  AND (:account = '' OR account = :account)
  AND (:region = '' OR region = :region)
  AND eventsource IN (
    'sso.amazonaws.com', 'sso-directory.amazonaws.com', 'identitystore.amazonaws.com'
  )
  AND readonly = 'false'
  AND (
    eventname LIKE '%AccountAssignment'
    OR eventname LIKE '%PermissionSet'
    OR eventname LIKE '%GroupMembership'
    OR eventname LIKE '%MemberToGroup'
    OR eventname IN ('CreateUser', 'CreateGroup', 'UpdatePassword', 'DeleteMfaDeviceForUser')
  )
ORDER BY eventtime, eventid
