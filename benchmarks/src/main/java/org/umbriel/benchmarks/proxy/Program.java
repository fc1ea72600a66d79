package org.umbriel.benchmarks.proxy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A successor of one of the programs of the paper's Figure 5.
 *
 * @param name what it is, and after which of them
 * @param coordinates its jars
 * @param main its class
 * @param input the text that it works on; empty if it needs none
 * @param inputName the file that this is put into
 * @param arguments with {@code IN} for that file and {@code OUT} for a folder
 */
record Program(
    String name,
    List<String> coordinates,
    String main,
    String input,
    String inputName,
    List<String> arguments) {

  /** There is none for Cassowary. */
  static final List<Program> ALL =
      List.of(
          new Program(
              "JFlex (JLex)",
              List.of("de.jflex:jflex:1.9.1", "com.github.vbmacher:java-cup-runtime:11b-20160615"),
              "jflex.Main",
              """
              %%
              %class Words
              %unicode
              %standalone
              %%
              [:letter:]+ { System.out.println(yytext()); }
              [0-9]+ ("." [0-9]+)? { System.out.println(yytext()); }
              "/*" ~"*/" { }
              [^] { }
              """,
              "Words.flex",
              List.of("-d", "OUT", "IN")),
          new Program(
              "CUP (Javacup)",
              List.of("com.github.vbmacher:java-cup:11b-20160615"),
              "java_cup.Main",
              """
              terminal PLUS, TIMES, OPEN, CLOSE, SEMICOLON;
              terminal Integer NUMBER;
              non terminal lines;
              non terminal Integer sum;
              precedence left PLUS;
              precedence left TIMES;
              lines ::= lines sum SEMICOLON | sum SEMICOLON;
              sum ::= sum:a PLUS sum:b {: RESULT = a + b; :}
                | sum:a TIMES sum:b {: RESULT = a * b; :}
                | OPEN sum:a CLOSE {: RESULT = a; :}
                | NUMBER:n {: RESULT = n; :};
              """,
              "sums.cup",
              List.of("-destdir", "OUT", "IN")),
          new Program(
              "ECJ (Pizza)",
              List.of("org.eclipse.jdt:ecj:3.33.0"),
              "org.eclipse.jdt.internal.compiler.batch.Main",
              """
              import java.util.*;
              class Source {
                record Pair(String a, int b) {}
                static int total(List<Pair> pairs) {
                  return pairs.stream().filter(p -> !p.a().isEmpty()).mapToInt(Pair::b).sum();
                }
                enum Colour { RED, GREEN }
                static int of(Colour c) { return switch (c) { case RED -> 1; case GREEN -> 2; }; }
              }
              """,
              "Source.java",
              List.of("-17", "-d", "OUT", "IN")),
          new Program(
              "HSQLDB (Instantdb)",
              List.of("org.hsqldb:sqltool:2.7.4", "org.hsqldb:hsqldb:2.7.4"),
              "org.hsqldb.cmdline.SqlTool",
              """
              create table account (id int primary key, name varchar(40), amount decimal(10,2));
              insert into account values (1, 'one', 10.0), (2, 'two', 20.0), (3, 'three', 30.0);
              update account set amount = amount * 1.1 where id > 1;
              select name, sum(amount) from account group by name having sum(amount) > 1 order by 2;
              """,
              "accounts.sql",
              List.of("--inlineRc=url=jdbc:hsqldb:mem:x,user=SA,password=", "IN")),
          new Program(
              "H2",
              List.of("com.h2database:h2:2.3.232"),
              "org.h2.tools.RunScript",
              """
              create table account (id int primary key, name varchar(40), amount decimal(10,2));
              insert into account values (1, 'one', 10.0), (2, 'two', 20.0), (3, 'three', 30.0);
              update account set amount = amount * 1.1 where id > 1;
              select name, sum(amount) from account group by name having sum(amount) > 1 order by 2;
              """,
              "accounts.sql",
              List.of("-url", "jdbc:h2:mem:", "-script", "IN")));

  /** The arguments, with its input written into a folder. */
  List<String> argumentsIn(Path folder) throws IOException {
    Path out = Files.createDirectories(folder.resolve("out"));
    Path in = Files.writeString(folder.resolve(inputName), input);
    return arguments.stream()
        .map(a -> a.equals("IN") ? in.toString() : a.equals("OUT") ? out.toString() : a)
        .toList();
  }
}
