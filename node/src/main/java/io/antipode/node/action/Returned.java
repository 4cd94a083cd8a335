package io.antipode.node.action;

/** {@code ReturnValues}: which attributes of the item, before or after a write, are answered. */
public enum Returned {
  NONE,
  ALL_OLD,
  UPDATED_OLD,
  ALL_NEW,
  UPDATED_NEW
}
