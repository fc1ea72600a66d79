package org.umbriel.metadata.elf;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The symbols of a file, those for the dynamic loader ({@code .dynsym}) and the others. Names of
 * one address are aliases: {@code fopen} and {@code _IO_new_fopen}.
 */
public final class SymbolTable {
  private final List<ElfSymbol> symbols;
  private final Map<String, ElfSymbol> byName = new HashMap<>();
  private final TreeMap<Long, List<ElfSymbol>> byAddress = new TreeMap<>(Long::compareUnsigned);

  private SymbolTable(List<ElfSymbol> symbols) {
    this.symbols = List.copyOf(symbols);
    for (ElfSymbol symbol : symbols) {
      if (symbol.isDefined() && !symbol.name().isEmpty()) {
        byName.merge(symbol.plainName(), symbol, SymbolTable::stronger);
        if (symbol.type() != ElfSymbol.STT_TLS && symbol.section() != ElfSymbol.SHN_ABS) {
          byAddress.computeIfAbsent(symbol.address(), a -> new ArrayList<>(1)).add(symbol);
        }
      }
    }
  }

  private static ElfSymbol stronger(ElfSymbol one, ElfSymbol other) {
    return one.binding() == ElfSymbol.STB_LOCAL && other.binding() != ElfSymbol.STB_LOCAL
        ? other
        : one;
  }

  /**
   * All symbols of files that have the same addresses, as a library and its separate debugging
   * information do, in the order in which they stand there.
   */
  public static SymbolTable of(ElfFile... files) throws MalformedObjectException {
    Set<ElfSymbol> symbols = new LinkedHashSet<>();
    for (ElfFile file : files) {
      for (ElfSection section : file.sections()) {
        if (section.type() == ElfSection.SHT_SYMTAB || section.type() == ElfSection.SHT_DYNSYM) {
          read(section, file, symbols);
        }
      }
    }
    return new SymbolTable(List.copyOf(symbols));
  }

  private static void read(ElfSection table, ElfFile file, Set<ElfSymbol> symbols)
      throws MalformedObjectException {
    Optional<ElfSection> strings = file.section(table.header().link());
    if (strings.isEmpty()) {
      throw new MalformedObjectException(table.name(), 0, "symbols without names");
    }
    Slice names = strings.get().content();
    long budget = (1L << 20) + 16L * names.size();
    Cursor in = table.content().cursor();
    while (in.remaining() >= ElfFormat.SYMBOL_SIZE) {
      long name = in.u32();
      int info = in.u8();
      int other = in.u8();
      int section = in.u16();
      long address = in.u64();
      long size = in.u64();
      byte[] bytes = name == 0 ? new byte[0] : names.cursor(name).untilZero().toArray();
      budget -= bytes.length;
      if (budget < 0) {
        throw in.malformed("names of symbols overlap too often");
      }
      symbols.add(
          new ElfSymbol(
              new String(bytes, StandardCharsets.UTF_8),
              address,
              size,
              info & 15,
              info >> 4,
              other & 3,
              section));
    }
  }

  public List<ElfSymbol> symbols() {
    return symbols;
  }

  /** The defined symbol of this plain name; one that others can see if there is one. */
  public Optional<ElfSymbol> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** All names of the address: aliases of each other. */
  public List<ElfSymbol> at(long address) {
    return byAddress.getOrDefault(address, List.of());
  }

  /** The symbol that an address lies in, or behind if none says how long it is. */
  public Optional<ElfSymbol> around(long address) {
    Map.Entry<Long, List<ElfSymbol>> below = byAddress.floorEntry(address);
    if (below == null) {
      return Optional.empty();
    }
    return below.getValue().stream()
        .filter(s -> s.size() == 0 || Long.compareUnsigned(address - s.address(), s.size()) < 0)
        .filter(s -> s.type() != ElfSymbol.STT_SECTION && s.type() != ElfSymbol.STT_FILE)
        .findFirst();
  }
}
