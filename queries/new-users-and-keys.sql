-- title: New users, keys, passwords and factors
-- question: Which users, access keys, passwords, key pairs and second factors were made, changed or taken away, by
--   whom and for whom?
-- parameters:
--   from_day day = today-7: first day of the events, in UTC
--   to_day day = today: last day of the events, in UTC
--   account account = any: account whose log is read
--   region region = any: Region whose log is read
-- controls: CIS 4.4, SOC 2 CC6.2, HIPAA 164.312(d)
-- techniques: T1136.003, T1098.001, T1556.006
-- hit: A lasting way in was made or changed: ask whether its maker was meant to. `new_key_id` is the id of the access
--   key.
-- next: access-key-activity, principal-activity, policy-changes
SELECT
  eventtime,
  recipientaccountid AS account_id,
  awsregion,
  eventsource,
  eventname,
  coalesce(errorcode, 'Success') AS outcome,
  coalesce(useridentity.arn, useridentity.username, useridentity.principalid, useridentity.invokedby) AS principal,
  sourceipaddress,
  json_extract_scalar(requestparameters, '$.userName') AS for_user,
  json_extract_scalar(responseelements, '$.accessKey.accessKeyId') AS new_key_id,
  requestparameters,
  eventid
FROM cloudtrail
WHERE day BETWEEN :from_day AND date_format(date_parse(:to_day, '%Y/%m/%d') + INTERVAL '1' DAY, '%Y/%m/%d')
  AND replace(substr(eventtime, 1, 10), '-', '/') BETWEEN :from_day AND :to_day
  AND (:account = '' OR account = :account)
  AND (:region = '' OR region = :region)
  AND eventsource IN ('iam.amazonaws.com', 'ec2.amazonaws.com', 'rolesanywhere.amazonaws.com')
  AND eventname IN (
    'AddUserToGroup', 'ChangePassword', 'CreateAccessKey', 'CreateKeyPair', 'CreateLoginProfile',
    'CreateProfile', 'CreateServiceSpecificCredential', 'CreateTrustAnchor', 'CreateUser',
    'CreateVirtualMFADevice', 'DeactivateMFADevice', 'DeleteVirtualMFADevice', 'EnableMFADevice',
    'ImportKeyPair', 'ResetServiceSpecificCredential', 'UpdateAccessKey', 'UpdateLoginProfile',
    'UploadSSHPublicKey', 'UploadSigningCertificate'
  )
ORDER BY eventtime, eventid
