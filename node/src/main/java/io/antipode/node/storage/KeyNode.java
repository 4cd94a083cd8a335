package io.antipode.node.storage;

/** A node of the {@link KeyIndex}. */
abstract sealed class KeyNode permits KeyLeaf, KeyBranch {}
