-- title: Changes outside Terraform
-- question: Which resources were changed by anybody but the role that Terraform works as?
-- parameters:
--   deploy_role text = any: role that Terraform works as: its name without its path, or its permission set
--   name text = any: part of the name or ARN of what was changed; upper and lower case differ
--   from_day day = today-7: first day of the events, in UTC
--   to_day day = today: last day of the events, in UTC
--   account account = any: account whose log is read
--   region region = any: Region whose log is read
-- controls: SOC 2 CC8.1
-- techniques: T1578.005
-- hit: A person or another program changed something. It is an attack, an emergency, or lost with the next apply.
--   What AWS services do by themselves is not listed, what they do on a caller's behalf is.
-- next: principal-activity, resource-activity, how-it-was-called
SELECT
  eventtime,
  recipientaccountid AS account_id,
  awsregion,
  eventsource,
  eventname,
  coalesce(errorcode, 'Success') AS outcome,
  coalesce(useridentity.arn, useridentity.username, useridentity.principalid, useridentity.invokedby) AS principal,
  sourceipaddress,
  requestparameters,
  eventid
FROM cloudtrail
WHERE day BETWEEN :from_day AND date_format(date_parse(:to_day, '%Y/%m/%d') + INTERVAL '1' DAY, '%Y/%m/%d')
  AND replace(substr(eventtime, 1, 10), '-', '/') BETWEEN :from_day AND :to_day
  AND (:account = '' OR account = :account)
  AND (:region = '' OR region = :region)
  AND readonly = 'false'
  AND eventcategory = 'Management'
  AND eventtype = 'AwsApiCall'
  AND coalesce(useridentity.type, 'AWSService') <> 'AWSService'
  AND eventsource NOT IN ('sts.amazonaws.com', 'signin.amazonaws.com')
  AND (
    :deploy_role = ''
    OR coalesce(
      regexp_extract(useridentity.sessioncontext.sessionissuer.username, '^AWSReservedSSO_(.+)_[0-9a-f]{16}$', 1),
      useridentity.sessioncontext.sessionissuer.username,
      ''
    ) <> :deploy_role
  )
  AND coalesce(useridentity.sessioncontext.sessionissuer.arn, '') NOT LIKE '%:role/aws-service-role/%'
  AND (
    :name = ''
    OR strpos(requestparameters, :name) > 0
    OR strpos(json_format(CAST(resources AS json)), :name) > 0
  )
ORDER BY eventtime, eventid
