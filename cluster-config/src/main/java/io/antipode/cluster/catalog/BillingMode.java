package io.antipode.cluster.catalog;

/** How a table's capacity is billed, as DynamoDB names it. */
public enum BillingMode {
  PROVISIONED,
  PAY_PER_REQUEST
}
