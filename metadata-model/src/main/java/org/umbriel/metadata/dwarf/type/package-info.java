/**
 * What a program's debugging information says to someone who wants to use the program: functions
 * with their signatures, types with their layouts, enumerations, variables. Start at {@link
 * org.umbriel.metadata.dwarf.type.Program}.
 */
@NullMarked
package org.umbriel.metadata.dwarf.type;

import org.jspecify.annotations.NullMarked;
