package org.umbriel.metadata.verify.type;

import org.umbriel.metadata.verify.format.Symbols;

/** A name and a descriptor, left where they stand in some class file. */
@SuppressWarnings("ArrayRecordComponent") // never compared as a whole, never changed
record MemberName(
    int hash,
    byte[] nameBytes,
    int nameStart,
    int nameLength,
    byte[] descriptorBytes,
    int descriptorStart,
    int descriptorLength) {

  static MemberName of(Symbols symbols, int name, int descriptor) {
    return new MemberName(
        ClassInfo.MemberList.hash(symbols.hash(name), symbols.hash(descriptor)),
        symbols.source(name),
        symbols.start(name),
        symbols.length(name),
        symbols.source(descriptor),
        symbols.start(descriptor),
        symbols.length(descriptor));
  }
}
