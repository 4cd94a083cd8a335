package io.antipode.node.operation.query;

/** What Scan is asked. */
public record ScanRequest(ReadOptions options, Segment segment) {}
