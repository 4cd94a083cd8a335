package io.antipode.load.bench.profile;

/** What one operation of a profile asks for. */
enum OperationKind {
  GET("GetItem"),
  /** Of an existing item, whole. */
  PUT("PutItem"),
  /** {@code ADD n :one}. */
  ADD("UpdateItem"),
  /** {@code SET} of one string. */
  SET("UpdateItem"),
  /** Of an item that is new. */
  INSERT("PutItem"),
  /** A whole partition. */
  QUERY("Query"),
  /** From an item on, 1 to {@link #LONGEST_RANGE} items of its partition in order. */
  RANGE("Query"),
  /** A consistent GetItem; then, with its answer, SET of one string. */
  READ_MODIFY_WRITE("GetItem"),
  /** Of two existing items, whole. */
  TRANSACT_WRITE("TransactWriteItems");

  static final int LONGEST_RANGE = 100;

  private final String action;

  OperationKind(String action) {
    this.action = action;
  }

  /** DynamoDB's name of the (first) request. */
  String action() {
    return action;
  }

  /** For people. */
  String label() {
    return switch (this) {
      case GET -> "GetItem";
      case PUT -> "PutItem";
      case ADD -> "UpdateItem (ADD)";
      case SET -> "UpdateItem (SET)";
      case INSERT -> "PutItem (new)";
      case QUERY -> "Query";
      case RANGE -> "Query (range)";
      case READ_MODIFY_WRITE -> "read-modify-write";
      case TRANSACT_WRITE -> "TransactWriteItems";
    };
  }
}
