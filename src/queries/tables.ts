/** The tables that queries read, the same on Athena and on DuckDB. */
export interface Table {
  readonly name: "cloudtrail" | "cloudtrail_insights" | "cloudtrail_digests";
  /** Below an account's folder. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html */
  readonly folder: string;
  /** Columns and their types, as Glue writes them, in this order. */
  readonly columns: Readonly<Record<string, string>>;
}

/** Where a file lies in the archive, as text: a day is `2026/11/20`, the day of delivery in UTC. */
export const PARTITIONS: Readonly<Record<"account" | "region" | "day", "string">> = {
  account: "string",
  region: "string",
  day: "string",
};

/**
 * A file of the last minutes of a day lies in the folder of the next: queries read the folders of so many days more.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html
 */
export const LATE_DAYS = 1;

const IDENTITY =
  "struct<type:string,principalid:string,arn:string,accountid:string,invokedby:string,accesskeyid:string,username:string," +
  "onbehalfof:struct<userid:string,identitystorearn:string>," +
  "sessioncontext:struct<attributes:struct<mfaauthenticated:string,creationdate:string>," +
  "sessionissuer:struct<type:string,principalid:string,arn:string,accountid:string,username:string>," +
  "ec2roledelivery:string,webidfederationdata:struct<federatedprovider:string,attributes:map<string,string>>>>";

/**
 * Exactly the columns of AWS's table for CloudTrail. What it calls a string and the log has as an object is JSON text.
 * https://docs.aws.amazon.com/athena/latest/ug/create-cloudtrail-table-partition-projection.html
 */
export const CLOUDTRAIL: Table = {
  name: "cloudtrail",
  folder: "CloudTrail",
  columns: {
    eventversion: "string",
    useridentity: IDENTITY,
    eventtime: "string",
    eventsource: "string",
    eventname: "string",
    awsregion: "string",
    sourceipaddress: "string",
    useragent: "string",
    errorcode: "string",
    errormessage: "string",
    requestparameters: "string",
    responseelements: "string",
    additionaleventdata: "string",
    requestid: "string",
    eventid: "string",
    readonly: "string",
    resources: "array<struct<arn:string,accountid:string,type:string>>",
    eventtype: "string",
    apiversion: "string",
    recipientaccountid: "string",
    serviceeventdetails: "string",
    sharedeventid: "string",
    vpcendpointid: "string",
    vpcendpointaccountid: "string",
    eventcategory: "string",
    addendum: "struct<reason:string,updatedfields:string,originalrequestid:string,originaleventid:string>",
    sessioncredentialfromconsole: "string",
    edgedevicedetails: "string",
    tlsdetails: "struct<tlsversion:string,ciphersuite:string,clientprovidedhostheader:string>",
  },
};

const AVERAGES = "array<struct<value:string,average:double>>";

/**
 * `sourceeventcategory` tells Insights of management events from those of data events; records have it since there are the latter, and
 * the page has not: https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_InsightSelector.html
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-insights-fields-trails.html
 */
export const CLOUDTRAIL_INSIGHTS: Table = {
  name: "cloudtrail_insights",
  folder: "CloudTrail-Insight",
  columns: {
    eventversion: "string",
    eventtime: "string",
    awsregion: "string",
    eventid: "string",
    eventtype: "string",
    recipientaccountid: "string",
    sharedeventid: "string",
    insightdetails:
      "struct<state:string,eventsource:string,eventname:string,insighttype:string,errorcode:string,sourceeventcategory:string,insightcontext:struct<" +
      "statistics:struct<baseline:struct<average:double>,insight:struct<average:double>,insightduration:bigint,baselineduration:bigint>," +
      `attributions:array<struct<attribute:string,insight:${AVERAGES},baseline:${AVERAGES}>>>>`,
    eventcategory: "string",
  },
};

/** One row a digest. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html */
export const CLOUDTRAIL_DIGESTS: Table = {
  name: "cloudtrail_digests",
  folder: "CloudTrail-Digest",
  columns: {
    awsaccountid: "string",
    digeststarttime: "string",
    digestendtime: "string",
    digests3bucket: "string",
    digests3object: "string",
    digestpublickeyfingerprint: "string",
    digestsignaturealgorithm: "string",
    newesteventtime: "string",
    oldesteventtime: "string",
    previousdigests3bucket: "string",
    previousdigests3object: "string",
    previousdigesthashvalue: "string",
    previousdigesthashalgorithm: "string",
    previousdigestsignature: "string",
    logfiles:
      "array<struct<s3bucket:string,s3object:string,hashvalue:string,hashalgorithm:string,newesteventtime:string,oldesteventtime:string>>",
  },
};

export const TABLES: readonly Table[] = [CLOUDTRAIL, CLOUDTRAIL_INSIGHTS, CLOUDTRAIL_DIGESTS];
