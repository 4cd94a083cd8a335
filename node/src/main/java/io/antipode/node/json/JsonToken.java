package io.antipode.node.json;

/** What {@link JsonReader#next} came upon. */
public enum JsonToken {
  BEGIN_OBJECT,
  END_OBJECT,
  BEGIN_ARRAY,
  END_ARRAY,
  /** The name of an object's member; its value is the next token. */
  NAME,
  STRING,
  NUMBER,
  TRUE,
  FALSE,
  NULL,
  /** The document is over, and nothing but white space followed it. */
  END
}
