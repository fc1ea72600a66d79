package org.umbriel.metadata.entry;

/** One thing said of an entry. */
public record Attribute(AttributeName name, AttributeValue value) {}
