-- title: Sign-ins without a second factor
-- question: Who signed in with a password alone: to the console as an IAM user or root, or to Identity Center?
-- parameters:
--   from_day day = today-7: first day of the events, in UTC
--   to_day day = today: last day of the events, in UTC
--   account account = any: account whose log is read
--   region region = any: Region whose log is read
-- controls: CIS 4.2, SOC 2 CC6.1, HIPAA 164.312(d)
-- techniques: T1078.004
-- hit: The password was enough. Of federated sign-ins CloudTrail does not know the factors of the identity provider:
--   they are not looked at.
-- next: principal-activity, source-address-activity, sign-ins-from-new-addresses
SELECT
  eventtime,
  recipientaccountid AS account_id,
  awsregion,
  eventname,
  useridentity.type AS principal_type,
  coalesce(useridentity.username, useridentity.onbehalfof.userid, useridentity.arn) AS user_name,
  sourceipaddress,
  useragent,
  eventid
FROM cloudtrail
WHERE day BETWEEN :from_day AND date_format(date_parse(:to_day, '%Y/%m/%d') + INTERVAL '1' DAY, '%Y/%m/%d')
  AND replace(substr(eventtime, 1, 10), '-', '/') BETWEEN :from_day AND :to_day
  AND (:account = '' OR account = :account)
  AND (:region = '' OR region = :region)
  AND eventsource = 'signin.amazonaws.com'
  AND (
    (
      eventname = 'ConsoleLogin'
      AND useridentity.type IN ('IAMUser', 'Root')
      AND json_extract_scalar(responseelements, '$.ConsoleLogin') = 'Success'
      AND coalesce(json_extract_scalar(additionaleventdata, '$.MFAUsed'), 'No') <> 'Yes'
    )
    OR (
      eventname = 'UserAuthentication'
      AND json_extract_scalar(serviceeventdetails, '$.UserAuthentication') = 'Success'
      AND json_extract_scalar(additionaleventdata, '$.CredentialType') = 'PASSWORD'
    )
  )
ORDER BY eventtime, eventid
