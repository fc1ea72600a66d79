package org.umbriel.nativeinterop.hotspot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.umbriel.nativeinterop.hotspot.CompiledMethod.InlinedCall;
import org.umbriel.nativeinterop.memory.RemoteMemory;

/**
 * Which instructions of a compiled method are those of methods that were inlined (pcDesc.hpp,
 * scopeDesc.hpp). A PcDesc tells the scope of the instructions up to its address, and a scope tells
 * its caller's.
 */
final class InlineScopes {
  private static final int MOST_DEPTH = 200;

  private final RemoteMemory memory;
  private final VmStructs vm;
  private final Metadata metadata;
  private final int release;
  private final CodeBlob blob;
  private final long method;
  private final long records;
  private final long recordsEnd;
  private final long scopes;
  private final long table;
  private final Map<Integer, Scope> known = new HashMap<>();

  /** A method's part of the code. */
  private record Scope(int caller, long method, int bytecodeIndex) {}

  InlineScopes(
      RemoteMemory memory,
      VmStructs vm,
      Metadata metadata,
      int release,
      CodeBlob blob,
      long method) {
    this.memory = memory;
    this.vm = vm;
    this.metadata = metadata;
    this.release = release;
    this.blob = blob;
    this.method = method;
    long at = blob.address();
    if (vm.has("nmethod::_immutable_data")) {
      long data = vm.get(at, "nmethod::_immutable_data");
      records = data + vm.get(at, "nmethod::_scopes_pcs_offset");
      scopes = data + vm.get(at, "nmethod::_scopes_data_offset");
      recordsEnd = scopes;
      long relocations = vm.get(at, "CodeBlob::_relocation_size");
      table = vm.get(at, "CodeBlob::_mutable_data") + relocations;
    } else {
      records = at + vm.get(at, "nmethod::_scopes_pcs_offset");
      recordsEnd = at + vm.get(at, "nmethod::_dependencies_offset");
      scopes = vm.get(at, "CompiledMethod::_scopes_data_begin");
      table = at + vm.get(at, "nmethod::_metadata_offset");
    }
  }

  /** The outermost inlined calls, with those in them. */
  List<InlinedCall> read() {
    Tree root = new Tree(new Scope(0, method, -1), blob.start());
    long before = blob.start();
    for (long at = records; at < recordsEnd; at += vm.size("PcDesc")) {
      int offset = vm.getInt(at, "PcDesc::_pc_offset");
      long address = blob.start() + offset;
      if (offset < 0 || address > blob.end()) {
        continue;
      }
      List<Scope> chain = chain(vm.getInt(at, "PcDesc::_scope_decode_offset"));
      if (!chain.isEmpty() && chain.get(0).method() != method) {
        return List.of();
      }
      root.add(chain, 1, before, address);
      before = address;
    }
    return root.calls();
  }

  /** From the outermost scope to the one at an offset. */
  private List<Scope> chain(int offset) {
    List<Scope> chain = new ArrayList<>();
    int at = offset;
    while (at != 0 && chain.size() < MOST_DEPTH) {
      Scope scope = known.computeIfAbsent(at, this::decode);
      chain.add(0, scope);
      at = scope.caller();
    }
    return chain;
  }

  private Scope decode(int offset) {
    Unsigned5 in = new Unsigned5(memory, release, scopes + offset);
    int caller = in.next();
    int index = in.next();
    int bytecodeIndex = in.next() - 1;
    long named = index == 0 ? 0 : memory.word(table + 8L * (index - 1));
    return new Scope(caller, named, bytecodeIndex);
  }

  /** Calls in the making: those that follow each other with the same callers are one. */
  private final class Tree {
    private final Scope scope;
    private final long start;
    private final List<Tree> children = new ArrayList<>();
    private long end;
    private int callIndex;

    Tree(Scope scope, long start) {
      this.scope = scope;
      this.start = start;
    }

    void add(List<Scope> chain, int depth, long from, long to) {
      end = to;
      if (depth >= chain.size()) {
        return;
      }
      Scope callee = chain.get(depth);
      int call = chain.get(depth - 1).bytecodeIndex();
      Tree last = children.isEmpty() ? null : children.get(children.size() - 1);
      boolean goesOn =
          last != null
              && last.end == from
              && last.callIndex == call
              && last.scope.method() == callee.method();
      if (last == null || !goesOn) {
        last = new Tree(callee, from);
        last.callIndex = call;
        children.add(last);
      }
      last.add(chain, depth + 1, from, to);
    }

    List<InlinedCall> calls() {
      return children.stream()
          .filter(each -> each.scope.method() != 0 && each.end > each.start)
          .map(
              each ->
                  new InlinedCall(
                      metadata.method(each.scope.method()),
                      each.start,
                      each.end,
                      each.callIndex,
                      each.calls()))
          .toList();
    }
  }
}
