package org.umbriel.symexec.replay;

import java.util.ArrayList;
import java.util.List;
import org.umbriel.symexec.replay.worker.Worker;

/** The command line of a fork. */
final class WorkerCommand {
  private WorkerCommand() {}

  static List<String> of(JavaHome java, WorkerHome home) {
    List<String> command = new ArrayList<>();
    command.add(java.path().resolve("bin").resolve("java").toString());
    command.addAll(
        List.of(
            // small and quick to start
            "-Xmx64m",
            "-Xss512k",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:MaxMetaspaceSize=96m",
            "-XX:MaxDirectMemorySize=16m",
            // stack traces that tell where something was thrown
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:+ShowHiddenFrames",
            "-XX:-OmitStackTraceInFastThrow",
            "-XX:MaxJavaStackTraceDepth=64",
            // nothing but answers on standard output, nothing left behind
            "-Xlog:disable",
            "-XX:+DisplayVMOutputToStderr",
            "-XX:-UsePerfData",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:+SuppressFatalErrorMessage",
            // limits that are not code
            "-XX:+DisableAttachMechanism"));
    command.addAll(java.hasSecurityManager() ? managed() : patched(java, home));
    // the modules that a program on the class path sees (JEP 261)
    command.addAll(List.of("--add-modules", "ALL-DEFAULT"));
    command.addAll(List.of("-p", home.workerJar().toString()));
    command.addAll(List.of("-m", WorkerHome.MODULE + "/" + WorkerHome.MAIN));
    if (!java.hasSecurityManager()) {
      command.add(Worker.GATE);
    }
    return command;
  }

  private static List<String> managed() {
    // to name one module is to deny native access to all others
    return List.of("-Djava.security.manager=allow", "--enable-native-access=java.base");
  }

  private static List<String> patched(JavaHome java, WorkerHome home) {
    return List.of(
        "--patch-module",
        "java.base=" + home.patchJar(),
        "--limit-modules",
        String.join(",", java.standardModules()) + "," + WorkerHome.MODULE,
        "--illegal-native-access=deny");
  }
}
