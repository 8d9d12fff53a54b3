-- title: Networks that were opened or rerouted
-- question: Who changed security groups, network ACLs, gateways, routes and VPCs, and what was opened to everybody?
-- parameters:
--   from_day day = today-7: first day of the events, in UTC
--   to_day day = today: last day of the events, in UTC
--   account account = any: account whose log is read
--   region region = any: Region whose log is read
-- controls: CIS 4.10, CIS 4.11, CIS 4.12, CIS 4.13, CIS 4.14
-- techniques: T1562.007
-- hit: A network was changed. With `to_everybody` the call names every address.
-- next: principal-activity, resource-activity, compute-launched
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
    strpos(requestparameters, '0.0.0.0/0') > 0 OR strpos(requestparameters, '"::/0"') > 0,
    false
  ) AS to_everybody,
  requestparameters,
  eventid
FROM cloudtrail
WHERE day BETWEEN :from_day AND date_format(date_parse(:to_day, '%Y/%m/%d') + INTERVAL '1' DAY, '%Y/%m/%d')
  AND replace(substr(eventtime, 1, 10), '-', '/') BETWEEN :from_day AND :to_day
  AND (:account = '' OR account = :account)
  AND (:region = '' OR region = :region)
  AND eventsource = 'ec2.amazonaws.com'
  AND readonly = 'false'
  AND (
    eventname LIKE '%SecurityGroup%'
    OR eventname LIKE '%NetworkAcl%'
    OR eventname LIKE '%InternetGateway%'
    OR eventname LIKE '%CustomerGateway%'
    OR eventname LIKE '%Route%'
    OR eventname LIKE '%VpcPeeringConnection%'
    OR eventname IN ('CreateVpc', 'DeleteVpc', 'ModifyVpcAttribute', 'DeleteFlowLogs')
  )
ORDER BY eventtime, eventid
