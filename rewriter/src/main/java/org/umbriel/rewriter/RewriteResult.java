package org.umbriel.rewriter;

/**
 * A rewritten jar.
 *
 * @param bytes of the jar
 */
@SuppressWarnings("ArrayRecordComponent") // written once, never compared
public record RewriteResult(byte[] bytes, RewriteReport report) {}
