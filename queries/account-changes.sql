-- title: Accounts that came, moved and went
-- question: Which accounts were made, invited, moved, closed, or left the organization, and who did it?
-- parameters:
--   from_day day = today-7: first day of the events, in UTC
--   to_day day = today: last day of the events, in UTC
--   account account = any: account whose log is read
--   region region = any: Region whose log is read
-- controls: OWN-2, SOC 2 CC6.2
-- techniques: T1136.003, T1666
-- hit: The organization has an account more or less, or an account stands elsewhere: other policies bind it.
--   CreateAccountResult, AccountJoinedOrganization and AccountDepartedOrganization are AWS's own word that it
--   happened.
-- next: organization-policy-changes, principal-activity, silent-regions
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
    json_extract_scalar(requestparameters, '$.accountId'),
    json_extract_scalar(serviceeventdetails, '$.createAccountStatus.accountId'),
    json_extract_scalar(serviceeventdetails, '$.accountId')
  ) AS about_account_id,
  requestparameters,
  serviceeventdetails,
  eventid
FROM cloudtrail
WHERE day BETWEEN :from_day AND date_format(date_parse(:to_day, '%Y/%m/%d') + INTERVAL '1' DAY, '%Y/%m/%d')
  AND replace(substr(eventtime, 1, 10), '-', '/') BETWEEN :from_day AND :to_day
  AND (:account = '' OR account = :account)
  AND (:region = '' OR region = :region)
  AND eventsource IN ('organizations.amazonaws.com', 'account.amazonaws.com')
  AND eventname IN (
    'AcceptHandshake', 'AccountDepartedOrganization', 'AccountJoinedOrganization', 'CloseAccount',
    'CreateAccount', 'CreateAccountResult', 'CreateGovCloudAccount', 'CreateOrganizationalUnit',
    'DeleteOrganization', 'DeleteOrganizationalUnit', 'DisableRegion', 'EnableRegion',
    'InviteAccountToOrganization', 'LeaveOrganization', 'MoveAccount', 'RemoveAccountFromOrganization',
    'UpdateOrganizationalUnit'
  )
ORDER BY eventtime, eventid
