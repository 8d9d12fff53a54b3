-- title: Console, command line, or automation
-- question: How does each principal work: in the console, with the AWS CLI, through Terraform, an SDK or an AWS
--   service, and how much does it change?
-- parameters:
--   principal text = any: ARN of a user, role or session
--   from_day day = today-7: first day of the events, in UTC
--   to_day day = today: last day of the events, in UTC
--   account account = any: account whose log is read
--   region region = any: Region whose log is read
-- controls: SOC 2 CC7.2, SOC 2 CC8.1
-- techniques: T1059.009, T1538
-- hit: One principal worked in one way. A role of automation in the console is a person with its key. A user agent is
--   what the caller says it is.
-- next: principal-activity, changes-outside-terraform
SELECT
  recipientaccountid AS account_id,
  coalesce(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn, useridentity.username, useridentity.principalid, useridentity.invokedby) AS principal,
  CASE
    WHEN useridentity.invokedby IS NOT NULL OR useridentity.type = 'AWSService' THEN 'AWS service'
    WHEN sessioncredentialfromconsole = 'true' OR eventtype IN ('AwsConsoleAction', 'AwsConsoleSignIn') THEN 'console'
    WHEN useragent LIKE 'Mozilla/%' OR useragent LIKE '%console.amazonaws.com%' THEN 'console'
    WHEN useragent LIKE '%Terraform%' THEN 'Terraform'
    WHEN useragent LIKE 'aws-cli/%' THEN 'AWS CLI'
    WHEN useragent LIKE '%aws-sdk%' OR useragent LIKE 'Boto3/%' OR useragent LIKE 'botocore/%' THEN 'SDK'
    ELSE 'other'
  END AS channel,
  count(*) AS calls,
  count_if(readonly = 'false') AS changes,
  min(useragent) AS one_user_agent,
  min(eventtime) AS first_time,
  max(eventtime) AS last_time
FROM cloudtrail
WHERE day BETWEEN :from_day AND date_format(date_parse(:to_day, '%Y/%m/%d') + INTERVAL '1' DAY, '%Y/%m/%d')
  AND replace(substr(eventtime, 1, 10), '-', '/') BETWEEN :from_day AND :to_day
  AND (:account = '' OR account = :account)
  AND (:region = '' OR region = :region)
  AND (
    :principal = ''
    OR useridentity.arn = :principal
    OR useridentity.sessioncontext.sessionissuer.arn = :principal
  )
GROUP BY 1, 2, 3
ORDER BY account_id, principal, channel
