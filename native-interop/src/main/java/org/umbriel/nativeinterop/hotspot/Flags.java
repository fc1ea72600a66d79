package org.umbriel.nativeinterop.hotspot;

import java.util.HashMap;
import java.util.Map;
import org.umbriel.nativeinterop.memory.RemoteMemory;

/** The options that a Java VM runs with (jvmFlag.hpp), those that are true or false. */
final class Flags {
  private final Map<String, Long> addresses = new HashMap<>();
  private final RemoteMemory memory;

  Flags(RemoteMemory memory, VmStructs vm) {
    this.memory = memory;
    long flag = vm.get("JVMFlag::flags");
    long count = vm.get("JVMFlag::numFlags");
    int size = vm.size("JVMFlag");
    for (long i = 0; i < count; i++, flag += size) {
      long name = vm.get(flag, "JVMFlag::_name");
      if (name != 0) {
        addresses.put(memory.text(name), memory.word(vm.place(flag, "JVMFlag::_addr")));
      }
    }
  }

  /** Whether an option is on; one that this VM does not have is off. */
  boolean isOn(String option) {
    Long address = addresses.get(option);
    return address != null && memory.read(address, 1) != 0;
  }
}
