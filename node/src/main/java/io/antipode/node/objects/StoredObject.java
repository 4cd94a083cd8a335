package io.antipode.node.objects;

/** An object that is there. */
public record StoredObject(String key, long lengthBytes) {}
