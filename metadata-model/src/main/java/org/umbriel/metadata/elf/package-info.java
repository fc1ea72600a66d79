/**
 * ELF64 files as named sections, and the bounded cursor and growing buffer that everything binary
 * is read and written with. Start at {@link org.umbriel.metadata.elf.ElfReader} and {@link
 * org.umbriel.metadata.elf.ElfWriter}.
 */
@NullMarked
package org.umbriel.metadata.elf;

import org.jspecify.annotations.NullMarked;
