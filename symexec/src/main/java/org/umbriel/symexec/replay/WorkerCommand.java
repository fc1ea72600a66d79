package org.umbriel.symexec.replay;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a fork. */
final class WorkerCommand {
  private WorkerCommand() {}

  static List<String> of(Path javaHome, WorkerHome home) {
    List<String> command = new ArrayList<>();
    command.add(javaHome.resolve("bin").resolve("java").toString());
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
            "-XX:+DisableAttachMechanism",
            "-Djava.security.manager=allow",
            "--enable-native-access=java.base"));
    command.addAll(
        List.of(
            "-p", home.workerJar().toString(), "-m", WorkerHome.MODULE + "/" + WorkerHome.MAIN));
    return command;
  }
}
